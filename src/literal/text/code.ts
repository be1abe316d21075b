import { isApostrophe } from "./brackets";
import { isLineEnd } from "./chars";
import type { Lexis } from "./lexis";
import { commentEnd, stringEnd } from "./trivia";

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
  let noStringBefore = 0;
  let p = from;
  while (p < to) {
    const c = text.charCodeAt(p);
    if (c === 34 || c === 39 || c === 96) {
      const opens =
        (c === 96 ? lexis.backQuotes : lexis.quotes.includes(text[p])) && !(c === 39 && isApostrophe(text, p));
      if (opens && p >= noStringBefore) {
        const end = stringEnd(text, p, lexis);
        if (end > 0) {
          p = end;
          continue;
        }
        noStringBefore = p + 1;
        while (noStringBefore < text.length && !isLineEnd(text.charCodeAt(noStringBefore))) noStringBefore++;
      }
    } else if (c === 35 || c === 47 || c === 37) {
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
