import type { Tensor } from "../tensor/tensor";
import type { SampleLayout } from "./sampleLayout";

/** What an evaluation says of each sample, for what is counted and drawn of them. */
export interface SampleValues {
  readonly layout: SampleLayout;
  /** What each value of the input says as a probability, of the input's shape. */
  readonly probabilities: Tensor;
  /** Losses before the reduction; of the input's shape where a sample has several. */
  readonly unreduced: Tensor;
  readonly loss: Float64Array;
  readonly expected: Int32Array | undefined;
  readonly predicted: Int32Array | undefined;
  /** The probability given to what was expected, nan where the target is ignored; undefined for multilabel. */
  readonly probability: Float64Array | undefined;
  /** 1 where an element of the input is what the target names; undefined where each value is a sample. */
  readonly marks: Uint8Array | undefined;
}
