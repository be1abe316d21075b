/** The slice of a long list of equal items that is in view, with some to spare, and where it stands. */
export interface ListSlice {
  readonly first: number;
  /** Exclusive. */
  readonly last: number;
  /** Room before and after the slice in the scrolled content, in pixels. */
  readonly before: number;
  readonly after: number;
}

/** Browsers place nothing exactly beyond some 33 million pixels; longer lists scroll faster than their items are tall. */
export const MAX_CONTENT_SIZE = 15_000_000;

const SPARE_ITEMS = 6;

/** `scroll` and `view` are the scroll offset and the size of the viewport along the list, in pixels. */
export function sliceInView(count: number, itemSize: number, scroll: number, view: number): ListSlice {
  const natural = count * itemSize;
  const total = Math.min(natural, MAX_CONTENT_SIZE);
  const reach = Math.max(total - view, 0);
  const at = Math.min(Math.max(scroll, 0), reach);
  // In a list at its natural size `ahead` is 0 and items move with the content.
  const ahead = reach === 0 ? 0 : (at / reach) * (natural - total);
  const last = Math.min(count, Math.ceil((at + ahead + view) / itemSize) + SPARE_ITEMS);
  const first = Math.min(last, Math.max(0, Math.floor((at + ahead) / itemSize) - SPARE_ITEMS));
  const before = Math.max(first * itemSize - ahead, 0);
  return { first, last, before, after: Math.max(total - before - (last - first) * itemSize, 0) };
}

/** The scroll offset that brings an item into view, the present one where it is in view already. */
export function scrollTo(item: number, count: number, itemSize: number, scroll: number, view: number): number {
  const natural = count * itemSize;
  const reach = Math.max(Math.min(natural, MAX_CONTENT_SIZE) - view, 0);
  const naturalReach = Math.max(natural - view, 0);
  const stretch = reach === 0 ? 1 : naturalReach / reach;
  const [start, end] = [item * itemSize, (item + 1) * itemSize - view];
  const at = scroll * stretch;
  return at > start ? start / stretch : at < end ? end / stretch : scroll;
}

export function indices({ first, last }: ListSlice): readonly number[] {
  return Array.from({ length: last - first }, (_, index) => first + index);
}
