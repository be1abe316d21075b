import { Elements } from "../../literal/text/elements";
import type { Nested } from "../../literal/text/nested";
import { NumberScanner } from "../../literal/text/number";
import type { Range } from "../syntax";
import { isForeignSpace, isLineEnd, lineEnd } from "./chars";

/** NumPy and torch stop at 64 dimensions. */
const maxDimensions = 64;

/**
 * Reads lists of plain numbers (`[[0.5, -1], [2, 3e-4]]`), as Python's grammar has them: commas between, every list of one depth of one
 * length. One pass and an explicit stack.
 *
 * literal's own reader of nested lists takes more than Python does (numbers between blanks, suffixes, words, parentheses) and throws on
 * ragged ones; here all that is left to the parser. Every bracket that is open when the reader withdraws is remembered, so that none is
 * read twice in vain, and those that had closed are lists that will be taken.
 */
export class NumberLists {
  private readonly text: string;
  private readonly comments: Range[];
  private readonly numbers = new NumberScanner();
  private readonly rejected = new Set<number>();

  constructor(text: string, comments: Range[]) {
    this.text = text;
    this.comments = comments;
  }

  /** The list at `start`, a `[`, if it ends before `end`. Comments within it are added to the text's. */
  read(start: number, end: number): Nested | undefined {
    if (!this.mayBeNumbers(start + 1) || this.rejected.has(start)) return undefined;
    const { text } = this;
    const commentsBefore = this.comments.length;
    const elements = new Elements();
    const opens = [start];
    const counts = [0];
    /** Size of the lists at each depth, −1 until one has closed. */
    const sizes = [-1];
    /** Depth at which numbers stand; 0 until the first. */
    let leaf = 0;
    let depth = 1;
    let isItemDue = true;
    let p = start + 1;

    while (p < end) {
      const c = text.charCodeAt(p);
      if (c === 32 || c === 10 || c === 13 || c === 9 || c === 12 || isForeignSpace(c)) {
        p++;
      } else if (c === 44) {
        if (isItemDue) break;
        isItemDue = true;
        p++;
      } else if (c === 93) {
        const count = counts[depth - 1];
        if (count === 0) break;
        if (sizes[depth - 1] !== -1 && sizes[depth - 1] !== count) {
          // By itself this one is a list of numbers.
          depth--;
          break;
        }
        sizes[depth - 1] = count;
        depth--;
        p++;
        if (depth === 0) return { elements, shape: sizes.slice(0, leaf), end: p };
        counts[depth - 1]++;
        isItemDue = false;
      } else if (c === 91) {
        if (!isItemDue || (leaf !== 0 && depth >= leaf) || depth === maxDimensions) break;
        opens[depth] = p;
        counts[depth] = 0;
        if (sizes.length === depth) sizes.push(-1);
        depth++;
        p++;
      } else if (c === 35) {
        const stop = lineEnd(text, p, end);
        this.comments.push({ start: p, end: stop });
        p = stop;
      } else if (c === 92 && isLineEnd(text.charCodeAt(p + 1))) {
        p++;
      } else {
        if (!isItemDue || (leaf !== 0 && leaf !== depth) || !isPlain(text, p)) break;
        if (elements.count === elements.data.length) elements.growFor(p - start, end - p);
        const next = this.numbers.scanInto(elements, text, p);
        if (next < 0) break;
        leaf = depth;
        counts[depth - 1]++;
        isItemDue = false;
        p = next;
      }
    }
    for (let i = 0; i < depth; i++) this.rejected.add(opens[i]);
    this.comments.length = commentsBefore;
    return undefined;
  }

  /** Whether what follows a bracket can begin a list of numbers: most lists show at once that they are of something else. */
  private mayBeNumbers(offset: number): boolean {
    let p = offset;
    let c = this.text.charCodeAt(p);
    while (c === 32 || c === 10 || c === 13 || c === 9) c = this.text.charCodeAt(++p);
    return (c >= 48 && c <= 57) || c === 45 || c === 91 || c === 46 || c === 43 || c === 35 || c === 92;
  }
}

/** Whether a plain decimal of Python stands at `start`, with something behind it that may follow one in a list. */
function isPlain(text: string, start: number): boolean {
  let p = start;
  let c = text.charCodeAt(p);
  if (c === 45 || c === 43) c = text.charCodeAt(++p);
  const first = p;
  while (c >= 48 && c <= 57) c = text.charCodeAt(++p);
  let digits = p - first;
  // `0777` is no number in Python 3, and `00.5` is one.
  const isOctal = digits > 1 && text.charCodeAt(first) === 48;
  let isInteger = true;
  if (c === 46) {
    isInteger = false;
    const point = p;
    do c = text.charCodeAt(++p);
    while (c >= 48 && c <= 57);
    digits += p - point - 1;
  }
  if (digits === 0) return false;
  if (c === 101 || c === 69) {
    isInteger = false;
    c = text.charCodeAt(++p);
    if (c === 45 || c === 43) c = text.charCodeAt(++p);
    const exponent = p;
    while (c >= 48 && c <= 57) c = text.charCodeAt(++p);
    if (p === exponent) return false;
  }
  if (isInteger && isOctal) return false;
  return c === 44 || c === 93 || c === 32 || c === 10 || c === 13 || c === 9 || c === 12 || c === 35 || c === 92;
}
