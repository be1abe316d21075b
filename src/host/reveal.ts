import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Span } from "../literal/literal";
import { type PlacedSource, rangeOf, type TextPlace } from "./textUnits";

/** Selects an element of a literal in the editor. A document that was closed meanwhile is looked through for the literal's text. */
export async function reveal(placed: PlacedSource | undefined, { offset, length }: Span): Promise<void> {
  const place = placed?.place && currentPlace(placed.source.text, placed.place);
  if (place === undefined) {
    vscode.window.setStatusBarMessage(l10n.t("The text has changed since it was evaluated"), 3000);
    return;
  }
  const selection = rangeOf({ document: place.document, span: { offset: place.span.offset + offset, length } });
  const column = vscode.window.visibleTextEditors.find(({ document }) => document === place.document)?.viewColumn;
  const viewColumn = column ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(place.document, { selection, viewColumn, preserveFocus: false });
}

function currentPlace(text: string, { document, span }: TextPlace): TextPlace | undefined {
  if (document.isClosed) return undefined;
  if (document.getText(rangeOf({ document, span })) === text) return { document, span };
  const offset = document.getText().indexOf(text);
  return offset === -1 ? undefined : { document, span: { offset, length: text.length } };
}
