import { type Lanes, laneStart, lanesAlong } from "../tensor/layout";
import { numel, type Tensor } from "../tensor/tensor";
import type { LossName } from "./loss";
import type { InputKind, Reading, Task } from "./reading";

/** What follows from what is predicted, as data: `reference.ts` and `samples.ts` have a row each of what is computed from it. */
export interface TaskTraits {
  /** The values of a sample are one distribution over C classes, which stand along the reading's class dim. */
  readonly exclusive: boolean;
  /** A sample has several labels, each a yes or no of its own, and its loss is their mean. */
  readonly severalLabels: boolean;
  /** Whether a prediction is right or wrong, so that it has precision and recall. */
  readonly classifies: boolean;
  /** The axis along which the values of one sample stand; undefined where every element is a sample of its own. */
  readonly samplesAlong: (rank: number, classDim: number | undefined) => number | undefined;
  /** The loss of torch.nn that a person thinks of first, and those that take values of each kind as they are. */
  readonly usualLoss: LossName;
  readonly directLosses: Readonly<Record<InputKind, LossName>>;
  /** The name of the loss by definition. */
  readonly reference: "crossEntropy" | "binaryCrossEntropy" | "divergence" | "squaredError";
  /** What a guess without knowledge costs: of classes in nats, of values the variance of the targets. */
  readonly chance: (classes: number, target: Tensor, reading: Reading) => number;
}

const elementwise = {
  logits: "BCEWithLogitsLoss",
  probabilities: "BCELoss",
  logProbabilities: "BCELoss",
} as const;

function allAlike<Loss extends LossName>(loss: Loss): Readonly<Record<InputKind, Loss>> {
  return { logits: loss, probabilities: loss, logProbabilities: loss };
}

/** Every task; what a new one does not say does not compile. */
export const tasks: Readonly<Record<Task, TaskTraits>> = {
  binary: {
    exclusive: false,
    severalLabels: false,
    classifies: true,
    samplesAlong: (_rank, classDim) => classDim,
    usualLoss: "BCEWithLogitsLoss",
    directLosses: elementwise,
    reference: "binaryCrossEntropy",
    chance: () => Math.LN2,
  },
  multiclass: {
    exclusive: true,
    severalLabels: false,
    classifies: true,
    samplesAlong: (_rank, classDim) => classDim,
    usualLoss: "CrossEntropyLoss",
    directLosses: { logits: "CrossEntropyLoss", probabilities: "NLLLoss", logProbabilities: "NLLLoss" },
    reference: "crossEntropy",
    chance: Math.log,
  },
  multilabel: {
    exclusive: false,
    severalLabels: true,
    classifies: true,
    samplesAlong: (rank, classDim) => classDim ?? (rank > 0 ? rank - 1 : undefined),
    usualLoss: "BCEWithLogitsLoss",
    directLosses: elementwise,
    reference: "binaryCrossEntropy",
    chance: () => Math.LN2,
  },
  distribution: {
    exclusive: true,
    severalLabels: false,
    classifies: false,
    samplesAlong: (_rank, classDim) => classDim,
    usualLoss: "KLDivLoss",
    directLosses: allAlike("KLDivLoss"),
    reference: "divergence",
    chance: divergenceOfUniform,
  },
  regression: {
    exclusive: false,
    severalLabels: false,
    classifies: false,
    samplesAlong: () => undefined,
    usualLoss: "MSELoss",
    directLosses: allAlike("MSELoss"),
    reference: "squaredError",
    chance: (_classes, { data }) => variance(data),
  },
};

/** The mean of Σ p · (ln p + ln C): what the uniform distribution is away from the teacher's. */
function divergenceOfUniform(classes: number, target: Tensor, { targetKind, classDim = 0 }: Reading): number {
  const lanes: Lanes = lanesAlong(target.shape, classDim);
  let total = 0;
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    for (let j = start; j < start + lanes.span; j += lanes.inner) {
      const logP = targetKind === "logProbabilities" ? target.data[j] : Math.log(target.data[j]);
      const p = targetKind === "logProbabilities" ? Math.exp(target.data[j]) : target.data[j];
      if (p !== 0) total += p * (logP + Math.log(classes));
    }
  }
  return total / (numel(target.shape) / classes);
}

/** The mean squared error of always predicting the mean. */
function variance(data: Float64Array): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
}
