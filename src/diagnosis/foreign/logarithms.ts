import { itemsOf } from "../../python/lists";
import type { Operand, OperationOrigin, Value } from "../../python/value";
import type { Tensor } from "../../tensor/tensor";
import { tensorOf } from "../callFacts";

/** The two arrays, and how the logarithm is taken. */
export interface LogarithmPair {
  readonly truth: Operand;
  /** The truth as numbers, where it is not what the operand holds. */
  readonly labels?: Tensor;
  readonly prediction: Operand;
  readonly base: "log" | "log2" | "log10" | "log_softmax";
  readonly form: "rows" | "binary" | "picked";
  /** Something small was added inside of the logarithm, or of one of two. */
  readonly isMoved?: boolean;
  /** How it differs from the loss, and the operation that does. */
  readonly slip?: Slip;
}

export interface Slip {
  readonly kind: "columns" | "down" | "brackets" | "complement";
  readonly at: OperationOrigin;
}

/** `y * np.log(p)`, either way round, and `xlogy(y, p)`, with a minus on either side: what that gives, the value tells. */
export function productOf({ operation, operands }: OperationOrigin): LogarithmPair | undefined {
  if (operation === "xlogy" && operands.length === 2) {
    const [truth, prediction] = operands.map(withoutMinus);
    return { truth, prediction, base: "log", form: "rows" };
  }
  if (operation !== "mul" || operands.length !== 2) return undefined;
  const [a, b] = operands.map(withoutMinus);
  const [log, truth] = logOf(b) !== undefined ? [b, a] : [a, b];
  const inside = logOf(log);
  if (inside === undefined || logOf(truth) !== undefined) return undefined;
  // p · log p is an entropy.
  if (isSame(inside.prediction.value, truth.value)) return undefined;
  return { truth, ...inside, form: "rows" };
}

function withoutMinus(operand: Operand): Operand {
  const { origin } = operand.value;
  const isMinus = origin.kind === "operation" && origin.operation === "neg";
  return isMinus ? (origin.operands.at(0) ?? operand) : operand;
}

/** `y * np.log(p) + (1 - y) * np.log(1 - p)`, or `-y * np.log(p) - (1 - y) * np.log(1 - p)`. */
export function binaryOf({ operation, operands }: OperationOrigin): LogarithmPair | undefined {
  if ((operation !== "add" && operation !== "sub") || operands.length !== 2) return undefined;
  const pairs = operands
    .map(withoutMinus)
    .map(({ value }) => (value.origin.kind === "operation" ? productOf(value.origin) : undefined));
  const yes = pairs.find((pair) => pair !== undefined && complement(pair.truth) === undefined);
  const no = pairs.find((pair) => pair !== undefined && pair !== yes);
  if (yes === undefined || no === undefined || yes.base !== no.base) return undefined;
  const [t, p] = [complement(no.truth), complement(no.prediction)];
  if (!isSame(t, yes.truth.value)) return undefined;
  const pair = { ...yes, form: "binary", isMoved: yes.isMoved === true || no.isMoved === true } as const;
  if (isSame(p, yes.prediction.value)) return pair;
  // `y * log(p) + (1 - y) * log(p)`
  const { origin } = withoutMinus(operands[pairs.indexOf(no)]).value;
  const log = origin.kind === "operation" ? origin.operands.map(withoutMinus).find(logOf)?.value.origin : undefined;
  const isOfYes = log?.kind === "operation" && isSame(no.prediction.value, yes.prediction.value);
  return isOfYes ? { ...pair, slip: { kind: "complement", at: log } } : undefined;
}

/** `y * np.log(p) + 1 - y * np.log(1 - p)`, which takes the second product from 1. */
export function unbracketedOf(origin: OperationOrigin): LogarithmPair | undefined {
  const [first, product] = origin.operands;
  const sum = first?.value.origin;
  if (origin.operation !== "sub" || sum?.kind !== "operation" || sum.operation !== "add") return undefined;
  const [own, one] = sum.operands;
  if (one?.value.kind !== "number" || one.value.value !== 1) return undefined;
  const [yes, no] = [own, product].map((operand) => {
    const inner = operand?.value.origin;
    return inner?.kind === "operation" ? productOf(inner) : undefined;
  });
  if (yes === undefined || no === undefined || !isSame(no.truth.value, yes.truth.value)) return undefined;
  if (!isSame(complement(no.prediction), yes.prediction.value)) return undefined;
  return { ...yes, form: "binary", slip: { kind: "brackets", at: origin } };
}

/** One array, also where JAX's functions hand it on as one of their own. */
export function isSame(a: Value | undefined, b: Value): boolean {
  if (a?.kind !== "tensor" || b.kind !== "tensor") return a === b;
  return a.storage === b.storage && a.view === b.view && a.shape.length === b.shape.length;
}

/** x of `1 - x`. */
function complement({ value: { origin } }: Operand): Value | undefined {
  if (origin.kind !== "operation" || origin.operation !== "sub") return undefined;
  const [one, x] = origin.operands;
  return one?.value.kind === "number" && one.value.value === 1 ? x?.value : undefined;
}

/** What a logarithm is taken of, without the little that is added to it; the logarithms themselves where a softmax is taken with them. */
function logOf(operand: Operand): Pick<LogarithmPair, "prediction" | "base" | "isMoved"> | undefined {
  const { origin } = operand.value;
  if (origin.kind !== "operation") return undefined;
  const { operation: base, operands } = origin;
  if (base === "log_softmax") return { prediction: operand, base };
  if (base !== "log" && base !== "log2" && base !== "log10") return undefined;
  const [inside] = operands;
  const inner = inside?.value.origin;
  if (inside === undefined || inner?.kind !== "operation" || inner.operation !== "add")
    return inside && { prediction: inside, base };
  const [x, little] = inner.operands;
  const isLittle = little?.value.kind === "number" && little.value.value <= 1e-3;
  return isLittle ? { prediction: x, base, isMoved: true } : { prediction: inside, base };
}

/** `logp.gather(1, y.unsqueeze(1))`, `logp[torch.arange(n), y]`, and the logarithm of what was picked in the same way. */
export function pickedOf(origin: OperationOrigin): LogarithmPair | undefined {
  const own = pickedFrom(origin);
  if (own !== undefined) {
    const inside = logOf(own.from);
    return inside && { ...inside, ...partsOf(own) };
  }
  const base = origin.operation;
  if (base !== "log" && base !== "log2" && base !== "log10") return undefined;
  const inner = origin.operands[0]?.value.origin;
  const outer = inner?.kind === "operation" ? pickedFrom(inner) : undefined;
  return outer && { prediction: outer.from, base, ...partsOf(outer) };
}

function partsOf({ by, labels, slip }: Picked): Pick<LogarithmPair, "truth" | "labels" | "form" | "slip"> {
  return { truth: by, labels, form: "picked", ...(slip && { slip }) };
}

interface Picked {
  readonly from: Operand;
  readonly by: Operand;
  readonly labels: Tensor;
  readonly slip?: Slip;
}

/** One column of each row of a matrix, or what is written for that by mistake. */
function pickedFrom(origin: OperationOrigin): Picked | undefined {
  const { operation, operands, settings } = origin;
  const [from, index] = operands;
  const shape = from?.value.kind === "tensor" ? from.value.shape : [];
  if (index === undefined || shape.length !== 2) return undefined;
  if (operation === "gather") {
    const labels = tensorOf(index.value);
    const found = labels && labels.shape[1] === 1 ? pickedBy(from, whole(index), labels, shape) : undefined;
    if (settings.dim === 1 || settings.dim === -1) return found;
    // A row of labels picks along the samples as many as there are.
    const across = labels && labels.shape[0] === 1 ? pickedBy(from, whole(index), labels, shape) : undefined;
    if (across !== undefined && settings.dim === 0 && shape[0] > 1)
      return { ...across, slip: { kind: "down", at: origin } };
    return found && shape[0] > 1 ? { ...found, slip: { kind: "down", at: origin } } : undefined;
  }
  if (operation !== "getitem" || index.value.kind !== "tuple" || index.value.items.length !== 2) return undefined;
  const [rows, column] = index.value.items;
  const labels = tensorOf(column);
  const isEach = numbersOf(rows)?.every((row, i) => row === i);
  const found = labels && pickedBy(from, { value: column, place: undefined }, labels, shape);
  if (found === undefined || isEach) return found;
  return isWholeSlice(rows) && labels?.shape.length === 1 && shape[0] > 1
    ? { ...found, slip: { kind: "columns", at: origin } }
    : undefined;
}

/** `:` */
function isWholeSlice(value: Value): boolean {
  return value.kind === "slice" && [value.lower, value.upper, value.step].every(({ kind }) => kind === "none");
}

function pickedBy(from: Operand, by: Operand, { data, dtype }: Tensor, [rows, classes]: readonly number[]) {
  const isIndex = data.every((each) => Number.isInteger(each) && each >= 0 && each < classes);
  return data.length === rows && isIndex ? { from, by, labels: { data, shape: [rows], dtype } } : undefined;
}

/** The labels in front of the view that makes a column of them. */
function whole(index: Operand): Operand {
  const { origin } = index.value;
  const isView = origin.kind === "operation" && /^(unsqueeze|view|reshape)$/.test(origin.operation);
  return isView ? (origin.operands.at(0) ?? index) : index;
}

function numbersOf(value: Value): readonly number[] | undefined {
  if (value.kind === "list")
    return itemsOf(value.list)?.map((item) => (item.kind === "number" ? item.value : Number.NaN));
  const tensor = tensorOf(value);
  return tensor && [...tensor.data];
}
