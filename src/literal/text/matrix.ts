import { isClosing, isLineEnd, isSpace } from "./chars";
import { Elements } from "./elements";
import { raggedAt, unbalanced } from "./errors";
import type { Lexis } from "./lexis";
import type { Nested } from "./nested";
import type { NumberScanner } from "./number";
import { commentEnd } from "./trivia";
import type { WordScanner } from "./words";

/**
 * Reads `[1 2; 3 4]` where it holds plain numbers: blanks or commas between elements, `;` or line ends between rows. `1 -2` is two elements.
 * Commas alone make a vector in Julia. Undefined where something else stands in it.
 */
export function readMatrix(
  text: string,
  start: number,
  lexis: Lexis,
  numbers: NumberScanner,
  words: WordScanner,
): Nested | undefined {
  const elements = new Elements();
  let rows = 0;
  let columns = -1;
  let rowStart = 0;
  let rowOffset = start;
  let rowEnd = start;
  let blanks = false;
  let semicolons = false;
  let afterComma = false;
  /** Whether an element stands right in front. */
  let glued = false;

  const endRow = (): void => {
    const count = elements.count - rowStart;
    if (count === 0) return;
    if (columns >= 0 && count !== columns) throw raggedAt(rowOffset, rowEnd, `[${rows}]`, count, columns);
    columns = count;
    rows++;
    rowStart = elements.count;
  };

  let p = start + 1;
  while (p < text.length) {
    const c = text.charCodeAt(p);
    if (isLineEnd(c)) {
      // MATLAB's line ends end a row behind a comma, too.
      if (!afterComma || lexis.vectors === "rows") {
        endRow();
        afterComma = false;
      }
      glued = false;
      p++;
    } else if (isSpace(c)) {
      glued = false;
      p++;
    } else if (c === 44) {
      if (elements.count === rowStart) return undefined;
      afterComma = true;
      glued = false;
      p++;
    } else if (c === 59) {
      if (text.charCodeAt(p + 1) === 59) return undefined;
      semicolons = true;
      afterComma = false;
      glued = false;
      endRow();
      p++;
    } else if (c === 93) {
      const isColumns = lexis.vectors === "columns";
      const isVector = isColumns && !blanks && (semicolons ? columns === 1 || rows === 0 : rows === 0);
      endRow();
      if (elements.count === 0) return { elements, shape: isColumns ? [0] : [0, 0], end: p + 1 };
      const isColumn = isColumns && !blanks && semicolons && columns === 1;
      return { elements, shape: isVector || isColumn ? [elements.count] : [rows, columns], end: p + 1 };
    } else if (isClosing(c)) {
      throw unbalanced(text, start);
    } else {
      const comment = commentEnd(text, p, lexis);
      if (comment > p) {
        p = comment;
        continue;
      }
      if (glued) return undefined;
      if (elements.count === elements.data.length) elements.growFor(p - start, text.length - p);
      let end = numbers.scanInto(elements, text, p);
      if (end < 0) {
        end = words.scan(text, p);
        if (end < 0) return undefined;
        elements.push(words.value, words.kind, words.dtype, p, end - p);
      }
      if (elements.count - 1 === rowStart) rowOffset = p;
      else if (!afterComma) blanks = true;
      afterComma = false;
      glued = true;
      p = rowEnd = end;
    }
  }
  throw unbalanced(text, start);
}
