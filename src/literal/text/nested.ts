import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { closingOf, isClosing, isSpace } from "./chars";
import { Elements } from "./elements";
import type { Lexis } from "./lexis";
import { NumberScanner } from "./number";
import { commentEnd } from "./trivia";
import { WordScanner } from "./words";

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
  private readonly rejected = new Set<number>();

  constructor(text: string, lexis: Lexis) {
    this.text = text;
    this.lexis = lexis;
    this.numbers = new NumberScanner(lexis.octal);
    this.words = new WordScanner(lexis.family);
  }

  /** Undefined where the bracket at `start` holds more than plain elements. Refuses elided, unbalanced and ragged lists. */
  read(start: number): Nested | undefined {
    if (this.rejected.has(start)) return undefined;
    const { text, lexis, numbers, words } = this;
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
    /** 0 until elements have been separated; then 44 (commas) or 32 (blanks). */
    let separator = 0;
    let commas = false;
    let closer = closingOf(text.charCodeAt(start));
    let p = start + 1;

    const withdraw = (): undefined => {
      for (let i = 0; i < depth; i++) this.rejected.add(opens[i]);
      return undefined;
    };

    while (p < end) {
      const c = text.charCodeAt(p);
      if (c === 44) {
        if (last === Last.Nothing) return withdraw();
        if (last === Last.Element) {
          if (separator === 32) return withdraw();
          separator = 44;
        }
        last = Last.Nothing;
        commas = true;
        p++;
      } else if (isSpace(c)) {
        p++;
      } else if ((c >= 48 && c <= 57) || c === 45 || c === 46 || c === 43) {
        if (c === 46 && text.charCodeAt(p + 1) === 46 && text.charCodeAt(p + 2) === 46) {
          const after = text.charCodeAt(p + 3);
          if (after === 44 || after === 93 || isSpace(after) || Number.isNaN(after)) throw elided(p, p + 3);
          return withdraw();
        }
        if (last !== Last.Nothing) {
          if (last === Last.List || separator === 44 || !isSpace(text.charCodeAt(p - 1))) return withdraw();
          separator = 32;
        }
        if (leaf !== depth) {
          if (leaf !== 0 || sizes[depth - 1] !== -1) return withdraw();
          leaf = depth;
        }
        const next = numbers.scan(text, p);
        if (next < 0) {
          const word = words.scan(text, p);
          if (word < 0) return withdraw();
          elements.push(words.value, words.kind, words.dtype, p, word - p);
          p = word;
        } else {
          elements.push(numbers.value, numbers.kind, numbers.dtype, p, next - p);
          p = next;
        }
        count++;
        last = Last.Element;
      } else if (c === closer) {
        // One element in parentheses is no tuple.
        if (c === 41 && count === 1 && last !== Last.Nothing && !commas) return withdraw();
        const size = sizes[depth - 1];
        if (size === -1) {
          if (count === 0 && leaf !== 0 && leaf !== depth) return withdraw();
          if (count === 0) leaf = depth;
          sizes[depth - 1] = count;
        } else if (size !== count) {
          if (isOperand(text, p + 1)) return withdraw();
          throw ragged(opens[depth - 1], p + 1, counts, depth, count, size);
        }
        p++;
        depth--;
        if (depth === 0) return { elements, shape: sizes.slice(0, leaf), end: p };
        closer = closingOf(text.charCodeAt(opens[depth - 1]));
        count = counts[depth - 1] + 1;
        last = Last.List;
        commas = false;
      } else if (c === 91 || c === 40 || c === 123) {
        if (!lexis.brackets.includes(text[p])) return withdraw();
        if (last === Last.Element || (leaf !== 0 && depth >= leaf)) return withdraw();
        if (last === Last.List && text.charCodeAt(p - 1) === 93) return withdraw();
        counts[depth - 1] = count;
        opens[depth] = p;
        if (sizes.length === depth) sizes.push(-1);
        depth++;
        count = 0;
        last = Last.Nothing;
        commas = false;
        closer = closingOf(c);
        p++;
      } else if (isClosing(c)) {
        throw unbalanced(text, opens[depth - 1]);
      } else if (c === 0x2026 || c === 0x22ee || c === 0x22f1) {
        throw elided(p, p + 1);
      } else {
        const comment = commentEnd(text, p, lexis);
        if (comment > p) {
          p = comment;
          continue;
        }
        if (c === 92 && (text.charCodeAt(p + 1) === 10 || text.charCodeAt(p + 1) === 13)) {
          p += 2;
          continue;
        }
        if (last !== Last.Nothing) {
          if (last === Last.List || separator === 44 || !isSpace(text.charCodeAt(p - 1))) return withdraw();
          separator = 32;
        }
        if (leaf !== depth) {
          if (leaf !== 0 || sizes[depth - 1] !== -1) return withdraw();
          leaf = depth;
        }
        let next = words.scan(text, p);
        if (next >= 0) elements.push(words.value, words.kind, words.dtype, p, next - p);
        else {
          next = numbers.scan(text, p);
          if (next < 0) return withdraw();
          elements.push(numbers.value, numbers.kind, numbers.dtype, p, next - p);
        }
        p = next;
        count++;
        last = Last.Element;
      }
    }
    throw unbalanced(text, opens[depth - 1]);
  }
}

/** Whether what follows a list makes it part of an expression: then its length says nothing yet. */
function isOperand(text: string, offset: number): boolean {
  let p = offset;
  while (p < text.length && (text.charCodeAt(p) === 32 || text.charCodeAt(p) === 9)) p++;
  return p < text.length && /[^\s,\])}#[({/;]/.test(text[p]);
}

export function elided(start: number, end: number): Refused {
  return new Refused(
    "elided",
    start,
    end,
    l10n.t(
      "Values are left out here. Print all of them and copy again: torch.set_printoptions(threshold=float('inf')), or np.set_printoptions(threshold=sys.maxsize).",
    ),
  );
}

export function unbalanced(text: string, open: number): Refused {
  return new Refused("unbalanced", open, open + 1, l10n.t("This “{0}” is never closed.", text[open]));
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

export function raggedAt(start: number, end: number, path: string, count: number, size: number): Refused {
  return new Refused(
    "ragged",
    start,
    end,
    l10n.t(
      "The list at {0} has {1} elements where those before it have {2}; all must be equally long.",
      path,
      count,
      size,
    ),
  );
}
