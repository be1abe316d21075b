/** What is said of an exception: what its words hold, by its kind. Dtypes are torch's own names (`int64`), shapes lists of sizes. */
type Nothing = Record<never, never>;

export interface ExceptionFactsOf extends LoadingFacts, ModuleFacts, TensorFacts, TrainingFacts {
  indexDType: { readonly found: string };
  probabilityDType: { readonly found: string };
  elementDType: { readonly found: string; readonly expected: string };
  targetNotFloat: { readonly found: string };
  boolTarget: Nothing;
  mixedDTypes: { readonly expected: string; readonly found: string };
  /** `operation`: the one that is no loss, where no loss is around it. */
  integerInput: { readonly found: string; readonly operation: string | undefined };
  halfOnCpu: Nothing;
  integerDivergence: Nothing;
  oneHotDType: Nothing;
  indexKind: { readonly what: "gather" | "scatter" | "embedding" | "index" };
  multiTarget: Nothing;
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
  indexAxes: Nothing;
  /** JAX's: `indices` counts the axis that is added to labels. */
  labelAxes: { readonly indices: number; readonly array: number };
  /** One axis of an input where class numbers want one more. */
  lostClassAxis: { readonly labels: number };
  vectorPairs: { readonly shape: readonly number[] };
  pairAxes: { readonly shapes: readonly (readonly number[])[] };
  tripletAxes: { readonly axes: readonly number[] };
  outputShape: { readonly own: readonly number[]; readonly spread: readonly number[] };
  ragged: Nothing;
  strings: Nothing;
  objects: Nothing;
  outOfBounds: { readonly target: number };
  deviceLabel: { readonly classes: number | undefined };
  deviceAssert: Nothing;
  oneHotRange: { readonly negative: boolean };
  listRange: Nothing;
  embeddingRange: Nothing;
  /** `isLabel`: a loss or an array of scores is around it. */
  indexRange: { readonly index: number; readonly size: number; readonly isLabel: boolean };
  deviceIndex: Nothing;
  variance: { readonly negative: boolean };
  ctcLengths: { readonly which: "input" | "target" };
  ctcInputLength: { readonly most: number; readonly found: number };
  ctcTargets: { readonly wanted: number; readonly found: number; readonly dim: number };
  ctcIntegers: { readonly which: string };
  ctcBlank: Nothing;
  labelRange: { readonly label: number | undefined; readonly classes: number | undefined };
  labelsFromOne: { readonly expected: string; readonly got: string };
  inputOutsideUnit: Nothing;
  targetOutsideUnit: Nothing;
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
  constructed: Nothing;
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
  cutoffs: Nothing;
  targetRange: { readonly classes: number; readonly least: number; readonly most: number };
  batchRows: Nothing;
  scalarInput: Nothing;
  marginAxes: { readonly shape: readonly number[] };
  integerPair: { readonly found: string };
  integerMean: { readonly operation: string; readonly found: string };
  maskDType: { readonly found: string };
  ctcNegative: { readonly which: string; readonly found: number };
  ctcNumbers: Nothing;
  indexShapes: { readonly rows: string; readonly labels: string };
  lossOperand: { readonly type: string };
  noneOperand: Nothing;
  integerGradient: Nothing;
  gradientShape: { readonly given: string; readonly output: string };
  nanBackward: { readonly operation: string };
  noAxis: Nothing;
  noCuda: Nothing;
  noSuchLoss: { readonly name: string };
  collate: { readonly found: string };
  datasetLengths: Nothing;
  drawProbabilities: { readonly isZero: boolean };
  distribution: { readonly parameter: string; readonly isNan: boolean };
  tensorList: Nothing;
  lossList: { readonly type: string };
  ignoreProbabilities: Nothing;
  marginPower: Nothing;
  autocast: Nothing;
  noGraph: Nothing;
  severalLosses: Nothing;
  secondBackward: Nothing;
  changedInPlace: Nothing;
  notOneNumber: { readonly elements: number | undefined };
  detachFirst: Nothing;
  /** A tensor on a device is asked for as an array. */
  hostFirst: Nothing;
  devices: Nothing;
  implicitAxis: { readonly operation: string };
  elementMean: Nothing;
  oldAveraging: { readonly reduction: string | undefined };
  oldName: { readonly name: string };
  kerasShapes: { readonly labels: string; readonly outputs: string };
  kerasInput: { readonly wanted: string; readonly shape: string };
  kerasLossName: { readonly given: string };
  kerasGradients: Nothing;
  sklearnAverage: Nothing;
  sklearnMulticlass: Nothing;
  kerasColumn: { readonly outputs: number };
  /** `labels`: how many classes y_true holds; `columns`: how many y_pred has. */
  sklearnClasses: { readonly labels: number; readonly columns: number };
  sklearnLabels: Nothing;
  sklearnOneLabel: Nothing;
  sklearnLengths: { readonly a: number; readonly b: number };
  sklearnSums: Nothing;
  sklearnNaN: Nothing;
  /** Keras's warning of an activation in front of from_logits=True. */
  kerasActivation: { readonly activation: string };
  boosterLabels: Nothing;
  boosterClasses: Nothing;
  oneTargetValue: Nothing;
  /** torchmetrics: `most`: how many classes it was made for; undefined where it is one of yes and no. */
  metricValues: { readonly of: string; readonly most: number | undefined };
  metricColumns: Nothing;
  metricScores: Nothing;
  kerasAxes: { readonly labels: string; readonly outputs: string };
  kerasClassWeight: { readonly classes: string };
  sklearnNames: { readonly name: string };
  tracer: Nothing;
  logOfZero: Nothing;
  jaxDType: { readonly integers: boolean; readonly found: string };
  jaxSeveralLosses: { readonly shape: string };
  sklearnMix: { readonly truth: string; readonly predicted: string };
  sklearnContinuous: Nothing;
  sklearnRange: { readonly value: string };
  /** Hugging Face's Trainer. */
  noLabels: Nothing;
  /** Lightning's training_step. */
  stepLoss: { readonly given: "nothing" | "dict" };
  /** -1 in it stands for the size that is left. */
  viewSize: { readonly shape: readonly number[]; readonly elements: number };
  viewStride: Nothing;
  convChannels: { readonly shape: readonly number[]; readonly wanted: number; readonly given: number };
  normOne: Nothing;
  /** `option`: the one that says it where the layer is made. */
  normFeatures: {
    readonly wanted: number;
    readonly given: number;
    readonly option: "num_features" | "num_channels";
  };
  recurrentSize: { readonly wanted: number; readonly given: number };
  layerNorm: { readonly wanted: readonly number[]; readonly shape: readonly number[] };
  /** `prefix`: what saved names begin with and the model's do not. */
  stateDict: { readonly model: string; readonly prefix: string | undefined; readonly sizes: boolean };
  emptyOptimizer: Nothing;
  stackSizes: { readonly a: readonly number[]; readonly b: readonly number[]; readonly isBatch: boolean };
  arrayShapes: { readonly a: readonly number[]; readonly b: readonly number[] };
}

/** Of loaders, transforms and tokenizers. */
interface LoadingFacts {
  /** `shared`: for want of shared memory. */
  worker: { readonly end: "exited" | "killed" | "shared" };
  /** The label of a row of a pandas table. */
  rowKey: { readonly key: number };
  batchKey: { readonly batch: string; readonly key: string };
  transformInput: { readonly isTensor: boolean };
  tokenPadding: Nothing;
  noPadToken: Nothing;
}

/** Of layers that are called on what does not fit. */
interface ModuleFacts {
  /** `wanted`: how many axes a batch has. */
  layerAxes: { readonly layer: string; readonly wanted: number; readonly shape: readonly number[] | undefined };
  kernelSize: { readonly input: readonly number[]; readonly kernel: readonly number[] };
  poolSize: { readonly input: readonly number[] };
  normAxes: { readonly given: number };
  /** `parts` has to divide `whole`. */
  divisible: { readonly whole: string; readonly parts: string };
  recurrentAxes: { readonly layer: string; readonly given: number };
  hiddenSize: { readonly wanted: readonly number[]; readonly given: readonly number[] };
  hiddenAxes: Nothing;
  attentionMask: { readonly wanted: readonly number[]; readonly given: readonly number[] };
  paddingMask: Nothing;
  embedDim: { readonly wanted: number; readonly given: number };
  noForward: { readonly model: string };
  superInit: Nothing;
  callArgument: { readonly model: string; readonly name: string };
  spatialAxes: Nothing;
  packLengths: { readonly isZero: boolean };
  layerInput: { readonly type: string };
}

/** Of tensors that are joined, spread, turned and indexed. */
interface TensorFacts {
  catAxes: { readonly a: number; readonly b: number };
  catSizes: { readonly dim: number; readonly wanted: number; readonly given: number };
  emptyList: Nothing;
  listWanted: { readonly operation: string };
  listElement: { readonly type: string };
  expandSize: { readonly target: readonly number[]; readonly own: readonly number[] };
  expandAxes: Nothing;
  permuteAxes: { readonly axes: number; readonly given: number };
  batchProduct: { readonly wanted: readonly number[] | undefined; readonly given: readonly number[] };
  vectorLengths: { readonly a: number; readonly b: number };
  tooManyIndices: { readonly axes: number };
  maskShape: { readonly mask: readonly number[]; readonly shape: readonly number[] };
  topK: Nothing;
  inPlaceShape: { readonly own: readonly number[]; readonly spread: readonly number[] };
  noMethod: { readonly type: string; readonly name: string; readonly instead: string };
  valueFormat: { readonly type: string };
  fromNumpy: { readonly found: string };
  negativeStride: Nothing;
  scatterDType: Nothing;
  inPlaceDType: { readonly result: string; readonly found: string };
}

/** Of optimizers, loaders, gradient scalers and processes. */
interface TrainingFacts {
  /** What is given in place of parameters. */
  optimizerInput: { readonly given: "model" | "method" | "tensor" };
  nonLeaf: Nothing;
  optionValue: { readonly option: string; readonly given: string };
  emptyDataset: Nothing;
  samplerShuffle: Nothing;
  datasetMethod: { readonly method: string };
  batchParts: { readonly wanted: number; readonly more: boolean };
  scalerTwice: { readonly method: string };
  scalerUnused: Nothing;
  halfGradients: Nothing;
  leafInPlace: Nothing;
  unusedParameters: Nothing;
  processGroup: Nothing;
  stateDictType: Nothing;
  schedulerMetric: Nothing;
  schedulerInput: { readonly type: string };
  gradientNorm: Nothing;
  unusedGradient: Nothing;
  inferenceTensor: Nothing;
  deepcopyGraph: Nothing;
  noSuchDevice: { readonly name: string };
  splitLengths: Nothing;
  noGradient: Nothing;
  weightsOnly: Nothing;
  initAxes: Nothing;
  forkedCuda: Nothing;
  mpsDType: Nothing;
  mpsOperation: { readonly name: string };
  cublas: Nothing;
  oldNumPy: Nothing;
  /** `option`: as the code calls it. */
  textOption: { readonly option: string | undefined };
  /** A condition on shapes, as some library's code has it. */
  assertedShapes: { readonly condition: string };
}
