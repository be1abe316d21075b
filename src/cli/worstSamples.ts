import type { Samples } from "../engine/samples";

export interface WorstSample {
  /** Its number from 0, row-major over the dims that are no class dim. */
  readonly index: number;
  readonly loss: number;
  /** Classes, undefined for multilabel; the target's is undefined too where it is ignored. */
  readonly predicted: number | undefined;
  readonly target: number | undefined;
}

/** The samples of the largest losses, worst first; nan counts as worst of all. Ignored ones are left out. */
export function worstSamples({ loss, predicted, expected }: Samples, count: number): readonly WorstSample[] {
  const order = Array.from(loss, (_, index) => index).filter((index) => expected?.[index] !== -1);
  const rank = (index: number) => (Number.isNaN(loss[index]) ? Number.POSITIVE_INFINITY : loss[index]);
  order.sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)));
  return order.slice(0, count).map((index) => ({
    index,
    loss: loss[index],
    predicted: predicted?.[index],
    target: expected?.[index],
  }));
}
