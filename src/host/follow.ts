import type * as vscode from "vscode";
import type { Span } from "../literal/literal";
import { locate, type PlacedSource } from "./textUnits";

/** Larger literals are read anew on request, not while they are typed. */
export const FOLLOWED_CHARACTERS = 1_000_000;

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
  const span = contentChanges.reduce(moved, place.span);
  if (span === place.span) return source;
  return span.length <= FOLLOWED_CHARACTERS
    ? { ...source, ...locate(document, span, source.source.name) }
    : { ...source, place: { document, span } };
}

function moved(span: Span, { rangeOffset, rangeLength, text }: vscode.TextDocumentContentChangeEvent): Span {
  const end = span.offset + span.length;
  const changedEnd = rangeOffset + rangeLength;
  const delta = text.length - rangeLength;
  if (rangeOffset >= end) return span;
  if (changedEnd <= span.offset) return { offset: span.offset + delta, length: span.length };
  const offset = Math.min(span.offset, rangeOffset);
  return { offset, length: Math.max(end, changedEnd) + delta - offset };
}
