import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { isLineEnd } from "../text/chars";
import { unbalanced } from "../text/errors";
import { parseComprehension } from "./lists";
import type { ExpressionParser } from "./parser";
import type { Node } from "./syntax";

/**
 * The matrix of Julia and MATLAB. Commas alone between the elements make a list of it, which in Julia is a vector and in MATLAB a row;
 * blanks, `;` and line ends make rows.
 */
export function parseMatrix(parser: ExpressionParser): Node {
  const { text, pos: start } = parser;
  const nested = parser.nested.readMatrix(start);
  if (nested) {
    parser.pos = nested.end;
    return { kind: "nested", nested, start, end: nested.end };
  }
  return parser.within("matrix", () => {
    parser.pos++;
    const rows: Node[][] = [];
    let row: Node[] = [];
    let blanks = false;
    let semicolons = false;
    let afterComma = false;
    const endRow = (): void => {
      if (row.length > 0) rows.push(row);
      row = [];
    };
    for (;;) {
      parser.skipBlanks();
      const c = parser.peek();
      if (c === "") throw unbalanced(text, start);
      if (c === "]") break;
      if (c === ";") {
        if (parser.language.vectors === "columns" && text[parser.pos + 1] === ";") throw higherDimension(parser);
        parser.pos++;
        semicolons = true;
        endRow();
      } else if (isLineEnd(c.charCodeAt(0))) {
        parser.pos++;
        if (!afterComma || parser.language.vectors === "rows") {
          endRow();
          afterComma = false;
        }
      } else if (c === ",") {
        if (row.length === 0) throw parser.unexpected(start);
        parser.pos++;
        afterComma = true;
      } else {
        if (row.length > 0 && !afterComma) {
          if (parser.pos === row[row.length - 1].end) throw parser.unexpected(start);
          blanks = true;
        }
        row.push(parser.expression());
        afterComma = false;
        parser.skipBlanks();
        if (rows.length === 0 && row.length === 1 && parser.atWord("for")) {
          return parser.within("free", () => parseComprehension(parser, start, row[0], "]"));
        }
      }
    }
    parser.pos++;
    endRow();
    const end = parser.pos;
    if (parser.language.vectors === "columns" && !blanks && !semicolons && rows.length <= 1) {
      return { kind: "list", items: rows[0] ?? [], start, end };
    }
    return { kind: "matrix", rows, start, end };
  });
}

/** Julia's `;;` and `;;;`, which join along the second and third dimension. */
function higherDimension({ text, pos }: ExpressionParser): Refused {
  let end = pos;
  while (text[end] === ";") end++;
  return new Refused(
    "unsupported-expression",
    pos,
    end,
    l10n.t(
      "“{0}” joins along dimension {1}, which is not read here; write reshape(…) or cat(…).",
      text.slice(pos, end),
      end - pos,
    ),
  );
}
