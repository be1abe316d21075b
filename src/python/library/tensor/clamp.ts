import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import { given, refuse, row, without } from "./arguments";
import { binary } from "./arithmetic";
import { maximum, minimum } from "./binaryKinds";
import { libraryOf } from "./fills";
import { isBeyond } from "./gather";
import { written } from "./inPlace";
import { operands, type Rows, underived } from "./make";

/** Values kept between bounds: numbers or arrays, either of which may be missing. Where they cross, the upper one wins. */
function clamp(call: OperationCall, lower: readonly string[], upper: readonly string[]): Value {
  const input = call.arg("input") ?? refuse();
  const [low, high] = [given(call, ...lower), given(call, ...upper)];
  if (low === undefined && high === undefined && libraryOf(call) === "torch") return refuse();
  const described = { operation: "clamp", operands: operands(call, "input"), settings: settings(low, high) };
  if (input.kind === "unknown") {
    const { dtype, ...rest } = input.facts;
    return underived(call, described, { ...rest, ...(keepsDType(dtype) && dtype && { dtype }) });
  }
  if (libraryOf(call) === "torch" && low && high && (low.kind === "tensor") !== (high.kind === "tensor"))
    return refuse();
  const isOut = (bound: Value | undefined): boolean =>
    bound?.kind === "number" && input.kind === "tensor" && isBeyond(bound.value, input.dtype);
  if (libraryOf(call) === "torch" && (isOut(low) || isOut(high))) return refuse();
  let result: Value = input;
  if (low !== undefined) result = binary(call, maximum, result, low, ["input"]);
  if (high !== undefined) result = binary(call, minimum, result, high, ["input"]);
  if (result.kind === "tensor" && result.dtype === "bool") return refuse();
  if (result.kind !== "tensor" || result.origin.kind !== "operation") return result;
  return { ...result, origin: { ...result.origin, ...described } };
}

function keepsDType(dtype: DType | undefined): boolean {
  return dtype !== undefined && isFloatingPoint(dtype);
}

function settings(low: Value | undefined, high: Value | undefined): Readonly<Record<string, number>> {
  return {
    ...(low?.kind === "number" && { min: low.value }),
    ...(high?.kind === "number" && { max: high.value }),
  };
}

export const clamps: Rows = [
  row(
    "torch.clamp torch.Tensor.clamp torch.clip torch.Tensor.clip",
    "input, min=None, max=None, *, out=None",
    (call) => {
      without(call, "out");
      return clamp(call, ["min"], ["max"]);
    },
  ),
  row("torch.Tensor.clamp_ torch.Tensor.clip_ torch.clamp_", "input, min=None, max=None", (call) =>
    written(call, call.arg("input") ?? refuse(), true, () => clamp(call, ["min"], ["max"])),
  ),
  row("torch.clamp_min torch.Tensor.clamp_min", "input, min", (call) => clamp(call, ["min"], [])),
  row("torch.clamp_max torch.Tensor.clamp_max", "input, max", (call) => clamp(call, [], ["max"])),
  row("torch.Tensor.clamp_min_", "input, min", (call) =>
    written(call, call.arg("input") ?? refuse(), true, () => clamp(call, ["min"], [])),
  ),
  row("torch.Tensor.clamp_max_", "input, max", (call) =>
    written(call, call.arg("input") ?? refuse(), true, () => clamp(call, [], ["max"])),
  ),
  row("numpy.clip numpy.ndarray.clip", "input, a_min=None, a_max=None, out=None, *, min=None, max=None", (call) => {
    without(call, "out");
    return clamp(call, ["a_min", "min"], ["a_max", "max"]);
  }),
];
