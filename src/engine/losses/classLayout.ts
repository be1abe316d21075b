import type { Shape } from "../../tensor/shape";

/**
 * Where the classes of each sample stand in a row-major array of shape (C), (N, C) or (N, C, d1 … dk):
 * class c of the sample (n, k) is element (n · classes + c) · inner + k.
 */
export interface ClassLayout {
  readonly batch: number;
  readonly classes: number;
  /** d1 · … · dk, the distance between two classes of one sample. */
  readonly inner: number;
  /** The shape without its class dimension. */
  readonly sampleShape: Shape;
}

export function classLayout(shape: Shape): ClassLayout {
  if (shape.length === 1) return { batch: 1, classes: shape[0], inner: 1, sampleShape: [] };
  const [batch, classes, ...rest] = shape;
  return { batch, classes, inner: rest.reduce((product, size) => product * size, 1), sampleShape: [batch, ...rest] };
}
