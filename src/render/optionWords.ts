import type { LossOptions } from "../engine/loss";
import type { Tensor } from "../tensor/tensor";
import { formatShort } from "./numbers";

/** The options of a loss that are not torch's defaults, as they are written in Python: `weight=[1, 2, 0.5]`, `reduction="sum"`. */
export function optionWords({
  weight,
  posWeight,
  ignoreIndex,
  labelSmoothing,
  reduction = "mean",
}: LossOptions): readonly string[] {
  return [
    ...(weight === undefined ? [] : [`weight=${values(weight)}`]),
    ...(posWeight === undefined ? [] : [`pos_weight=${values(posWeight)}`]),
    ...(ignoreIndex === undefined ? [] : [`ignore_index=${ignoreIndex}`]),
    ...(labelSmoothing === undefined ? [] : [`label_smoothing=${labelSmoothing}`]),
    ...(reduction === "mean" ? [] : [`reduction="${reduction}"`]),
  ];
}

const SHOWN = 6;

function values({ data }: Tensor): string {
  const shown = Array.from(data.subarray(0, SHOWN), formatShort).join(", ");
  return `[${shown}${data.length > SHOWN ? ", …" : ""}]`;
}
