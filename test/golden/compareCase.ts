import { pipelineGradient } from "../../src/engine/gradient";
import type { LossName, LossOptions, Reduction } from "../../src/engine/loss";
import { lossFunctions } from "../../src/engine/losses/lossFunctions";
import { applyOps } from "../../src/engine/ops/applyOp";
import type { TensorOp } from "../../src/engine/ops/tensorOp";
import { divisor, reduce, sum } from "../../src/engine/reduce";
import { isRefusal, type Refusal } from "../../src/engine/refusal";
import type { DType, Tensor } from "../../src/tensor/tensor";
import { differences } from "./allclose";

/** A tensor in a golden file: nan and the infinities are strings. */
export interface EncodedTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

export interface Raised {
  readonly exception: string;
  readonly message: string;
}

interface Judged {
  readonly values: EncodedTensor;
  readonly gradient?: readonly (number | string)[] | Raised;
  /** The text of torch's warning that the shapes differ. */
  readonly warning?: string;
}

export type Expected = Judged | Raised | { readonly unspecified: string };

/** One call of torch with its answers, as test/golden/torch_judge.py writes it. */
export interface GoldenCase {
  readonly label?: string;
  readonly loss: LossName;
  readonly input: EncodedTensor;
  readonly inputOps?: readonly TensorOp[];
  readonly target: EncodedTensor;
  readonly targetOps?: readonly TensorOp[];
  readonly options?: Readonly<Record<string, number | string | boolean | EncodedTensor>>;
  readonly expected: Readonly<Partial<Record<Reduction, Expected>>>;
}

export function decodeNumber(value: number | string): number {
  if (typeof value === "number") return value;
  return value === "nan" ? Number.NaN : value === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

export function decodeTensor({ dtype, shape, data }: EncodedTensor): Tensor {
  return { dtype, shape, data: Float64Array.from(data, decodeNumber) };
}

export function decodeOptions(options: GoldenCase["options"]): LossOptions {
  const decoded = Object.entries(options ?? {}).map(([name, value]) => [
    name,
    typeof value === "object" ? decodeTensor(value) : typeof value === "string" ? decodeNumber(value) : value,
  ]);
  return Object.fromEntries(decoded);
}

/** Everything in which the engine departs from torch on this case; empty if nothing does. */
export function compareCase(golden: GoldenCase, absolute?: number): string[] {
  const input = applyOps(decodeTensor(golden.input), golden.inputOps ?? []);
  const target = applyOps(decodeTensor(golden.target), golden.targetOps ?? []);
  return Object.entries(golden.expected).flatMap(([name, expected]) => {
    const reduction = name as Reduction;
    if (isRefusal(input)) return compareExpectedRefusal(input, expected);
    if (isRefusal(target)) return compareExpectedRefusal(target, expected);
    const options = { ...decodeOptions(golden.options), reduction };
    const problems = [
      ...compareReduction(golden.loss, input, target, options, reduction, expected, absolute),
      ...compareGradient(golden, target, options, expected, absolute),
    ];
    return problems.map((problem) => `${reduction}: ${problem}`);
  });
}

function compareReduction(
  loss: LossName,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  reduction: Reduction,
  expected: Expected,
  absolute: number | undefined,
): string[] {
  if ("unspecified" in expected) return [];
  const unreduced = lossFunctions[loss](input, target, options);
  if (isRefusal(unreduced)) {
    if (!("exception" in expected)) return [`refused with ${unreduced.message}`];
    return [...compareRefusal(unreduced, expected), ...untrueFixes(loss, input, target, options, unreduced)];
  }
  if ("exception" in expected) return [`torch raises ${expected.exception}: ${expected.message}`];
  // The terms of a sum may cancel: what is left of it is as sure as they are.
  const terms =
    reduction === "none"
      ? 1
      : Math.max(
          1,
          sum(unreduced.values.data.map(magnitude)) / divisor(reduction, unreduced.denominator, unreduced.batchSize),
        );
  return [
    ...compareTensor(reduce(unreduced, reduction), expected.values, absolute && absolute * terms),
    ...(unreduced.broadcast?.message === expected.warning ? [] : [`warns ${unreduced.broadcast?.message}`]),
  ];
}

function magnitude(value: number): number {
  return Number.isFinite(value) ? Math.abs(value) : 0;
}

export function compareTensor(actual: Tensor, expected: EncodedTensor, absolute?: number): string[] {
  const problems = differences(actual.data, expected.data.map(decodeNumber), absolute);
  if (actual.dtype !== expected.dtype) problems.push(`dtype ${actual.dtype}, not ${expected.dtype}`);
  if (String(actual.shape) !== String(expected.shape)) {
    problems.push(`shape [${actual.shape}], not [${expected.shape}]`);
  }
  return problems;
}

function compareGradient(
  golden: GoldenCase,
  target: Tensor,
  options: LossOptions,
  expected: Expected,
  absolute: number | undefined,
): string[] {
  if (!("values" in expected) || expected.gradient === undefined) return [];
  const ops = golden.inputOps ?? [];
  const gradient = pipelineGradient(decodeTensor(golden.input), { ops, loss: golden.loss }, target, options);
  const wanted = expected.gradient;
  const problems = isRefusal(gradient)
    ? "exception" in wanted
      ? compareRefusal(gradient, wanted)
      : [`refused with ${gradient.message}`]
    : "exception" in wanted
      ? [`torch raises ${wanted.exception}: ${wanted.message}`]
      : differences(gradient.data, wanted.map(decodeNumber), absolute);
  return problems.map((problem) => `gradient ${problem}`);
}

function compareExpectedRefusal(actual: Refusal, expected: Expected): string[] {
  return "exception" in expected ? compareRefusal(actual, expected) : [`refused with ${actual.message}`];
}

export function compareRefusal(actual: Refusal, expected: Raised): string[] {
  const said = `${actual.exception}: ${actual.message}`;
  const wanted = `${expected.exception}: ${expected.message}`;
  return said === wanted ? [] : [`says ${said}\n  torch ${wanted}`];
}

function untrueFixes(loss: LossName, input: Tensor, target: Tensor, options: LossOptions, refused: Refusal): string[] {
  return refused.fixes.flatMap(({ argument, ops }) => {
    const changed = applyOps(argument === "input" ? input : target, ops);
    const result = isRefusal(changed)
      ? changed
      : argument === "input"
        ? lossFunctions[loss](changed, target, options)
        : lossFunctions[loss](input, changed, options);
    return isRefusal(result) ? [`the fix ${argument} ${JSON.stringify(ops)} leads to ${result.message}`] : [];
  });
}
