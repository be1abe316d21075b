import { labelsFrom } from "../literal/languages/languages";
import type { Tensor } from "../tensor/tensor";

/** From which number class indices count: as their language does, or as a person says. */
export type LabelsFrom = "language" | "0" | "1";

/** Whether the class indices of what is written in a language count from 1. */
export function countsFromOne(languageId: string, from: LabelsFrom): boolean {
  return from === "language" ? labelsFrom(languageId) === 1 : from === "1";
}

/**
 * Class indices that count from 1 as those that count from 0, which is what losses take; undefined where they do not count from 1: a 0 is
 * among them, or they are no class indices of an input of this shape.
 */
export function fromZero(target: Tensor, input: Pick<Tensor, "shape">): Tensor | undefined {
  const { data } = target;
  if (data.length === 0 || !data.every((value) => Number.isInteger(value) && value >= 1)) return undefined;
  const classDims = input.shape.flatMap((classes, dim) => {
    const samples = input.shape.filter((_, axis) => axis !== dim && input.shape[axis] !== 1);
    const own = target.shape.filter((size) => size !== 1);
    return classes > 1 && samples.length === own.length && samples.every((size, axis) => size === own[axis])
      ? [classes]
      : [];
  });
  const max = data.reduce((a, b) => Math.max(a, b), 0);
  if (input.shape.length < 2 || !classDims.some((classes) => max <= classes)) return undefined;
  return { ...target, data: data.map((value) => value - 1) };
}

/** The classes that words name, in scikit-learn's order: sorted by their code points. */
export function sortedClasses(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort(byCodePoints);
}

function byCodePoints(a: string, b: string): number {
  const [first, second] = [Array.from(a), Array.from(b)];
  for (let index = 0; index < Math.min(first.length, second.length); index++) {
    const difference = (first[index].codePointAt(0) ?? 0) - (second[index].codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return first.length - second.length;
}

/** Words as class indices. */
export function indicesOf(words: readonly string[], classes: readonly string[]): Tensor {
  const index = new Map(classes.map((name, position) => [name, position]));
  return {
    data: Float64Array.from(words, (word) => index.get(word) ?? Number.NaN),
    shape: [words.length],
    dtype: "int64",
  };
}
