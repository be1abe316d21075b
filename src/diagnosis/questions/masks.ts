import type { Operand, Value } from "../../python/value";
import { factorsOfLoss, isOfClasses, madeBy, written } from "../around";
import { classDimOf, columnsOf, distinct, isOneHot } from "../arrays";
import { type CallFacts, tensorOf } from "../callFacts";
import { isLossItself, laterSteps, numberIn } from "../laterValues";
import { differences } from "../meaning";
import { isDivision, shareSource } from "../originChain";

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

/** `logits * valid`: classes with a score of 0 are still likely. */
export function maskedClasses(facts: CallFacts): string | undefined {
  const { form, input } = facts;
  const made = madeBy(input.value);
  if (!isOfClasses(facts) || made?.operation !== "mul" || form === undefined) return undefined;
  const dim = classDimOf(form.input.shape.length);
  const isMask = made.operands.some(({ value }) => {
    const mask = tensorOf(value);
    if (mask?.shape.join() !== form.input.shape.join() || isOneHot(mask, dim)) return false;
    return distinct(mask.data, 2)?.join() === "0,1";
  });
  return isMask ? written(facts, made.place) : undefined;
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

/** `(loss * mask).mean()`, and `F.mse_loss(pred * mask, y * mask)`: what is left out counts as a loss of 0. */
export function meanOfMasked(facts: CallFacts): string | undefined {
  const steps = laterSteps(facts).map(({ origin }) => origin);
  if (facts.options.known.reduction !== "none") {
    const isMean = (facts.options.known.reduction ?? "mean") === "mean";
    if (!isMean || steps.some(({ operation }) => operation === "mul" || isDivision(operation))) return undefined;
    if (!differences.has(facts.call.loss)) return undefined;
    const [pred, y] = [facts.input, facts.target].map(({ value }) => factorsIn(value));
    return nameOfMask(
      facts,
      pred.filter(({ value }) => y.some((other) => other.value.origin === value.origin)),
    );
  }
  for (const { operation, settings, operands } of steps) {
    const value = operands.at(0)?.value;
    if (value === undefined || operation !== "mean" || settings.dim !== undefined) continue;
    // Divided by the mean of the mask, it is the mean of what is left.
    if (steps.some((each) => isDivision(each.operation) && each.operands[0]?.value.origin.kind === "operation"))
      continue;
    const factors = factorsIn(value);
    if (!factors.some((each) => isLossItself(each.value, facts.call.place))) continue;
    const name = nameOfMask(facts, factors);
    if (name !== undefined) return name;
  }
  return undefined;
}

function isNamedMask(name: string): boolean {
  return ["mask", "valid", "pad"].some((word) => name.includes(word));
}

function factorsIn({ origin }: Value): readonly Operand[] {
  return origin.kind === "operation" && origin.operation === "mul" ? origin.operands : [];
}

/** The one that is a mask by its name and its values, as far as they are known, and that was not made of the scores. */
function nameOfMask(facts: CallFacts, factors: readonly Operand[]): string | undefined {
  const mask = factors.find(({ value, place }) => {
    if (!isNamedMask(written(facts, place).toLowerCase())) return false;
    if (madeBy(value) !== undefined && comparisonIn(value) === undefined) return false;
    const known = tensorOf(value);
    return known === undefined ? value.kind === "unknown" : distinct(known.data, 2)?.join() === "0,1";
  });
  return mask && written(facts, mask.place);
}
