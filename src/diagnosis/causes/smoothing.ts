import type { OperationOrigin, Origin } from "../../python/value";
import type { Tensor } from "../../tensor/tensor";
import type { Place } from "../../textUnit";
import { distinct } from "../arrays";
import { type CallFacts, tensorOf, textAt } from "../callFacts";
import { operandText } from "../edits";
import { setOption } from "../lossEdits";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Labels that were smoothed by hand: by another formula than torch's, or for a loss that smooths them once more. */
export const smoothingRows: readonly CauseRow[] = [
  { cause: "smoothing-differs", find: smoothedRows },
  { cause: "smoothing-differs", find: smoothedAnswers },
];

/** Every row holds one high value and else the same low one. */
interface Smoothed {
  readonly high: number;
  readonly low: number;
  readonly classes: number;
  readonly labels: readonly number[];
}

const NEAR = 2e-6;

function smoothed({ data, shape }: Tensor): Smoothed | undefined {
  const [rows, classes] = shape;
  if (shape.length !== 2 || classes < 2 || rows * classes < 3 || data.length > 1e6) return undefined;
  const [low, high] = [data.reduce((a, b) => Math.min(a, b)), data.reduce((a, b) => Math.max(a, b))];
  if (!(low > NEAR) || low > 0.25 || high - low < 0.3 || high > 1.3) return undefined;
  const labels: number[] = [];
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * classes, (row + 1) * classes);
    const isHigh = (value: number) => high - value <= NEAR;
    if (!values.every((value) => isHigh(value) || value - low <= NEAR)) return undefined;
    if (values.filter(isHigh).length !== 1) return undefined;
    labels.push(values.findIndex(isHigh));
  }
  return { high, low, classes, labels };
}

/** The eps of the two ways in which eps comes to be counted twice or lost; undefined where it is neither. */
function smoothingOf({ high, low, classes }: Smoothed): number | undefined {
  const [others, all] = [low * (classes - 1), low * classes];
  if (Math.abs(high - (1 - others + low)) <= NEAR * classes) return others;
  // `y * (1 - eps) + eps`, without the number of classes. What is only kept from 0 is less.
  if (Math.abs(high - 1) <= NEAR * classes && low >= 0.01) return low;
  return Math.abs(high - (1 - all)) <= NEAR * classes ? all : undefined;
}

/** Whether the rows are those of a known slip, which has an answer of its own. */
export function isSmoothedByHand(target: Tensor): boolean {
  const found = smoothed(target);
  return found !== undefined && smoothingOf(found) !== undefined;
}

function smoothedRows({ facts, exception }: CallCase): Finding | undefined {
  const { call, target, input, options } = facts;
  if (call.loss !== "CrossEntropyLoss" || exception !== undefined || target.tensor === undefined) return undefined;
  if (input.shape?.join() !== target.shape?.join() || options.unknown.includes("label_smoothing")) return undefined;
  const found = smoothed(target.tensor);
  if (found === undefined) return undefined;
  const { high, low, classes } = found;
  const sum = high + low * (classes - 1);
  const { labelSmoothing = 0 } = options.known;
  if (labelSmoothing > 0) {
    const fix = setOption(facts, "label_smoothing", "0.0");
    return {
      claim: { cause: "smoothing-differs", facts: { how: "twice" } },
      weight: Math.abs(sum - 1) < 1e-3 ? 0.88 : 0.96,
      fixes: [...withLabels(facts, found, undefined), ...(fix === undefined ? [] : [fix])],
    };
  }
  const smoothing = Math.abs(sum - 1) < 1e-3 ? undefined : smoothingOf(found);
  if (smoothing === undefined) return undefined;
  return {
    claim: { cause: "smoothing-differs", facts: { how: "sum", sum, smoothing: rounded(smoothing) } },
    weight: 0.97,
    fixes: withLabels(facts, found, rounded(smoothing)),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The labels themselves, and torch's own smoothing. */
function withLabels(facts: CallFacts, { labels }: Smoothed, smoothing: number | undefined): readonly FixCandidate[] {
  const { target, units } = facts;
  if (target.place === undefined) return [];
  const name = oneHotOf(target.value.origin, labels, facts);
  const text = textAt(units, target.place);
  const code = name ?? `${operandText(text)}.argmax(1)`;
  const option = smoothing === undefined ? undefined : setOption(facts, "label_smoothing", String(smoothing));
  if (smoothing !== undefined && option === undefined) return [];
  const edits = [{ place: target.place, text: code }, ...(option?.edits ?? [])];
  const title = smoothing === undefined ? code : `${code}, label_smoothing=${smoothing}`;
  return [{ title: { kind: "use", code: title }, edits }];
}

/** `y` of `F.one_hot(y, 3)`, where these are its labels. */
function oneHotOf(from: Origin, labels: readonly number[], { units, call }: CallFacts): string | undefined {
  const hot = operationIn(from, (operation) => operation === "one_hot");
  const [y] = hot?.operands ?? [];
  const tensor = y && tensorOf(y.value);
  const text = y?.place && textAt(units, y.place);
  if (tensor === undefined || text === undefined || !/^[A-Za-z_]\w*$/.test(text)) return undefined;
  if (call.context.functions.length > 0 || tensor.data.length !== labels.length) return undefined;
  return labels.every((label, i) => tensor.data[i] === label) ? text : undefined;
}

const MOST_ORIGINS = 200;

function operationIn(from: Origin, test: (operation: string) => boolean): OperationOrigin | undefined {
  const open: Origin[] = [from];
  for (let steps = 0; steps < MOST_ORIGINS; steps++) {
    const origin = open.pop();
    if (origin === undefined) return undefined;
    if (origin.kind !== "operation") continue;
    if (test(origin.operation)) return origin;
    open.push(...origin.operands.map(({ value }) => value.origin));
  }
  return undefined;
}

const binary: ReadonlySet<string> = new Set(["BCELoss", "BCEWithLogitsLoss"]);

/** `y * (1 - eps) + eps`: a no becomes eps, and a yes stays 1. */
function smoothedAnswers({ facts }: CallCase): Finding | undefined {
  const { call, target } = facts;
  if (!binary.has(call.loss) || target.tensor === undefined) return undefined;
  const values = distinct(target.tensor.data, 2);
  const low = values?.[0] ?? 0;
  if (values?.length !== 2 || !(low > 0 && low <= 0.3) || Math.abs(values[1] - 1) > NEAR) return undefined;
  const added = sumOf(target.value.origin, low);
  if (added === undefined) return undefined;
  const fixes: FixCandidate[] = [];
  if (added.place !== undefined) {
    const code = `${textAt(facts.units, added.place)} / 2`;
    fixes.push({ title: { kind: "use", code }, edits: [{ place: added.place, text: code }] });
  }
  return {
    claim: { cause: "smoothing-differs", facts: { how: "binary", smoothing: rounded(low) } },
    weight: 0.88,
    fixes,
  };
}

/** The eps of `y * (1 - eps) + eps`, and where it is written. */
function sumOf(from: Origin, low: number): { readonly place: Place | undefined } | undefined {
  const sum = operationIn(from, (operation) => operation === "add");
  const [first, second] = sum?.operands ?? [];
  const isProduct = (origin: Origin | undefined) => origin?.kind === "operation" && origin.operation === "mul";
  const number = [first, second].find((operand) => operand?.value.kind === "number");
  const product = number === first ? second : first;
  if (number?.value.kind !== "number" || Math.abs(number.value.value - low) > NEAR) return undefined;
  return isProduct(product?.value.origin) ? { place: number.place } : undefined;
}
