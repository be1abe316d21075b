import { classDimOf } from "../arrays";
import type { CallFacts } from "../callFacts";
import type { Claim } from "../claim";
import type { NumberNear } from "./numbersNear";
import type { Possibility } from "./possibilities";

/** The loss of a guess: what a model gives that has learned nothing. */
export interface GuessedLoss extends Possibility {
  readonly classes: number;
}

/** Further off than this it is no guess any more. */
const NEAR = 0.002;

const resigned =
  /stuck|stays?|stay(?:ing|ed)|not (?:learn|train|decreas|chang|mov|improv|go)|n't (?:learn|train|decreas|chang|mov|improv|go)|never|constant|plateau|always|forever|every epoch|all the time|no matter|same/i;

/** ln of the number of classes, ln 2 of a yes or no; undefined where there are none, or weights and smoothing move it. */
export function chanceOf({ call, input, options }: CallFacts): GuessedLoss | undefined {
  const { loss } = call;
  const plain = ["weight", "pos_weight", "label_smoothing"].every((name) => !call.options.has(name));
  if (!plain || (options.known.reduction ?? "mean") !== "mean" || options.unknown.includes("reduction"))
    return undefined;
  const binary = loss === "BCELoss" || loss === "BCEWithLogitsLoss";
  if (!binary && loss !== "CrossEntropyLoss" && loss !== "NLLLoss") return undefined;
  const { shape, value } = input;
  const last = value.kind === "unknown" ? value.facts.lastSize : undefined;
  const classes = binary ? 2 : shape === undefined ? last : shape[classDimOf(shape.length)];
  if (classes === undefined || classes < 2) return undefined;
  const code = `the loss of a guess among ${classes} classes, ln ${classes}`;
  return { classes, code, kind: "chance", value: Math.log(classes), cost: 1.5, cause: "stuck-at-chance" };
}

/** Several numbers that stay at a guess's, or one of which somebody says so. */
export function stuckAt(
  { value, classes }: GuessedLoss,
  near: readonly NumberNear[],
  own: number | undefined,
): Claim | undefined {
  const at = near.filter(({ seen, percent }) => !percent && Math.abs(seen.value - value) <= NEAR * value);
  if (at.length === 0 || (own !== undefined && Math.abs(own - value) > 2 * NEAR * value)) return undefined;
  const others = near.filter(
    ({ seen, percent }) => !percent && seen.value > 0 && Math.abs(seen.value - value) > 0.1 * value,
  );
  const said = at.some(({ beside }) => resigned.test(beside)) || near.some(({ beside }) => resigned.test(beside));
  if (!said && (at.length < 2 || others.length > 0)) return undefined;
  return { cause: "stuck-at-chance", facts: { chance: value, classes } };
}
