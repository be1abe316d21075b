import type { Span } from "../literal/literal";
import type { TextChange } from "./movedSpan";

/**
 * Where a text stands again after an edit that puts back what had been deleted as a whole (`span` is empty then), or that replaces the
 * lines around it; the changes go from the text's end to its start. Undefined where the edit is no such one, or does not hold the text.
 */
export function restoredSpan(span: Span, text: string, changes: readonly TextChange[]): Span | undefined {
  const end = span.offset + span.length;
  for (const { rangeOffset, rangeLength, text: inserted } of changes) {
    const isAround = rangeOffset <= span.offset && rangeOffset + rangeLength >= end;
    const isMore = span.length === 0 || rangeLength > span.length;
    const index = isAround && isMore && text !== "" ? inserted.indexOf(text) : -1;
    if (index === -1) continue;
    const inFront = changes.filter((other) => other.rangeOffset < rangeOffset);
    const shift = inFront.reduce((sum, other) => sum + other.text.length - other.rangeLength, 0);
    return { offset: rangeOffset + index + shift, length: text.length };
  }
  return undefined;
}
