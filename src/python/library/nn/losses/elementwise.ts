import { sum } from "../../../../engine/reduce";
import { promoteTypes } from "../../../../tensor/dtype";
import { broadcastTo, commonShape } from "../../../../tensor/shape";
import { isFloatingPoint, numel } from "../../../../tensor/tensor";
import type { Machine } from "../../../operation";
import { isKnown, type Value } from "../../../value";
import { numbersOf } from "../../tensor/make";
import { epsilon } from "../../tensor/precision";
import type { Bound } from "./check";
import { nothing, type Outcome } from "./evaluate";
import type { CalledLoss } from "./table";

/** l(d, β) of the difference d = input − target. */
const losses = {
  MSELoss: (d: number) => d * d,
  L1Loss: (d: number) => Math.abs(d),
  SmoothL1Loss: (d: number, beta: number) => {
    const size = Math.abs(d);
    return size < beta ? (0.5 * size * size) / beta : size - 0.5 * beta;
  },
  HuberLoss: (d: number, delta: number) => {
    const size = Math.abs(d);
    return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
  },
} satisfies Partial<Record<CalledLoss, (d: number, beta: number) => number>>;

export type Elementwise = keyof typeof losses;

export function isElementwise(loss: CalledLoss): loss is Elementwise {
  return Object.hasOwn(losses, loss);
}

/** A loss of the differences of two arrays that broadcast, one of them of floats; nothing is said of others. */
export function elementwise(loss: Elementwise, input: Value, target: Value, bound: Bound, machine: Machine): Outcome {
  const reduction = bound.get("reduction");
  const scale = bound.get(loss === "HuberLoss" ? "delta" : "beta");
  const beta = scale?.kind === "number" ? scale.value : undefined;
  if (reduction?.kind !== "string" || (scale !== undefined && !(beta !== undefined && beta > 0))) return nothing;
  if (input.kind !== "tensor" || target.kind !== "tensor") return nothing;
  const dtype = promoteTypes(input.dtype, target.dtype);
  const isMixed = input.dtype !== target.dtype;
  if (
    !isFloatingPoint(dtype) ||
    (isMixed && (loss === "HuberLoss" || [input, target].some((x) => x.dtype === "bool")))
  ) {
    return nothing;
  }
  const shape = commonShape(input.shape, target.shape);
  const open = { ...nothing, result: { shape: reduction.value === "none" ? shape : [], dtype } };
  if (!isKnown(input) || !isKnown(target)) return open;
  const total = numel(shape);
  machine.spend(total);
  const [x, t] = [input, target].map((tensor) => {
    const { data, error } = numbersOf(tensor) ?? { data: new Float64Array(0), error: undefined };
    return { data: broadcastTo({ ...tensor, data }, shape), error };
  });
  const data = new Float64Array(total);
  let largest = 1;
  for (let i = 0; i < total; i++) {
    data[i] = losses[loss](x.data[i] - t.data[i], beta ?? 1);
    largest = Math.max(largest, Math.abs(x.data[i]), Math.abs(t.data[i]));
  }
  const off = Math.max(
    0,
    ...[x, t].map(({ error }) => (error === undefined ? 0 : error.reduce((a, b) => Math.max(a, b), 0))),
  );
  const slope = loss === "MSELoss" ? 4 * largest : Math.max(1, beta ?? 1);
  const each = (16 * Math.max(epsilon[input.dtype], epsilon[target.dtype]) * largest + 2 * off) * slope;
  if (reduction.value === "none")
    return { ...open, data, error: data.map((value) => (Number.isFinite(value) ? each : 0)) };
  const whole = sum(data) / (reduction.value === "sum" ? 1 : total);
  const error = reduction.value === "sum" ? each * Math.max(1, total) : each;
  return { ...open, data: Float64Array.of(whole), error: Float64Array.of(Number.isFinite(whole) ? error : 0) };
}
