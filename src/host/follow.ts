import * as vscode from "vscode";
import { movedSpan, touches } from "./movedSpan";
import { restoredSpan } from "./restoredSpan";
import { locate, type PlacedSource, placeOfText, type TextPlace } from "./textUnits";

/** Larger literals are read anew on request, not while they are typed. */
export const FOLLOWED_CHARACTERS = 1_000_000;

/** A place after an edit of its document. */
export function followedPlace(
  place: TextPlace,
  { document, contentChanges }: vscode.TextDocumentChangeEvent,
): TextPlace {
  return place.document === document ? { document, span: contentChanges.reduce(movedSpan, place.span) } : place;
}

/**
 * The same literal after an edit of its document: moved by what changed in front of it, with what was typed inside it. That of a large
 * literal stays as it was, since taking its text at every key would be felt. What was deleted and comes back, by undo say, is found again.
 */
export function followed<Source extends PlacedSource>(
  source: Source,
  { document, contentChanges }: vscode.TextDocumentChangeEvent,
): Source {
  const { place } = source;
  if (place?.document !== document || contentChanges.length === 0) return source;
  const known = source.lost ?? source.source.text;
  // VS Code gives the changes of one edit from the document's end to its start, all in offsets from before it.
  const span = restoredSpan(place.span, known, contentChanges) ?? contentChanges.reduce(movedSpan, place.span);
  if (span === place.span) return source;
  const inside = span.length !== place.span.length || contentChanges.some((change) => touches(place.span, change));
  if (!inside || source.source.kind === "array" || span.length > FOLLOWED_CHARACTERS) {
    return { ...source, place: { document, span } };
  }
  const located = locate(document, span, source.source.name);
  const lost = known.length > located.source.text.length ? known : undefined;
  return { ...source, array: undefined, ...located, lost };
}

/** The same literal under its document's new name, once files were renamed or moved. */
export async function afterRename<Source extends PlacedSource>(
  source: Source,
  { files }: vscode.FileRenameEvent,
): Promise<Source> {
  const { place } = source;
  const old = place?.document.uri;
  const file = old && files.find(({ oldUri }) => isIn(old, oldUri));
  if (place === undefined || old === undefined || file === undefined) return source;
  const uri = file.newUri.with({ path: file.newUri.path + old.path.slice(file.oldUri.path.length) });
  const document = await opened(uri);
  return document === undefined ? source : placedIn(source, document);
}

/** The same literal once its document, which was closed, is open again: VS Code makes another one of it. */
export function afterReopening<Source extends PlacedSource>(source: Source, document: vscode.TextDocument): Source {
  return wasClosed(source, document) ? placedIn(source, document) : source;
}

/** Whether a literal stands in the document as it was before it was closed. */
export function wasClosed({ place }: PlacedSource, document: vscode.TextDocument): boolean {
  return place?.document.isClosed === true && place.document.uri.toString() === document.uri.toString();
}

function placedIn<Source extends PlacedSource>(source: Source, document: vscode.TextDocument): Source {
  const place = placeOfText(document, source.source.text, source.place?.span.offset ?? 0);
  return place === undefined ? source : { ...source, place };
}

/** The document at an address; undefined where there is none any more. */
export async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function isIn(uri: vscode.Uri, folder: vscode.Uri): boolean {
  if (uri.scheme !== folder.scheme || uri.authority !== folder.authority) return false;
  return uri.path === folder.path || uri.path.startsWith(`${folder.path}/`);
}
