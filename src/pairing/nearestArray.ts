import type { Place } from "../textUnit";
import { type FoundArray, literalOf } from "./foundArray";
import type { Sheet } from "./sheet";

/** So many of the arrays around a place are looked at, the nearest first. */
const TRIED = 20;

/** The array of the same unit that stands nearest to a place, in lines, and can be read; of two that are as near, the one of fewer characters. */
export function nearestArray(sheet: Sheet, at: Place): FoundArray | undefined {
  const { text } = sheet.units[at.unit];
  const near = sheet.unitArrays(at.unit).all.flatMap((array) => {
    const { place } = array;
    if (place === undefined) return [];
    const [start, end] = place.start > at.start ? [at.start, place.start] : [place.end, at.start];
    return [{ array, start, end, characters: Math.max(end - start, 0) }];
  });
  return near
    .toSorted((a, b) => a.characters - b.characters)
    .slice(0, TRIED)
    .map((each) => ({ ...each, lines: text.slice(each.start, each.end).split("\n").length }))
    .sort((a, b) => a.lines - b.lines)
    .find(({ array }) => literalOf(array) !== undefined)?.array;
}
