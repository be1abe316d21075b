import type { Tensor } from "../tensor/tensor";
import { guessInputKinds } from "./inputKinds";
import type { RankedReading, Reading, ReadingChoice } from "./reading";
import { sampleLayout } from "./sampleLayout";
import { fitsByChoice, targetFits } from "./targetFits";
import { tasks } from "./tasks";
import { valueFacts } from "./valueFacts";

/**
 * All readings of a pair, likeliest first, their confidences adding up to 1; those that the values rule out stay in the list with
 * confidence 0, since a person may choose them. Empty where the shapes do not fit in any way.
 */
export function rankReadings(
  input: Tensor,
  target: Tensor,
  inputName: string | undefined,
  ignoreIndex: number,
): readonly RankedReading[] {
  const facts = valueFacts(input);
  const weighed = targetFits(input, target, ignoreIndex).flatMap(({ structure, weight, evidence }) => {
    const layout = sampleLayout(input.shape, structure);
    const { exclusive } = tasks[structure.task];
    const { kinds, normalised } = guessInputKinds(
      input,
      facts,
      exclusive ? layout : { ...layout, classes: 1 },
      inputName,
    );
    const structureWeight = weight * normalisationFactor(exclusive, normalised, input);
    return kinds.map((kind) => ({
      reading: { inputKind: kind.inputKind, ...structure },
      confidence: structureWeight * kind.confidence,
      evidence: [...kind.evidence, ...evidence],
    }));
  });
  const total = weighed.reduce((sum, { confidence }) => sum + confidence, 0);
  return weighed
    .map((ranked) => ({ ...ranked, confidence: ranked.confidence / total }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** Rows that add up to 1 speak for exclusive classes, and against independent ones. */
function normalisationFactor(exclusive: boolean, normalised: boolean, input: Tensor): number {
  if (exclusive) return normalised ? 4 : 1;
  if (input.shape.length === 0) return 1;
  const last = input.shape.length - 1;
  const layout = sampleLayout(input.shape, { task: "multiclass", classDim: last });
  if (layout.classes < 2) return 1;
  return guessInputKinds(input, valueFacts(input), layout, undefined).normalised ? 0.25 : 1;
}

/** A name of arrays that are the scores of another model. */
const TEACHER_NAME = /teacher|logits/i;

/**
 * The readings that the values do not tell, likeliest first: a person may choose them, and they have confidence 0, but for scores of
 * another model that are named so.
 */
export function readingsByChoice(
  input: Tensor,
  target: Tensor,
  inputName: string | undefined,
  targetName?: string,
): readonly RankedReading[] {
  const facts = valueFacts(input);
  const readings = fitsByChoice(input, target).flatMap((structure): RankedReading[] => {
    if (tasks[structure.task].reference === "squaredError") {
      return [{ reading: { inputKind: "logits", ...structure }, confidence: 0, evidence: [] }];
    }
    const { kinds } = guessInputKinds(input, facts, sampleLayout(input.shape, structure), inputName);
    const isNamed = structure.targetKind === "logits" && targetName !== undefined && TEACHER_NAME.test(targetName);
    return kinds.map(({ inputKind, confidence, evidence }) => ({
      reading: { inputKind, ...structure },
      confidence: isNamed ? confidence : 0,
      evidence: isNamed ? [...evidence, { kind: "teacherName", name: targetName }] : evidence,
    }));
  });
  return readings.sort((a, b) => b.confidence - a.confidence);
}

/** The likeliest reading that agrees with the choice; where none does, the later keys of the choice give way first. */
export function chooseReading(readings: readonly RankedReading[], choice: ReadingChoice): RankedReading | undefined {
  let agreeing = readings;
  for (const key of ["task", "targetKind", "classDim", "inputKind"] as const) {
    const wanted = choice[key];
    if (wanted === undefined) continue;
    const narrowed = agreeing.filter(({ reading }) => reading[key] === wanted);
    if (narrowed.length > 0) agreeing = narrowed;
  }
  return agreeing[0];
}

/** A reading at the temperature that a person chose, where it has one: of two arrays of logits, above 0. */
export function atTemperature(reading: Reading, { temperature = 0 }: ReadingChoice): Reading {
  const isDivided = reading.targetKind === "logits" && reading.inputKind === "logits";
  return isDivided && temperature > 0 && Number.isFinite(temperature) ? { ...reading, temperature } : reading;
}
