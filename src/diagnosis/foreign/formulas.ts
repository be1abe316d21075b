import type { Interpretation } from "../../python/interpretation";
import type { Operand, OperationOrigin, Value } from "../../python/value";
import type { TextUnit } from "../../textUnit";
import { textAt } from "../callFacts";
import type { FactsOf } from "../claim";
import { operandText } from "../edits";
import { isAt, someOrigin } from "../laterValues";
import type { Finding, FixCandidate } from "../row";
import { contrastive, hinge, triplet } from "./distances";
import { divergence, logistic } from "./divergence";
import { notFinite } from "./notFinite";
import { overlap } from "./overlaps";
import { percentage, quantile } from "./quantiles";
import { policyGradient, surrogate } from "./rewards";

/** Losses that torch has no function for, as an expression: which one it is, of what, and what is wrong with it. */
export interface WrittenLoss {
  readonly loss: string;
  readonly pair: readonly [Operand, Operand];
  readonly finding: Finding | undefined;
}

/** An expression whose value is a number, and what is known of it. */
export interface Expression {
  readonly whole: Operand;
  readonly origin: OperationOrigin;
  readonly units: readonly TextUnit[];
  readonly definitions: Interpretation["definitions"];
  /** Made smaller by training: its name says loss, and nothing turns its sign later. */
  readonly isMinimised: () => boolean;
}

export type Form = (expression: Expression) => WrittenLoss | undefined;

const forms: readonly Form[] = [
  overlap,
  quantile,
  percentage,
  divergence,
  logistic,
  surrogate,
  policyGradient,
  hinge,
  triplet,
  contrastive,
  notFinite,
];

export function formulaOf(value: Value, origin: OperationOrigin, read: Interpretation): WrittenLoss | undefined {
  const { units, definitions } = read;
  const whole: Operand = { value, place: origin.place };
  const expression = { whole, origin, units, definitions, isMinimised: () => isMinimised(value, origin, read) };
  for (const form of forms) {
    const found = form(expression);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isMinimised(value: Value, origin: OperationOrigin, { definitions, shown, units }: Interpretation): boolean {
  const named = definitions.some((each) => each.value === value && /loss/i.test(each.name));
  if (!named || units.some(({ text }) => /maximize\s*=\s*True/.test(text))) return false;
  const later = [...definitions.map((each) => each.value), ...shown.flatMap(({ values }) => values)];
  return !later.some((each) =>
    someOrigin(each.origin, ({ operation, operands }) => {
      if (!["neg", "sub", "mul", "div", "truediv"].includes(operation) || isAt(each.origin, origin.place)) return false;
      return operands.some(({ value: { origin: inner } }) => isAt(inner, origin.place));
    }),
  );
}

export function slip(what: FactsOf["formula"]["what"], fixes: readonly FixCandidate[] = [], weight = 0.9): Finding {
  return { claim: { cause: "formula", facts: { what } }, weight, fixes };
}

/** Another text in the place of an operand. */
export function rewritten(operand: Operand | undefined, units: readonly TextUnit[], code: (text: string) => string) {
  const place = operand?.place;
  if (place === undefined) return [];
  const text = code(operandText(textAt(units, place)));
  return [{ title: { kind: "use", code: text }, edits: [{ place, text }] } as const];
}

/** A minus in front of the whole. */
export function turned({ whole, units }: Pick<Expression, "whole" | "units">) {
  return rewritten(whole, units, (text) => `-${text}`);
}
