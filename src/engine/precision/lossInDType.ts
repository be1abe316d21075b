import type { Tensor } from "../../tensor/tensor";
import type { LossName, LossOptions } from "../loss";
import { losses } from "../losses/losses";
import { refusalOf } from "../losses/shared/call";
import { isRefusal, type Refusal } from "../refusal";
import { convertOptions } from "./pipelineIn";
import { convertTo, type FloatType, roundingTo } from "./rounding";

/**
 * The loss under `options.reduction`, or the loss's default, as `print(loss)` shows it where all floating arguments are of one type: what
 * torch's CPU kernels of that type give, in float32 to a unit in the last place in nearly all cases. The values of the result are numbers
 * of that type, so that `.item()` prints the same digits.
 */
export function lossInDType(
  name: LossName,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  dtype: FloatType,
): Tensor | Refusal {
  const definition = losses[name];
  const args = [convertTo(dtype, input), convertTo(dtype, target), convertOptions(dtype, options)] as const;
  const refused = refusalOf(definition, args);
  if (refused !== undefined && isRefusal(refused)) return refused;
  const reduction = options.reduction ?? definition.defaults.reduction;
  const { values, reduced } = definition.inType(roundingTo[dtype], reduction, ...args);
  if (reduction === "none") return { data: values, ...definition.result(...args), dtype };
  return { data: Float64Array.of(reduced), shape: [], dtype };
}
