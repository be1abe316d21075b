import { parseSeenLoss, type SeenLoss } from "../../engine/seenLoss";
import type { Interpretation } from "../../python/interpretation";
import type { LossCall } from "../../python/lossCall";
import { parseModule } from "../../python/parse/parseModule";
import type { Place } from "../../textUnit";
import { comesOf } from "../laterValues";
import { assertedIn } from "./asserted";

/** A number that somebody saw, as it is written. */
export interface NumberNear {
  readonly text: string;
  readonly place: Place;
  readonly seen: SeenLoss;
  /** `57.57%`: of something; a loss only where one gives it. */
  readonly percent: boolean;
  /** The comment or output that it stands in. */
  readonly beside: string;
}

/** What a session or a cell printed. */
export interface PrintedText {
  readonly unit: number;
  readonly start: number;
  readonly text: string;
}

const MOST_NUMBERS = 6;
const LONGEST = 300;
/** Of so few calls a question in front of them all is about the first. */
const FEW_CALLS = 3;
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
    const call = ownerOf(interpretation, unit, start, reach);
    if (call === undefined) return;
    const own = found.get(call) ?? [];
    for (const number of numbersIn(text)) {
      if (own.length >= MOST_NUMBERS) break;
      const at = start + number.offset;
      const { text: written, seen, percent } = number;
      const place = { unit, start: at, end: at + written.length };
      own.push({ text: written, place, seen, percent, beside: text.slice(0, LONGEST) });
    }
    if (own.length > 0) found.set(call, own);
  };
  const withCalls = new Set(calls.map(({ place }) => place.unit));
  for (const unit of withCalls) {
    const { text } = units[unit];
    // Most files have no such comment, and need not be parsed for it.
    const isQuoted = /"""|'''/.test(text) && /\d\.\d{3}/.test(text);
    const isAsserted = /\bassert/.test(text);
    if (!isQuoted && !isAsserted && !/#[^\n]*(?:\d\.\d\d|nan|inf)/i.test(text)) continue;
    const { comments, body } = parseModule(text);
    const texts = body.flatMap((each) => (each.kind === "expression" && each.value.kind === "string" ? [each] : []));
    for (const { start, end } of comments) add(unit, start, text.slice(start, end), REACH);
    // What was asked, and what came out, people put in a text of its own.
    for (const { start, end } of texts)
      add(unit, start, text.slice(start, Math.min(end, start + 2000)), Number.POSITIVE_INFINITY);
    if (isAsserted) for (const { start, end } of assertedIn(body)) add(unit, start, text.slice(start, end), REACH);
  }
  for (const { unit, start, text } of printed) add(unit, start, text.slice(0, 2000), Number.POSITIVE_INFINITY);
  return found;
}

/** The last call in front of a place, on the same line or a few lines above; what a cell prints belongs to its last call. */
function ownerOf(
  { calls, units, shown }: Interpretation,
  unit: number,
  start: number,
  reach: number,
): LossCall | undefined {
  const inUnit = calls.filter(({ place }) => place.unit === unit && place.start < start);
  const own = inUnit.at(-1);
  if (own !== undefined) {
    const between = units[unit].text.slice(own.place.end, start);
    return between.split("\n").length - 1 <= reach ? own : undefined;
  }
  // A question stands above the code.
  const below = calls.filter(({ place }) => place.unit === unit);
  if (units[unit]?.role !== "output") return below.length > 0 && below.length <= FEW_CALLS ? below[0] : undefined;
  let code = unit - 1;
  while (code >= 0 && units[code].role === "output") code--;
  const inCell = calls.filter(({ place }) => place.unit === code);
  if (inCell.length > 0) return inCell.at(-1);
  // A cell without a call shows the loss of one above.
  const values = shown.flatMap((each) => (each.place.unit === code ? each.values : []));
  return calls.findLast(({ place }) => place.unit < code && values.some(({ origin }) => comesOf(origin, place)));
}

interface Found {
  readonly percent: boolean;
  readonly text: string;
  readonly offset: number;
  readonly seen: SeenLoss;
}

/** Fractions of three digits or more, and nan and inf where they are all that a tensor holds. */
function numbersIn(text: string): readonly Found[] {
  const found: Found[] = [];
  const pattern =
    /(?<![\w.[(=-])-?\d+\.\d{3,}(?:e[+-]?\d+)?(?!\w|\.\d)|(?<=^#\s?)-?(?:\d+\.\d{2}(?=\s*$)|(?:nan|inf)\b)|(?<![\w.-])\d+\.\d+(?=\s?%)|(?<=tensor\(|(?<!tol)[=:(]\s?)-?(?:\d+\.\d{2,}(?:e[+-]?\d+)?|nan|inf)(?![\w.])/gi;
  // Rows of an array are no losses.
  if (/\[\s*-?\d/.test(text)) return [];
  for (const match of text.matchAll(pattern)) {
    const seen = parseSeenLoss(match[0]);
    const percent = /^\s?%/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 2));
    // Of a long log its last number tells where it has come to.
    if (seen !== undefined)
      found[Math.min(found.length, MOST_NUMBERS - 1)] = { text: match[0], offset: match.index, seen, percent };
  }
  return found;
}
