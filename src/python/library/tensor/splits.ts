import { selection } from "../../../tensor/layout";
import type { OperationCall } from "../../operation";
import { sizeOf, type TensorValue, type Value } from "../../value";
import { axisOf, intArg, intOf, intsOf, isSequence, refuse, required, row } from "./arguments";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { moved, operands, type Rows, tuple, underived } from "./make";

/** Arrays cut into parts along an axis. */

/** The array cut along an axis at places: views. */
function cut(
  call: OperationCall,
  operation: string,
  tensor: TensorValue,
  axis: number,
  sizes: readonly number[],
): Value[] {
  let start = 0;
  return sizes.map((size) => {
    const from = start;
    start += size;
    const shape = tensor.shape.map((whole, i) => (i === axis ? size : whole));
    const places = (): Int32Array =>
      selection(
        tensor.shape,
        axis,
        Array.from({ length: size }, (_, i) => from + i),
      );
    return moved(
      call,
      { operation, operands: operands(call, "input"), settings: { dim: axis }, shape },
      tensor,
      places,
      true,
    );
  });
}

/** Sizes of at most `size`. */
function pieces(total: number, size: number): number[] {
  if (total === 0) return [0];
  return Array.from({ length: Math.ceil(total / size) }, (_, i) => Math.min(size, total - i * size));
}

/** NumPy's sections: as equal as can be, the first ones larger. */
function sections(total: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(total / count) + (i < total % count ? 1 : 0));
}

function between(total: number, places: readonly number[]): number[] {
  const bounds = [0, ...places.map((place) => Math.min(total, place < 0 ? Math.max(0, place + total) : place)), total];
  const sizes = bounds.slice(1).map((bound, i) => bound - bounds[i]);
  return sizes.every((size) => size >= 0) ? sizes : refuse();
}

function splitting(
  names: string,
  signature: string,
  axisNames: readonly string[],
  sizesOf: (call: OperationCall, total: number) => number[],
) {
  return row(names, signature, (call) => {
    const library = libraryOf(call);
    const input = call.arg("input") ?? refuse();
    if (input.kind === "unknown") return underived(call, { operation: "split", operands: operands(call, "input") }, {});
    const tensor = arrayOf(call, input, library);
    if (tensor.shape.length === 0) return refuse();
    const axis = axisOf(intArg(call, 0, ...axisNames), tensor.shape.length);
    const parts = cut(call, "split", tensor, axis, sizesOf(call, tensor.shape[axis]));
    if (library === "torch") return tuple(call, parts);
    const list = { items: parts, region: call.machine.region, changed: false, numbers: undefined };
    return {
      kind: "list",
      form: "list",
      list,
      origin: {
        kind: "operation",
        operation: "split",
        settings: { dim: axis },
        place: call.place,
        operands: operands(call, "input"),
      },
    };
  });
}

export const splits: Rows = [
  splitting(
    "torch.split torch.Tensor.split",
    "input, split_size_or_sections, dim=0, *, split_size=None, axis=None",
    ["axis", "dim"],
    (call, total) => {
      const value = required(call, "split_size", "split_size_or_sections");
      if (!isSequence(value)) {
        const size = intOf(value);
        return size > 0 ? pieces(total, size) : refuse();
      }
      const sizes = intsOf(call, value);
      return sizes.every((size) => size >= 0) && sizes.reduce((a, b) => a + b, 0) === total ? sizes : refuse();
    },
  ),
  splitting("torch.chunk torch.Tensor.chunk", "input, chunks, dim=0", ["dim"], (call, total) => {
    const chunks = intArg(call, undefined, "chunks");
    if (chunks <= 0 || total === 0) return refuse();
    return pieces(total, Math.ceil(total / chunks));
  }),
  splitting(
    "torch.tensor_split torch.Tensor.tensor_split",
    "input, indices_or_sections, dim=0",
    ["dim"],
    (call, total) => {
      const value = required(call, "indices_or_sections");
      if (isSequence(value)) return between(total, intsOf(call, value));
      const count = intOf(value);
      return count > 0 ? sections(total, count) : refuse();
    },
  ),
  splitting("numpy.split numpy.array_split", "input, indices_or_sections, axis=0", ["axis"], (call, total) => {
    const value = required(call, "indices_or_sections");
    if (isSequence(value)) return between(total, intsOf(call, value));
    const count = intOf(value);
    if (count <= 0 || (total % count !== 0 && call.path === "numpy.split")) return refuse();
    return sections(total, count);
  }),
  row("torch.unbind torch.Tensor.unbind", "input, dim=0", (call) => {
    const tensor = arrayOf(call, call.arg("input") ?? refuse(), "torch");
    if (tensor.shape.length === 0) return refuse();
    const axis = axisOf(intArg(call, 0, "dim"), tensor.shape.length);
    const shape = tensor.shape.toSpliced(axis, 1);
    call.machine.spend(tensor.shape[axis] + sizeOf(tensor));
    return tuple(
      call,
      Array.from({ length: tensor.shape[axis] }, (_, place) =>
        moved(
          call,
          { operation: "select", operands: operands(call, "input"), settings: { dim: axis }, shape },
          tensor,
          () => selection(tensor.shape, axis, [place]),
          true,
        ),
      ),
    );
  }),
];
