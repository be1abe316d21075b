import { numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { TensorValue, Value } from "../../value";
import { fresh, gathered, type Made, moved, numbersOf, operands } from "./make";
import { compare, decisive } from "./precision";
import { eachLane, frameOf, type Lane } from "./reduce";

/** Elements that are taken along an axis by their order. */

/** The order of a lane's elements; undefined where equal or nearly equal ones leave it open, unless `stable` says that equal ones keep theirs. */
export function orderOf({ data, error }: Lane, descending: boolean, stable: boolean): Int32Array | undefined {
  const sign = descending ? -1 : 1;
  const order = Int32Array.from(data.keys()).sort((a, b) => sign * (data[a] - data[b]) || a - b);
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1], order[i]];
    const verdict = compare(data[a], error?.[a] ?? 0, data[b], error?.[b] ?? 0);
    if (verdict === undefined || Number.isNaN(verdict) || (verdict === 0 && !stable)) return undefined;
  }
  return order;
}

/**
 * The order of elements of which some are too near to each other: the values are known as well as the worst of them, as each is among
 * those that it may have changed places with.
 */
export function roughly({ data, error }: Lane, descending: boolean): Places | undefined {
  if (error === undefined || data.some(Number.isNaN)) return undefined;
  const sign = descending ? -1 : 1;
  const places = Int32Array.from(data.keys()).sort((a, b) => sign * (data[a] - data[b]) || a - b);
  return { places, isTied: true, off: error.reduce((most, off) => Math.max(most, off), 0) };
}

export interface Picked {
  readonly values: Value;
  readonly indices: Value;
}

interface Places {
  readonly places: ArrayLike<number>;
  /** Which of equal ones is meant, is not known. */
  readonly isTied?: boolean;
  /** How far the values may be off because which of near ones is meant, is not known. */
  readonly off?: number;
}

/**
 * Values and indices of the elements that `pick` takes of each lane along an axis: places in the lane, undefined where they are not
 * certain. `size` of them stand where the axis was; where it is undefined, one, and the axis is gone.
 */
export function picked(
  call: OperationCall,
  operation: string,
  tensor: TensorValue,
  axis: number,
  size: number | undefined,
  pick: (lane: Lane) => Places | undefined,
): Picked {
  const { shape, dtype, library } = tensor;
  const isScalar = shape.length === 0;
  const inner = isScalar ? 1 : numel(shape.slice(axis + 1));
  const length = isScalar ? 1 : shape[axis];
  const result = isScalar
    ? []
    : size === undefined
      ? shape.toSpliced(axis, 1)
      : shape.map((whole, i) => (i === axis ? size : whole));
  const described = { operation, operands: operands(call, "input"), settings: { dim: axis }, library, shape: result };
  const ofIndices: Made = { ...described, dtype: "int64" };
  const unknown = (): Picked => ({
    values: fresh(call, { ...described, dtype }, undefined),
    indices: fresh(call, ofIndices, undefined),
  });
  const numbers = numbersOf(tensor);
  if (numbers === undefined) return unknown();
  call.machine.spend(numel(shape) * 2);
  const frame = frameOf(shape, isScalar ? undefined : [axis], false);
  const count = size ?? 1;
  const indices = new Float64Array(frame.lanes.rows * count);
  const sources = new Int32Array(indices.length);
  let lane = 0;
  let isTied = false;
  let off = 0;
  for (const each of eachLane(decisive(numbers, dtype), frame.lanes)) {
    const found = pick(each);
    if (found === undefined) return unknown();
    isTied ||= found.isTied ?? false;
    off = Math.max(off, found.off ?? 0);
    const [outer, rest] = [Math.floor(lane / inner), lane % inner];
    for (let i = 0; i < count; i++) {
      const at = (outer * count + i) * inner + rest;
      indices[at] = found.places[i];
      sources[at] = (outer * length + found.places[i]) * inner + rest;
    }
    lane++;
  }
  const values =
    off > 0
      ? fresh(
          call,
          { ...described, dtype },
          { data: gathered(numbers.data, sources), error: new Float64Array(sources.length).fill(off) },
        )
      : moved(
          call,
          { operation, operands: operands(call, "input"), settings: { dim: axis }, shape: result },
          tensor,
          () => sources,
          false,
        );
  return { values, indices: fresh(call, ofIndices, isTied ? undefined : { data: indices, error: undefined }) };
}
