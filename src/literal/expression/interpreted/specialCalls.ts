import * as l10n from "@vscode/l10n";
import { dtypeNamed } from "../../dtypes";
import { json } from "../../languages/json";
import { matlab } from "../../languages/matlab";
import { python } from "../../languages/python";
import { unsupported } from "../arrays";
import type { Language } from "../language";
import { readQuoted } from "../quoted";
import { type CallArgument, type CallNode, dottedName, type Node } from "../syntax";
import { type ArrayValue, asArray, castTo, dtypeOf, type ExpressionValue, type ScalarValue } from "../value";
import type { ExpressionEvaluator } from "./evaluator";
import { expressionOf } from "./expressionOf";
import { dataFrame, keyword, numpyType, positional, series } from "./frames";
import { printedArray } from "./readArrays";

/** Calls that are no Python to be run: arrays and tables as they are printed, and numbers that stand in a string. */
export function specialCall(ev: ExpressionEvaluator, node: CallNode): ArrayValue | ScalarValue | undefined {
  const name = dottedName(node.callee);
  if (name === undefined) return undefined;
  const held = outputField(name, node.args);
  if (held) {
    ev.warn("unsupported-expression", node.callee, l10n.t("Of “{0}”, “{1}” is read.", name, held.name ?? ""));
    return arrayIn(ev, held.value);
  }
  const last = name.slice(name.lastIndexOf(".") + 1);
  switch (last) {
    case "DataFrame":
      return dataFrame(ev, node);
    case "Series":
      return series(ev, node);
    case "matrix":
    case "mat":
    case "asmatrix":
      return matrix(ev, node, name);
    case "fromstring":
      return fromString(ev, node);
    case "loads":
      return quoted(ev, node, json);
    case "literal_eval":
      return quoted(ev, node, python);
    case "Fraction":
    case "Decimal":
      return exactNumber(ev, node);
    default:
      return printedConstructor(ev, node, name, last);
  }
}

/** The array that counts among the printed fields of a model's output or of `torch.max`: logits before all others. */
function outputField(name: string, args: readonly CallArgument[]): CallArgument | undefined {
  const isOutput = /(?:Output\w*|^DTensor)$/.test(name) || name.startsWith("torch.return_types.");
  if (!isOutput || args.length === 0 || args.some((arg) => arg.name === undefined)) return undefined;
  const named = (pattern: RegExp): CallArgument | undefined =>
    args.find((arg) => pattern.test(arg.name ?? "") && holdsArray(arg.value));
  return named(/^logits$/) ?? named(/^(?:predictions|values|local_tensor)$/) ?? named(/(?<!^loss)$/);
}

function holdsArray({ kind }: Node): boolean {
  return kind === "nested" || kind === "list" || kind === "call" || kind === "comprehension" || kind === "binary";
}

function arrayIn(ev: ExpressionEvaluator, node: Node): ArrayValue {
  return asArray(ev.numeric(node));
}

/** Names of constructors as they are printed, with the library that prints them. */
const printedBy: Readonly<Record<string, string>> = {
  array: "numpy",
  asfarray: "numpy",
  ndarray: "numpy",
  Index: "numpy",
  tensor: "torch",
  Parameter: "torch",
  Tensor: "torch",
  to_tensor: "torch",
  EagerTensor: "tensorflow",
  constant: "tensorflow",
  variable: "tensorflow",
  Array: "jax",
  DeviceArray: "jax",
  device_put: "jax",
};
/** Keywords with which these are functions that Python calls. */
const called = new Set(["dtype", "device", "requires_grad", "ndmin", "copy", "order", "data", "object", "pin_memory"]);
const printedOnly = new Set([
  "Tensor",
  "to_tensor",
  "EagerTensor",
  "variable",
  "Array",
  "DeviceArray",
  "device_put",
  "asfarray",
  "ndarray",
  "Index",
]);
const codes = /^[bBhHiIlLqQfd]$/;

function printedConstructor(
  ev: ExpressionEvaluator,
  node: CallNode,
  name: string,
  last: string,
): ArrayValue | undefined {
  const { args } = node;
  const library = /^(?:tf|tensorflow|K|keras)\./.test(name)
    ? "tensorflow"
    : /^(?:jnp|jax)\./.test(name)
      ? "jax"
      : printedBy[last];
  if (library === undefined || !Object.hasOwn(printedBy, last)) return undefined;
  const isSaid = args.some(
    ({ name: key, value }) => key !== undefined && (value.kind === "opaque" || !called.has(key)),
  );
  const [first, second, ...more] = positional(args);
  if (last === "array" && first?.kind === "string" && second && codes.test(first.value)) {
    // Python's array.array('d', […]).
    const array = asArray(ev.numeric(second));
    const cast = castTo({ ...array, dtype: dtypeOf(array) }, dtypeNamed(first.value, "numpy") ?? "float64");
    return { ...cast, library: "numpy", isList: false };
  }
  if (!isSaid && !printedOnly.has(last)) return undefined;
  if (!isSaid && name === "torch.Tensor") return undefined;
  const refused = args.find(({ name: key }) =>
    /^(?:indices|crow_indices|ccol_indices|quantization_scheme)$/.test(key ?? ""),
  );
  if (refused) throw unsupported(refused, l10n.t("“{0}” is not evaluated.", ev.excerpt(refused)));
  const data = first ?? keyword(args, "data", "object", "value", "values", "a", "input", "initial_value", "numpy");
  if (!data) throw unsupported(node, l10n.t("There are no values in “{0}”.", ev.excerpt(node)));
  if (
    more.length > 0 ||
    (second && second.kind !== "null" && dottedName(second) === undefined && second.kind !== "string")
  ) {
    throw unsupported(second, l10n.t("“{0}” is not evaluated.", ev.excerpt(second)));
  }
  if (last === "Tensor" && library === "torch" && data.kind === "number")
    throw unsupported(node, l10n.t("“{0}” holds memory that is not initialised.", ev.excerpt(node)));
  const typeNode = keyword(args, "dtype") ?? second;
  const typeName = typeNode && (typeNode.kind === "string" ? typeNode.value : dottedName(typeNode));
  const dtype = typeName === undefined ? undefined : dtypeNamed(typeName, library as "torch");
  if (typeNode && typeNode.kind !== "null" && dtype === undefined && typeName !== "object")
    throw unsupported(typeNode, l10n.t("The type “{0}” is not known here.", ev.excerpt(typeNode)));
  const shape = keyword(args, "shape", "size");
  const isFloat32 = last === "Tensor" && library === "torch" && dtype === undefined;
  const value = ev.read(
    node,
    ev.conversion((on) => {
      const sizes = shape === undefined || shape.kind === "opaque" ? undefined : expressionOf(shape, on);
      return printedArray(expressionOf(data, on), library, isFloat32 ? "float32" : dtype, sizes, node);
    }),
  );
  return asArrayOf(ev, node, value);
}

function asArrayOf(ev: ExpressionEvaluator, node: Node, value: ExpressionValue): ArrayValue {
  if (value.kind === "array" || value.kind === "scalar") return asArray(value);
  throw unsupported(node, l10n.t("“{0}” is not an array.", ev.excerpt(node)));
}

function quoted(ev: ExpressionEvaluator, node: CallNode, language: Language): ArrayValue | ScalarValue {
  const [source] = positional(node.args);
  if (source?.kind !== "string") throw unsupported(node, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(node)));
  return readQuoted(ev, source, language);
}

/** `np.matrix('1 2; 3 4')`, and of lists: always of two dimensions. */
function matrix(ev: ExpressionEvaluator, node: CallNode, name: string): ArrayValue {
  const source = positional(node.args)[0] ?? keyword(node.args, "data", "object");
  if (!source) throw unsupported(node, l10n.t("There are no values in “{0}”.", ev.excerpt(node)));
  const value = source.kind === "string" ? rowsIn(ev, source) : ev.numeric(source);
  const typeNode = keyword(node.args, "dtype") ?? positional(node.args)[1];
  const typeName = typeNode && (typeNode.kind === "string" ? typeNode.value : dottedName(typeNode));
  const array = asArray(value);
  const dtype = (typeName && dtypeNamed(typeName, "numpy")) || array.dtype || numpyType(array);
  const cast = castTo({ ...array, dtype: array.dtype ?? numpyType(array) }, dtype);
  const shape = array.shape.length < 2 ? [1, array.data.length] : array.shape;
  if (shape.length > 2) throw unsupported(node, l10n.t("The call “{0}” is not evaluated.", name));
  return { ...cast, shape, library: "numpy", isList: false };
}

/** Numbers in a string, and nothing that would be computed. */
function rowsIn(ev: ExpressionEvaluator, source: Extract<Node, { kind: "string" }>): ArrayValue | ScalarValue {
  if (/[^\s\w.,;+-]|\bpi\b/.test(source.value))
    throw unsupported(source, l10n.t("“{0}” is not evaluated.", ev.excerpt(source)));
  return readQuoted(ev, source, matlab, "[", "]");
}

/** `np.fromstring('1 2 3', sep=' ')`; without a separator it reads bytes. */
function fromString(ev: ExpressionEvaluator, node: CallNode): ArrayValue {
  const [source, type] = positional(node.args);
  const separator = keyword(node.args, "sep") ?? positional(node.args)[3];
  const isText = source?.kind === "string" && separator?.kind === "string" && /^\s*[\s,]\s*$/.test(separator.value);
  if (!isText) throw unsupported(node, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(node)));
  const array = asArray(rowsIn(ev, source));
  const typeNode = keyword(node.args, "dtype") ?? type;
  const typeName = typeNode && (typeNode.kind === "string" ? typeNode.value : dottedName(typeNode));
  const dtype = (typeName && dtypeNamed(typeName, "numpy")) || "float64";
  const cast = castTo({ ...array, dtype: array.dtype ?? numpyType(array) }, dtype);
  return { ...cast, shape: [array.data.length], library: "numpy", isList: false };
}

/** `Fraction(1, 3)`, `Decimal('0.1')`. */
function exactNumber(ev: ExpressionEvaluator, node: CallNode): ScalarValue {
  const parts = node.args.map(({ value }) =>
    value.kind === "string" ? readQuoted(ev, value, python) : ev.numeric(value),
  );
  const [numerator, denominator] = parts.map((part) => (part.kind === "scalar" ? part.value : Number.NaN));
  const isNamed = node.args.some(({ name }) => name !== undefined);
  if (isNamed || parts.length === 0 || parts.length > 2 || denominator === 0 || Number.isNaN(numerator))
    throw unsupported(node, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(node)));
  const value = numerator / (denominator ?? 1);
  return { kind: "scalar", value, written: 2, dtype: undefined, start: node.start, end: node.end };
}
