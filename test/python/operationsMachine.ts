import { bindArguments, type GivenArgument, parseSignature, type Signature } from "../../src/python/library/signature";
import { tensorOperations } from "../../src/python/library/tensor/rows";
import type { Machine, Operation, OperationCall } from "../../src/python/operation";
import type { Storage } from "../../src/python/things";
import type { TensorValue, Value } from "../../src/python/value";
import { sizeOf } from "../../src/python/value";

/** The least that the rows ask of an interpreter. */

interface Known {
  readonly row: Operation;
  readonly signature: Signature;
}

const table = new Map<string, Known>();
for (const row of tensorOperations) {
  const known = { row, signature: parseSignature(row.signature) };
  for (const name of row.names.split(/\s+/)) table.set(name, known);
}

const place = { unit: 0, start: 0, end: 0 };
const origin = { kind: "literal", place } as const;

const machine: Machine = {
  spend: (elements: number) => {
    if (!(elements < 1e5)) throw new RangeError("more elements than the budget has");
  },
  step: () => {},
  region: 0,
  call: () => unknown(),
  attribute: () => unknown(),
  iterate: (value: Value) => {
    if (value.kind === "tuple") return value.items;
    if (value.kind === "list") return value.list.items;
    if (value.kind !== "tensor" || value.shape.length === 0) return undefined;
    return Array.from({ length: value.shape[0] }, (_, i) =>
      apply("operator.getitem", [value, { kind: "number", type: "int", value: i, origin }], {}),
    );
  },
  truth: (value: Value) => (value.kind === "number" ? value.value !== 0 : undefined),
  write: (tensor: TensorValue, values: Float64Array | undefined) => {
    const { storage, view } = tensor;
    storage.changed = true;
    if (values === undefined) storage.data = undefined;
    else if (view === undefined) storage.data = values.slice();
    else if (storage.data !== undefined) for (let i = 0; i < view.length; i++) storage.data[view[i]] = values[i];
  },
  escape: () => {},
  newStorage: (data: Float64Array | undefined): Storage => ({ data, changed: false, region: 0 }),
  recordLoss: () => {},
  context: { autocast: undefined, noGrad: false, functions: [], uncertain: false },
} as unknown as Machine;

export function unknown(): Value {
  return { kind: "unknown", facts: {}, origin: { kind: "unread", reason: "call", place, name: undefined } };
}

export function isProperty(path: string): boolean {
  return table.get(path)?.row.property === true;
}

export function isModelled(path: string): boolean {
  return table.has(path);
}

/** A call of a row, bound as the interpreter binds it. */
export function apply(path: string, args: readonly Value[], kwargs: Readonly<Record<string, Value>>): Value {
  const known = table.get(path);
  if (known === undefined) return unknown();
  const given = (value: Value): GivenArgument => ({ value, place });
  const bound = bindArguments(known.signature, {
    positional: args.map(given),
    keywords: new Map(Object.entries(kwargs).map(([name, value]) => [name, given(value)])),
    complete: true,
  });
  if (bound === undefined) return unknown();
  const call: OperationCall = {
    path,
    place,
    named: place,
    arg: (name) => {
      const parameter = bound.signature.byName.get(name);
      return parameter && (bound.args[parameter.index]?.value ?? parameter.fallback);
    },
    placeOf: () => place,
    rest: () => bound.rest.map(({ value }) => value),
    others: () => new Map([...bound.others].map(([name, { value }]) => [name, value])),
    machine,
    unknown,
  };
  try {
    return known.row.apply(call);
  } catch (error) {
    if (error instanceof RangeError) return unknown();
    throw error;
  }
}

export function snapshot(value: TensorValue): {
  readonly data: readonly number[] | undefined;
  readonly error: readonly number[] | undefined;
} {
  const { storage, view } = value;
  const at = Array.from({ length: sizeOf(value) }, (_, i) => (view ? view[i] : i));
  return {
    data: storage.data && at.map((i) => (storage.data as Float64Array)[i]),
    error: storage.error && at.map((i) => (storage.error as Float64Array)[i]),
  };
}

export { origin };
