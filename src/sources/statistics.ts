import { numel } from "../tensor/tensor";
import { type FileArray, reachOf } from "./arrayFile";
import type { ByteSource } from "./byteSource";
import { type FileProblem, problemOf } from "./fileProblem";
import { elements, MOST_ELEMENTS, readElements } from "./readElements";

/** What is said of an array without showing it. Least, most and mean are those of the finite elements. */
export interface Statistics {
  readonly kind: "statistics";
  readonly count: number;
  readonly finite: number;
  readonly nan: number;
  readonly infinite: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

export type ReadStatistics = Statistics | { readonly kind: "notRead"; readonly problem: FileProblem };

/** Of an array of any size, with the memory of a part of it; in steps as `readElements`. Total. */
export function* readStatistics(source: ByteSource, array: FileArray): Generator<number, ReadStatistics> {
  try {
    const count = numel(array.shape);
    const running = new Running();
    // A dense array has each element of its reach once, in whatever order.
    if (reachOf(array) === count) {
      let done = 0;
      for (const part of elements(source, array, array.start, count)) {
        running.add(part);
        done += part.length;
        yield done / count;
      }
      return running.statistics(count);
    }
    const read = yield* readElements(source, array, MOST_ELEMENTS);
    if (read.kind === "notRead") return read;
    running.add(read.tensor.data);
    return running.statistics(count);
  } catch (error) {
    return { kind: "notRead", problem: problemOf(error) };
  }
}

class Running {
  #finite = 0;
  #nan = 0;
  #infinite = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #mean = 0;

  add(values: Float64Array): void {
    for (const value of values) {
      if (Number.isNaN(value)) this.#nan++;
      else if (!Number.isFinite(value)) this.#infinite++;
      else {
        this.#finite++;
        if (value < this.#min) this.#min = value;
        if (value > this.#max) this.#max = value;
        // Neither overflows nor loses the small ones behind a large sum.
        this.#mean += value / this.#finite - this.#mean / this.#finite;
      }
    }
  }

  statistics(count: number): Statistics {
    const none = this.#finite === 0;
    return {
      ...{ kind: "statistics", count, finite: this.#finite, nan: this.#nan, infinite: this.#infinite },
      ...{
        min: none ? Number.NaN : this.#min,
        max: none ? Number.NaN : this.#max,
        mean: none ? Number.NaN : this.#mean,
      },
    };
  }
}
