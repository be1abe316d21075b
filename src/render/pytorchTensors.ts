import * as l10n from "@vscode/l10n";
import { isFloatingPoint, numel, type Tensor } from "../tensor/tensor";
import { formatCode } from "./numbers";

/** Above this many elements the code takes the person's variable instead of a copy of its values. */
export const COPIED_ELEMENTS = 1000;

/** A person's name where it is one for Python and collides with nothing in the program; else the fallback, or that with a `_`. */
export function identifier(name: string | undefined, fallback: string, taken: readonly string[]): string {
  const last = name?.split(".").pop() ?? "";
  const usable = /^[A-Za-z_]\w*$/.test(last) && !reserved.has(last) && !taken.includes(last);
  if (usable) return last;
  return taken.includes(fallback) ? `${fallback}_` : fallback;
}

/** Python's own words, and the names that a program gives to what is its own. */
const reserved: ReadonlySet<string> = new Set(
  (
    "torch nn F math re pytest loss loss_fn expected bce p_t alpha_t log_p log_p_y rows index one_hot kept axes found yes hits weight print int len max min range tuple float __debug__ False None True and as assert async await break class continue def del " +
    "elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** A text as a string literal: JSON's escapes are Python's, too. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

/** `y = torch.tensor(…)`, one innermost row a line; with more than `most` elements it is the person's own variable. */
export function tensorLine(name: string, tensor: Tensor, most = COPIED_ELEMENTS): string {
  if (tensor.data.length > most) {
    const comment = l10n.t("{0} values: take your own array", tensor.data.length);
    return `${name} = torch.as_tensor(${name}, dtype=torch.${tensor.dtype})  # ${comment}`;
  }
  if (tensor.data.length === 0)
    return `${name} = torch.zeros((${tensor.shape.map((size) => `${size},`).join(" ")}), dtype=torch.${tensor.dtype})`;
  const opening = `${name} = torch.tensor(`;
  return `${opening}${nestedList(tensor, opening.length, elementOf(tensor))}${dtypeArgument(tensor)})`;
}

export function promoted(tensor: Tensor): Tensor {
  return isFloatingPoint(tensor.dtype) ? { ...tensor, dtype: "float64" } : tensor;
}

/** int64 and bool are what torch.tensor makes of such lists by itself. */
function dtypeArgument(tensor: Tensor): string {
  return tensor.dtype === "int64" || tensor.dtype === "bool" ? "" : `, dtype=torch.${tensor.dtype}`;
}

/** A value of a type as torch.tensor reads it. */
function elementOf({ dtype }: Tensor): (value: number) => string {
  if (dtype === "bool") return (value) => (value === 0 ? "False" : "True");
  return isFloatingPoint(dtype) ? formatCode : String;
}

/** Nested Python lists, one innermost row a line. */
export function nestedList(tensor: Tensor, indent: number, element: (value: number) => string): string {
  const render = (dim: number, start: number, depth: number): string => {
    if (dim === tensor.shape.length) return element(tensor.data[start]);
    const stride = numel(tensor.shape.slice(dim + 1));
    const parts = Array.from({ length: tensor.shape[dim] }, (_, index) =>
      render(dim + 1, start + index * stride, depth + 1),
    );
    const separator = dim === tensor.shape.length - 1 ? ", " : `,\n${" ".repeat(depth + 1)}`;
    return `[${parts.join(separator)}]`;
  };
  return render(0, 0, indent);
}

/** A tensor as an expression on one line. */
export function tensorExpression(tensor: Tensor): string {
  return `torch.tensor(${nestedList(tensor, 0, elementOf(tensor)).replaceAll("\n", "")}${dtypeArgument(tensor)})`;
}
