import type { LossName } from "../../../../engine/loss";
import type { Check } from "./check";

/** The engine's losses that a library has: the others are definitions. */
export type EngineLoss = Exclude<
  LossName,
  "SoftmaxFocalLoss" | "RetinaNetFocalLoss" | "MMDetFocalLoss" | "DiceLoss" | "TverskyLoss"
>;

/** Losses that are recorded where they are called; of those that the engine does not know the value stays unknown. */
export type CalledLoss = EngineLoss | UnmodelledLoss;

/** Losses that the engine does not compute, because an input and a target are not all that they take. */
export type UnmodelledLoss =
  | "CTCLoss"
  | "LinearCrossEntropyLoss"
  | "TripletMarginWithDistanceLoss"
  | "AdaptiveLogSoftmaxWithLoss";

/** A loss as torch declares it: the names, the order of all parameters with their defaults, and what is checked before it computes. */
export interface LossRow {
  /** The arrays, by torch's parameter names. */
  readonly arguments: readonly string[];
  /** The function's parameters behind the arrays. */
  readonly functionOptions: string;
  /** Parameters of the module's constructor; undefined where there is no module. */
  readonly moduleOptions: string | undefined;
  /** What the module's `forward` calls the arrays that it takes, each with its name there; undefined where they are those of the function. */
  readonly forward?: Readonly<Record<string, string>>;
  /** Paths of the function; empty where there is none. */
  readonly functionNames: string;
  /** The class whose `__init__` the module has; its own where there is none. */
  readonly initialiser?: "_Loss" | "_WeightedLoss";
  /** Further names of the module in torch.nn. */
  readonly otherModules?: string;
  readonly checks: readonly Check[];
  /** Whether it looks its reduction up by name, as torch does, which knows an old name of the mean; or compares it itself, always or with a weight. */
  readonly readsReduction: "byName" | "itself" | "itselfIfWeighted";
  /** Whether it adds a constant lest it divide by 0, which is 0 in half precision. */
  readonly isGuarded: boolean;
  /** Which of the options are buffers of the module, in the order in which they are registered. */
  readonly buffers: readonly string[];
}

export const legacy = "size_average=None, reduce=None, reduction='mean'";
export const reduction: Check = { kind: "reduction" };
/** What is weighted goes by the reduction's name, after all else. */
export const unweighted: Check = { kind: "reduction", unless: "weight" };
export const sizes: readonly Check[] = [
  { kind: "method", method: "size", of: "target" },
  { kind: "method", method: "size", of: "input" },
];
export const weightSize: Check = { kind: "method", method: "size", of: "weight", optional: true };
export const arrays = [
  ["input", 1, "Tensor"],
  ["target", 2, "Tensor"],
] as const;
