import { itemsOf } from "../../lists";
import type { Operation, OperationCall } from "../../operation";
import type { DictObject } from "../../things";
import { isContainer, type ListValue, type NumberValue, type Origin, type StringValue, type Value } from "../../value";

/** What rows of Python's own functions read of their arguments and make. */
const notModelled = Symbol("what the row does not model");

export function refuse(): never {
  throw notModelled;
}

/** A row in which reading an argument that is not known ends the operation: its value is unknown then. */
export function row(names: string, signature: string, apply: (call: OperationCall) => Value): Operation {
  return { names, signature, apply: orUnknown(apply) };
}

/** What it gives; unknown where it refuses. */
export function orUnknown(apply: (call: OperationCall) => Value): (call: OperationCall) => Value {
  return (call) => {
    try {
      return apply(call);
    } catch (error) {
      if (error !== notModelled) throw error;
      return call.unknown();
    }
  };
}

export function arg(call: OperationCall, name: string): Value {
  return call.arg(name) ?? refuse();
}

/** An argument that was given and is not None. */
export function given(call: OperationCall, name: string): Value | undefined {
  const value = call.arg(name);
  return value === undefined || value.kind === "none" ? undefined : value;
}

export function itemsIn(call: OperationCall, value: Value, anyOrder = false): readonly Value[] {
  return call.machine.iterate(value, anyOrder) ?? refuse();
}

/** A number known to the last bit. */
export function exact(value: Value | undefined): NumberValue {
  return value?.kind === "number" && value.error === undefined ? value : refuse();
}

export function whole(value: Value | undefined): number {
  return value?.kind === "number" && value.type !== "float" ? value.value : refuse();
}

export function text(value: Value | undefined): string {
  return value?.kind === "string" ? value.value : refuse();
}

export function isTrue(call: OperationCall, value: Value | undefined): boolean {
  return (value && call.machine.truth(value)) ?? refuse();
}

export function origin(call: OperationCall, ...operands: readonly Value[]): Origin {
  return {
    kind: "operation",
    operation: call.path.slice(call.path.lastIndexOf(".") + 1),
    settings: {},
    place: call.place,
    operands: operands.map((value) => ({ value, place: undefined })),
  };
}

export function int(call: OperationCall, value: number): Value {
  if (!Number.isSafeInteger(value)) return refuse();
  return { kind: "number", type: "int", value: value + 0, origin: origin(call) };
}

export function float(call: OperationCall, value: number, error?: number): Value {
  return {
    kind: "number",
    type: "float",
    value,
    ...(error !== undefined && error > 0 && { error }),
    origin: origin(call),
  };
}

export function bool(call: OperationCall, value: boolean): Value {
  return { kind: "number", type: "bool", value: value ? 1 : 0, origin: origin(call) };
}

export function string(call: OperationCall, value: string): StringValue {
  return { kind: "string", value, origin: origin(call) };
}

export function none(call: OperationCall): Value {
  return { kind: "none", origin: origin(call) };
}

export function tuple(call: OperationCall, items: readonly Value[]): Value {
  return { kind: "tuple", items, fields: undefined, origin: origin(call) };
}

export function list(call: OperationCall, items: Value[] | undefined, form: ListValue["form"] = "list"): Value {
  if (items !== undefined) call.machine.spend(items.length);
  const made = { items, region: call.machine.region, changed: items === undefined, numbers: undefined };
  return { kind: "list", form, list: made, origin: origin(call) };
}

export function dict(call: OperationCall, entries: DictObject["entries"]): Value {
  return { kind: "dict", dict: { entries, region: call.machine.region }, origin: origin(call) };
}

/** The length of a container of Python's; undefined where it is not known. */
export function lengthOf(value: Value): number | undefined {
  if (value.kind === "string")
    return /[\ud800-\udfff]/.test(value.value) ? Array.from(value.value).length : value.value.length;
  if (value.kind === "unknown") return value.facts.shape?.[0];
  if (!isContainer(value)) return undefined;
  switch (value.kind) {
    case "tuple":
      return value.items.length;
    case "list": {
      if (value.form === "iterator") return undefined;
      const { items, changed, numbers } = value.list;
      return items === undefined && !changed && numbers !== undefined ? numbers.shape[0] : itemsOf(value.list)?.length;
    }
    case "dict":
      return value.dict.entries?.size;
    case "tensor":
      return value.shape[0];
    case "object":
      return undefined;
  }
}

/** Calls a function of a library, or Python's own, by its path. */
export function callPath(call: OperationCall, path: string, ...args: readonly Value[]): Value {
  return call.machine.call({ kind: "library", path, origin: origin(call) }, args, new Map(), call.place);
}

export function callMethod(call: OperationCall, self: Value, name: string, ...args: readonly Value[]): Value {
  return call.machine.call({ kind: "method", self, callee: name, origin: origin(call) }, args, new Map(), call.place);
}
