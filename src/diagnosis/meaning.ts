import { lastActivation } from "../python/library/nn/activation";
import type { OperationOrigin, Origin, Value } from "../python/value";
import type { Tensor } from "../tensor/tensor";
import type { Place } from "../textUnit";
import { allHold, classDimOf, extremes, isWithin, sumsAlong } from "./arrays";
import { type AxisAfter, axisAfter } from "./axisAfter";
import { type CallFacts, tensorOf } from "./callFacts";
import { isAt, isLossItself, laterSteps } from "./laterValues";
import { type ChainStep, isTransparent, keepsItsAxes, lastMeaningful, type OriginChain } from "./originChain";
import { activationOfHead } from "./pretrainedHead";

export type HeldKind = "logits" | "probabilities" | "logProbabilities";

/** What the input holds when it comes to the loss, and how that is known. */
export interface HeldMeaning {
  readonly kind: HeldKind;
  /** `code`: an operation on the way makes it so, whatever the values. `values`: nothing else is possible, or nearly so. */
  readonly known: "code" | "values" | "guess";
  /** Between 0 and 1. */
  readonly confidence: number;
  /** The operation that makes it so. */
  readonly by: ChainStep | undefined;
  /** The axis that the operation normalises, counted in the array that comes to the loss, where that is known. */
  readonly dim: AxisAfter;
  /** The operations between it and the loss, latest first. */
  readonly since: readonly OperationOrigin[];
  readonly suggestedByName: HeldKind | undefined;
}

/** Losses whose elements each stand for themselves. */
export const elementwise: ReadonlySet<string> = new Set([
  "BCELoss",
  "BCEWithLogitsLoss",
  "MultiLabelSoftMarginLoss",
  "SoftMarginLoss",
  "SigmoidFocalLoss",
]);

/** Losses of how far predictions are from their targets. */
export const differences: ReadonlySet<string> = new Set(["MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss"]);

export function meaningOf(facts: CallFacts): HeldMeaning {
  const suggestedByName = facts.input.names.map(kindFromName).find((kind) => kind !== undefined);
  return meaningFromCode(facts, suggestedByName) ?? meaningFromValues(facts, suggestedByName);
}

const kinds: Readonly<Record<string, HeldKind>> = {
  softmax: "probabilities",
  softmin: "probabilities",
  gumbel_softmax: "probabilities",
  sigmoid: "probabilities",
  hardsigmoid: "probabilities",
  expit: "probabilities",
  log_softmax: "logProbabilities",
  logsigmoid: "logProbabilities",
  linear: "logits",
};

function kindOfOperation(operation: string | undefined): HeldKind | undefined {
  return operation !== undefined && Object.hasOwn(kinds, operation) ? kinds[operation] : undefined;
}

function meaningFromCode(
  { input, call, units, definitions }: CallFacts,
  suggestedByName: HeldKind | undefined,
): HeldMeaning | undefined {
  const certain = (kind: HeldKind, by: ChainStep, dim: AxisAfter, since: HeldMeaning["since"] = []): HeldMeaning => ({
    kind,
    known: "code",
    confidence: 1,
    by,
    dim,
    since,
    suggestedByName,
  });
  const activation = lastActivation(input.value);
  const kind = kindOfOperation(activation?.operation);
  if (activation !== undefined && kind !== undefined) {
    const { operation, dim, place = call.place } = activation;
    const step = stepAt(input.chain, place);
    const operand = step?.operand ?? activation.operand ?? { value: input.value, place: undefined };
    const { since } = activation;
    const own = dim !== undefined && dim >= 0 ? axisAfter(dim, since, input.value) : undefined;
    const settings = { ...step?.settings, ...(dim !== undefined && { dim }) };
    return certain(kind, { operation, settings, place, operand, operands: [operand] }, own, since);
  }
  const head = activationOfHead(input.value, units, definitions);
  const ofHead = kindOfOperation(head?.operation);
  // The rank is not known, but a network's last layer gives a batch of rows.
  if (head !== undefined && ofHead !== undefined) return certain(ofHead, head, undefined);
  const last = lastMeaningful(input.chain);
  if (last === undefined) return undefined;
  const { step, after } = last;
  if (step.operation === "linear") return certain("logits", step, undefined);
  if (step.operation !== "log" && step.operation !== "exp") return undefined;
  const before = lastMeaningful({ steps: input.chain.steps.slice(after.length + 1), base: input.chain.base });
  const inner = kindOfOperation(before?.step.operation);
  const outer = step.operation === "log" ? "probabilities" : "logProbabilities";
  if (before === undefined || inner !== outer) return undefined;
  const moved = after.every((each) => keepsItsAxes(each.operation));
  return certain(
    step.operation === "log" ? "logProbabilities" : "probabilities",
    before.step,
    moved ? dimOf(before.step, before.after) : undefined,
  );
}

function stepAt({ steps }: OriginChain, place: Place): ChainStep | undefined {
  return steps.find(
    (step) => step.place.unit === place.unit && step.place.start === place.start && step.place.end === place.end,
  );
}

/** The axis that a softmax normalises, where no later operation moved it. */
function dimOf({ operation, settings, operand }: ChainStep, after: readonly ChainStep[]): number | undefined {
  if (!/softmax|softmin/.test(operation) || typeof settings.dim !== "number") return undefined;
  if (!after.every((step) => keepsItsAxes(step.operation))) return undefined;
  if (settings.dim >= 0) return settings.dim;
  const { value } = operand;
  const rank =
    value.kind === "tensor" ? value.shape.length : value.kind === "unknown" ? value.facts.shape?.length : undefined;
  return rank === undefined ? undefined : settings.dim + rank;
}

/** Operations whose results lie between 0 and 1, or sum to 1, without being what a softmax gives. */
const setsBounds = /^(clamp|clip|clamp_min|clamp_max|relu|relu6|hardtanh|add|sub|mul|iadd|isub|imul|where|abs)_?$/;

function meaningFromValues(facts: CallFacts, suggestedByName: HeldKind | undefined): HeldMeaning {
  const { tensor, chain, value } = facts.input;
  const { loss, call } = facts;
  const target = facts.target.tensor;
  const guess = (kind: HeldKind, known: HeldMeaning["known"], confidence: number): HeldMeaning => ({
    kind,
    known,
    confidence,
    by: undefined,
    dim: undefined,
    since: [],
    suggestedByName,
  });
  if (tensor === undefined || tensor.data.length === 0) return guess("logits", "guess", 0);
  const unit = isWithin(tensor, 0, 1);
  const { max, min, whole } = extremes(tensor.data);
  const nonPositive = max <= 0;
  if (elementwise.has(loss ?? call.loss)) {
    if (!unit) return guess("logits", "values", 1);
    // Nothing but zeros are scores that know nothing.
    if (max === 0) return guess("logits", "guess", 0.9);
    if (suggestedByName === "logits") return guess("logits", "guess", 0.8);
    if (suggestedByName === "probabilities") return guess("probabilities", "values", 0.97);
    // Of a generator and a discriminator, or two heads, the scores are of one kind.
    if (hasLogitsBeside(facts)) return guess("logits", "guess", 0.8);
    // A difference is below 0 as often as not: no probability, even of two of them.
    if (isDifference(value.origin)) return guess("logits", "guess", 0.9);
    // Scores are below 0 about every second time; of a few, only answers that are right by 0.5 say more.
    const agreeing = agreement(tensor, target);
    const base = agreeing === 1 ? 0.25 : agreeing === undefined || agreeing >= 0.5 ? 0.4 : 0.5;
    const doubt = base ** Math.min(tensor.data.length, 20);
    return guess("probabilities", "guess", Math.max(0.6, 1 - 3 * doubt));
  }
  const dims = dimsToTry(tensor.shape);
  if (unit) {
    const sums = dims.map((dim) => sumsAlong(tensor, dim));
    if (sums.some(allHold)) {
      if (suggestedByName === "logits") return guess("probabilities", "guess", 0.6);
      // Whole numbers that sum to 1 are one-hot rows, not what a softmax gives; nor is it a softmax that has set bounds or mixed rows.
      const byChance = whole || setsBounds.test(lastMeaningful(chain)?.step.operation ?? "");
      return guess("probabilities", "values", byChance && suggestedByName !== "probabilities" ? 0.8 : 0.97);
    }
    if (suggestedByName === "probabilities") return guess("probabilities", "guess", 0.75);
    // A slip in one row, or in one number, and they are probabilities all the same.
    const nearly = sums.some(
      ({ rows, holding, worst }) => holding * 2 > rows || (rows > 0 && Math.abs(worst - 1) <= 0.05),
    );
    if (nearly) return guess("probabilities", "guess", 0.6);
    return guess("logits", "guess", suggestedByName === "logits" ? 0.95 : 0.85);
  }
  if (nonPositive && min < 0) {
    if (dims.some((dim) => allHold(sumsAlong(tensor, dim, "exp")))) return guess("logProbabilities", "values", 0.99);
    // Typed or changed by hand they miss 1 by a little.
    if (dims.some((dim) => Math.abs(sumsAlong(tensor, dim, "exp").worst - 1) < 0.05))
      return guess("logProbabilities", "guess", 0.9);
    return guess(
      "logits",
      suggestedByName === "logProbabilities" ? "guess" : "values",
      suggestedByName === "logProbabilities" ? 0.5 : 0.9,
    );
  }
  return guess("logits", "values", 1);
}

/** Whether a loss of the same name, given scores beyond 0 and 1, is added to it. */
function hasLogitsBeside(facts: CallFacts): boolean {
  const { call, calls } = facts;
  if (call.loss !== "BCEWithLogitsLoss") return false;
  const others = calls.slice(0, MOST_CALLS).filter((other) => {
    const tensor =
      other === call || other.loss !== call.loss ? undefined : other.arguments[0] && tensorOf(other.arguments[0].value);
    return tensor !== undefined && tensor.data.length > 0 && !isWithin(tensor, 0, 1);
  });
  if (others.length === 0) return false;
  return laterSteps(facts).some(
    ({ origin: { operation, operands } }) =>
      operation === "add" &&
      operands.some(({ value }) => isLossItself(value, call.place)) &&
      operands.some(({ value }) => others.some(({ place }) => isAt(value.origin, place))),
  );
}

const MOST_CALLS = 16;
const MOST_MOVES = 12;

/** `0.1 * (a - b)` of two arrays, moved or scaled. */
function isDifference(from: Origin): boolean {
  let origin = from;
  for (let steps = 0; steps < MOST_MOVES && origin.kind === "operation"; steps++) {
    const arrays: readonly Value[] = origin.operands.map(({ value }) => value).filter(({ kind }) => kind === "tensor");
    if (origin.operation === "sub") return arrays.length === 2 && arrays.every((each) => !isNumber(each));
    if (!/^(mul|div|neg)$/.test(origin.operation) && !isTransparent(origin.operation)) return false;
    const scaled = arrays.filter((each) => !isNumber(each));
    if (scaled.length !== 1) return false;
    origin = scaled[0].origin;
  }
  return false;
}

function isNumber(value: Value): boolean {
  return value.kind === "number" || (value.kind === "tensor" && value.shape.length === 0);
}

/** How many of the answers lie on their side of 0.5; undefined where there are not both kinds. */
function agreement({ data }: Tensor, target: Tensor | undefined): number | undefined {
  if (target?.data.length !== data.length || new Set(target.data).size < 2) return undefined;
  return data.filter((value, i) => value > 0.5 === target.data[i] > 0.5).length / data.length;
}

/** torch's class axis first, then the last one. */
function dimsToTry(shape: readonly number[]): readonly number[] {
  if (shape.length === 0) return [];
  return [...new Set([classDimOf(shape.length), shape.length - 1])].filter((dim) => shape[dim] > 1);
}

/** What a variable's name promises. */
export function kindFromName(name: string): HeldKind | undefined {
  const last = name.split(".").at(-1) ?? name;
  if (/log_?prob|log_?soft_?max|log_?p(?![a-z])|logp$|logsm|lsm|log_?sigmoid|log_?likelihood/i.test(last)) {
    return "logProbabilities";
  }
  if (/logit|unnormali[sz]ed/i.test(last)) return "logits";
  if (/prob|soft_?max|sigmoid|confidence|^p$/i.test(last)) return "probabilities";
  return undefined;
}
