import * as l10n from "@vscode/l10n";
import type { Loading } from "../source";
import type { Tensor } from "../tensor/tensor";
import { loadingArray } from "./loadingCode";
import { formatCode } from "./numbers";
import { COPIED_ELEMENTS, nestedList } from "./pytorchTensors";
import { joined, type PythonSource, python, pythonComment, pythonNumbers } from "./writtenText";

/** `y = np.array(…)`, one innermost row a line; of many values what loads them, else the person's own array. */
export function arrayLine(
  name: PythonSource,
  tensor: Tensor,
  as: "integer" | "float",
  loading?: Loading | undefined,
): PythonSource {
  const { data, shape } = tensor;
  const dtype = as === "integer" ? python`np.int64` : python`np.float64`;
  if (data.length > COPIED_ELEMENTS && loading !== undefined) {
    return python`${name} = np.asarray(${loadingArray(loading, as)}, dtype=${dtype})`;
  }
  if (data.length > COPIED_ELEMENTS) {
    return python`${name} = np.asarray(${name}, dtype=${dtype})  ${pythonComment(l10n.t("{0} values: take your own array", data.length))}`;
  }
  if (data.length === 0)
    return python`${name} = np.zeros((${joined(
      shape.map((size) => python`${size},`),
      " ",
    )}), dtype=${dtype})`;
  const opening = python`${name} = np.array(`;
  return python`${opening}${listOf(tensor, opening.length, as)})`;
}

/** An array of weights as an expression on one line. */
export function arrayExpression(tensor: Tensor): PythonSource {
  return tensor.data.length === 0
    ? python`np.zeros(${pythonNumbers(tensor.shape)})`
    : python`np.array(${listOf(tensor, undefined, "float")})`;
}

function listOf(tensor: Tensor, indent: number | undefined, as: "integer" | "float"): PythonSource {
  const element = (value: number) => (as === "integer" ? python`${value}` : formatCode(value, "np"));
  return nestedList(tensor, indent, element);
}
