import type { LossName } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import { pipelineIn } from "../engine/precision/pipelineIn";
import { isRefusal } from "../engine/refusal";
import type { DType, Tensor } from "../tensor/tensor";
import type { Form } from "./callFacts";

/** What print shows of a loss of one number between `tensor(` and `)`: four decimals, or an exponent where they say too little. */
export function printedNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Number.isInteger(value))
    return Math.abs(value) >= 1e8 ? exponential(value) : `${Object.is(value, -0) ? "-0" : value}.`;
  const size = Math.abs(value);
  return size >= 1e8 || size < 1e-4 ? exponential(value) : value.toFixed(4);
}

/** `1.2346e-05`, with at least two digits of exponent. */
function exponential(value: number): string {
  return value.toExponential(4).replace(/e([+-])(\d)$/, "e$10$2");
}

/** Python's repr of a float. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return Object.is(value, -0) ? "-0.0" : `${value}.0`;
  const size = Math.abs(value);
  if (size >= 1e16 || size < 1e-4) return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  return String(value);
}

/** The digits of print and `.item()` in the dtype of the arguments; undefined where they are not certain. */
export function printedOf(
  form: Form | undefined,
  value: Tensor | undefined,
  dtype: DType | undefined,
  isAsWritten: boolean,
): { readonly printed: string | undefined; readonly item: string | undefined } {
  const nothing = { printed: undefined, item: undefined };
  if (value === undefined || value.data.length !== 1 || value.shape.length > 0) return nothing;
  const [exact] = value.data;
  if (dtype === "float64") return { printed: certainDigits(exact, 1e-13), item: undefined };
  if (dtype !== "float32") return nothing;
  const printed = certainDigits(exact, 4e-7);
  return { printed, item: form && isAsWritten ? inFloat32(form, exact) : undefined };
}

/** Four decimals, where a relative error does not change them. */
export function certainDigits(value: number, relative: number): string | undefined {
  return certainWithin(value, Math.max(Math.abs(value) * relative, relative / 2));
}

/** Four decimals, where all numbers within `off` have the same. */
export function certainWithin(value: number, off: number): string | undefined {
  if (!Number.isFinite(value)) return printedNumber(value);
  // A whole number is printed without decimals, its neighbours with four.
  if (Math.abs(value - Math.round(value)) <= off) return undefined;
  const [low, high] = [value - off, value + off].map(printedNumber);
  const own = printedNumber(value);
  return low === own && high === own ? own : undefined;
}

/** Losses that add, multiply and compare alone, which rounds alike everywhere; exponentials and logarithms of torch's own do not. */
const arithmetic: ReadonlySet<LossName> = new Set<LossName>([
  "NLLLoss",
  "MSELoss",
  "L1Loss",
  "HuberLoss",
  "SmoothL1Loss",
  "MultiMarginLoss",
  "HingeEmbeddingLoss",
  "MarginRankingLoss",
]);

/**
 * The float32 that all ways to compute it agree on: rounding the exact value, and computing in float32, whichever end the sum begins at, as
 * processors add in orders of their own.
 */
function inFloat32({ loss, input, target, options }: Form, exact: number): string | undefined {
  if (!arithmetic.has(loss) || !Number.isFinite(exact)) return undefined;
  const computed = pipelineIn("float32", input, { ops: [], loss }, target, options);
  if (isRefusal(computed)) return undefined;
  const rounded = Math.fround(exact);
  const { data } = computed.unreduced;
  const isMean = (options.reduction ?? losses[loss].defaults.reduction) === "mean";
  const by = isMean ? losses[loss].denominator(data.length, input, target, options).value : 1;
  const add = (sum: number, value: number) => Math.fround(sum + value);
  const sums = [data.reduce(add, 0), data.reduceRight(add, 0)];
  const ways = [computed.reduced, ...sums.map((sum) => sum / Math.fround(by))].map(Math.fround);
  return ways.every((way) => Object.is(way, rounded)) ? pythonFloat(rounded) : undefined;
}
