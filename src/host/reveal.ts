import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Span } from "../literal/literal";
import type { ArgumentEdit } from "../protocol";
import { numberText } from "../render/writeBack";
import type { Request } from "../report";
import type { ElementMark } from "./elementMark";
import { opened } from "./follow";
import { type PlacedSource, placeOfText, rangeOf, type TextPlace } from "./textUnits";

/** Goes to an element of a literal in the editor, selects and marks it. */
export async function reveal(
  placed: PlacedSource | undefined,
  { offset, length }: Span,
  mark: ElementMark,
): Promise<void> {
  const place = placed?.place && (await currentPlace(placed.source.text, placed.place));
  if (place === undefined) return sayChanged();
  const at = { document: place.document, span: { offset: place.span.offset + offset, length } };
  const editor = await goTo(at);
  if (length > 0) mark.show(editor, rangeOf(at));
}

/** Selects a place in the editor that shows its document, else in the first one. */
export async function goTo(place: TextPlace): Promise<vscode.TextEditor> {
  const { document } = place;
  const column = vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn;
  const viewColumn = column ?? vscode.ViewColumn.One;
  return vscode.window.showTextDocument(document, { selection: rangeOf(place), viewColumn, preserveFocus: false });
}

/** Writes values into the documents that they stand in: one edit, so that one undo takes all of it back. */
export async function writeBack(
  pair: { readonly [Argument in ArgumentEdit["argument"]]: PlacedSource | undefined },
  { request }: { readonly request: Request },
  edits: readonly ArgumentEdit[],
): Promise<void> {
  const workspaceEdit = new vscode.WorkspaceEdit();
  for (const { argument, offset, length, text } of edits) {
    const placed = pair[argument];
    const place = placed?.place && (await currentPlace(placed.source.text, placed.place));
    // The pair follows every key; the edits were made on what the panel was sent.
    if (place === undefined || placed?.source.text !== request[argument]?.text) return sayChanged();
    const { document, span } = place;
    const number = numberText(text);
    // The panel writes nothing else; what came from elsewhere goes into nobody's code.
    if (number === undefined || offset + length > span.length) return;
    workspaceEdit.replace(document.uri, rangeOf({ document, span: { offset: span.offset + offset, length } }), number);
  }
  const written = await vscode.workspace.applyEdit(workspaceEdit);
  if (!written) {
    vscode.window.showWarningMessage(l10n.t("The values could not be written: VS Code refused to edit the document."));
    return;
  }
  const words = edits.length === 1 ? l10n.t("Value written back") : l10n.t("{0} values written back", edits.length);
  vscode.window.setStatusBarMessage(l10n.t("{0}; one undo takes it back", words), 5000);
}

export function sayChanged(): void {
  vscode.window.showWarningMessage(
    l10n.t("The array has changed in the editor since it was evaluated. Evaluate it again first."),
  );
}

/** Where a text stands now, in its document that is opened again where it was closed. */
async function currentPlace(text: string, { document, span }: TextPlace): Promise<TextPlace | undefined> {
  const current = document.isClosed ? await opened(document.uri) : document;
  return current && placeOfText(current, text, span.offset);
}
