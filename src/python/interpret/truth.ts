import { inheritsFrom } from "../library/classes";
import { itemsOf } from "../lists";
import { dataOf, sizeOf, type Value } from "../value";
import { memberName } from "./enums";
import { findInClass, isClosed, libraryBases } from "./lookup";
import type { Run } from "./run";

/** bool(value), undefined where it is not known or would raise. */
export function truth(run: Run, value: Value): boolean | undefined {
  switch (value.kind) {
    case "number":
      if (value.error !== undefined && Math.abs(value.value) <= value.error) return undefined;
      return value.value !== 0;
    case "string":
      return value.value !== "";
    case "none":
      return false;
    case "ellipsis":
    case "dtype":
    case "slice":
    case "function":
    case "class":
    case "method":
    case "partial":
      return true;
    case "tuple":
      return value.items.length > 0;
    case "list": {
      if (value.form === "iterator") return true;
      const items = itemsOf(value.list);
      return items === undefined ? undefined : items.length > 0;
    }
    case "dict":
      return value.dict.entries === undefined ? undefined : value.dict.entries.size > 0;
    case "tensor": {
      if (sizeOf(value) !== 1) return undefined;
      const data = dataOf(value);
      if (data === undefined) return undefined;
      const error = value.storage.error;
      if (error !== undefined && Math.abs(data[0]) <= error[value.view?.[0] ?? 0]) return undefined;
      return data[0] !== 0;
    }
    case "object": {
      const { type } = value;
      if (!isClosed(type)) return undefined;
      if (type.kind === "class") {
        const own = findInClass(type, "__bool__") ?? findInClass(type, "__len__");
        if (own !== undefined) {
          return own.kind === "function"
            ? truth(
                run,
                run.call({ kind: "method", self: value, callee: own, origin: own.origin }, [], new Map(), noPlace),
              )
            : undefined;
        }
      }
      if (memberName(value) !== undefined) return true;
      const bases = libraryBases(type);
      const isModule = bases.every((base) => inheritsFrom(base, "torch.nn.Module") && !containers.has(base));
      return isModule ? true : undefined;
    }
    case "notImplemented":
    case "library":
    case "unknown":
      return undefined;
  }
}

const containers = new Set([
  "torch.nn.Sequential",
  "torch.nn.ModuleList",
  "torch.nn.ModuleDict",
  "torch.nn.ParameterList",
  "torch.nn.ParameterDict",
]);
const noPlace = { unit: 0, start: 0, end: 0 };
