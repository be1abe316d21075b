import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Answer, JudgedEdit } from "../diagnosis/answer";
import { fixTitle } from "../render/fixText";
import type { MarkdownText } from "../render/writtenText";
import { commandIds, type FixArgument } from "./commandIds";
import { commandLink } from "./hoverText";
import { type OpenSheet, type Sheets, textPlace } from "./sheets";
import { rangeOf, type TextPlace } from "./textUnits";

/** The edits of a fix in its documents; undefined where one of them is in none. */
export function workspaceEditOf(open: OpenSheet, edits: readonly JudgedEdit[]): vscode.WorkspaceEdit | undefined {
  const edit = new vscode.WorkspaceEdit();
  for (const { place, text } of edits) {
    const at = textPlace(open, place);
    if (at === undefined) return undefined;
    edit.replace(at.document.uri, rangeOf(at), text);
  }
  return edit;
}

/** What a link carries to do a fix: its call and its title, since the edits are made on the text as it is by then. */
export function fixArgument({ document, span }: TextPlace, fix: Answer["fixes"][number]): FixArgument {
  return { uri: document.uri.toString(), offset: span.offset, length: span.length, title: fixTitle(fix.title) };
}

export function fixLink(title: MarkdownText, argument: FixArgument): MarkdownText {
  return commandLink(title, commandIds.applyFix, [argument]);
}

/** Does what a hover's link promised, if the call still stands there and can still be mended so. */
export async function applyFix(sheets: Sheets, argument: unknown): Promise<void> {
  if (!isFixArgument(argument)) return;
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === argument.uri);
  const open = document && sheets.of(document);
  const fix = open && fixOf(sheets, open, argument);
  const edit = fix && workspaceEditOf(open, fix.edits);
  // The hover shows the call as it was.
  await vscode.commands.executeCommand("editor.action.hideHover");
  if (edit === undefined) {
    vscode.window.showWarningMessage(l10n.t("The code has changed since that was offered. Point at the call again."));
    return;
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    vscode.window.showWarningMessage(l10n.t("The code could not be changed: VS Code refused to edit the document."));
    return;
  }
  vscode.window.setStatusBarMessage(l10n.t("{0}; one undo takes it back", argument.title), 5000);
}

function fixOf(sheets: Sheets, open: OpenSheet, { uri, offset, length, title }: FixArgument) {
  const answer = sheets.answers(open).find(({ place }) => {
    const at = textPlace(open, place);
    return at?.document.uri.toString() === uri && at.span.offset === offset && at.span.length === length;
  });
  return answer?.fixes.find((fix) => fixTitle(fix.title) === title);
}

function isFixArgument(value: unknown): value is FixArgument {
  return (
    typeof value === "object" &&
    value !== null &&
    "uri" in value &&
    "offset" in value &&
    "length" in value &&
    "title" in value &&
    typeof value.uri === "string" &&
    typeof value.title === "string"
  );
}
