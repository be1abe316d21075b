import { interpret } from "../../../../src/python/interpret/interpret";
import type { Interpretation } from "../../../../src/python/interpretation";
import { itemsOf } from "../../../../src/python/lists";
import { dataOf, type Value } from "../../../../src/python/value";

export function read(...texts: readonly string[]): Interpretation {
  return interpret(
    texts.map((text, i) => ({ id: `unit ${i}`, version: 1, languageId: "python", text, role: "code" as const })),
  );
}

/** What the last print of a program prints, as Python writes it; `?` where it is not known. */
export function printed(text: string): string {
  const { shown } = read(text);
  const last = shown[shown.length - 1];
  return last === undefined ? "nothing" : last.values.map((value) => written(value)).join(" ");
}

/** A value as repr() writes it; tensors as their nested lists. */
export function written(value: Value, depth = 0): string {
  if (depth > 8) return "…";
  const all = (items: readonly Value[]) => items.map((item) => written(item, depth + 1)).join(", ");
  switch (value.kind) {
    case "number":
      if (value.type === "bool") return value.value === 0 ? "False" : "True";
      return value.type === "float" && Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
    case "string":
      return `'${value.value}'`;
    case "none":
      return "None";
    case "tuple":
      return value.items.length === 1 ? `(${all(value.items)},)` : `(${all(value.items)})`;
    case "list": {
      const items = itemsOf(value.list);
      return items === undefined ? "?" : `[${all(items)}]`;
    }
    case "dict": {
      const { entries } = value.dict;
      if (entries === undefined) return "?";
      return `{${[...entries.values()].map((entry) => `${written(entry.key)}: ${written(entry.value, depth + 1)}`).join(", ")}}`;
    }
    case "tensor": {
      const data = dataOf(value);
      return data === undefined ? "?" : nested(data, value.shape, 0, data.length);
    }
    case "unknown":
      return "?";
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "function":
    case "method":
    case "class":
    case "object":
    case "library":
    case "partial":
      return `<${value.kind}>`;
  }
}

function nested(data: Float64Array, shape: readonly number[], start: number, size: number): string {
  const [length, ...rest] = shape;
  if (length === undefined) return String(Number(data[start].toPrecision(6)));
  const each = size / length;
  return `[${Array.from({ length }, (_, i) => nested(data, rest, start + i * each, each)).join(", ")}]`;
}
