import * as vscode from "vscode";
import type { Anchor, SourcePlace } from "../protocol";
import type { Source } from "../source";
import { type PlacedSource, placeOfText, sourceLabel } from "./textUnits";

/** Where an array stands, in a form that is kept over a reload of the window. */
export function keptPlace(source: PlacedSource): SourcePlace {
  const { place } = source;
  if (place === undefined) return { label: sourceLabel(source) };
  const { document, span } = place;
  const anchor = { uri: document.uri.toString(), offset: span.offset };
  return { label: sourceLabel(source), anchor, line: document.positionAt(span.offset).line + 1 };
}

/** The array back in its document, where that still holds its text. */
export async function restoredPlace(source: Source, { label, anchor }: SourcePlace): Promise<PlacedSource> {
  const document = anchor && (await openDocument(anchor));
  const place = anchor && document && placeOfText(document, source.text, anchor.offset);
  return place === undefined ? { source, place, label } : { source, place };
}

async function openDocument({ uri }: Anchor): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open !== undefined) return open;
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  } catch {
    // The file is gone or moved: the numbers are still in the snapshot.
    return undefined;
  }
}
