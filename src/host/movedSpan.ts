import type { Span } from "../literal/literal";

/** A change of a document's text, in offsets from before it. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** Whether a change takes away or adds something between the first and the last character of a span. */
export function touches(span: Span, { rangeOffset, rangeLength }: TextChange): boolean {
  return rangeOffset < span.offset + span.length && rangeOffset + rangeLength > span.offset;
}

/** Where a span is after a change: what is typed right in front of it or right behind it is no part of it. */
export function movedSpan(span: Span, { rangeOffset, rangeLength, text }: TextChange): Span {
  const end = span.offset + span.length;
  const changedEnd = rangeOffset + rangeLength;
  const delta = text.length - rangeLength;
  if (rangeOffset >= end) return span;
  if (changedEnd <= span.offset) return { offset: span.offset + delta, length: span.length };
  const offset = Math.min(span.offset, rangeOffset);
  return { offset, length: Math.max(end, changedEnd) + delta - offset };
}
