import * as l10n from "@vscode/l10n";
import type { Loading } from "../source";
import { isFloatingPoint, numel, type Tensor } from "../tensor/tensor";
import { loadingCode } from "./loadingCode";
import { formatCode } from "./numbers";
import { joined, type PythonSource, python, pythonComment, pythonName, pythonSpaces } from "./writtenText";

/** Above this many elements the code takes the person's variable instead of a copy of its values. */
export const COPIED_ELEMENTS = 1000;

/** A person's name where it is one for Python and collides with nothing in the program; else the fallback, or that with a `_`. */
export function identifier(name: string | undefined, fallback: string, taken: readonly string[]): PythonSource {
  const last = name?.split(".").pop() ?? "";
  // What begins with two underscores may be the interpreter's own.
  const usable = /^(?!__)[A-Za-z_]\w*$/.test(last) && !reserved.has(last) && !taken.includes(last);
  if (usable) return pythonName(last);
  return pythonName(taken.includes(fallback) ? `${fallback}_` : fallback);
}

/** Python's own words, and the names that a program gives to what is its own. */
const reserved: ReadonlySet<string> = new Set(
  (
    "torch nn F math re pytest loss loss_fn expected bce p_t alpha_t log_p log_p_y rows index one_hot kept axes found yes hits weight print int len max min range tuple float False None True and as assert async await break class continue def del " +
    "elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** `y = torch.tensor(…)`, one innermost row a line; with more than `most` elements it is loaded where that is known, else the person's own variable. */
export function tensorLine(
  name: PythonSource,
  tensor: Tensor,
  most = COPIED_ELEMENTS,
  loading?: Loading | undefined,
): PythonSource {
  if (tensor.data.length > most && loading !== undefined) {
    return python`${name} = torch.as_tensor(${loadingCode(loading)}, dtype=torch.${pythonName(tensor.dtype)})`;
  }
  if (tensor.data.length > most) {
    const comment = l10n.t("{0} values: take your own array", tensor.data.length);
    return python`${name} = torch.as_tensor(${name}, dtype=torch.${pythonName(tensor.dtype)})  ${pythonComment(comment)}`;
  }
  if (tensor.data.length === 0)
    return python`${name} = torch.zeros((${joined(
      tensor.shape.map((size) => python`${size},`),
      " ",
    )}), dtype=torch.${pythonName(tensor.dtype)})`;
  const opening = python`${name} = torch.tensor(`;
  return python`${opening}${nestedList(tensor, opening.length, elementOf(tensor))}${dtypeArgument(tensor)})`;
}

export function promoted(tensor: Tensor): Tensor {
  return isFloatingPoint(tensor.dtype) ? { ...tensor, dtype: "float64" } : tensor;
}

/** int64 and bool are what torch.tensor makes of such lists by itself. */
function dtypeArgument(tensor: Tensor): PythonSource {
  return tensor.dtype === "int64" || tensor.dtype === "bool"
    ? python``
    : python`, dtype=torch.${pythonName(tensor.dtype)}`;
}

/** A value of a type as torch.tensor reads it. */
function elementOf({ dtype }: Tensor): (value: number) => PythonSource {
  if (dtype === "bool") return (value) => (value === 0 ? python`False` : python`True`);
  return (value) => (isFloatingPoint(dtype) ? formatCode(value) : python`${value}`);
}

/** Nested Python lists, one innermost row a line; without an indentation all on one. */
export function nestedList(
  tensor: Tensor,
  indent: number | undefined,
  element: (value: number) => PythonSource,
): PythonSource {
  const render = (dim: number, start: number, depth: number): PythonSource => {
    if (dim === tensor.shape.length) return element(tensor.data[start]);
    const stride = numel(tensor.shape.slice(dim + 1));
    const parts = Array.from({ length: tensor.shape[dim] }, (_, index) =>
      render(dim + 1, start + index * stride, depth + 1),
    );
    const separator =
      dim === tensor.shape.length - 1
        ? python`, `
        : indent === undefined
          ? python`,${pythonSpaces(depth + 1)}`
          : python`,\n${pythonSpaces(depth + 1)}`;
    return python`[${joined(parts, separator)}]`;
  };
  return render(0, 0, indent ?? 0);
}

/** A tensor as an expression on one line. */
export function tensorExpression(tensor: Tensor): PythonSource {
  return python`torch.tensor(${nestedList(tensor, undefined, elementOf(tensor))}${dtypeArgument(tensor)})`;
}
