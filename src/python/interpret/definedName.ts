import type { Range } from "../syntax";

/** Where the name of a `def` or `class` stands, which the tree does not say. */
export function nameAfter(
  text: string,
  keyword: string,
  { start, end, name }: Range & { readonly name: string },
): number {
  for (let from = text.indexOf(keyword, start); from >= 0 && from < end; from = text.indexOf(keyword, from + 1)) {
    const behind = from + keyword.length;
    let at = behind;
    while (isBlank(text.charCodeAt(at))) at++;
    const isWhole = at > behind && !isOfName(text.charCodeAt(from - 1));
    if (isWhole && text.startsWith(name, at) && !isOfName(text.charCodeAt(at + name.length))) return at;
  }
  return start;
}

/** White space, the end of a line and what stands before one that goes on. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 92;
}

/** `[A-Za-z0-9_]` */
function isOfName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}
