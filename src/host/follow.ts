import type * as vscode from "vscode";
import type { Span } from "../literal/literal";
import { locate, type PlacedSource } from "./textUnits";

/** The same literal after an edit of its document: moved by what changed in front of it, with what was typed inside it. */
export function followed<Source extends PlacedSource>(
  source: Source,
  { document, contentChanges }: vscode.TextDocumentChangeEvent,
): Source {
  if (source.place?.document !== document || contentChanges.length === 0) return source;
  // VS Code gives the changes of one edit from the document's end to its start, all in offsets from before it.
  const span = contentChanges.reduce(moved, source.place.span);
  return { ...source, ...locate(document, span, source.source.name) };
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
