import * as l10n from "@vscode/l10n";
import { dataOf, type Value as PythonValue, type TensorValue } from "../../../python/value";
import { Refused } from "../../refused";
import { stack } from "../arrays";
import type { Node } from "../syntax";
import { type ArrayValue, type ExpressionValue, type ScalarValue, type ValuePlace, writtenAs } from "../value";
import type { ExpressionEvaluator } from "./evaluator";
import { explain } from "./explain";
import { placesOf } from "./places";

/** What an item of a list costs, in elements: a number by itself, or an array of its own. */
const priceOfNumber = 8;
const priceOfItem = 50;

/** What the interpreter found for a node, as a value of the reader's; refuses what it does not know, and says why. */
export function fromPython(ev: ExpressionEvaluator, value: PythonValue, node: Node, depth = 0): ExpressionValue {
  const place: ValuePlace = { start: node.start, end: node.end };
  switch (value.kind) {
    case "number": {
      const at = value.origin.kind === "literal" || value.origin.kind === "operation" ? value.origin.place : place;
      const written = value.type === "float" ? 2 : value.type === "int" ? 1 : 0;
      const own = depth > 0 && at.start >= node.start && at.end <= node.end ? { start: at.start, end: at.end } : place;
      return { kind: "scalar", value: value.value, written, dtype: undefined, ...own };
    }
    case "tensor":
      return fromTensor(ev, value, node);
    case "tuple":
    case "list": {
      if (value.kind === "tuple" && value.fields !== undefined) {
        ev.warn("unsupported-expression", node, l10n.t("Of “{0}”, “{1}” is read.", ev.excerpt(node), value.fields[0]));
        return fromPython(ev, value.items[0], node, depth + 1);
      }
      if (depth > 64 || (value.kind === "list" && value.form === "set")) throw explain(ev, node, value);
      const display =
        value.kind === "list" && !value.list.changed && value.list.items === undefined ? value.list.numbers : undefined;
      if (display) {
        const { data, shape, type, cells } = display;
        ev.budget.spend(data.length, place);
        const written = data.length === 0 || type === "float" ? 2 : 1;
        const { offsets, lengths } = cells;
        const scale = undefined;
        return {
          kind: "array",
          data,
          shape,
          written,
          dtype: undefined,
          library: undefined,
          isList: true,
          offsets,
          lengths,
          scale,
          ...place,
        };
      }
      const items = value.kind === "tuple" ? value.items : value.list.items;
      if (items === undefined) throw explain(ev, node, value);
      ev.budget.spend(items.length * (items[0]?.kind === "number" ? priceOfNumber : priceOfItem), place);
      const read = items.map((item) => fromPython(ev, item, node, depth + 1));
      const bad = read.find((item) => item.kind !== "scalar" && item.kind !== "array");
      if (bad) throw new Refused("non-numeric", bad.start, bad.end, l10n.t("“{0}” is not a number.", ev.excerpt(bad)));
      return stack(read as (ScalarValue | ArrayValue)[], place);
    }
    case "string": {
      const at = value.origin.kind === "literal" ? value.origin.place : place;
      return { kind: "string", value: value.value, start: at.start, end: at.end };
    }
    case "none":
      return { kind: "null", ...place };
    case "dtype":
    case "ellipsis":
    case "notImplemented":
      return { kind: "opaque", ...place };
    case "library":
    case "slice":
    case "dict":
    case "function":
    case "method":
    case "class":
    case "object":
    case "partial":
    case "unknown":
      throw explain(ev, node, value);
  }
}

function fromTensor(ev: ExpressionEvaluator, value: TensorValue, node: Node): ArrayValue {
  const data = dataOf(value);
  if (data === undefined) throw explain(ev, node, value);
  const { shape, dtype, library, cells, storage } = value;
  const count = data.length;
  const places = cells !== undefined && !storage.changed ? cells : placesOf(node, count);
  const own = { start: node.start, end: node.end };
  return {
    kind: "array",
    data,
    shape,
    written: writtenAs(dtype),
    dtype,
    library,
    isList: false,
    offsets: places?.offsets ?? new Uint32Array(count).fill(own.start),
    lengths: places?.lengths ?? new Uint32Array(count).fill(own.end - own.start),
    scale: undefined,
    ...own,
  };
}
