import { broadcastIndices } from "../../../tensor/layout";
import { isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { dataOf, type Value } from "../../value";
import { refuse, row } from "./arguments";
import { truths } from "./comparison";
import { libraryOf } from "./fills";
import { both, input, isBeyond } from "./gather";
import { arrayOf } from "./literal";
import { derived, fresh, gathered, type Made, moved, operands, type Rows, underived } from "./make";
import { nonzero } from "./places";
import type { Numbers } from "./precision";
import { commonDType, spread, term } from "./promotion";
import { common } from "./repeats";

/** Elements by what is true of them: where, masked_fill, masked_select. */

/** where(condition, x, y): element by element one or the other. */
function chosen(call: OperationCall, condition: Value, x: Value, y: Value): Value {
  const described = { operation: "where", operands: operands(call, "condition", "input", "other") };
  if ([condition, x, y].some(({ kind }) => kind === "unknown"))
    return underived(call, described, { library: libraryOf(call) });
  const library = libraryOf(call);
  const mask = arrayOf(call, condition, library);
  if (library === "torch" && mask.dtype !== "bool") return refuse();
  const [a, b] = [term(call, x, library), term(call, y, library)];
  const dtype = commonDType(a, b, library);
  const shape = common(mask.shape, common(a.shape, b.shape));
  const made: Made = { ...described, library, shape, dtype };
  if ([a.tensor, b.tensor].some((tensor) => tensor && tensor.storage.data === undefined))
    return fresh(call, made, undefined);
  return derived(call, made, [mask], (numbers) => {
    const truth = truths(numbers);
    const [p, q] = [spread(call, a, dtype, shape), spread(call, b, dtype, shape)];
    if (truth === undefined || p === undefined || q === undefined) return undefined;
    const order = broadcastIndices(mask.shape, shape);
    const isFirst = gathered(truth, order);
    return choice((i) => isFirst[i] !== 0, p, q, isFloatingPoint(dtype) ? dtype : undefined);
  });
}

function choice(isFirst: (i: number) => boolean, p: Numbers, q: Numbers, dtype: string | undefined): Numbers {
  const data = p.data.map((x, i) => (isFirst(i) ? x : q.data[i]));
  if (dtype === undefined || (p.error === undefined && q.error === undefined)) return { data, error: undefined };
  const unit = dtype === "float64" ? 0 : dtype === "float32" ? 2 ** -24 : 2 ** -8;
  const error = data.map((x, i) => (isFirst(i) ? p : q).error?.[i] ?? (Number.isFinite(x) ? Math.abs(x) * unit : 0));
  return { data, error };
}

function masked(call: OperationCall): Value {
  const tensor = input(call);
  const mask = call.arg("mask") ?? refuse();
  const value = call.arg("value") ?? refuse();
  const described = { operation: "masked_fill", operands: operands(call, "input", "mask") };
  if (mask.kind === "unknown")
    return underived(call, described, {
      library: "torch",
      dtype: tensor.dtype,
      ...(tensor.shape.length > 0 && { shape: tensor.shape }),
    });
  if (mask.kind !== "tensor" || mask.dtype !== "bool" || mask.library !== "torch") return refuse();
  const fill = term(call, value, "torch");
  const narrows = isFloatingPoint(fill.dtype) && !isFloatingPoint(tensor.dtype);
  if (fill.shape.length > 0 || narrows || (tensor.dtype === "bool" && fill.dtype !== "bool")) return refuse();
  if (isBeyond(fill.numbers()?.data[0], tensor.dtype)) return refuse();
  const shape = common(tensor.shape, mask.shape);
  const made: Made = { ...described, library: "torch", shape, dtype: tensor.dtype };
  return derived(call, made, [tensor, mask], (_, { data }) => {
    const [p, q] = [
      spread(call, fill, tensor.dtype, shape),
      spread(call, term(call, tensor, "torch"), tensor.dtype, shape),
    ];
    const order = broadcastIndices(mask.shape, shape);
    return (
      p && q && choice((i) => data[order[i]] !== 0, p, q, isFloatingPoint(tensor.dtype) ? tensor.dtype : undefined)
    );
  });
}

export const choices: Rows = [
  ...both("masked_fill", "input, mask, value", masked),
  row("torch.masked_select torch.Tensor.masked_select", "input, mask", (call) => {
    const tensor = input(call);
    const mask = call.arg("mask");
    if (mask?.kind !== "tensor" || mask.dtype !== "bool" || mask.library !== "torch") return refuse();
    const shape = common(tensor.shape, mask.shape);
    const truth = dataOf(mask) ?? refuse();
    const [source, which] = [broadcastIndices(tensor.shape, shape), broadcastIndices(mask.shape, shape)];
    const places = source.filter((_, i) => truth[which[i]] !== 0);
    return moved(
      call,
      { operation: "masked_select", operands: operands(call, "input", "mask"), shape: [places.length] },
      tensor,
      () => places,
      false,
    );
  }),
  row("torch.where numpy.where", "condition, input=None, other=None", (call) => {
    const [x, y] = [call.arg("input"), call.arg("other")];
    const isPlaces = x?.kind === "none" || x === undefined;
    // The condition alone gives the places where it holds, an array for each axis.
    if (isPlaces && (y === undefined || y.kind === "none")) return nonzero(call, true, "condition");
    if (isPlaces || y === undefined || y.kind === "none") return refuse();
    return chosen(call, call.arg("condition") ?? refuse(), x, y);
  }),
  row("torch.Tensor.where", "input, condition, other", (call) =>
    chosen(call, call.arg("condition") ?? refuse(), call.arg("input") ?? refuse(), call.arg("other") ?? refuse()),
  ),
];
