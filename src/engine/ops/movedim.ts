import { stridesOf, walk } from "../../tensor/layout";
import type { Shape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import type { MeaningContext } from "../meaning";
import { atBothEnds, checkedDim, meaningStays, type TensorOperation, withDim } from "./operation";
import type { TensorOp } from "./tensorOp";

/** `tensor.movedim(source, destination)` */
export function movedim({ source, destination }: TensorOp<"movedim">): TensorOperation {
  return {
    module: undefined,
    call: { style: "method", name: "movedim", arguments: [String(source), String(destination)] },
    result: ({ shape, dtype }) =>
      withDim(source, shape.length, (from) =>
        withDim(destination, shape.length, (to) => ({ shape: from === to ? shape : move(shape, from, to), dtype })),
      ),
    values: (input) => values(input, source, destination),
    gradient: (grad, _input, output) => values({ ...output, data: grad }, destination, source),
    valuesIn: undefined,
    bounds: atBothEnds,
    ...meaningStays,
    moved: (context) => moved(context, source, destination),
  };
}

function move(sizes: readonly number[], from: number, to: number): number[] {
  return sizes.toSpliced(from, 1).toSpliced(to, 0, sizes[from]);
}

function values({ data, shape }: Tensor, source: number, destination: number): Float64Array {
  const [from, to] = [checkedDim(source, shape), checkedDim(destination, shape)];
  if (from === to) return data;
  const places = walk(move(shape, from, to), move(stridesOf(shape), from, to));
  return Float64Array.from(places, (index) => data[index]);
}

/** The class axis moves with its numbers, and the others make room. */
function moved(context: MeaningContext, source: number, destination: number): MeaningContext {
  const { reading, shape } = context;
  const [from, to] = [checkedDim(source, shape), checkedDim(destination, shape)];
  const axes: Shape = move([...shape.keys()], from, to);
  const { classDim } = reading;
  return {
    ...context,
    shape: axes.map((axis) => shape[axis]),
    reading: { ...reading, classDim: classDim === undefined ? undefined : axes.indexOf(classDim) },
  };
}
