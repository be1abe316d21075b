import { languageOf } from "./languages/languages";
import type { Span } from "./literal";
import { surroundings } from "./text/brackets";
import { isWordPart, isWordStart } from "./text/chars";

export interface NameAt extends Span {
  readonly name: string;
}

const keywords = new Set(
  "and as assert async await break case class const continue def default del do elif else except export False finally for from function global if import in is lambda let new None nonlocal not null or pass raise return static switch this true True try var void while with yield false".split(
    " ",
  ),
);

/** The identifier under the cursor, with the attributes in front of it: `y_true`, `self.logits`. None in strings and comments. */
export function nameAt(text: string, offset: number, languageId: string): NameAt | undefined {
  let start = offset;
  while (start > 0 && isWordPart(text.charCodeAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && isWordPart(text.charCodeAt(end))) end++;
  if (start === end || !isWordStart(text.charCodeAt(start))) return undefined;
  if (keywords.has(text.slice(start, end))) return undefined;
  while (text[start - 1] === "." && isWordPart(text.charCodeAt(start - 2))) {
    let before = start - 1;
    while (before > 0 && isWordPart(text.charCodeAt(before - 1))) before--;
    if (!isWordStart(text.charCodeAt(before))) break;
    start = before;
  }
  if (text[start - 1] === ".") return undefined;
  if (!surroundings(text, start, languageOf(languageId, text)).inCode) return undefined;
  return { name: text.slice(start, end), offset: start, length: end - start };
}
