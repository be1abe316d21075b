import type { Operand, OperationOrigin, Value } from "../../python/value";
import type { TextUnit } from "../../textUnit";
import { textAt } from "../callFacts";
import { isSame } from "./logarithms";

/** One part of a sum: what is added, and how often. */
export interface Term {
  readonly factor: number;
  readonly of: Operand;
}

/** An expression as numbers times what is no sum itself. */
export interface Linear {
  readonly constant: number;
  readonly terms: readonly Term[];
}

const MOST_DEPTH = 24;

/** Means and sums over elements are those of each part. */
const reductions: ReadonlySet<string> = new Set(["mean", "sum"]);
const kept: ReadonlySet<string> = new Set(["squeeze", "view", "reshape", "flatten", "item", "identity"]);

/** `1 - 2 * i / u` is 1 and −2 times the quotient; `reduced`: whether means and sums are looked into. */
export function linearOf(operand: Operand, reduced: boolean, depth = MOST_DEPTH): Linear {
  const { value } = operand;
  if (value.kind === "number" && value.origin.kind !== "operation") return { constant: value.value, terms: [] };
  const { origin } = value;
  const alone: Linear = { constant: 0, terms: [{ factor: 1, of: operand }] };
  if (origin.kind !== "operation" || depth === 0)
    return value.kind === "number" ? { constant: value.value, terms: [] } : alone;
  const { operation, operands } = origin;
  const [first, second] = operands;
  const inner = (each: Operand) => linearOf(each, reduced, depth - 1);
  if (first === undefined) return alone;
  if (operation === "neg") return scaled(inner(first), -1);
  if (kept.has(operation) || (reduced && reductions.has(operation))) return inner(first);
  if (second === undefined) return alone;
  if (operation === "add" || operation === "sub") {
    const [a, b] = [inner(first), scaled(inner(second), operation === "add" ? 1 : -1)];
    return { constant: a.constant + b.constant, terms: joined([...a.terms, ...b.terms]) };
  }
  const [x, y] = [numberOf(first.value), numberOf(second.value)];
  if (operation === "mul" && (x ?? y) !== undefined)
    return scaled(inner(x === undefined ? first : second), x ?? y ?? 1);
  if ((operation === "div" || operation === "truediv") && y !== undefined && y !== 0)
    return scaled(inner(first), 1 / y);
  return alone;
}

function numberOf(value: Value): number | undefined {
  return value.kind === "number" ? value.value : undefined;
}

function scaled({ constant, terms }: Linear, by: number): Linear {
  return { constant: constant * by, terms: terms.map(({ factor, of }) => ({ factor: factor * by, of })) };
}

/** The same array several times is one term. */
function joined(terms: readonly Term[]): readonly Term[] {
  const found: Term[] = [];
  for (const term of terms) {
    const at = found.findIndex(({ of }) => isSame(of.value, term.of.value));
    if (at === -1) found.push(term);
    else found[at] = { ...found[at], factor: found[at].factor + term.factor };
  }
  return found;
}

/** The only part of a sum, with nothing beside it. */
export function onlyTerm({ constant, terms }: Linear): Term | undefined {
  return constant === 0 && terms.length === 1 ? terms[0] : undefined;
}

/** An array before views of it. */
export function unviewed(operand: Operand): Operand {
  const { origin } = operand.value;
  const isView = origin.kind === "operation" && kept.has(origin.operation) && origin.operands.length > 0;
  return isView ? unviewed(origin.operands[0]) : operand;
}

export function madeOf({ value: { origin } }: Operand, ...operations: readonly string[]): OperationOrigin | undefined {
  return origin.kind === "operation" && operations.includes(origin.operation) ? origin : undefined;
}

/** What is multiplied, without signs and numbers, and the sign of all of them. */
export function factorsOf(operand: Operand, depth = 8): { readonly sign: number; readonly of: readonly Operand[] } {
  const only = onlyTerm(linearOf(operand, false));
  if (only === undefined) return { sign: 1, of: [operand] };
  const product = madeOf(only.of, "mul");
  if (product === undefined || depth === 0) return { sign: Math.sign(only.factor), of: [only.of] };
  const parts = product.operands.map((each) => factorsOf(each, depth - 1));
  return {
    sign: parts.reduce((sign, each) => sign * each.sign, Math.sign(only.factor)),
    of: parts.flatMap((each) => each.of),
  };
}

export function textOf({ place }: Operand, units: readonly TextUnit[]): string {
  return place === undefined ? "" : textAt(units, place);
}

const predicted = /(?:^|[_.])(?:p|preds?|predictions?|predicted|forecasts?|out|outputs?|y_?hat|est|estimates?)(?:_|$)/i;
const truth = /(?:^|[_.])(?:y|t|gt|targets?|labels?|truth|true|actuals?|observed|obs)(?:_|$)/i;

export function isPredicted(operand: Operand, units: readonly TextUnit[]): boolean {
  return predicted.test(textOf(operand, units));
}

export function isTruth(operand: Operand, units: readonly TextUnit[]): boolean {
  const text = textOf(operand, units);
  return truth.test(text) && !predicted.test(text);
}
