import { codeEnd } from "../text/code";
import type { Lexis } from "../text/lexis";

/**
 * `[0.1; 0.2]` and `[| 0.1; 0.2 |]` of OCaml and F# as lists with commas; every offset stays. A comma within such a list makes a tuple: it
 * becomes a semicolon, which no reader of lists takes. With `lines` a line end separates, too, where the next line surely begins an element.
 */
export function semicolonLists(text: string, lexis: Lexis, lines = false): string {
  const parts: string[] = [];
  const opens: number[] = [];
  let from = 0;
  const put = (p: number, sign: string): void => {
    parts.push(text.slice(from, p), sign);
    from = p + 1;
  };
  codeEnd(text, lexis, 0, text.length, (p, c) => {
    if (c === 91 || c === 40 || c === 123) opens.push(c);
    else if (c === 93 || c === 41 || c === 125) opens.pop();
    const isInList = opens.at(-1) === 91;
    if (c === 59 && isInList) put(p, ",");
    else if (c === 44 && isInList) put(p, ";");
    else if (c === 10 && lines && isInList && separates(text, p)) put(p, ",");
    else if (c === 124 && (text.charCodeAt(p - 1) === 91 || text.charCodeAt(p + 1) === 93)) put(p, " ");
    return false;
  });
  return parts.length === 0 ? text : parts.join("") + text.slice(from);
}

/** A sign at a line's start may go on with the line above. */
function separates(text: string, lineEnd: number): boolean {
  const above = /[^\s]\s*$/.exec(text.slice(Math.max(0, lineEnd - 200), lineEnd));
  const below = /^\s*(\S)/.exec(text.slice(lineEnd, lineEnd + 200));
  return above !== null && /[\w.\])]/.test(above[0][0]) && below !== null && /[\d.[(]/.test(below[1]);
}
