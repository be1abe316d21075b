import type { PairReport } from "./pairReport";

/** Two evaluations side by side, sample by sample as far as both go. */
export interface EvaluationComparison {
  /** Under each one's own reduction, the mean where that is none; nan where there is no loss. */
  readonly before: number;
  readonly after: number;
  /** Samples that both have. */
  readonly count: number;
  readonly counts: readonly [before: number, after: number];
  /** An entry a sample, the largest difference first; equal infinities do not differ. */
  readonly samples: Uint32Array;
  readonly lossBefore: Float64Array;
  readonly lossAfter: Float64Array;
  readonly difference: Float64Array;
}

type Evaluated = Pick<PairReport, "reference">;

export function compare(pinned: Evaluated, present: Evaluated): EvaluationComparison {
  const [lossBefore, lossAfter] = [lossesOf(pinned), lossesOf(present)];
  const count = Math.min(lossBefore.length, lossAfter.length);
  const difference = Float64Array.from({ length: count }, (_, sample) =>
    Object.is(lossBefore[sample], lossAfter[sample]) ? 0 : lossAfter[sample] - lossBefore[sample],
  );
  const size = (sample: number) =>
    Number.isNaN(difference[sample]) ? Number.POSITIVE_INFINITY : Math.abs(difference[sample]);
  const samples = Uint32Array.from({ length: count }, (_, sample) => sample);
  // Subtraction would make nan of two infinities.
  samples.sort((a, b) => (size(a) === size(b) ? a - b : size(b) > size(a) ? 1 : -1));
  return {
    before: lossOf(pinned),
    after: lossOf(present),
    count,
    counts: [lossBefore.length, lossAfter.length],
    samples,
    lossBefore,
    lossAfter,
    difference,
  };
}

/** The samples by one of the columns, nan at the end; the largest difference first where no column is chosen. */
export function comparedSamples(
  { samples, lossBefore, lossAfter, difference }: EvaluationComparison,
  column: number | undefined,
  descending: boolean,
): Uint32Array {
  if (column === undefined) return samples;
  const values = [lossBefore, lossAfter, difference][column] ?? difference;
  return samples.toSorted((a, b) => {
    const [x, y] = [values[a], values[b]];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return x === y ? a - b : x < y === descending ? 1 : -1;
  });
}

function lossesOf({ reference }: Evaluated): Float64Array {
  return reference.kind === "reference" ? reference.samples.loss : new Float64Array(0);
}

function lossOf({ reference }: Evaluated): number {
  if (reference.kind !== "reference") return Number.NaN;
  return reference.value.shape.length === 0 ? reference.value.data[0] : reference.mean;
}
