import type { LossOptions, Reduction } from "../../../../engine/loss";
import { numel, type Tensor } from "../../../../tensor/tensor";
import type { Value } from "../../../value";
import { numbersOf } from "../../tensor/make";
import { type Bound, dtypeOf, shapeOf } from "./check";
import type { EngineLoss } from "./row";
import { MOST_STAND_INS } from "./standIn";
import { lossTable } from "./table";

/** Options in the engine's words; undefined where one is not known. */
export function engineOptions(bound: Bound, name: EngineLoss): LossOptions | undefined {
  const result: { -readonly [K in keyof LossOptions]: LossOptions[K] } = {};
  for (const [option, value] of bound) {
    switch (option) {
      case "reduction": {
        if (value.kind !== "string") return undefined;
        result.reduction = reductionOf(value.value, name, bound);
        break;
      }
      case "weight":
      case "pos_weight": {
        if (value.kind === "none") break;
        const tensor = weightOf(value);
        if (tensor === undefined) return undefined;
        result[option === "weight" ? "weight" : "posWeight"] = tensor;
        break;
      }
      case "ignore_index":
      case "label_smoothing":
      case "margin":
      case "p":
      case "alpha":
      case "gamma":
      case "delta":
      case "beta":
      case "eps": {
        if (value.kind !== "number") return undefined;
        // A whole number is no float to a variance of whole numbers.
        if (option === "eps" && name === "GaussianNLLLoss" && value.type !== "float") return undefined;
        result[numberOptions[option]] = value.value;
        break;
      }
      case "log_target":
      case "log_input":
      case "full":
      case "swap": {
        if (value.kind !== "number") return undefined;
        result[switches[option]] = value.value !== 0;
        break;
      }
      // An option that the engine does not have yet.
      default:
        if (!isNoOption(option, name)) return undefined;
    }
  }
  return result;
}

/** The arrays, and what has become a reduction. */
function isNoOption(name: string, loss: EngineLoss): boolean {
  return lossTable[loss].arguments.includes(name) || name === "size_average" || name === "reduce";
}

const numberOptions = {
  ignore_index: "ignoreIndex",
  label_smoothing: "labelSmoothing",
  margin: "margin",
  p: "p",
  alpha: "alpha",
  gamma: "gamma",
  delta: "delta",
  beta: "beta",
  eps: "eps",
} as const;

const switches = { log_target: "logTarget", log_input: "logInput", full: "full", swap: "swap" } as const;

/** Losses that look at the reduction last refuse any other name as they do batchmean. */
function reductionOf(text: string, name: EngineLoss, bound: Bound): Reduction {
  if (text === "none" || text === "mean" || text === "sum") return text;
  const { readsReduction } = lossTable[name];
  const compares =
    readsReduction === "itself" || (readsReduction === "itselfIfWeighted" && isGiven(bound.get("weight")));
  return text === "elementwise_mean" && !compares ? "mean" : "batchmean";
}

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== "none";
}

const valueless = new WeakSet<Tensor>();

/** A weight; its values are asked for only once nothing refuses the call. */
function weightOf(value: Value): Tensor | undefined {
  const known = value.kind === "tensor" ? numbersOf(value)?.data : undefined;
  const shape = shapeOf(value);
  const dtype = dtypeOf(value);
  if (shape === undefined || dtype === undefined || numel(shape) > MOST_STAND_INS) return undefined;
  const tensor = { data: known ?? new Float64Array(numel(shape)), shape, dtype };
  if (known === undefined && numel(shape) > 0) valueless.add(tensor);
  return tensor;
}

/** Whether the values of all weights are known. */
export function hasValues({ weight, posWeight }: LossOptions): boolean {
  return !(weight && valueless.has(weight)) && !(posWeight && valueless.has(posWeight));
}
