import type { Operand, Value } from "../../python/value";
import { classDimOf, columnsOf, distinct } from "../arrays";
import { type CallFacts, tensorOf } from "../callFacts";
import { numberIn } from "../laterValues";
import { factorsOfLoss, isOfClasses, madeBy, shareSource, written } from "./around";

interface Comparison {
  readonly operation: string;
  readonly of: Value;
  readonly with: Operand;
}

/** `(y == PAD).float()`: the comparison that a mask is, if nothing else was done to it. */
function comparisonIn(mask: Value): Comparison | undefined {
  const made = madeBy(mask);
  const [first, second] = made?.operands ?? [];
  if (made === undefined || first === undefined || second === undefined) return undefined;
  return /^(eq|ne|equal|not_equal)$/.test(made.operation) && second.value.kind === "number"
    ? { operation: made.operation, of: first.value, with: second }
    : undefined;
}

/** `mask = (y == PAD)`, by which the losses are multiplied: only the padding counts. */
export function maskOfPadding(facts: CallFacts): string | undefined {
  for (const { value } of factorsOfLoss(facts)) {
    const mask = comparisonIn(value);
    if (mask === undefined || !/^eq/.test(mask.operation) || !shareSource(mask.of, facts.target.value)) continue;
    const name = written(facts, mask.with.place);
    if (/pad|ignore/i.test(name)) return name;
  }
  return undefined;
}

/** `logits * mask`: scores of 0 count like any others. */
export function maskedScores(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts)) return undefined;
  const made = madeBy(facts.input.value);
  if (made?.operation !== "mul") return undefined;
  const isMasked = made.operands.some(({ value }) => {
    const comparison = comparisonIn(value);
    return (comparison !== undefined && shareSource(comparison.of, facts.target.value)) || zeroesSamples(value, facts);
  });
  return isMasked ? written(facts, made.place) : undefined;
}

/** A mask of 0 and 1 that leaves samples without a score, and they count. */
function zeroesSamples(mask: Value, { form, options }: CallFacts): boolean {
  const values = distinct(tensorOf(mask)?.data ?? new Float64Array(0), 2);
  if (form === undefined || values?.join() !== "0,1" || options.known.reduction === "none") return false;
  const { shape, data } = form.input;
  const { count, size, at } = columnsOf(shape, classDimOf(shape.length));
  if (form.target.data.length !== count) return false;
  const isEmpty = (sample: number) =>
    Array.from({ length: size }, (_, i) => data[at(sample, i)]).every((one) => one === 0);
  return form.target.data.some((label, sample) => label !== (form.options.ignoreIndex ?? -100) && isEmpty(sample));
}

/** A mask made of the tokens, cut elsewhere than the targets are. */
export function maskOfOtherSteps(facts: CallFacts): string | undefined {
  const { tensor } = facts.target;
  if (tensor === undefined || facts.options.known.reduction !== "none") return undefined;
  for (const { value, place } of factorsOfLoss(facts)) {
    const mask = comparisonIn(value);
    const known = tensorOf(value);
    const number = mask && numberIn(mask.with.value);
    if (mask === undefined || number === undefined || known?.data.length !== tensor.data.length) continue;
    if (!shareSource(mask.of, facts.target.value)) continue;
    const wanted = (each: number) => (each === number) === /^eq/.test(mask.operation);
    if (tensor.data.some((each, i) => wanted(each) !== (known.data[i] !== 0))) return written(facts, place);
  }
  return undefined;
}
