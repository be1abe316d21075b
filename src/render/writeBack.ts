import type { Literal } from "../literal/literal";
import type { Written } from "../written";

/** A number as a literal has it, in whichever language, with the spaces that keep it in its column. */
export type NumberText = Written<"number">;

/** A replacement in a literal's text. */
export interface NumberEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: NumberText;
}

export type ElementText =
  | { readonly kind: "number"; readonly decimals: number }
  /** Written by an expression or a word of its own: a number takes its place. */
  | { readonly kind: "other" }
  /** Several elements come from this one place, as in `[0.5] * 4`: none of them can be changed alone. */
  | { readonly kind: "shared" };

const NUMBER = /^([-+\u2212]?)(\d[\d_']*)?(?:([.,])(\d*))?(?:([eE])([-+]?\d+))?([a-zA-Z]\w*)?$/;
const MOST_DECIMALS = 17;
const DECIMALS_OF_WORDS = 4;

/** How an element is written, which decides how it can be written anew. */
export function elementText(text: string, { elementOffsets, elementLengths }: Literal, element: number): ElementText {
  const offset = elementOffsets[element];
  if (offset === elementOffsets[element - 1] || offset === elementOffsets[element + 1]) return { kind: "shared" };
  const match = NUMBER.exec(text.slice(offset, offset + elementLengths[element]));
  if (match === null || match[2] === undefined) return { kind: "other" };
  return { kind: "number", decimals: match[4]?.length ?? 0 };
}

/** The encoder of what is written back: a number with spaces around it, or nothing. */
export function numberText(text: string): NumberText | undefined {
  const number = text.replaceAll(" ", "");
  const isNumber = text.trim() === number && NUMBER.exec(number)?.[2] !== undefined;
  return isNumber ? (text as NumberText) : undefined;
}

/**
 * The edits that put new values in the place of elements, in the literal's own syntax: the element's decimals (more only where the
 * value has more), its exponent form, sign of minus, decimal comma and suffix, and its column where spaces align the columns.
 * Elements that share their place are left out, and values that are no finite number.
 */
export function writeBackEdits(
  text: string,
  literal: Literal,
  values: ReadonlyMap<number, number>,
): readonly NumberEdit[] {
  const style = styleOf(text);
  let from = 0;
  return [...values]
    .filter(([element]) => elementText(text, literal, element).kind !== "shared")
    .sort(([a], [b]) => literal.elementOffsets[a] - literal.elementOffsets[b])
    .flatMap(([element, value]) => {
      const [offset, length] = [literal.elementOffsets[element], literal.elementLengths[element]];
      const old = text.slice(offset, offset + length);
      const now = rewritten(old, value / (literal.scale ?? 1), style);
      const { start, end, written } = inColumn(
        text,
        { start: offset, end: offset + length, written: now },
        from,
        style,
      );
      const number = numberText(written);
      if (number === undefined) return [];
      from = end;
      return [{ offset: start, length: end - start, text: number }];
    });
}

/**
 * The edits that write every element anew, each in its own precision: as many decimals as it has, four where it has fewer.
 * Undefined where several elements come from one place, so that they cannot be told apart in the text.
 */
export function rewriteEdits(text: string, literal: Literal, values: Float64Array): readonly NumberEdit[] | undefined {
  if (sharesPlaces(literal)) return undefined;
  const { elementOffsets, elementLengths, scale = 1 } = literal;
  const rounded = Array.from(values, (value, element): [number, number] => {
    const old = text.slice(elementOffsets[element], elementOffsets[element] + elementLengths[element]);
    return [element, roundedAs(old, value / scale) * scale];
  });
  return writeBackEdits(text, literal, new Map(rounded));
}

/** Whether several elements come from one place of the text, as in `[0.5] * 4`. */
export function sharesPlaces({ elementOffsets }: Literal): boolean {
  return elementOffsets.some((offset, element) => element > 0 && offset === elementOffsets[element - 1]);
}

function roundedAs(old: string, value: number): number {
  const match = NUMBER.exec(old);
  const decimals = Math.max(match?.[4]?.length ?? 0, DECIMALS_OF_WORDS);
  return Number(match?.[5] === undefined ? value.toFixed(decimals) : value.toExponential(decimals));
}

/** What the whole text says about its numbers. */
interface Style {
  readonly minus: string;
  /** Spaces bring the numbers into columns. */
  readonly aligned: boolean;
}

function styleOf(text: string): Style {
  return {
    minus: text.includes("\u2212") ? "\u2212" : "-",
    aligned: /[[({] +[-\d.]|[\d.], {2,}[-\d.]|\d {2,}[-\d.]/.test(text.slice(0, 2000)),
  };
}

/** A number written as `old` is; empty where there is none to write. */
function rewritten(old: string, value: number, { minus }: Style): string {
  if (!Number.isFinite(value)) return "";
  const match = NUMBER.exec(old);
  if (match === null || match[2] === undefined) return signed(plain(value, DECIMALS_OF_WORDS), minus);
  const [, sign, , point = ".", decimals = "", e, exponent, suffix = ""] = match;
  const digits =
    e === undefined ? plain(value, decimals.length) : withExponent(value, decimals.length, e, exponent ?? "+0");
  // `1.` stays with its point, which makes it a float.
  const pointed = match[3] !== undefined && !digits.includes(".") && e === undefined ? `${digits}.` : digits;
  const plus = sign === "+" && value >= 0 ? "+" : "";
  return `${plus}${signed(pointed.replace(".", point), minus)}${suffix}`;
}

function plain(value: number, decimals: number): string {
  for (let more = decimals; more < MOST_DECIMALS; more++) {
    if (Math.abs(Number(value.toFixed(more)) - value) <= Math.abs(value) * 1e-12) return value.toFixed(more);
  }
  return String(value);
}

function withExponent(value: number, decimals: number, e: string, exponent: string): string {
  let digits = decimals;
  while (digits < MOST_DECIMALS && Number(value.toExponential(digits)) !== value) digits++;
  const [mantissa, power] = value.toExponential(digits).split("e");
  const width = exponent.replace(/[-+]/, "").length;
  const sign = power.startsWith("-") ? "-" : exponent.startsWith("+") ? "+" : "";
  return `${mantissa}${e}${sign}${power.slice(1).padStart(width, "0")}`;
}

function signed(digits: string, minus: string): string {
  return digits.replace(/^-/, minus);
}

/** What is written from one offset to another. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/**
 * Where spaces align the columns the point stays in its column: a longer number takes some of the spaces around it, a shorter one
 * gives them back. `from` is the end of the edit before, whose spaces are taken.
 */
function inColumn(text: string, { start, end, written }: Replacement, from: number, { aligned }: Style): Replacement {
  const old = text.slice(start, end);
  const whole = wholeDigits(written) - wholeDigits(old);
  const before = /( *)$/.exec(text.slice(Math.max(from, start - MOST_SPACES), start))?.[1].length ?? 0;
  const after = /^ */.exec(text.slice(end, end + MOST_SPACES))?.[0].length ?? 0;
  const opened = text[start - before - 1] ?? "\n";
  // One space after a comma, and between numbers that nothing else parts, is no alignment; nor is an indentation.
  const isFirst = /[[({]/.test(opened);
  const kept = isFirst && after > 0 && /[-\u2212\d.]/.test(text[end + after] ?? "") && !isSigned(written) ? 1 : 0;
  const spareBefore = opened === "\n" ? 0 : before - (isFirst ? kept : 1);
  const spareAfter = /[\])},;]/.test(text[end + after] ?? "") ? after : after - 1;
  const taken = Math.max(0, Math.min(whole, spareBefore));
  const takenAfter = Math.max(0, Math.min(written.length - old.length - whole, spareAfter));
  const given = aligned && whole < 0 ? -whole : 0;
  // `[2 -3]` is a difference in Python, `[ 2 -3]` and `[2  -3]` are none.
  const isOpened = before === 0 && kept === 1 && isSigned(old);
  const isSecond = isSigned(written) && !isSigned(old) && /[[(]\d[\d.]{0,30} $/.test(text.slice(start - 33, start));
  const blanks = Math.max(given, isOpened || isSecond ? 1 : 0);
  return { start: start - taken, end: end + takenAfter, written: " ".repeat(blanks) + written };
}

function isSigned(number: string): boolean {
  return /^[-+\u2212]/.test(number);
}

const MOST_SPACES = 100;

/** Characters in front of the point, the exponent or the end. */
function wholeDigits(number: string): number {
  return /^[^.,eE]*/.exec(number)?.[0].length ?? 0;
}
