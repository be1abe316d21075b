import { commentStarts, type Lexis } from "./lexis";
import { StringSkipper } from "./strings";
import { commentEnd } from "./trivia";

/**
 * Goes through the code from `from` on, calls `visit` at every character outside strings and comments, until it answers true or `to` is
 * passed. Gives back where it stopped: beyond `to` if a string or comment covers it.
 */
export function codeEnd(
  text: string,
  lexis: Lexis,
  from: number,
  to: number,
  visit: (offset: number, c: number) => boolean,
): number {
  const strings = new StringSkipper(text, lexis);
  const starts = commentStarts(lexis);
  let p = from;
  while (p < to) {
    const c = text.charCodeAt(p);
    if (c === 34 || c === 39 || c === 96) {
      const end = (c === 96 ? lexis.backQuotes : lexis.quotes.includes(text[p])) ? strings.end(p) : -1;
      if (end > 0) {
        p = end;
        continue;
      }
    } else if (starts.includes(text[p])) {
      const end = commentEnd(text, p, lexis);
      if (end > p) {
        p = end;
        continue;
      }
    }
    if (visit(p, c)) return p;
    p++;
  }
  return p;
}
