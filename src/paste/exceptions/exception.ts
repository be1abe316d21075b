import type { Cause } from "../../diagnosis/claim";
import type { LossName } from "../../engine/loss";
import type { Frame } from "../traceback";

/** The causes of calls, and those that only show in what was printed. */
export type PasteCause = Cause | "device" | "not-normalised" | "overfitting";

/** What is said of an exception: what its words hold, by its kind. Dtypes are torch's own names (`int64`), shapes lists of sizes. */
export interface ExceptionFactsOf {
  indexDType: { readonly found: string };
  probabilityDType: { readonly found: string };
  elementDType: { readonly found: string; readonly expected: string };
  targetNotFloat: { readonly found: string };
  boolTarget: Record<never, never>;
  mixedDTypes: { readonly expected: string; readonly found: string };
  /** `operation`: the one that is no loss, where no loss is around it. */
  integerInput: { readonly found: string; readonly operation: string | undefined };
  halfOnCpu: Record<never, never>;
  integerDivergence: Record<never, never>;
  oneHotDType: Record<never, never>;
  indexKind: { readonly what: "gather" | "scatter" | "embedding" | "index" };
  multiTarget: Record<never, never>;
  batchSizes: { readonly input: number; readonly target: number };
  spatialTargets: { readonly dimension: number };
  spatialSizes: { readonly input: readonly number[]; readonly target: readonly number[] };
  classAxis: { readonly expected: readonly number[]; readonly got: readonly number[] };
  targetSize: { readonly expected: readonly number[]; readonly got: readonly number[] };
  weightLength: { readonly classes: number; readonly shape: readonly number[] };
  sameSize: { readonly input: readonly number[]; readonly target: readonly number[] };
  spread: { readonly input: readonly number[]; readonly target: readonly number[] };
  sizesAtAxis: { readonly a: number; readonly b: number; readonly dim: number };
  /** `isProduct`: of `A @ B`, not of a layer. */
  matrixShapes: {
    readonly rows: number;
    readonly given: number;
    readonly wanted: number;
    readonly outputs: number;
    readonly isProduct: boolean;
  };
  noSuchAxis: { readonly given: number; readonly axes: number };
  indexAxes: Record<never, never>;
  /** JAX's: `indices` counts the axis that is added to labels. */
  labelAxes: { readonly indices: number; readonly array: number };
  /** One axis of an input where class numbers want one more. */
  lostClassAxis: { readonly labels: number };
  vectorPairs: { readonly shape: readonly number[] };
  pairAxes: { readonly shapes: readonly (readonly number[])[] };
  tripletAxes: { readonly axes: readonly number[] };
  outputShape: { readonly own: readonly number[]; readonly spread: readonly number[] };
  ragged: Record<never, never>;
  strings: Record<never, never>;
  objects: Record<never, never>;
  outOfBounds: { readonly target: number };
  deviceLabel: { readonly classes: number | undefined };
  deviceAssert: Record<never, never>;
  oneHotRange: { readonly negative: boolean };
  listRange: Record<never, never>;
  embeddingRange: Record<never, never>;
  /** `isLabel`: a loss or an array of scores is around it. */
  indexRange: { readonly index: number; readonly size: number; readonly isLabel: boolean };
  deviceIndex: Record<never, never>;
  variance: { readonly negative: boolean };
  ctcLengths: { readonly which: "input" | "target" };
  ctcInputLength: { readonly most: number; readonly found: number };
  ctcTargets: { readonly wanted: number; readonly found: number; readonly dim: number };
  ctcIntegers: { readonly which: string };
  ctcBlank: Record<never, never>;
  labelRange: { readonly label: number | undefined; readonly classes: number | undefined };
  labelsFromOne: { readonly expected: string; readonly got: string };
  inputOutsideUnit: Record<never, never>;
  targetOutsideUnit: Record<never, never>;
  argumentType: { readonly argument: string; readonly type: string };
  /** `sure`: the attribute is one of tensors alone, or a loss is around it. `argument`: whose it is, undefined where that cannot be told. */
  attribute: {
    readonly type: string;
    readonly attribute: string;
    readonly sure: boolean;
    readonly argument: string | undefined;
  };
  lossIsNumber: { readonly type: string };
  sizeIsNumber: { readonly argument: string | undefined };
  constructed: Record<never, never>;
  missingArray: { readonly name: string };
  noReduction: { readonly given: string };
  keyword: { readonly name: string };
  smoothing: { readonly given: string };
  /** An option of another Python type. */
  optionType: { readonly option: string; readonly wanted: string; readonly given: string };
  optionSign: { readonly option: string; readonly zero: boolean; readonly given: string | undefined };
  missingDim: { readonly operation: string };
  tooManyArrays: { readonly wanted: number; readonly given: number };
  weightAxes: { readonly axes: number };
  cutoffs: Record<never, never>;
  targetRange: { readonly classes: number; readonly least: number; readonly most: number };
  batchRows: Record<never, never>;
  scalarInput: Record<never, never>;
  marginAxes: { readonly shape: readonly number[] };
  integerPair: { readonly found: string };
  integerMean: { readonly operation: string; readonly found: string };
  maskDType: { readonly found: string };
  ctcNegative: { readonly which: string; readonly found: number };
  ctcNumbers: Record<never, never>;
  indexShapes: { readonly rows: string; readonly labels: string };
  lossOperand: { readonly type: string };
  noneOperand: Record<never, never>;
  integerGradient: Record<never, never>;
  gradientShape: { readonly given: string; readonly output: string };
  nanBackward: { readonly operation: string };
  noAxis: Record<never, never>;
  noCuda: Record<never, never>;
  noSuchLoss: { readonly name: string };
  collate: { readonly found: string };
  datasetLengths: Record<never, never>;
  drawProbabilities: { readonly isZero: boolean };
  distribution: { readonly parameter: string; readonly isNan: boolean };
  tensorList: Record<never, never>;
  lossList: { readonly type: string };
  ignoreProbabilities: Record<never, never>;
  marginPower: Record<never, never>;
  autocast: Record<never, never>;
  noGraph: Record<never, never>;
  severalLosses: Record<never, never>;
  secondBackward: Record<never, never>;
  changedInPlace: Record<never, never>;
  notOneNumber: { readonly elements: number | undefined };
  detachFirst: Record<never, never>;
  /** A tensor on a device is asked for as an array. */
  hostFirst: Record<never, never>;
  devices: Record<never, never>;
  implicitAxis: { readonly operation: string };
  elementMean: Record<never, never>;
  oldAveraging: { readonly reduction: string | undefined };
  oldName: { readonly name: string };
  kerasShapes: { readonly labels: string; readonly outputs: string };
  kerasColumn: { readonly outputs: number };
  /** `labels`: how many classes y_true holds; `columns`: how many y_pred has. */
  sklearnClasses: { readonly labels: number; readonly columns: number };
  sklearnLabels: Record<never, never>;
  sklearnOneLabel: Record<never, never>;
  sklearnLengths: { readonly a: number; readonly b: number };
  sklearnSums: Record<never, never>;
  sklearnNaN: Record<never, never>;
  /** Keras's warning of an activation in front of from_logits=True. */
  kerasActivation: { readonly activation: string };
  boosterLabels: Record<never, never>;
  logOfZero: Record<never, never>;
  jaxDType: { readonly integers: boolean; readonly found: string };
  jaxSeveralLosses: { readonly shape: string };
  sklearnMix: { readonly truth: string; readonly predicted: string };
  sklearnContinuous: Record<never, never>;
  sklearnRange: { readonly value: string };
  /** Hugging Face's Trainer. */
  noLabels: Record<never, never>;
  /** Lightning's training_step. */
  stepLoss: { readonly given: "nothing" | "dict" };
  /** -1 in it stands for the size that is left. */
  viewSize: { readonly shape: readonly number[]; readonly elements: number };
  viewStride: Record<never, never>;
  convChannels: { readonly shape: readonly number[]; readonly wanted: number; readonly given: number };
  normOne: Record<never, never>;
  normFeatures: { readonly wanted: number; readonly given: number };
  recurrentSize: { readonly wanted: number; readonly given: number };
  layerNorm: { readonly wanted: readonly number[]; readonly shape: readonly number[] };
  /** `prefix`: what saved names begin with and the model's do not. */
  stateDict: { readonly model: string; readonly prefix: string | undefined; readonly sizes: boolean };
  emptyOptimizer: Record<never, never>;
  stackSizes: { readonly a: readonly number[]; readonly b: readonly number[]; readonly isBatch: boolean };
  arrayShapes: { readonly a: readonly number[]; readonly b: readonly number[] };
}

export type ExceptionKind = keyof ExceptionFactsOf;

/** An exception understood: which, and what its words hold. */
export type ExceptionFacts = {
  readonly [K in ExceptionKind]: { readonly kind: K; readonly facts: ExceptionFactsOf[K] };
}[ExceptionKind];

/** What a row may ask beside the message. */
export interface Context {
  /** The whole text of the frames' code. */
  readonly code: string;
  /** `RuntimeError`, `UserWarning`; empty where it is not known. */
  readonly type: string;
  /** torch's class of the loss, where frames or words tell. */
  readonly loss: LossName | undefined;
  /** Where it was raised. */
  readonly innermost: Frame | undefined;
}

/** One wording of one kind of exception. */
export interface ExceptionRow<K extends ExceptionKind = ExceptionKind> {
  readonly kind: K;
  /** Undefined where it is no mistake. */
  readonly cause: PasteCause | undefined;
  readonly pattern: RegExp;
  /** Undefined where it is another after all. */
  readonly facts: (match: RegExpExecArray, context: Context) => ExceptionFactsOf[K] | undefined;
  /** Undefined where today's torch uses these words. */
  readonly until: OldWords | undefined;
}

/** Words that torch has given up. */
export interface OldWords {
  /** The last version that is known to use them. */
  readonly version: string;
  /** The losses that have given them up, where others still say so; undefined where none does. */
  readonly losses: readonly string[] | undefined;
}

type Facts<K extends ExceptionKind> = ExceptionRow<K>["facts"];

/** A row that is kept with others of different kinds. */
export function row<K extends ExceptionKind>(
  kind: K,
  cause: PasteCause | undefined,
  pattern: RegExp,
  facts: Facts<K>,
  version?: string,
  losses?: readonly string[],
): ExceptionRow {
  const until = version === undefined ? undefined : { version, losses };
  // The compiler cannot see that a row is only ever asked for its own kind.
  return { kind, cause, pattern, facts, until } as unknown as ExceptionRow;
}

export const nothing = (): Record<never, never> => ({});

/** `[2, 3, 4]`, `(4, 2)`, `torch.Size([4])`, `4, 3`. */
export function shapeIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/\d+/g), ([digits]) => Number(digits));
}

const names: Readonly<Record<string, string>> = {
  ...{ long: "int64", int: "int32", short: "int16", char: "int8", byte: "uint8", bool: "bool", float: "float32" },
  ...{ double: "float64", half: "float16", bfloat16: "bfloat16", complexfloat: "complex64" },
};

/** `Long`, `torch.LongTensor`, `torch.cuda.FloatTensor` as dtypes. */
export function dtypeName(word: string): string {
  const bare = word
    .replace(/^torch\./, "")
    .replace(/^cuda\./, "")
    .replace(/Tensor$/, "");
  return names[bare.toLowerCase()] ?? bare.toLowerCase();
}
