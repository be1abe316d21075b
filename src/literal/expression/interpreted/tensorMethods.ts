import * as l10n from "@vscode/l10n";
import type { Expression, Argument as PythonArgument } from "../../../python/syntax";
import { defaultDType } from "../../dtypes";
import type { Refused } from "../../refused";
import { unsupported } from "../arrays";
import type { Apply, Method } from "../method";
import { type CallArgument, dottedName, type Node } from "../syntax";
import { asArray, type ValuePlace } from "../value";
import type { ExpressionEvaluator } from "./evaluator";
import { arrayExpression } from "./readArrays";

/** Methods of tensors that go by torch's names in other languages, too: python/ has the one table of what they do. */
export function tensorMethods(names: string): [string, Method][] {
  return names.split(" ").map((name) => [name, { property: false, apply: interpreted(name) }]);
}

function interpreted(name: string): Apply {
  return (ev, array, args, place) => {
    const at = { start: place.start, end: place.end };
    const given = args.flatMap((arg) => argumentOf(ev, arg, name) ?? []);
    // A device does not matter.
    if (name === "to" && given.length === 0) return { ...array, ...at };
    const dtype = array.dtype ?? defaultDType(array.written, array.library ?? "numpy");
    const tensor = { ...array, dtype, library: "torch" as const, isList: false };
    const callee: Expression = { kind: "attribute", object: arrayExpression(tensor, place), name, ...at };
    const node: Node = { kind: "opaque", ...at };
    const read = ev.read(node, { kind: "call", callee, args: given, ...at });
    if (read.kind !== "array" && read.kind !== "scalar") throw unread(ev, place);
    return { ...asArray(read), library: array.library, isList: false };
  };
}

function unread(ev: ExpressionEvaluator, place: ValuePlace): Refused {
  return unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
}

/** An argument as Python's: sizes, numbers and types; undefined for a name that says nothing of values, as that of a device. */
function argumentOf(
  ev: ExpressionEvaluator,
  { name, value, start, end }: CallArgument,
  method: string,
): PythonArgument | undefined {
  const at = { start, end };
  const dtype = ev.torchType(value);
  if (dtype !== undefined) {
    const module: Expression = { kind: "name", name: "torch", ...at };
    return { name, spread: undefined, value: { kind: "attribute", object: module, name: dtype, ...at }, ...at };
  }
  if (method === "to" && (dottedName(value) !== undefined || value.kind === "string")) return undefined;
  const number = (x: number, written: 0 | 1 | 2): Expression => ({
    kind: "number",
    value: x,
    type: written === 2 ? "float" : "int",
    ...at,
  });
  const read = ev.numeric(value);
  if (read.kind === "scalar") return { name, spread: undefined, value: number(read.value, read.written), ...at };
  if (read.shape.length !== 1) throw unread(ev, value);
  const items = Array.from(read.data, (x) => number(x, read.written));
  return { name, spread: undefined, value: { kind: "tuple", items, ...at }, ...at };
}
