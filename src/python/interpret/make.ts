import type { Place } from "../../textUnit";
import type { ConstantValue, NumberValue, ObjectValue, Origin, StringValue, Value } from "../value";

/** Values as the walk makes them. */
export function none(origin: Origin): ConstantValue {
  return { kind: "none", origin };
}

export function bool(value: boolean, origin: Origin): NumberValue {
  return { kind: "number", type: "bool", value: value ? 1 : 0, origin };
}

/** An int; nothing where it is beyond what a double holds exactly. */
export function int(value: number, origin: Origin): NumberValue | undefined {
  return Number.isSafeInteger(value) ? { kind: "number", type: "int", value: value + 0, origin } : undefined;
}

export function string(value: string, origin: Origin): StringValue {
  return { kind: "string", value, origin };
}

export function literalAt(place: Place): Origin {
  return { kind: "literal", place };
}

/** Where something is known that is written nowhere: what a function without `return` gives, a default. */
export const unwritten: Origin = { kind: "unread", reason: "expression", place: undefined, name: undefined };

export function computed(operation: string, place: Place, operands: readonly Value[]): Origin {
  return {
    kind: "operation",
    operation,
    settings: {},
    place,
    operands: operands.map((value) => ({ value, place: undefined })),
  };
}

/** The key under which a dict holds a value: `s:name`, `n:1`; nothing where it is not known or not hashable. */
export function keyOf(value: Value, depth = 0): string | undefined {
  switch (value.kind) {
    case "string":
      return `s:${value.value}`;
    case "number":
      return value.error === undefined && !Number.isNaN(value.value) ? `n:${value.value + 0}` : undefined;
    case "none":
      return "none";
    case "ellipsis":
      return "ellipsis";
    case "dtype":
      return `d:${value.library}.${value.dtype}`;
    case "library":
      return `l:${value.path}`;
    case "tuple": {
      const keys: string[] = [];
      let length = 0;
      for (const item of value.items) {
        const key = depth < 6 ? keyOf(item, depth + 1) : undefined;
        length += key?.length ?? 0;
        if (key === undefined || length > 10_000) return undefined;
        keys.push(`${key.length}:${key}`);
      }
      return `t:${keys.join()}`;
    }
    case "function":
      return `f:${value.unit}:${value.node.start}`;
    case "object":
      return memberKey(value);
    case "tensor":
    case "notImplemented":
    case "slice":
    case "list":
    case "dict":
    case "method":
    case "class":
    case "partial":
    case "unknown":
      return undefined;
  }
}

/** A member of an enumeration is a key by itself, unless its class says otherwise. */
function memberKey({ type, object }: ObjectValue): string | undefined {
  if (type.kind !== "class" || type.origin.kind !== "literal") return undefined;
  const name = type.members?.get(object);
  const isPlain = !type.attributes.has("__eq__") && !type.attributes.has("__hash__");
  return name !== undefined && isPlain ? `e:${type.origin.place.unit}:${type.origin.place.start}.${name}` : undefined;
}
