import * as l10n from "@vscode/l10n";
import type { Evidence, InputKind, RankedReading, Reading, TargetKind, Task } from "../engine/reading";
import { tasks } from "../engine/tasks";
import { formatShort } from "./numbers";
import { inNumber } from "./plural";
import { listed } from "./sentences";

export function inputKindName(kind: InputKind): string {
  switch (kind) {
    case "logits":
      return l10n.t("logits");
    case "probabilities":
      return l10n.t("probabilities");
    case "logProbabilities":
      return l10n.t("log-probabilities");
  }
}

export function taskName(task: Task): string {
  switch (task) {
    case "binary":
      return l10n.t("binary");
    case "multiclass":
      return l10n.t("multiclass");
    case "multilabel":
      return l10n.t("multilabel");
    case "distribution":
      return l10n.t("distribution");
    case "regression":
      return l10n.t("regression");
  }
}

/** What the loss by definition is called. */
export function referenceName(task: Task): string {
  switch (tasks[task].reference) {
    case "crossEntropy":
      return l10n.t("cross-entropy");
    case "binaryCrossEntropy":
      return l10n.t("binary cross-entropy");
    case "divergence":
      return l10n.t("Kullback–Leibler divergence");
    case "squaredError":
      return l10n.t("squared error");
  }
}

export function targetKindName(kind: TargetKind): string {
  switch (kind) {
    case "classIndices":
      return l10n.t("class indices");
    case "classProbabilities":
      return l10n.t("class probabilities");
    case "binary":
      return l10n.t("0/1 labels");
    case "signs":
      return l10n.t("±1 labels");
    case "labelLists":
      return l10n.t("label lists");
    case "logProbabilities":
      return l10n.t("log-probabilities");
    case "logits":
      return l10n.t("logits of a teacher");
    case "values":
      return l10n.t("values");
  }
}

/** The likeliest reading by the arrays; undefined where they have none by themselves, and a person has to choose. */
export function guessOf([likeliest]: readonly RankedReading[]): RankedReading | undefined {
  return likeliest.confidence > 0 ? likeliest : undefined;
}

/** Whether the reading is the likeliest by the arrays, and no person's choice. */
export function isGuessed(readings: readonly RankedReading[], reading: Reading): boolean {
  return guessOf(readings)?.reading === reading;
}

/** What the targets hold, with the temperature that a teacher's logits are divided by. */
export function targetName({ targetKind, temperature = 1 }: Reading): string {
  const name = targetKindName(targetKind);
  return temperature === 1 ? name : l10n.t("{0} at temperature {1}", name, formatShort(temperature));
}

/** `probabilities, multiclass, class indices`, with the class dim where it is not torch's usual one. */
export function readingName(reading: Reading, rank: number): string {
  const { inputKind, task, classDim } = reading;
  // Predicted values are neither logits nor probabilities.
  const kinds = tasks[task].reference === "squaredError" ? [] : [inputKindName(inputKind)];
  const parts = [...kinds, taskName(task), targetName(reading)];
  const usual = rank === 1 ? 0 : 1;
  if (classDim !== undefined && classDim !== usual) parts.push(l10n.t("classes along dim {0}", classDim));
  return listed(parts);
}

/** What speaks for a reading, a clause each without a full stop; of a name that tells otherwise, that it does. */
export function reasonsOf({ evidence, reading }: Pick<RankedReading, "evidence" | "reading">): readonly string[] {
  return evidence.map((each) =>
    each.kind === "inputName" && !each.contradicted && each.suggests !== reading.inputKind
      ? l10n.t("although the name {0} says {1}", each.name, inputKindName(each.suggests))
      : evidenceText(each),
  );
}

/** One clause, without a full stop: the reasons stand in a row. */
export function evidenceText(evidence: Evidence): string {
  switch (evidence.kind) {
    case "rowsSumToOne":
      return evidence.rows === 1
        ? l10n.t("the row sums to 1 ± {0}", formatDeviation(evidence.deviation))
        : l10n.t("all {0} rows sum to 1 ± {1}", evidence.rows, formatDeviation(evidence.deviation));
    case "someRowsDoNotSumToOne":
      return evidence.of === 1
        ? l10n.t("the row sums to {0}, not 1", formatShort(evidence.sum))
        : inNumber(
            l10n.t(
              "{0} of {1} rows {0|does|do} not sum to 1 (one to {2})",
              evidence.rows,
              evidence.of,
              formatShort(evidence.sum),
            ),
            evidence.rows,
          );
    case "exponentialsSumToOne":
      return evidence.rows === 1
        ? l10n.t("the exponentials of the row sum to 1 ± {0}", formatDeviation(evidence.deviation))
        : l10n.t("the exponentials of all {0} rows sum to 1 ± {1}", evidence.rows, formatDeviation(evidence.deviation));
    case "withinUnitInterval":
      return l10n.t("every value lies in [0, 1]");
    case "outsideUnitInterval":
      return evidence.min < 0 && evidence.max <= 0
        ? l10n.t("values go down to {0}, so not probabilities", formatShort(evidence.min))
        : l10n.t("values from {0} to {1}, so not probabilities", formatShort(evidence.min), formatShort(evidence.max));
    case "noneAboveZero":
      return l10n.t("no value is above 0, but the exponentials of the rows do not sum to 1");
    case "notNumbers":
      return l10n.t("{0} nan among the values", evidence.count);
    case "inputName":
      return evidence.contradicted
        ? l10n.t("the name {0} says {1}, but the values cannot be", evidence.name, inputKindName(evidence.suggests))
        : l10n.t("the name {0} says {1}", evidence.name, inputKindName(evidence.suggests));
    case "classIndices":
      return evidence.min > evidence.max
        ? l10n.t("every target is ignored")
        : l10n.t("whole numbers {0}…{1} for {2} classes: class indices", evidence.min, evidence.max, evidence.classes);
    case "indicesOutOfRange":
      return l10n.t(
        "targets {0}…{1} do not fit {2} classes (0…{3})",
        evidence.min,
        evidence.max,
        evidence.classes,
        evidence.classes - 1,
      );
    case "oneHot":
      return evidence.rows === 1
        ? l10n.t("the target is one-hot")
        : l10n.t("all {0} target rows are one-hot", evidence.rows);
    case "softLabels":
      return evidence.rows === 1
        ? l10n.t("the target sums to 1: class probabilities")
        : l10n.t("all {0} target rows sum to 1: class probabilities", evidence.rows);
    case "zerosAndOnes":
      return evidence.several
        ? l10n.t("the target is 0 or 1 for each value: independent labels")
        : l10n.t("the target is 0 or 1 for each value");
    case "softBinary":
      return l10n.t("the target is a probability for each value");
    case "plusMinusOne":
      return l10n.t("the target is −1 or 1 for each value");
    case "teacherLogProbabilities":
      return l10n.t("the exponentials of all {0} target rows sum to 1: log-probabilities", evidence.rows);
    case "teacherName":
      return l10n.t("the name {0} says that the targets are scores of another model", evidence.name);
    case "paddedLabelLists":
      return l10n.t("target rows list classes and end with −1");
    case "oneValueASample":
      return l10n.t("one value a sample");
    case "classDim":
      return evidence.usual
        ? l10n.t("classes along dim {0} (size {1})", evidence.dim, evidence.size)
        : l10n.t("classes along dim {0} (size {1}), not where torch expects them", evidence.dim, evidence.size);
  }
}

/** Sums that miss 1 by no more than float rounding all read the same. */
function formatDeviation(deviation: number): string {
  return formatShort(Math.max(deviation, 1e-6));
}
