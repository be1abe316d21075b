import type { LossName } from "./loss";
import type { InputKind, Task } from "./reading";

/** What follows from what is predicted, as data: `reference.ts` and `samples.ts` have a row each of what is computed from it. */
export interface TaskTraits {
  /** One class of C a sample: the classes exclude each other, and stand along the reading's class dim. */
  readonly exclusive: boolean;
  /** The axis along which the values of one sample stand; undefined where every element is a sample of its own. */
  readonly samplesAlong: (rank: number, classDim: number | undefined) => number | undefined;
  /** The loss of torch.nn that a person thinks of first, and those that take values of each kind as they are. */
  readonly usualLoss: LossName;
  readonly directLosses: Readonly<Record<InputKind, LossName>>;
  /** The name of the loss by definition. */
  readonly reference: "crossEntropy" | "binaryCrossEntropy";
  /** What a guess without knowledge costs in nats. */
  readonly chance: (classes: number) => number;
}

const elementwise = {
  logits: "BCEWithLogitsLoss",
  probabilities: "BCELoss",
  logProbabilities: "BCELoss",
} as const;

/** Every task; what a new one does not say does not compile. */
export const tasks: Readonly<Record<Task, TaskTraits>> = {
  binary: {
    exclusive: false,
    samplesAlong: (_rank, classDim) => classDim,
    usualLoss: "BCEWithLogitsLoss",
    directLosses: elementwise,
    reference: "binaryCrossEntropy",
    chance: () => Math.LN2,
  },
  multiclass: {
    exclusive: true,
    samplesAlong: (_rank, classDim) => classDim,
    usualLoss: "CrossEntropyLoss",
    directLosses: { logits: "CrossEntropyLoss", probabilities: "NLLLoss", logProbabilities: "NLLLoss" },
    reference: "crossEntropy",
    chance: Math.log,
  },
  multilabel: {
    exclusive: false,
    samplesAlong: (rank, classDim) => classDim ?? (rank > 0 ? rank - 1 : undefined),
    usualLoss: "BCEWithLogitsLoss",
    directLosses: elementwise,
    reference: "binaryCrossEntropy",
    chance: () => Math.LN2,
  },
};
