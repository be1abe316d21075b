import type { Refused } from "../refused";
import * as chars from "./chars";
import { Elements } from "./elements";
import { elided, raggedAt, tooDeep, toolOf, unbalanced } from "./errors";
import type { Lexis } from "./lexis";
import { readMatrix } from "./matrix";
import { NumberScanner } from "./number";
import { RunReader } from "./run";
import * as trivia from "./trivia";
import { WordScanner } from "./words";

// As in `number.ts`: not looked up in another module for each character.
const { closingOf, isClosing, isLineEnd, isSpace } = chars;
const { commentEnd } = trivia;

/** No tool makes an array of so many dimensions; a text that nests deeper is no literal. */
export const maxDepth = 100_000;

/** A nested list read to its closing bracket. */
export interface Nested {
  readonly elements: Elements;
  readonly shape: readonly number[];
  readonly end: number;
}

enum Last {
  /** The bracket's opening or a comma: an element may follow. */
  Nothing,
  Element,
  List,
}

/**
 * Reads nested lists of plain elements (numbers, nan, True, np.float64(0.3)) separated by commas or, as NumPy and Go print them, by blanks.
 * One pass and an explicit stack, so that neither a million elements nor 50,000 brackets matter.
 *
 * Anything else in the list (an operator, a call, a name) makes the reader withdraw; every bracket then open is remembered in `rejected`,
 * so that the expression parser, which takes over, never has the same bracket read twice in vain.
 */
export class NestedReader {
  private readonly text: string;
  private readonly lexis: Lexis;
  private readonly numbers: NumberScanner;
  private readonly words: WordScanner;
  private readonly runs: RunReader;
  /** Whether a sign behind a blank has subtracted once. */
  private isCode = false;
  private readonly rejected = new Set<number>();

  constructor(text: string, lexis: Lexis) {
    this.text = text;
    this.lexis = lexis;
    this.numbers = new NumberScanner(lexis.octal);
    this.words = new WordScanner(lexis);
    this.runs = new RunReader(text);
  }

  /** Undefined where the bracket at `start` holds more than plain elements. Refuses elided, unbalanced and ragged lists. */
  read(start: number): Nested | undefined {
    return this.rejected.has(start) ? undefined : this.scan(start, true);
  }

  /** Lists one below the other up to the end of the text, as if one pair of brackets were around them. */
  readRows(start: number): Nested | undefined {
    return this.scan(start, false);
  }

  private scan(start: number, hasBracket: boolean): Nested | undefined {
    const { text, lexis, runs } = this;
    const end = text.length;
    const elements = new Elements();
    const opens: number[] = [start];
    const counts: number[] = [0];
    /** Size of the lists at each depth, −1 until one has closed. */
    const sizes: number[] = [-1];
    /** Depth at which elements stand; 0 until the first. */
    let leaf = 0;
    let depth = 1;
    let count = 0;
    let last = Last.Nothing;
    /** What separates elements: 0 until it is known, then a comma or a blank. */
    let separator = 0;
    let commas = false;
    const bracket = text.charCodeAt(start);
    let closer = hasBracket ? closingOf(text.charCodeAt(start)) : 0;
    let p = hasBracket ? start + 1 : start;
    // What is printed is no argument of a call.
    const isArgument = hasBracket && /\w\($/.test(text.slice(Math.max(0, start - 2), start));

    const withdraw = (): undefined => {
      for (let i = hasBracket ? 0 : 1; i < depth; i++) this.rejected.add(opens[i]);
      return undefined;
    };

    while (p < end) {
      const c = text.charCodeAt(p);
      if (c === 32 || c === 10) {
        p++;
      } else if (c === 44) {
        if (last === Last.Nothing) return withdraw();
        if (last === Last.Element) {
          if (separator === 32) return withdraw();
          separator = 44;
        }
        last = Last.Nothing;
        commas = true;
        p++;
      } else if (c === closer) {
        // One element in parentheses is no tuple.
        if (c === 41 && count === 1 && last !== Last.Nothing && !commas) return withdraw();
        const size = sizes[depth - 1];
        if (size === -1) {
          if (count === 0 && leaf !== 0 && leaf !== depth) return withdraw();
          if (count === 0) leaf = depth;
          sizes[depth - 1] = count;
        } else if (size !== count) {
          if (lexis.zeroFill || isOperand(text, p + 1)) return withdraw();
          throw ragged(opens[depth - 1], p + 1, counts, depth, count, size);
        }
        p++;
        depth--;
        if (depth === 0) return { elements, shape: sizes.slice(0, leaf), end: p };
        closer = depth > 1 || hasBracket ? closingOf(text.charCodeAt(opens[depth - 1])) : 0;
        count = counts[depth - 1] + 1;
        last = Last.List;
        commas = false;
      } else if (c === 91 || c === 40 || c === 123) {
        if (c !== bracket && !lexis.brackets.includes(text[p])) return withdraw();
        if (last === Last.Element || (leaf !== 0 && depth >= leaf)) return withdraw();
        if (last === Last.List && (text.charCodeAt(p - 1) === 93 || !lexis.blanks)) return withdraw();
        if (depth === maxDepth) throw tooDeep(p);
        counts[depth - 1] = count;
        opens[depth] = p;
        if (sizes.length === depth) sizes.push(-1);
        depth++;
        count = 0;
        last = Last.Nothing;
        commas = false;
        closer = closingOf(c);
        p++;
      } else if (isSpace(c)) {
        p++;
      } else if (isClosing(c)) {
        if (!hasBracket && depth === 1) break;
        throw unbalanced(text, opens[depth - 1]);
      } else {
        const isNumber = (c >= 48 && c <= 57) || (c === 45 && startsWithDigit(text, p + 1));
        if (!isNumber) {
          const skipped = c === 92 && isLineEnd(text.charCodeAt(p + 1)) ? p + 2 : commentEnd(text, p, lexis);
          if (skipped > p) {
            p = skipped;
            continue;
          }
          const ellipsis = ellipsisEnd(text, p, c);
          if (ellipsis > p) throw elided(p, ellipsis, toolOf(text, start, lexis, separator === 32));
        }
        if (last !== Last.Nothing) {
          if (!lexis.blanks || last === Last.List || separator === 44 || !isSpace(text.charCodeAt(p - 1)))
            return withdraw();
          if (lexis.indented && subtracts(text, opens[depth - 1], isArgument || this.isCode)) {
            this.isCode = true;
            return withdraw();
          }
          separator = 32;
        }
        if (leaf !== depth) {
          if (leaf !== 0 || sizes[depth - 1] !== -1) return withdraw();
          leaf = depth;
        }
        if (elements.count === elements.data.length) elements.growFor(p - start, end - p);
        const next = this.element(elements, p);
        if (next < 0) return withdraw();
        count++;
        last = Last.Element;
        commas ||= separator === 44;
        if (separator === 0) {
          p = next;
          continue;
        }
        // One element in parentheses is left to the rule above.
        const width = closer === 41 && sizes[depth - 1] < 2 ? -1 : sizes[depth - 1];
        p = runs.lists(elements, next, count, separator, width, text.charCodeAt(opens[depth - 1]), start);
        count = runs.columns;
        if (runs.rows === 0) continue;
        counts[depth - 2] += runs.rows;
        opens[depth - 1] = runs.open;
        commas = separator === 44 && count > 1;
      }
    }
    if (hasBracket || depth > 1) throw unbalanced(text, opens[depth - 1]);
    return { elements, shape: [count, ...sizes.slice(1, leaf)], end: p };
  }

  /** As `read`, for the rows of a matrix of Julia or MATLAB. */
  readMatrix(start: number): Nested | undefined {
    if (this.rejected.has(start)) return undefined;
    const nested = readMatrix(this.text, start, this.lexis, this.numbers, this.words);
    if (!nested) this.rejected.add(start);
    return nested;
  }

  /** Reads one element and adds it, for which there is room. Its end, or −1 where it is more than a number or a word for one. */
  private element(elements: Elements, offset: number): number {
    const { text, numbers, words } = this;
    let end = numbers.scanInto(elements, text, offset);
    if (end >= 0) return end;
    end = words.scan(text, offset);
    if (end >= 0) elements.push(words.value, words.kind, words.dtype, offset, end - offset);
    return end;
  }
}

/** No comment begins with a sign in front of a digit. */
function startsWithDigit(text: string, offset: number): boolean {
  const c = text.charCodeAt(offset);
  return c >= 48 && c <= 57;
}

/** End of `...` or `…` standing for values left out; `offset` where none does. */
function ellipsisEnd(text: string, offset: number, c: number): number {
  if (c === 0x2026 || c === 0x22ee || c === 0x22f1) return offset + 1;
  if (c !== 46 || text.charCodeAt(offset + 1) !== 46 || text.charCodeAt(offset + 2) !== 46) return offset;
  const after = text.charCodeAt(offset + 3);
  return after === 44 || isClosing(after) || isSpace(after) || offset + 3 >= text.length ? offset + 3 : offset;
}

/**
 * `[1 -1]` in Python is [0]: NumPy, whose printing has blanks between elements, pads them to one width. In the argument of a call it is so
 * however it is padded.
 */
function subtracts(text: string, open: number, isArgument: boolean): boolean {
  const part = text.slice(open, open + 70);
  if (isArgument) return /^[[(] {0,4}[-+]?\d[\d.]{0,30} {1,4}[-+]\d/.test(part);
  const [, first, second] = /^[[(](\d[\d.]{0,30}) ([-+]\d[\d.]{0,30})[\s\])]/.exec(part) ?? [];
  return first !== undefined && first.length < second.length;
}

/** Whether what follows a list makes it part of an expression: then its length says nothing yet. */
function isOperand(text: string, offset: number): boolean {
  let p = offset;
  while (p < text.length && (text.charCodeAt(p) === 32 || text.charCodeAt(p) === 9)) p++;
  return p < text.length && /[^\s,\])}#[({/;]/.test(text[p]);
}

function ragged(
  start: number,
  end: number,
  counts: readonly number[],
  depth: number,
  count: number,
  size: number,
): Refused {
  const path = counts
    .slice(0, depth - 1)
    .map((index) => `[${index}]`)
    .join("");
  return raggedAt(start, end, path, count, size);
}
