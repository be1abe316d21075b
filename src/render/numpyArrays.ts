import * as l10n from "@vscode/l10n";
import type { Tensor } from "../tensor/tensor";
import { formatCode } from "./numbers";
import { COPIED_ELEMENTS, nestedList } from "./pytorchTensors";

/** `y = np.array(…)`, one innermost row a line; of many values the person's own array. */
export function arrayLine(name: string, tensor: Tensor, as: "integer" | "float"): string {
  const { data, shape } = tensor;
  const dtype = as === "integer" ? "np.int64" : "np.float64";
  if (data.length > COPIED_ELEMENTS) {
    return `${name} = np.asarray(${name}, dtype=${dtype})  # ${l10n.t("{0} values: take your own array", data.length)}`;
  }
  if (data.length === 0) return `${name} = np.zeros((${shape.map((size) => `${size},`).join(" ")}), dtype=${dtype})`;
  const opening = `${name} = np.array(`;
  return `${opening}${listOf(tensor, opening.length, as)})`;
}

/** An array of weights as an expression on one line. */
export function arrayExpression(tensor: Tensor): string {
  return tensor.data.length === 0
    ? `np.zeros(${tensor.shape.join(", ")})`
    : `np.array(${listOf(tensor, 0, "float").replaceAll("\n", "")})`;
}

function listOf(tensor: Tensor, indent: number, as: "integer" | "float"): string {
  const element = (value: number) => (as === "integer" ? String(value) : formatCode(value).replace("math.", "np."));
  return nestedList(tensor, indent, element);
}
