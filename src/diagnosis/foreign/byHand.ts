import { lossesByHand } from "../../frameworks/byHand";
import type { Plain } from "../../frameworks/framework";
import type { Interpretation } from "../../python/interpretation";
import type { LossCall } from "../../python/lossCall";
import type { Operand, OperationOrigin, TensorValue, Value } from "../../python/value";
import { broadcastShapes, sameShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import type { Place, TextUnit } from "../../textUnit";
import { allHold, distinct, isWithin, sumsAlong } from "../arrays";
import { tensorOf, textAt } from "../callFacts";
import { operandText } from "../edits";
import type { Finding, FixCandidate } from "../row";
import { formulaOf } from "./formulas";
import { binaryOf, type LogarithmPair, pickedOf, productOf, type Slip, unbracketedOf } from "./logarithms";

/** With the losses that are written out among the calls, in the order of the text; `all`: those, too, that nothing is said of. */
export function withCallsByHand(read: Interpretation, all = false): Interpretation {
  const byHand = callsByHand(read, all);
  if (byHand.length === 0) return read;
  const calls = [...read.calls, ...byHand];
  return { ...read, calls: calls.sort((a, b) => a.place.unit - b.place.unit || a.place.start - b.place.start) };
}

/**
 * Cross-entropies that a file writes out, as calls: `-np.mean(np.sum(y * np.log(p), axis=1))`, the same in torch, the binary one, one that
 * picks each sample's logarithm by its class, and what is near them.
 */
export function callsByHand(read: Interpretation, all = false): readonly LossCall[] {
  const { definitions, shown, calls, units } = read;
  const found = new Map<string, LossCall | undefined>();
  const seen = shown.flatMap(({ kind, values }) => (kind === "return" ? [] : values));
  for (const value of [...definitions.map(({ value }) => value), ...seen]) {
    const call = callOf(value, units) ?? callOfFormula(value, read, all);
    if (call === undefined) continue;
    const { unit, start } = call.place;
    const key = `${unit}:${start}`;
    // An expression that gives several values is in a function that is called on several arrays.
    const other = found.get(key);
    found.set(key, found.has(key) && other?.value !== call.value ? undefined : call);
  }
  const known = new Set(calls.map(({ place }) => `${place.unit}:${place.start}`));
  return [...found].flatMap(([key, call]) => (call === undefined || known.has(key) ? [] : [call]));
}

/** What stands around the products. */
interface Around {
  /** Taken over all that is left. */
  mean: boolean;
  total: boolean;
  divided: boolean;
  /** Summed along one axis first. */
  axis: number | undefined;
}

const LONGEST = 12;

/** TensorFlow's functions have other names for their axes. */
const handwritten: ReadonlySet<TensorValue["library"]> = new Set(["numpy", "torch", "jax"]);

function callOf(value: Value, units: readonly TextUnit[]): LossCall | undefined {
  if (value.kind !== "tensor" || !handwritten.has(value.library)) return undefined;
  if (value.shape.length > 0 || value.origin.kind !== "operation") return undefined;
  const known = tensorOf(value)?.data[0];
  const around: Around = { mean: false, total: false, divided: false, axis: undefined };
  let at: OperationOrigin = value.origin;
  for (let step = 0; step < LONGEST; step++) {
    const pair = productOf(at) ?? binaryOf(at) ?? unbracketedOf(at) ?? pickedOf(at);
    if (pair !== undefined) {
      const number =
        known ?? (isSaturated(pair) ? Number.NaN : isUnderflowing(pair) ? Number.POSITIVE_INFINITY : undefined);
      return number === undefined ? undefined : made(value, value.origin, number, pair, around, units);
    }
    const apart = spreadDifference(at, units);
    if (apart !== undefined)
      return around.axis === undefined && known !== undefined
        ? apartCall(value, value.origin, known, apart)
        : undefined;
    const next = stripped(at, around)?.value.origin;
    if (next?.kind !== "operation") return undefined;
    at = next;
  }
  return undefined;
}

/** A loss that torch has no function for, where something is wrong with how it is written. */
function callOfFormula(value: Value, read: Interpretation, all: boolean): LossCall | undefined {
  const { origin } = value;
  if (origin.kind !== "operation" || (value.kind !== "tensor" && value.kind !== "unknown")) return undefined;
  if (value.kind === "tensor" && (value.shape.length > 0 || !handwritten.has(value.library))) return undefined;
  const found = formulaOf(value, origin, read);
  if (found === undefined || (found.finding === undefined && !all)) return undefined;
  if (found.finding !== undefined) findingOf.set(value, found.finding);
  const [input, target] = found.pair.map((each) => tensorOf(each.value));
  const number = tensorOf(value)?.data[0];
  const foreign =
    input === undefined || target === undefined || number === undefined
      ? undefined
      : { prediction: input, truth: target, options: new Map([["value", number]]) };
  return writtenCall(value, origin.place, found.loss, found.pair, foreign);
}

const findingOf = new WeakMap<Value, Finding>();

/** What is wrong with how a loss is written. */
export function findingInFormula({ value }: LossCall): Finding | undefined {
  return findingOf.get(value);
}

/** What people call a truth or a prediction; an array that was given its second axis where it is used is meant to be spread. */
const compared = /^(?:y|t|gt|labels?|targets?|truth|p|preds?|predictions?|out|outputs?)(?![a-z])|true|hat|pred/i;

/** `(p - y) ** 2` of a column beside a vector of as many elements, which gives a number for every pair of them. */
function spreadDifference(
  { operation, operands }: OperationOrigin,
  units: readonly TextUnit[],
): readonly [Operand, Operand] | undefined {
  const exponent = operands[1]?.value;
  const isSquare =
    operation === "square" || (operation === "pow" && exponent?.kind === "number" && exponent.value === 2);
  const inside = operands[0]?.value.origin;
  if (!(isSquare || operation === "abs") || inside?.kind !== "operation" || inside.operation !== "sub")
    return undefined;
  const [a, b] = inside.operands;
  const shapes = [a, b].map((each) => (each?.value.kind === "tensor" ? each.value.shape : undefined));
  const [column, row] = shapes[0]?.length === 2 ? shapes : [shapes[1], shapes[0]];
  if (column?.length !== 2 || row?.length !== 1 || column[1] !== 1 || column[0] !== row[0] || row[0] < 2)
    return undefined;
  const names = [a, b].map(({ place }) => (place === undefined ? "" : textAt(units, place)));
  return names.every((name) => /^[A-Za-z_][\w.]*$/.test(name) && compared.test(name)) ? [a, b] : undefined;
}

function apartCall(
  value: TensorValue,
  { place }: OperationOrigin,
  number: number,
  [a, b]: readonly [Operand, Operand],
): LossCall | undefined {
  const [prediction, truth] = [tensorOf(a.value), tensorOf(b.value)];
  if (prediction === undefined || truth === undefined) return undefined;
  const [, , squared] = lossesByHand;
  const foreign: GivenArrays = { prediction, truth, options: new Map([["value", number]]) };
  return writtenCall(value, place, squared.name, [a, b], foreign);
}

type GivenArrays = Pick<NonNullable<LossCall["foreign"]>, "prediction" | "truth" | "options">;

/** An expression as the call of a loss that it stands for. */
function writtenCall(
  value: Value,
  place: Place,
  name: string,
  [p, y]: readonly [Operand, Operand],
  foreign: GivenArrays | undefined,
): LossCall {
  return {
    framework: value.kind === "tensor" && value.library !== "torch" ? "numpy" : "torch",
    loss: name,
    functional: true,
    place,
    named: place,
    construction: undefined,
    arguments: [
      { name: "p", value: p.value, place: p.place },
      { name: "y", value: y.value, place: y.place },
    ],
    options: new Map(),
    context: { autocast: undefined, noGrad: false, functions: [], uncertain: false },
    value,
    raises: undefined,
    ...(foreign && { foreign: { ...foreign, functional: true } }),
  };
}

/** Far below what float32 tells from 1. */
const ROUNDS = 2 ** -27;

/** A yes whose probability is 1 in float32, where `(1 - y) * log(1 - p)` is 0 times −inf. */
function isSaturated({ form, slip, isMoved, truth, prediction }: LogarithmPair): boolean {
  const [p, t] = [tensorOf(prediction.value), tensorOf(truth.value)];
  if (form !== "binary" || slip !== undefined || isMoved || p?.dtype !== "float32" || t?.data.length !== p.data.length)
    return false;
  return p.data.some((each, i) => t.data[i] === 1 && Math.abs(1 - each) < ROUNDS);
}

/** So far below the largest score, the softmax in float32 is 0 for sure. */
const NOTHING = 106;

/** A sample whose class has the probability 0 in float32, and the logarithm −inf. */
function isUnderflowing({ form, base, isMoved, slip, labels, prediction: { value } }: LogarithmPair): boolean {
  if (form !== "picked" || base === "log_softmax" || isMoved || slip !== undefined || labels === undefined)
    return false;
  const { origin } = value;
  const scores =
    origin.kind === "operation" && origin.operation === "softmax" ? tensorOf(origin.operands[0].value) : undefined;
  if (scores?.shape.length !== 2 || scores.dtype !== "float32" || tensorOf(value)?.shape.join() !== scores.shape.join())
    return false;
  const classes = scores.shape[1];
  return labels.data.some((label, row) => {
    const own = scores.data.subarray(row * classes, (row + 1) * classes);
    return Math.max(...own) - own[label] > NOTHING;
  });
}

/** One thing around the products less; undefined where it is none that belongs to a cross-entropy. */
function stripped({ operation, operands, settings }: OperationOrigin, around: Around): Operand | undefined {
  const [first, second] = operands;
  switch (operation) {
    case "neg":
      return first;
    case "mean":
      if (settings.dim !== undefined) return undefined;
      around.mean = true;
      return first;
    case "sum":
      if (typeof settings.dim === "number") around.axis = settings.dim;
      else around.total = true;
      return first;
    case "div":
      around.divided = true;
      return first;
    case "squeeze":
      return first;
    case "mul": {
      const factor = [first, second].find((operand) => operand?.value.kind === "number");
      if (factor?.value.kind !== "number" || factor.value.value !== -1) return undefined;
      return factor === first ? second : first;
    }
    default:
      return undefined;
  }
}

function made(
  value: TensorValue,
  { place }: OperationOrigin,
  number: number,
  { truth, labels, prediction, base, form, slip }: LogarithmPair,
  { mean, total, divided, axis }: Around,
  units: readonly TextUnit[],
): LossCall | undefined {
  const [p, t] = [tensorOf(prediction.value), labels ?? tensorOf(truth.value)];
  if (p === undefined || t === undefined || !(mean || total)) return undefined;
  const rank = p.shape.length;
  const isRow = axis === rank - 1 || axis === -1;
  const isHalf = form === "rows" && isHalfOfBinary(p, t) && isLabel(truth, units) && mean && axis === undefined;
  const isBinary = form === "binary" || isHalf;
  const isSpread = form === "binary" && "shape" in broadcastShapes(p.shape, t.shape);
  if (form === "picked" ? axis !== undefined : !sameShape(p.shape, t.shape) && !isSpread) return undefined;
  // Where the classes are along the first axis it is right to gather there.
  if (slip?.kind === "down" && !allHold(sumsAlong(p, 1, base === "log_softmax" ? "exp" : "none"))) return undefined;
  // One sample alone, summed over its classes.
  const isSum = form === "rows" && rank === 1 && total && !mean && !divided && axis === undefined;
  const isSample = isSum && [p, t].every((each) => allHold(sumsAlong(each, 0)));
  if (isBinary ? axis !== undefined || rank === 0 : !isSample && (rank !== 2 || (axis !== undefined && !isRow)))
    return undefined;
  // Advantages, weights and masks are multiplied with logarithms, too.
  if (form === "rows" && !isHalf && !allHold(sumsAlong(t, rank - 1))) return undefined;
  if (isRatioOf(prediction, truth)) return undefined;
  const rows = isBinary || form === "picked" || axis !== undefined || (total && divided);
  const [classes, binary] = lossesByHand;
  const options: [string, Plain][] = [
    ["value", number],
    ["base", base],
    ["over", rows ? "samples" : mean ? "elements" : "sum"],
    ["logged", base === "log_softmax"],
    ["picked", form === "picked"],
    ["slip", slip?.kind ?? (isHalf ? "positives" : null)],
  ];
  if (slip !== undefined) slipOf.set(value, slip);
  const foreign: GivenArrays = { prediction: p, truth: t, options: new Map(options) };
  return writtenCall(value, place, (isBinary ? binary : classes).name, [prediction, truth], foreign);
}

/** `y / p` beside `y`: the terms are those of a divergence. */
function isRatioOf({ value: { origin } }: Operand, truth: Operand): boolean {
  return origin.kind === "operation" && origin.operation === "div" && origin.operands[0]?.value === truth.value;
}

/** One answer a sample, yes or no, of which only the yes is looked at. Rewards look like that, and are called otherwise. */
function isHalfOfBinary(p: Tensor, t: Tensor): boolean {
  if (p.shape.length !== 1 || !sameShape(p.shape, t.shape) || p.data.length < 3 || !isWithin(p, 0, 1)) return false;
  const values = distinct(t.data, 2);
  if (values?.length !== 2 || values[0] !== 0 || values[1] !== 1) return false;
  return !allHold(sumsAlong(p, 0)) && t.data.filter((y) => y === 1).length > 1;
}

function isLabel({ place }: Operand, units: readonly TextUnit[]): boolean {
  return place !== undefined && /^(?:y|t|gt|labels?|targets?|truth)(?![a-z])|true/i.test(textAt(units, place));
}

const slipOf = new WeakMap<Value, Slip>();

/** What mends a slip in what is written out. */
export function slipFixes({ value }: LossCall, units: readonly TextUnit[]): readonly FixCandidate[] {
  const slip = slipOf.get(value);
  if (slip === undefined) return [];
  const { place, operands } = slip.at;
  const text = textAt(units, place);
  switch (slip.kind) {
    case "columns": {
      const found = /\[\s*:\s*,\s*([A-Za-z_]\w*)\s*\]$/.exec(text);
      if (found === null) return [];
      const code = `[range(len(${found[1]})), ${found[1]}]`;
      return [{ title: { kind: "use", code }, edits: [{ place, text: text.slice(0, found.index) + code }] }];
    }
    case "down": {
      const code = text
        .replace(/(\bgather\(\s*(?:\w+\s*,\s*)?(?:dim\s*=\s*)?)0(?=\s*,)/, "$11")
        .replace(/(\.unsqueeze\(\s*(?:dim\s*=\s*)?)0(?=\s*\))/, "$11");
      return code === text ? [] : [{ title: { kind: "use", code: "gather(1, …)" }, edits: [{ place, text: code }] }];
    }
    case "complement": {
      const inside = operands[0]?.place;
      if (inside === undefined) return [];
      const code = `1 - ${operandText(textAt(units, inside))}`;
      return [{ title: { kind: "use", code }, edits: [{ place: inside, text: code }] }];
    }
    case "brackets": {
      const [sum, product] = operands.map((operand) => operand.value.origin);
      const one = sum?.kind === "operation" ? sum.operands[1]?.place : undefined;
      const y = product?.kind === "operation" ? product.operands[0]?.place : undefined;
      if (one === undefined || y === undefined || one.unit !== y.unit || one.start > y.start) return [];
      const code = `(1 - ${textAt(units, y)})`;
      return [{ title: { kind: "use", code }, edits: [{ place: { ...one, end: y.end }, text: code }] }];
    }
  }
}

/** Relative; what is added inside of a logarithm changes less. */
const NEAR = 1e-4;

/** Whether what is written out gives the mean or the sum of the loss whose name it has. */
export function isItsDefinition({ foreign, loss }: LossCall): boolean {
  const value = foreign?.options.get("value");
  if (foreign === undefined || typeof value !== "number") return false;
  const { prediction, truth, options } = foreign;
  const logged = options.get("logged") === true;
  const log = (i: number): number => (logged ? prediction.data[i] : Math.log(prediction.data[i]));
  const isBinary = loss === lossesByHand[1].name;
  const classes = prediction.shape.at(-1) ?? 1;
  let sum = 0;
  truth.data.forEach((y, i) => {
    if (options.get("picked") === true) sum -= log(i * classes + y);
    else if (y !== 0) sum -= y * log(i);
    if (isBinary && y !== 1) sum -= (1 - y) * Math.log(1 - prediction.data[i]);
  });
  const count = isBinary ? prediction.data.length : prediction.data.length / classes;
  return [sum, sum / count].some((meant) => Math.abs(value - meant) <= NEAR * Math.abs(meant) + 1e-9);
}
