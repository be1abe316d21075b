import type { Reduction } from "../engine/loss";
import type { LossCall } from "../python/lossCall";
import type { Value } from "../python/value";
import type { RequestOptions } from "../report";
import type { Tensor } from "../tensor/tensor";
import { knownArray } from "./knownArray";

/**
 * The options of a loss call as those of a request; the weights take the input's type there. Undefined where some are not known, or where
 * the loss has some of its own, since the loss would be another.
 */
export function writtenOptions({ options }: LossCall): RequestOptions | undefined {
  let written: RequestOptions = { reduction: "mean" };
  for (const [name, { value }] of options) {
    const option = optionOf(name, value);
    if (option === undefined) return undefined;
    written = { ...written, ...option };
  }
  return written;
}

function optionOf(name: string, value: Value): Partial<RequestOptions> | undefined {
  if (value.kind === "none") return {};
  switch (name) {
    case "reduction":
      return value.kind === "string" && isReduction(value.value) ? { reduction: value.value } : undefined;
    case "ignore_index":
      return value.kind === "number" ? { ignoreIndex: value.value } : undefined;
    // The targets are read as what it says of them.
    case "log_target":
      return {};
    case "label_smoothing":
      return value.kind === "number" ? { labelSmoothing: value.value } : undefined;
    case "weight":
    case "pos_weight": {
      const known = knownArray(value);
      if (known === undefined) return undefined;
      const text = arrayText(known.tensor);
      return name === "weight" ? { weight: text } : { posWeight: text };
    }
    default:
      return undefined;
  }
}

function isReduction(text: string): text is Reduction {
  return text === "none" || text === "mean" || text === "sum" || text === "batchmean";
}

/** An array as Python writes it, every digit of it. */
function arrayText({ data, shape }: Pick<Tensor, "data" | "shape">): string {
  let next = 0;
  const write = (axis: number): string => {
    if (axis === shape.length) return numberText(data[next++]);
    return `[${Array.from({ length: shape[axis] }, () => write(axis + 1)).join(", ")}]`;
  };
  return write(0);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return `float("${Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"}")`;
}
