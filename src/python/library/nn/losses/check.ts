import { formatFloat } from "../../../../engine/losses/shared/formatDouble";
import { broadcastShapes, sameShape } from "../../../../tensor/shape";
import { type DType, isFloatingPoint } from "../../../../tensor/tensor";
import type { NumberValue, Value } from "../../../value";
import { numbersOf } from "../../tensor/make";
import { isTensor, pythonType } from "./pythonType";

/** What torch raises: the exception's type and its text, word for word. */
export interface RaisedByTorch {
  readonly type: string;
  readonly message: string;
}

/** `unsure`: whether torch raises here, or with which words, is not known; what comes after it is not known either. */
export type CheckOutcome = RaisedByTorch | "unsure" | undefined;

export type NativeType = "Tensor" | "Tensor?" | "int" | "float" | "bool" | "Number";

/** One thing that torch looks at before it computes, in front of the engine's own checks. */
export type Check =
  /** `_Reduction.get_enum(reduction)` */
  | { readonly kind: "reduction"; readonly batchmean?: true; readonly strict?: true; readonly unless?: "weight" }
  /** Python's `argument.size()`; nothing where the argument is None and may be. */
  | { readonly kind: "method"; readonly method: "size" | "dim"; readonly of: string; readonly optional?: true }
  /** `a.dim() != b.dim() or a.dim() != argument.dim()`: the argument is asked where the first two have as many. */
  | { readonly kind: "dimOf"; readonly of: string; readonly after: readonly [string, string] }
  /** The arguments of a function of C++, in its order; those that are passed by name have no position. */
  | {
      readonly kind: "native";
      readonly function: string;
      readonly parameters: readonly (readonly [name: string, position: number | undefined, type: NativeType])[];
    }
  /** The engine's first check is that input and target have the same size: where they have not, it has the word. */
  | { readonly kind: "sameSize" }
  /** `torch.broadcast_tensors(input, target)` */
  | { readonly kind: "broadcast" }
  /** `target * logsigmoid(input)` */
  | { readonly kind: "product" }
  /** `p != 1 and p != 2` */
  | { readonly kind: "p" }
  | { readonly kind: "vector"; readonly of: string }
  /** `margin <= 0` */
  | { readonly kind: "positive"; readonly of: string }
  /** torchvision's: a share, or −1 for none. */
  | { readonly kind: "alpha" }
  /** Floating scores of two axes or more and labels of the same shape and type, each 0 or 1; what is said of others is not known here. */
  | { readonly kind: "hardLabels"; readonly of: string; readonly beside: string }
  /** What torch says of other types is not known here. */
  | { readonly kind: "needs"; readonly type: Needed; readonly of: readonly string[] };

/** `operand`: a tensor, or a number that stands in a sum with one; `single`: a tensor of float32; `reduction`: none, mean or sum; `share`: a weight
 * from 0 to 1, or −1 for none. */
type Needed = "tensor" | "single" | "operand" | "number" | "share" | "string" | "reduction" | "none";

export type Bound = ReadonlyMap<string, Value>;

/** The first check that does not pass. `engine` hands over to the engine, which refuses. */
export function runChecks(checks: readonly Check[], bound: Bound): CheckOutcome | "engine" {
  for (const check of checks) {
    const result = run(check, bound);
    if (result !== undefined) return result;
  }
  return undefined;
}

function run(check: Check, bound: Bound): CheckOutcome | "engine" {
  switch (check.kind) {
    case "reduction":
      if (check.unless !== undefined && (bound.get(check.unless)?.kind ?? "none") !== "none") return undefined;
      return checkReduction(
        bound.get("reduction"),
        reductions[check.strict ? "strict" : check.batchmean ? "batchmean" : "usual"],
      );
    case "method":
      return checkMethod(bound.get(check.of), check.method, check.optional === true);
    case "dimOf": {
      const [a, b] = check.after.map((name) => shapeOf(bound.get(name))?.length);
      const value = bound.get(check.of);
      if (value !== undefined && isTensor(value) === true) return undefined;
      return a !== undefined && a === b ? checkMethod(value, "dim", false) : "unsure";
    }
    case "native":
      return first(check.parameters, ([name, position, type]) => {
        const value = bound.get(name);
        return value && checkNative(check.function, name, position, type, value);
      });
    case "sameSize": {
      const [a, b] = [shapeOf(bound.get("input")), shapeOf(bound.get("target"))];
      if (a === undefined || b === undefined) return "unsure";
      return sameShape(a, b) ? undefined : "engine";
    }
    case "broadcast": {
      const [a, b] = [shapeOf(bound.get("input")), shapeOf(bound.get("target"))];
      return a === undefined || b === undefined ? "unsure" : checkBroadcast(a, b);
    }
    case "product":
      return checkProduct(bound.get("input"), bound.get("target"));
    case "p":
      return checkPower(bound.get("p"));
    case "positive":
      return checkPositive(check.of, bound.get(check.of));
    case "alpha":
      return checkAlpha(bound.get("alpha"));
    case "vector":
      return checkVector(bound.get(check.of));
    case "hardLabels":
      return isHard(bound.get(check.of), bound.get(check.beside)) ? undefined : "unsure";
    case "needs":
      return check.of.every((name) => hasType(bound.get(name), check.type)) ? undefined : "unsure";
  }
}

function first<T>(items: readonly T[], check: (item: T) => CheckOutcome): CheckOutcome {
  for (const item of items) {
    const result = check(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** Sizes that are all known. */
export function shapeOf(value: Value | undefined): readonly number[] | undefined {
  if (value?.kind === "tensor") return value.shape;
  const shape = value?.kind === "unknown" ? value.facts.shape : undefined;
  return shape?.every((size): size is number => size !== undefined) ? shape : undefined;
}

const reductions = {
  strict: ["none", "mean", "sum"],
  usual: ["none", "mean", "sum", "elementwise_mean"],
  batchmean: ["none", "mean", "sum", "elementwise_mean", "batchmean"],
} as const;

/** The dtype of an array, where it is known. */
export function dtypeOf(value: Value): DType | undefined {
  return value.kind === "tensor" ? value.dtype : value.kind === "unknown" ? value.facts.dtype : undefined;
}

function checkReduction(reduction: Value | undefined, valid: readonly string[]): CheckOutcome {
  if (reduction === undefined) return undefined;
  const text = textOf(reduction);
  if (text === undefined) return "unsure";
  const isValid = reduction.kind === "string" && valid.includes(text);
  return isValid ? undefined : { type: "ValueError", message: `${text} is not a valid value for reduction` };
}

/** As an f-string shows it; undefined where that is not simple. */
export function textOf(value: Value): string | undefined {
  if (value.kind === "string") return value.value;
  if (value.kind === "none") return "None";
  if (value.kind !== "number" || value.type === "float") return undefined;
  return value.type === "bool" ? (value.value === 1 ? "True" : "False") : String(value.value);
}

function checkMethod(value: Value | undefined, method: string, optional: boolean): CheckOutcome {
  if (value === undefined || (optional && value.kind === "none")) return undefined;
  const tensor = isTensor(value);
  if (tensor === true) return undefined;
  const type = pythonType(value);
  if (tensor === undefined || type === undefined) return "unsure";
  // The size of an array of NumPy is a number.
  if (type === "numpy.ndarray" && method === "size")
    return { type: "TypeError", message: "'int' object is not callable" };
  return { type: "AttributeError", message: `'${type}' object has no attribute '${method}'` };
}

function checkNative(
  fn: string,
  name: string,
  position: number | undefined,
  type: NativeType,
  value: Value,
): CheckOutcome {
  const fits = fitsNative(type, value);
  if (fits === true) return undefined;
  const found = pythonType(value);
  if (fits === undefined || found === undefined) return "unsure";
  const where = position === undefined ? "" : ` (position ${position})`;
  const message = `${fn}(): argument '${name}'${where} must be ${type.replace("?", "")}, not ${found}`;
  return { type: "TypeError", message };
}

function fitsNative(type: NativeType, value: Value): boolean | undefined {
  if (type === "Tensor" || type === "Tensor?")
    return type === "Tensor?" && value.kind === "none" ? true : isTensor(value);
  if (value.kind === "number") {
    if (type === "int") return value.type === "int";
    return type === "bool" ? value.type === "bool" : true;
  }
  // Tensors and NumPy's scalars pass for numbers in part.
  if (value.kind === "tensor" || value.kind === "unknown" || value.kind === "object") {
    return type === "bool" && isTensor(value) === true ? false : isVector(value);
  }
  return false;
}

/** An array of NumPy with axes is no number. */
function isVector(value: Value): false | undefined {
  return pythonType(value) === "numpy.ndarray" ? false : undefined;
}

export function checkBroadcast(a: readonly number[], b: readonly number[]): CheckOutcome {
  const common = broadcastShapes(a, b);
  if ("shape" in common) return undefined;
  return {
    type: "RuntimeError",
    message: `The size of tensor a (${common.sizeA}) must match the size of tensor b (${common.sizeB}) at non-singleton dimension ${common.dim}`,
  };
}

function checkProduct(input: Value | undefined, target: Value | undefined): CheckOutcome {
  if (input?.kind !== "tensor" || target === undefined)
    return isTensor(target ?? input!) === true ? undefined : "unsure";
  if (isTensor(target) === true) return undefined;
  if (target.kind === "number") return isFloatingPoint(input.dtype) ? undefined : "unsure";
  const type = pythonType(target);
  if (type === undefined || !isFloatingPoint(input.dtype)) return "unsure";
  if (type === "NoneType" || type === "numpy.ndarray") {
    return { type: "TypeError", message: `unsupported operand type(s) for *: '${type}' and 'Tensor'` };
  }
  if (type !== "list" && type !== "tuple" && type !== "str") return "unsure";
  return { type: "TypeError", message: "only integer tensors of a single element can be converted to an index" };
}

function checkPower(p: Value | undefined): CheckOutcome {
  if (p === undefined || (p.kind === "number" && (p.value === 1 || p.value === 2))) return undefined;
  const simple = p.kind === "number" || p.kind === "string" || p.kind === "none" || p.kind === "list";
  return simple ? { type: "ValueError", message: "only p == 1 and p == 2 supported" } : "unsure";
}

export function checkPositive(name: string, value: Value | undefined): CheckOutcome {
  if (value === undefined || (value.kind === "number" && value.value > 0)) return undefined;
  if (value.kind !== "number" || !(value.value <= 0)) return "unsure";
  return { type: "ValueError", message: `${name} must be greater than 0, got ${writtenNumber(value)}` };
}

function checkAlpha(value: Value | undefined): CheckOutcome {
  if (value?.kind !== "number") return "unsure";
  if (isShare(value.value)) return undefined;
  if (value.error !== undefined) return "unsure";
  const message = `Invalid alpha value: ${writtenNumber(value)}. alpha must be in the range [0,1] or -1 for ignore.`;
  return { type: "ValueError", message };
}

function isShare(alpha: number): boolean {
  return alpha === -1 || (alpha >= 0 && alpha <= 1);
}

/** As Python prints it. */
function writtenNumber(value: NumberValue): string | undefined {
  return value.type === "float" ? formatFloat(value.value) : textOf(value);
}

function checkVector(value: Value | undefined): CheckOutcome {
  if (value === undefined || value.kind === "none") return undefined;
  const rank = shapeOf(value)?.length;
  if (rank === undefined) return "unsure";
  return rank === 1 ? undefined : { type: "ValueError", message: "weight must be one-dimensional" };
}

function isHard(labels: Value | undefined, scores: Value | undefined): boolean {
  if (labels?.kind !== "tensor" || scores === undefined || isTensor(labels) !== true || isTensor(scores) !== true)
    return false;
  const [own, shape] = [shapeOf(labels), shapeOf(scores)];
  const isAlike = own !== undefined && shape !== undefined && own.length > 1 && sameShape(own, shape);
  const isFloating = dtypeOf(scores) === labels.dtype && (labels.dtype === "float32" || labels.dtype === "float64");
  return isAlike && isFloating && (numbersOf(labels)?.data.every((label) => label === 0 || label === 1) ?? false);
}

function hasType(value: Value | undefined, type: Needed): boolean {
  if (type === "single") return value !== undefined && isTensor(value) === true && dtypeOf(value) === "float32";
  if (type === "reduction") return value?.kind === "string" && /^(none|mean|sum)$/.test(value.value);
  if (type === "share") return value?.kind === "number" && isShare(value.value);
  if (type === "operand") return value?.kind === "number" || hasType(value, "tensor");
  if (value === undefined || (value.kind === "none" && (type === "tensor" || type === "none"))) return true;
  return type === "tensor" ? isTensor(value) === true : value.kind === type;
}
