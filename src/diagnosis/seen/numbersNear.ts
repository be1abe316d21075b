import { parseSeenLoss, type SeenLoss } from "../../engine/seenLoss";
import type { Interpretation } from "../../python/interpretation";
import type { LossCall } from "../../python/lossCall";
import { parseModule } from "../../python/parse/parseModule";
import type { Place } from "../../textUnit";

/** A number that somebody saw, as it is written. */
export interface NumberNear {
  readonly text: string;
  readonly place: Place;
  readonly seen: SeenLoss;
}

/** What a session or a cell printed. */
export interface PrintedText {
  readonly unit: number;
  readonly start: number;
  readonly text: string;
}

const MOST_NUMBERS = 6;
/** So many lines behind a call or its print may still speak of it. */
const REACH = 12;

/**
 * The numbers near each call that may be losses that somebody saw: in comments behind and below it, in asserts, in what its cell
 * printed. Each belongs to the last call in front of it.
 */
export function numbersNear(
  interpretation: Interpretation,
  printed: readonly PrintedText[],
): ReadonlyMap<LossCall, readonly NumberNear[]> {
  const { units, calls } = interpretation;
  const found = new Map<LossCall, NumberNear[]>();
  const add = (unit: number, start: number, text: string, reach: number): void => {
    const call = ownerOf(calls, unit, start, reach, units);
    if (call === undefined) return;
    const own = found.get(call) ?? [];
    for (const number of numbersIn(text)) {
      if (own.length >= MOST_NUMBERS) break;
      const at = start + number.offset;
      own.push({ text: number.text, place: { unit, start: at, end: at + number.text.length }, seen: number.seen });
    }
    if (own.length > 0) found.set(call, own);
  };
  const withCalls = new Set(calls.map(({ place }) => place.unit));
  for (const unit of withCalls) {
    const { text } = units[unit];
    // Most files have no such comment, and need not be parsed for it.
    if (!/#[^\n]*(?:\d\.\d\d|nan|inf)/i.test(text)) continue;
    for (const { start, end } of parseModule(text).comments) add(unit, start, text.slice(start, end), REACH);
  }
  for (const { kind, place } of interpretation.shown) {
    if (kind === "assert") add(place.unit, place.start, units[place.unit].text.slice(place.start, place.end), REACH);
  }
  for (const { unit, start, text } of printed) add(unit, start, text.slice(0, 2000), Number.POSITIVE_INFINITY);
  return found;
}

/** The last call in front of a place, on the same line or a few lines above; what a cell prints belongs to its last call. */
function ownerOf(
  calls: readonly LossCall[],
  unit: number,
  start: number,
  reach: number,
  units: Interpretation["units"],
): LossCall | undefined {
  const inUnit = calls.filter(({ place }) => place.unit === unit && place.start < start);
  const own = inUnit.at(-1);
  if (own !== undefined) {
    const between = units[unit].text.slice(own.place.end, start);
    return between.split("\n").length - 1 <= reach ? own : undefined;
  }
  if (units[unit]?.role !== "output") return undefined;
  let code = unit - 1;
  while (code >= 0 && units[code].role === "output") code--;
  return calls.filter(({ place }) => place.unit === code).at(-1);
}

interface Found {
  readonly text: string;
  readonly offset: number;
  readonly seen: SeenLoss;
}

/** Fractions of three digits or more, and nan and inf where they are all that a tensor holds. */
function numbersIn(text: string): readonly Found[] {
  const found: Found[] = [];
  const pattern =
    /(?<![\w.[(=-])-?\d+\.\d{3,}(?:e[+-]?\d+)?(?![\w.])|(?<=tensor\(|[=:(]\s?)-?(?:\d+\.\d{2,}(?:e[+-]?\d+)?|nan|inf)(?![\w.])/gi;
  // Rows of an array are no losses.
  if (/\[\s*-?\d/.test(text)) return [];
  for (const match of text.matchAll(pattern)) {
    const seen = parseSeenLoss(match[0]);
    if (seen !== undefined) found.push({ text: match[0], offset: match.index, seen });
    if (found.length >= MOST_NUMBERS) break;
  }
  return found;
}
