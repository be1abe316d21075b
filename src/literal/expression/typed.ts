import { parseList } from "./lists";
import type { ExpressionParser } from "./parser";
import { withSizes } from "./sizes";
import type { Node } from "./syntax";
import { typeInfo } from "./types";

/** `new double[][]`, `std::vector<float>`, `[2][3]float64`, `List<double>`, with a brace behind it. */
const type =
  /(?:(?:new|stackalloc)\b\s*)?(?:\[[\d.\s]{0,40}\]\s*){0,16}\*?(?:[A-Za-z_][\w.]*(?:::[A-Za-z_]\w*)*)?(?:<[\w\s:<>,.*]{0,200}>)?(?:\(\s*\))?(?:\s*\[[\d,\s]{0,40}\]){0,16}\s*(?=\{)/y;
/** Go's `[rows][columns]float64`. */
const namedSizes = /(?:\[[\w+* -]{1,70}\]){1,9}(?=\*?[A-Za-z_])/y;
const cast =
  /\(\s*(?:const\s+)?(float|double|int|long|short|bool|byte|sbyte|decimal|long double|unsigned|size_t|(?:u?int|float)\d+(?:_t)?)\s*\)\s*(?=[-+\w.(])/y;
const sized = /new\s+(double|float|int|long|bool|boolean|short|byte)((?:\s*\[\s*\d+(?:\s*,\s*\d+)*\s*\])+)(?!\s*\{)/y;

/** Braces behind the type of what they hold; undefined where none stand at the position. */
export function typedPrefix(parser: ExpressionParser): Node | undefined {
  const start = parser.pos;
  const zeros = parser.take(sized);
  if (zeros) {
    const info = { ...typeInfo(zeros[1] + zeros[2], parser.language), zeroFill: true };
    const value: Node = { kind: "list", items: [], start, end: parser.pos };
    return { kind: "typed", type: info, value, start, end: parser.pos };
  }
  const sizes = parser.take(namedSizes)?.[0] ?? "";
  const match = parser.take(type);
  if (!match || match[0].trim() === "") {
    parser.pos = start;
    return undefined;
  }
  const written = withSizes(sizes + match[0], parser.text.slice(0, start), parser.language, start, parser.pos);
  const value = parseList(parser);
  return { kind: "typed", type: typeInfo(written, parser.language), value, start, end: parser.pos };
}

const matrixSizes = /\(\s*(\d{1,9})\s*><\s*(\d{1,9})\s*\)\s*(?=\[)/y;

/** `(2><3) [1, 2, 3, 4, 5, 6]`, as Haskell's hmatrix writes and prints a matrix. */
export function sizedMatrix(parser: ExpressionParser): Node | undefined {
  const start = parser.pos;
  const sizes = parser.take(matrixSizes);
  if (!sizes) return undefined;
  const value = parseList(parser);
  const dims = [Number(sizes[1]), Number(sizes[2])];
  return { kind: "typed", type: { dtype: "float64", dims, zeroFill: false }, value, start, end: parser.pos };
}

/** `(float)0.5`: the value that follows, cast. */
export function castPrefix(parser: ExpressionParser): Node | undefined {
  const start = parser.pos;
  const match = parser.take(cast);
  if (!match) return undefined;
  const value = parser.expression(parser.dialect.unary);
  return {
    kind: "typed",
    type: { ...typeInfo(match[1], parser.language), dims: [] },
    value,
    start,
    end: value.end,
  };
}
