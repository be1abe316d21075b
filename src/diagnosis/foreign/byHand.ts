import type { Plain } from "../../frameworks/framework";
import type { Interpretation } from "../../python/interpretation";
import type { LossCall } from "../../python/lossCall";
import type { Operand, OperationOrigin, TensorValue, Value } from "../../python/value";
import { sameShape } from "../../tensor/shape";
import { tensorOf } from "../callFacts";

/** Cross-entropies that a file writes out in NumPy, as calls: `-np.mean(np.sum(y * np.log(p), axis=1))`, the binary one, and what is near them. */
export function callsByHand({ definitions, shown, calls }: Interpretation): readonly LossCall[] {
  const found = new Map<string, LossCall | undefined>();
  for (const value of [...definitions.map(({ value }) => value), ...shown.flatMap(({ values }) => values)]) {
    const call = callOf(value);
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
  sign: number;
  /** Taken over all that is left. */
  mean: boolean;
  total: boolean;
  divided: boolean;
  /** Summed along one axis first. */
  axis: number | undefined;
}

const LONGEST = 12;

function callOf(value: Value): LossCall | undefined {
  if (value.kind !== "tensor" || value.library !== "numpy" || value.shape.length > 0) return undefined;
  const number = tensorOf(value)?.data[0];
  if (number === undefined || value.origin.kind !== "operation") return undefined;
  const around: Around = { sign: 1, mean: false, total: false, divided: false, axis: undefined };
  let at: OperationOrigin = value.origin;
  for (let step = 0; step < LONGEST; step++) {
    const pair = productOf(at) ?? binaryOf(at);
    if (pair !== undefined) return made(value, value.origin, number, pair, around);
    const next = stripped(at, around)?.value.origin;
    if (next?.kind !== "operation") return undefined;
    at = next;
  }
  return undefined;
}

/** One thing around the products less; undefined where it is none that belongs to a cross-entropy. */
function stripped({ operation, operands, settings }: OperationOrigin, around: Around): Operand | undefined {
  const [first, second] = operands;
  switch (operation) {
    case "neg":
      around.sign = -around.sign;
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
    case "mul": {
      const factor = [first, second].find((operand) => operand?.value.kind === "number");
      if (factor?.value.kind !== "number" || factor.value.value !== -1) return undefined;
      around.sign = -around.sign;
      return factor === first ? second : first;
    }
    default:
      return undefined;
  }
}

interface Pair {
  readonly truth: Operand;
  readonly prediction: Operand;
  readonly base: "log" | "log2" | "log10";
  readonly isBinary: boolean;
}

/** `y * np.log(p)`, either way round. */
function productOf({ operation, operands }: OperationOrigin): Pair | undefined {
  if (operation !== "mul" || operands.length !== 2) return undefined;
  const [a, b] = operands;
  const [log, truth] = logOf(b) !== undefined ? [b, a] : [a, b];
  const inside = logOf(log);
  if (inside === undefined || logOf(truth) !== undefined) return undefined;
  return { truth, ...inside, isBinary: false };
}

/** `y * np.log(p) + (1 - y) * np.log(1 - p)`. */
function binaryOf({ operation, operands }: OperationOrigin): Pair | undefined {
  if (operation !== "add" || operands.length !== 2) return undefined;
  const pairs = operands.map(({ value }) => (value.origin.kind === "operation" ? productOf(value.origin) : undefined));
  const yes = pairs.find((pair) => pair !== undefined && complement(pair.truth) === undefined);
  const no = pairs.find((pair) => pair !== undefined && pair !== yes);
  if (yes === undefined || no === undefined || yes.base !== no.base) return undefined;
  const [t, p] = [complement(no.truth), complement(no.prediction)];
  return t === yes.truth.value && p === yes.prediction.value ? { ...yes, isBinary: true } : undefined;
}

/** x of `1 - x`. */
function complement({ value: { origin } }: Operand): Value | undefined {
  if (origin.kind !== "operation" || origin.operation !== "sub") return undefined;
  const [one, x] = origin.operands;
  return one?.value.kind === "number" && one.value.value === 1 ? x?.value : undefined;
}

/** What a logarithm is taken of, without the little that is added to it. */
function logOf({ value: { origin } }: Operand): Pick<Pair, "prediction" | "base"> | undefined {
  if (origin.kind !== "operation") return undefined;
  const { operation: base, operands } = origin;
  if (base !== "log" && base !== "log2" && base !== "log10") return undefined;
  const [inside] = operands;
  const inner = inside?.value.origin;
  if (inside === undefined || inner?.kind !== "operation" || inner.operation !== "add")
    return inside && { prediction: inside, base };
  const [x, little] = inner.operands;
  const isLittle = little?.value.kind === "number" && little.value.value <= 1e-3;
  return isLittle ? { prediction: x, base } : { prediction: inside, base };
}

function made(
  value: TensorValue,
  { place }: OperationOrigin,
  number: number,
  { truth, prediction, base, isBinary }: Pair,
  { sign, mean, total, divided, axis }: Around,
): LossCall | undefined {
  const [p, t] = [tensorOf(prediction.value), tensorOf(truth.value)];
  if (p === undefined || t === undefined || !sameShape(p.shape, t.shape) || !(mean || total)) return undefined;
  const rank = p.shape.length;
  const isRow = axis === rank - 1 || axis === -1;
  if (isBinary ? axis !== undefined || rank === 0 : rank !== 2 || (axis !== undefined && !isRow)) return undefined;
  const over = isBinary || axis !== undefined || (total && divided) ? "samples" : mean ? "elements" : "sum";
  const options: [string, Plain][] = [
    ["value", number],
    ["base", base],
    ["over", over],
    ["sign", sign],
  ];
  return {
    framework: "numpy",
    loss: isBinary ? "binary cross-entropy" : "cross-entropy",
    functional: true,
    place,
    named: place,
    construction: undefined,
    arguments: [
      { name: "p", value: prediction.value, place: prediction.place },
      { name: "y", value: truth.value, place: truth.place },
    ],
    options: new Map(),
    context: { autocast: undefined, noGrad: false, functions: [], uncertain: false },
    value,
    raises: undefined,
    foreign: { prediction: p, truth: t, options: new Map(options), functional: true },
  };
}
