import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { parseList, parseString } from "./lists";
import { parseMatrix } from "./matrixLists";
import type { ExpressionParser } from "./parser";
import type { Node } from "./syntax";
import { typeInfo } from "./types";

const notPower = 4;
/** C++'s way to spell infinity. */
const numericLimits = /(?:std::)?numeric_limits<[\w\s]{1,80}>::(infinity|quiet_NaN|signaling_NaN)\(\)/y;

/** What begins with a word: a name, and all that words and what is glued to them stand for. */
export function parseWord(parser: ExpressionParser): Node {
  const { text, pos: start } = parser;
  if (parser.atWord("lambda")) {
    throw new Refused("unsupported-expression", start, start + 6, l10n.t("“{0}” was not expected here.", "lambda"));
  }
  const limits = parser.take(numericLimits);
  if (limits) {
    const value = limits[1] === "infinity" ? Number.POSITIVE_INFINITY : Number.NaN;
    return { kind: "number", value, written: 2, dtype: undefined, start, end: parser.pos };
  }
  const name = parser.identifier();
  const next = text[parser.pos];
  if (name === "None" || name === "null" || name === "undefined") return { kind: "null", start, end: parser.pos };
  if (name === "new" && next === " ") return { ...parser.expression(parser.dialect.unary), start };
  if (name === "not" && parser.dialect.operators.has("and")) {
    const operand = parser.expression(notPower);
    return { kind: "unary", op: "not", operand, start, end: operand.end };
  }
  // Prefixed strings: r'…', f"…" (whose braces no one reads), b'…'.
  if ((next === '"' || next === "'") && /^[rbfu]{1,2}$/i.test(name)) return { ...parseString(parser), start };
  if (next === "!" && parser.language.macros.includes(name) && /[[({]/.test(text[parser.pos + 1] ?? "")) {
    parser.pos++;
    return { ...parseList(parser), start };
  }
  if (next === "[" && parser.language.typedBrackets && /^(?:[A-Z]\w*)$/.test(name)) {
    const value = parseMatrix(parser);
    return { kind: "typed", type: { ...typeInfo(name, parser.language), dims: [] }, value, start, end: parser.pos };
  }
  // As Node prints typed arrays: Float32Array(3) [ 0.1, 0.2, 0.3 ].
  if (next === "(" && /^(?:[A-Z]\w*)?Array$/.test(name) && parser.take(/\(\d+\)\s+(?=\[)/y)) {
    const type = { ...typeInfo(name.replace(/Array$/, ""), parser.language), dims: [] };
    return { kind: "typed", type, value: parseList(parser), start, end: parser.pos };
  }
  return { kind: "name", name, start, end: parser.pos };
}
