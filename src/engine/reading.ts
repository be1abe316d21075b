/** What the input's numbers are. */
export const inputKinds = ["logits", "probabilities", "logProbabilities"] as const;

export type InputKind = (typeof inputKinds)[number];

/**
 * What is being predicted: one yes or no a sample, one class of C, several yes or no a sample, the distribution of a teacher over C
 * classes, or values.
 */
export const everyTask = ["binary", "multiclass", "multilabel", "distribution", "regression"] as const;

export type Task = (typeof everyTask)[number];

/** What the target's numbers are; `classProbabilities` includes one-hot, `labelLists` are −1 padded as in MultiLabelMarginLoss, `logits` a teacher's. */
export const targetKinds = [
  "classIndices",
  "classProbabilities",
  "binary",
  "signs",
  "labelLists",
  "logProbabilities",
  "logits",
  "values",
] as const;

export type TargetKind = (typeof targetKinds)[number];

/** One way to understand a pair of input and target. */
export interface Reading {
  readonly inputKind: InputKind;
  readonly task: Task;
  readonly targetKind: TargetKind;
  /** The input's axis that holds the classes; undefined where every element stands for itself (binary, multilabel). */
  readonly classDim: number | undefined;
  /** Divides the logits of both models, and its square multiplies the loss; only where input and target are logits. 1 where absent. */
  readonly temperature?: number | undefined;
}

/** Why a reading is likely or unlikely, as data; `render` has the words. `deviation` is the most that any sum misses 1 by. */
export type Evidence =
  | { readonly kind: "rowsSumToOne"; readonly rows: number; readonly deviation: number }
  | { readonly kind: "someRowsDoNotSumToOne"; readonly rows: number; readonly of: number; readonly sum: number }
  | { readonly kind: "exponentialsSumToOne"; readonly rows: number; readonly deviation: number }
  | { readonly kind: "withinUnitInterval" }
  | { readonly kind: "outsideUnitInterval"; readonly count: number; readonly min: number; readonly max: number }
  | { readonly kind: "noneAboveZero" }
  | { readonly kind: "notNumbers"; readonly count: number }
  | { readonly kind: "inputName"; readonly name: string; readonly suggests: InputKind; readonly contradicted: boolean }
  | { readonly kind: "classIndices"; readonly min: number; readonly max: number; readonly classes: number }
  | { readonly kind: "indicesOutOfRange"; readonly min: number; readonly max: number; readonly classes: number }
  | { readonly kind: "oneHot"; readonly rows: number }
  | { readonly kind: "softLabels"; readonly rows: number }
  | { readonly kind: "zerosAndOnes"; readonly several: boolean }
  | { readonly kind: "softBinary" }
  | { readonly kind: "plusMinusOne" }
  | { readonly kind: "paddedLabelLists" }
  /** The exponentials of the target's rows add up to 1: log-probabilities of a teacher. */
  | { readonly kind: "teacherLogProbabilities"; readonly rows: number }
  /** The target's name says that it holds the scores of another model. */
  | { readonly kind: "teacherName"; readonly name: string }
  | { readonly kind: "oneValueASample" }
  | { readonly kind: "classDim"; readonly dim: number; readonly size: number; readonly usual: boolean };

/** A reading with its confidence (all of a pair's add up to 1) and the evidence for and against it. */
export interface RankedReading {
  readonly reading: Reading;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

/** What a person decided; the rest is guessed. */
export type ReadingChoice = { readonly [Key in keyof Reading]?: Exclude<Reading[Key], undefined> };

/** What of a choice a reading has not: no reading of these arrays has it. */
export function unmetChoice(choice: ReadingChoice, reading: Reading): keyof ReadingChoice | undefined {
  return (Object.keys(choice) as (keyof ReadingChoice)[]).find((key) => choice[key] !== reading[key]);
}

/** Targets that are another model's scores, and the temperature that divides them: only logits have one, the student's as well. */
export function teacherChoice(
  hasTeacherLogits: boolean | undefined,
  temperature: number | undefined,
  inputKind: InputKind | undefined,
): ReadingChoice {
  const kind = inputKind ?? (temperature === undefined ? undefined : "logits");
  return {
    ...(kind && { inputKind: kind }),
    ...((hasTeacherLogits || temperature !== undefined) && { targetKind: "logits" }),
    ...(temperature !== undefined && { temperature }),
  };
}
