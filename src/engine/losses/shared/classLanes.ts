import { type Lanes, lanesAlong } from "../../../tensor/layout";
import type { Shape } from "../../../tensor/shape";

/** The axis over which torch's classification losses take the classes. */
export function torchClassDim(rank: number): number {
  return rank === 1 ? 0 : 1;
}

/** The classes of each sample of an array of shape (C), (N, C) or (N, C, d1 … dk), one lane a sample. */
export function classLanes(shape: Shape): Lanes {
  return lanesAlong(shape, torchClassDim(shape.length));
}

/** The shape without its classes: that of the unreduced loss, and of a target of class indices. */
export function sampleShape(shape: Shape): Shape {
  return shape.toSpliced(torchClassDim(shape.length), 1);
}
