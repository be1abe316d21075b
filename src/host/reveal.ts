import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Span } from "../literal/literal";
import type { ArgumentEdit } from "../protocol";
import type { Request } from "../report";
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

/** Writes values into the documents that they stand in: one edit, so that one undo takes all of it back. */
export async function writeBack(
  pair: { readonly [Argument in ArgumentEdit["argument"]]: PlacedSource | undefined },
  { request }: { readonly request: Request },
  edits: readonly ArgumentEdit[],
): Promise<void> {
  const workspaceEdit = new vscode.WorkspaceEdit();
  for (const { argument, offset, length, text } of edits) {
    const placed = pair[argument];
    const place = placed?.place && currentPlace(placed.source.text, placed.place);
    // The pair follows every key; the edits were made on what the panel was sent.
    if (place === undefined || placed?.source.text !== request[argument]?.text) {
      vscode.window.setStatusBarMessage(l10n.t("The text has changed since it was evaluated"), 3000);
      return;
    }
    const { document, span } = place;
    workspaceEdit.replace(document.uri, rangeOf({ document, span: { offset: span.offset + offset, length } }), text);
  }
  await vscode.workspace.applyEdit(workspaceEdit);
}

function currentPlace(text: string, { document, span }: TextPlace): TextPlace | undefined {
  if (document.isClosed) return undefined;
  if (document.getText(rangeOf({ document, span })) === text) return { document, span };
  const offset = document.getText().indexOf(text);
  return offset === -1 ? undefined : { document, span: { offset, length: text.length } };
}
