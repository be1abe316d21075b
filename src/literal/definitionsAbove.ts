import { definitionsOf } from "./expression/sizes";
import { languageOf } from "./languages/languages";
import type { Span } from "./literal";

/**
 * The constants that a declaration names for its sizes and that stand above it: `#define N 3` for `float x[N] = {1, 2};`. Empty where it
 * names none, or where they are not known. `parseLiteral` takes them beside the literal.
 */
export function definitionsAbove(text: string, { offset, length }: Span, languageId: string): string {
  const language = languageOf(languageId, text);
  if (!language.zeroFill) return "";
  const brace = text.indexOf("{", offset);
  if (brace < 0 || brace > offset + length) return "";
  return definitionsOf(text.slice(offset, brace), text.slice(0, offset));
}
