import type { RequestOptions } from "../report";
import type { LossUse, TracedArray } from "./lossUse";

/**
 * The options of a loss call as those of a request: the weights as the literals they come from, which take the input's type there.
 * Undefined where some of them are not known, since the loss would be another.
 */
export function writtenOptions(texts: readonly string[], { options }: LossUse): RequestOptions | undefined {
  const { weight, posWeight, others, reduction = "mean", ...numbers } = options;
  if (others) return undefined;
  const textOf = ({ literal: { text, offset, length } }: TracedArray) => texts[text].slice(offset, offset + length);
  return {
    reduction,
    ...numbers,
    ...(weight && { weight: textOf(weight) }),
    ...(posWeight && { posWeight: textOf(posWeight) }),
  };
}
