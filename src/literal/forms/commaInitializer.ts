import * as l10n from "@vscode/l10n";
import { ExpressionEvaluator } from "../expression/interpreted/evaluator";
import { ExpressionParser } from "../expression/parser";
import type { Node } from "../expression/syntax";
import { typeInfo } from "../expression/types";
import { c } from "../languages/c";
import type { Literal, Span } from "../literal";
import { Refused } from "../refused";
import { literalOfNode } from "./literalOf";

/** Eigen's and OpenCV's `m << 1, 2, 3, 4;`, whose shape stands in the declaration of m. */

const matrixType =
  "(?:\\w+::)*(?:(?:Matrix|RowVector|Vector|Array)(?:[\\dX]{1,2}[a-z]{1,2}|\\s*<[\\w\\s,:]{1,80}>)|Mat_\\s*<\\s*\\w{1,20}\\s*>)";
const sizes = "(?:\\s*[({]\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?[)}])?";
const declared = new RegExp(`(${matrixType})\\s+([A-Za-z_]\\w*)${sizes}\\s*;`, "g");
/** `(MatrixXd(2, 2) << …)`, and a name that is filled. */
const head = new RegExp(`(?:(${matrixType})${sizes}|(?<![\\w.<>])([A-Za-z_]\\w{0,80}))\\s*<<`, "g");
/** As far back a declaration is looked for. */
const reach = 5000;

interface Comma {
  readonly type: string;
  readonly sizes: readonly number[];
  readonly name: string | undefined;
  /** Where the declaration, or where there is none the statement, begins; and where the first element does. */
  readonly start: number;
  readonly values: number;
}

const stream = /^(?:cout|cerr|clog|w?out|os|oss|ss|stream|f?out|file|log)$/;

/** The comma initialiser that begins first in a text; undefined where none does, as in what a stream is given. */
function commaInitializer(text: string, from: number): Comma | undefined {
  head.lastIndex = from;
  const match = head.exec(text);
  if (!match) return undefined;
  const [whole, type, rows, columns, name] = match;
  const values = match.index + whole.length;
  // A stream takes values without commas.
  if (stream.test(name ?? "") || !/^[^;"'{}]{0,2000}?,/.test(text.slice(values, values + 2001))) return undefined;
  if (type !== undefined) return { type, sizes: sizesOf(rows, columns), name: undefined, start: match.index, values };
  const above = Math.max(0, match.index - reach);
  const found = [...text.slice(above, match.index).matchAll(declared)].findLast((each) => each[2] === name);
  if (!found) return { type: "", sizes: [], name, start: match.index, values };
  return { type: found[1], sizes: sizesOf(found[3], found[4]), name, start: above + found.index, values };
}

function sizesOf(...written: readonly (string | undefined)[]): readonly number[] {
  return written.filter((size) => size !== undefined).map(Number);
}

export function looksLikeCommas(text: string): boolean {
  return text.includes("<<") && commaInitializer(text.slice(0, 20_000), 0) !== undefined;
}

export function readCommas(text: string): Literal {
  const comma = commaInitializer(text, 0);
  if (!comma)
    throw new Refused("not-an-array", 0, text.length, l10n.t("There is no array here; select one such as [0.1, 0.2]."));
  const { items, end } = elements(text, comma.values);
  const evaluator = new ExpressionEvaluator(text, c);
  const list: Node = { kind: "list", items, start: comma.values, end };
  const { dtype } = typeInfo(comma.type, c);
  const declaredShape = shapeOf(comma, items.length);
  const shape = declaredShape ?? shapeOfLines(text, items);
  if (declaredShape === undefined) {
    evaluator.warn(
      "unsupported-expression",
      { start: comma.start, end: comma.values },
      l10n.t("The shape is not written here and taken from the lines. Select the declaration of the matrix too."),
    );
  }
  const type = { dtype, dims: shape, zeroFill: false };
  return literalOfNode(evaluator, { kind: "typed", type, value: list, start: comma.start, end }, comma.name);
}

function elements(text: string, offset: number): { readonly items: Node[]; readonly end: number } {
  const parser = new ExpressionParser(text, c);
  parser.pos = offset;
  const items: Node[] = [];
  do {
    parser.skipLines();
    items.push(parser.expression());
    parser.skipLines();
  } while (parser.take(/,/y));
  if (parser.pos < text.length && !";)".includes(parser.peek())) throw parser.unexpected();
  return { items, end: items[items.length - 1].end };
}

/** Undefined where the text does not say it. */
function shapeOf({ type, sizes: given }: Comma, count: number): readonly number[] | undefined {
  if (given.length === 2) return given;
  if (/Vector|Array[\dX][a-z]/.test(type)) return [count];
  const digits = /(?:Matrix|Array)(\d)(\d?)[a-z]/.exec(type);
  if (digits) return [Number(digits[1]), Number(digits[2] || digits[1])];
  const fixed = /<\s*\w+\s*,\s*(\d{1,9})\s*,\s*(\d{1,9})/.exec(type);
  if (fixed) return fixed[2] === "1" ? [Number(fixed[1])] : [Number(fixed[1]), Number(fixed[2])];
  return given.length === 1 ? given : undefined;
}

/** Rows are usually written on lines of their own. */
function shapeOfLines(text: string, items: readonly Node[]): readonly number[] {
  const lines = items.map(({ start }, i) => (i === 0 ? 0 : Number(text.slice(items[i - 1].end, start).includes("\n"))));
  const rows = 1 + lines.reduce((sum, starts) => sum + starts, 0);
  const width = items.length / rows;
  const isEven = width > 1 && rows > 1 && lines.every((starts, i) => i === 0 || starts === Number(i % width === 0));
  return isEven ? [rows, width] : [items.length];
}

/** The comma initialiser around a cursor, from the declaration of its matrix on. */
export function commasAt(text: string, offset: number): Span | undefined {
  const from =
    Math.max(text.lastIndexOf(";", offset - 1), text.lastIndexOf("{", offset - 1), text.lastIndexOf("}", offset - 1)) +
    1;
  const stop = text.indexOf(";", offset);
  if (offset - from > reach || stop < 0 || stop - from > 1_000_000) return undefined;
  const above = Math.max(0, from - reach);
  const window = text.slice(above, stop);
  const comma = window.slice(from - above).includes("<<") ? commaInitializer(window, from - above) : undefined;
  return comma && { offset: above + comma.start, length: stop - above - comma.start };
}
