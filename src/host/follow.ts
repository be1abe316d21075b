import type * as vscode from "vscode";
import { movedSpan, touches } from "./movedSpan";
import { locate, type PlacedSource, type TextPlace } from "./textUnits";

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
 * literal stays as it was, since taking its text at every key would be felt.
 */
export function followed<Source extends PlacedSource>(
  source: Source,
  { document, contentChanges }: vscode.TextDocumentChangeEvent,
): Source {
  const { place } = source;
  if (place?.document !== document || contentChanges.length === 0) return source;
  // VS Code gives the changes of one edit from the document's end to its start, all in offsets from before it.
  const span = contentChanges.reduce(movedSpan, place.span);
  if (span === place.span) return source;
  const inside = span.length !== place.span.length || contentChanges.some((change) => touches(place.span, change));
  if (!inside || source.source.kind === "array" || span.length > FOLLOWED_CHARACTERS) {
    return { ...source, place: { document, span } };
  }
  return { ...source, array: undefined, ...locate(document, span, source.source.name) };
}
