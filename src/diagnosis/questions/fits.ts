import type { Value } from "../../python/value";
import { has, isOfClasses, isOfOne, written } from "../around";
import { extremes } from "../arrays";
import { type CallFacts, type Form, tensorOf } from "../callFacts";
import { operandText } from "../edits";
import { accuracyOf, meanOf } from "../evaluateForm";
import { differences } from "../meaning";
import { type ChainStep, keepsItsAxes } from "../originChain";

/** One side as it might have been meant, and how that is written. */
interface Other {
  readonly side: "input" | "target";
  readonly text: string;
  readonly data: Float64Array;
  /** That other array, where it stands in the code. */
  readonly of?: Value;
}

/** So much smaller is a mean squared error, or its root, by no accident. */
const SMALLER = 0.05;
const LEAST = 3;

/**
 * `F.mse_loss(torch.log1p(p), y)`, `F.cross_entropy(logits, y[perm])`: one side before something that only it went through, in the units of the
 * other, or a step further fits the other far better.
 */
export function fitsBetter(facts: CallFacts): string | undefined {
  const { call, form } = facts;
  if (form === undefined || form.target.data.length < LEAST) return undefined;
  if (isOfClasses(facts)) {
    const others = [...undone(facts, isReordered), ...undone(facts, isDecided)];
    return others.find((other) => isAllRight(form, changed(form, other)))?.text;
  }
  if (!differences.has(call.loss)) return undefined;
  const own = meanOf(form);
  const bound = call.loss === "MSELoss" ? SMALLER : Math.sqrt(SMALLER);
  const others = [
    ...undone(facts, isReordered),
    ...undone(facts, isScaled),
    ...inOtherUnits(facts, form),
    ...elsewhere(facts),
  ];
  const found = others.find((other) => {
    const partner = facts[other.side === "input" ? "target" : "input"].value;
    if (other.of !== undefined && isOfOne(other.of, partner)) return false;
    const after = changed(form, other);
    const mended = meanOf(after);
    return own !== undefined && mended !== undefined && mended < own * bound && isPredicted(after);
  });
  return found?.text;
}

/** Of what the targets vary by, so much is left at most. */
const LEFT = 0.2;

/** Whether the predictions follow the targets, and are not merely of their size. */
export function isPredicted({ input, target }: Form): boolean {
  const n = target.data.length;
  const mean = target.data.reduce((sum, each) => sum + each, 0) / n;
  const varies = target.data.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return input.data.reduce((sum, each, i) => sum + (each - target.data[i]) ** 2, 0) < varies * LEFT;
}

function changed(form: Form, { side, data }: Other): Form {
  return { ...form, [side]: { ...form[side], data } };
}

function isAllRight(before: Form, after: Form): boolean {
  const [own, other] = [accuracyOf(before), accuracyOf(after)];
  if (own === undefined || other === undefined || other.of < LEAST) return false;
  return other.correct === other.of && own.correct + 2 <= own.of;
}

const MOST_STEPS = 6;

/** Arrays of one side before an operation that the other has not gone through. */
function undone(facts: CallFacts, isMeant: (step: ChainStep, facts: CallFacts) => boolean): readonly Other[] {
  return (["input", "target"] as const).flatMap((side) => {
    const there = facts[side === "input" ? "target" : "input"].chain.steps;
    return facts[side].chain.steps.slice(0, MOST_STEPS).flatMap((step) => {
      const { value, place } = step.operand;
      const before = tensorOf(value);
      const text = written(facts, place);
      if (before?.shape.join() !== facts[side].tensor?.shape.join() || text === "" || !isMeant(step, facts)) return [];
      const isThere = there.some(({ operation }) => operation === step.operation);
      return before === undefined || isThere ? [] : [{ side, text, data: before.data, of: value }];
    });
  });
}

function isReordered({ operation, operands }: ChainStep): boolean {
  if (["flip", "flipud", "fliplr", "roll", "sort"].includes(operation)) return true;
  const index = operation === "getitem" || operation === "index_select" ? operands.at(-1) : undefined;
  const data = index && tensorOf(index.value)?.data;
  if (data === undefined || data.length < 2 || data.every((each, i) => each === i)) return false;
  const seen = new Set(data);
  return seen.size === data.length && data.every((each) => each >= 0 && each < data.length);
}

/** `mask > 0` of several classes. */
function isDecided({ operation }: ChainStep): boolean {
  return ["gt", "ge", "ne", "bool", "clamp", "sign", "floor_divide"].includes(operation);
}

const curves: ReadonlySet<string> = new Set("log log2 log10 log1p exp expm1 sqrt normalize".split(" "));
const affine: ReadonlySet<string> = new Set("add sub mul div truediv".split(" "));
const statistics = /^(?:mean|std|var|min|max|amin|amax|norm|median)$/;

/** A logarithm, or a mean or largest value that is taken away or divided by. */
function isScaled({ operation, operands }: ChainStep): boolean {
  return (
    curves.has(operation) || (affine.has(operation) && operands.slice(1).some(({ value }) => has(value, statistics)))
  );
}

const LARGE = 20;
const LARGER = 5;

/** Logarithms of what is far larger than the other side, and per cent beside what lies between 0 and 1. */
function inOtherUnits({ input, target }: CallFacts, form: Form): readonly Other[] {
  return (["input", "target"] as const).flatMap((side) => {
    const [own, other] = [form[side], form[side === "input" ? "target" : "input"]];
    const { min, max, whole } = extremes(own.data);
    const limits = extremes(other.data);
    const text = { input, target }[side].text;
    if (text === undefined || !(min >= 0) || max < LARGE) return [];
    const as = (code: string, by: (value: number) => number) => ({ side, text: code, data: own.data.map(by) });
    const isShare = limits.min >= 0 && limits.max <= 1 && max <= 255;
    return [
      ...(isShare && max <= 100 ? [as(`${operandText(text)} / 100`, (value) => value / 100)] : []),
      ...(isShare && max > 100 && whole ? [as(`${operandText(text)} / 255`, (value) => value / 255)] : []),
      ...(max > LARGER * limits.max
        ? [as(`torch.log1p(${text})`, Math.log1p), as(`torch.log(${text})`, Math.log)]
        : []),
    ];
  });
}

const LEAST_STEPS = 6;

/** Other steps of the series that the targets are a piece of, and an image's axes the other way round. */
function elsewhere({ target }: CallFacts): readonly Other[] {
  const { tensor, text } = target;
  if (tensor === undefined || text === undefined) return [];
  const [rows, columns] = tensor.shape;
  const turned =
    tensor.shape.length === 2 && rows === columns && rows >= LEAST
      ? [{ side: "target" as const, text: `${operandText(text)}.T`, data: transposed(tensor.data, rows) }]
      : [];
  const step = target.chain.steps.find(({ operation }) => !keepsItsAxes(operation));
  const series = step && tensorOf(step.operand.value);
  if (step?.operation !== "getitem" || series?.shape.length !== 1 || tensor.shape.length !== 1) return turned;
  const [n, length] = [tensor.data.length, series.data.length];
  if (length < LEAST_STEPS || length > MOST_STEPS_OF_SERIES) return turned;
  const starts = Array.from({ length: length - n + 1 }, (_, start) => start);
  return starts.map((start) => {
    const data = series.data.slice(start, start + n);
    return { side: "target", text: `${target.name ?? ""}[${start}:${start + n}]`, data, of: step.operand.value };
  });
}

const MOST_STEPS_OF_SERIES = 200;

function transposed(data: Float64Array, size: number): Float64Array {
  return data.map((_, i) => data[(i % size) * size + Math.floor(i / size)]);
}
