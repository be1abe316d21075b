import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Diagnostic } from "../literal/literal";
import { type LocatedSource, rangeOf } from "./textUnits";

const EXCERPT = 60;

/** Says that there is no array where one was asked for, quoting what is there. */
export function explainNothingFound(document: vscode.TextDocument, selection: vscode.Selection | undefined): void {
  const text = selection === undefined ? "" : document.getText(selection).trim();
  const message =
    text === ""
      ? l10n.t("There is no array at the cursor. Put the cursor inside one, such as [0.1, 0.9], or select it.")
      : l10n.t(
          "The selection “{0}” holds no array of numbers. Select one, such as [0.1, 0.9], or put the cursor inside it.",
          excerpt(text),
        );
  vscode.window.showWarningMessage(message);
}

/** Says what keeps an array from being read, and offers to go to the very place. */
export async function explainUnreadable({ place }: LocatedSource, diagnostics: readonly Diagnostic[]): Promise<void> {
  const [{ message, offset, length }] = diagnostics;
  const range = rangeOf({ document: place.document, span: { offset: place.span.offset + offset, length } });
  const line = l10n.t("Line {0}: {1}", range.start.line + 1, message);
  const show = l10n.t("Show");
  if ((await vscode.window.showWarningMessage(line, show)) !== show) return;
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document === place.document);
  await vscode.window.showTextDocument(place.document, {
    selection: range,
    ...(editor?.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn }),
  });
}

function excerpt(text: string): string {
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}
