import { dialect, operators } from "../expression/dialect";
import { codeEnd } from "../text/code";
import type { Lexis } from "../text/lexis";

/** What SAS/IML and SPSS have in common beside the sign between rows. */
export const braceLanguage = {
  blockComments: [["/*", "*/"]],
  brackets: "{[",
  semicolons: true,
  vectors: "rows",
  labelsFrom: 1,
  dialect: dialect(
    { ...operators.comparisons, ...operators.arithmetic },
    { braces: "list", matrix: true, wideFloats: true, columnMajor: true },
  ),
  functions: new Map(),
} as const;

/**
 * `{1 2, 3 4}` of SAS/IML and `{1, 2; 3, 4}` of SPSS as `[1 2; 3 4]`, the matrix of other languages; every offset stays. `row` is the sign
 * between rows.
 */
export function braceMatrices(text: string, lexis: Lexis, row: "," | ";"): string {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  const put = (p: number, sign: string): void => {
    parts.push(text.slice(from, p), sign);
    from = p + 1;
  };
  codeEnd(text, lexis, 0, text.length, (p, c) => {
    if (c === 123) {
      depth++;
      put(p, "[");
    } else if (c === 125) {
      depth--;
      put(p, "]");
    } else if (c === 44 && depth > 0 && row === ",") put(p, ";");
    return false;
  });
  return parts.length === 0 ? text : parts.join("") + text.slice(from);
}
