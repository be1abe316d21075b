import type { OperationCall } from "../../operation";
import type { TensorValue, Value } from "../../value";
import { fresh, moved } from "../tensor/make";
import { nothing } from "./mode";

/** What a DataLoader gives: batches of tensors, or of samples that are put together. */

/** The tensors of a TensorDataset. */
export function tensorsOf(value: Value | undefined): readonly TensorValue[] | undefined {
  const tensors = value?.kind === "object" ? value.object.attributes.get("tensors") : undefined;
  if (tensors?.kind !== "tuple" || tensors.items.length === 0) return undefined;
  return tensors.items.every((item): item is TensorValue => item.kind === "tensor" && item.shape.length > 0)
    ? tensors.items
    : undefined;
}

/** More batches than these are not looked at one by one. */
const MOST_BATCHES = 16;

/** `len(loader)`; undefined where a sampler of its own decides, or the samples are not counted. */
export function batchCount(call: OperationCall): Value | undefined {
  const self = call.arg("self");
  const attributes = self?.kind === "object" ? self.object.attributes : undefined;
  const dataset = attributes?.get("dataset");
  const size = attributes?.get("batch_size");
  const drop = call.machine.truth(attributes?.get("drop_last") ?? nothing);
  const isPlain = ["sampler", "batch_sampler"].every((name) => attributes?.get(name)?.kind === "none");
  if (dataset === undefined || size?.kind !== "number" || size.value < 1 || drop === undefined || !isPlain)
    return undefined;
  const rows = callLibrary(call, "builtins.len", [dataset]);
  if (rows.kind !== "number") return undefined;
  return { ...rows, value: drop ? Math.floor(rows.value / size.value) : Math.ceil(rows.value / size.value) };
}

/** The batches, each a list of copies or what samples are put together to; of shuffled tensors only the shapes are known. */
export function batches(call: OperationCall): Value | undefined {
  const self = call.arg("self");
  const attributes = self?.kind === "object" ? self.object.attributes : undefined;
  const dataset = attributes?.get("dataset");
  const size = attributes?.get("batch_size");
  if (attributes === undefined || dataset === undefined || size?.kind !== "number" || size.value < 1) return undefined;
  const isNone = (name: string) => attributes.get(name)?.kind === "none";
  const drop = call.machine.truth(attributes.get("drop_last") ?? nothing);
  if (drop === undefined || !isNone("sampler") || !isNone("batch_sampler")) return undefined;
  const isOrdered = call.machine.truth(attributes.get("shuffle") ?? nothing) === false;
  const bounds = (rows: number): readonly (readonly [number, number])[] | undefined => {
    const count = drop ? Math.floor(rows / size.value) : Math.ceil(rows / size.value);
    if (count > MOST_BATCHES) return undefined;
    return Array.from({ length: count }, (_, i) => [i * size.value, Math.min((i + 1) * size.value, rows)] as const);
  };
  const tensors = tensorsOf(dataset);
  if (tensors === undefined || !isNone("collate_fn")) {
    const samples = isOrdered ? samplesOf(call, dataset) : undefined;
    const collate = isNone("collate_fn") ? undefined : attributes.get("collate_fn");
    const items = samples && bounds(samples.length)?.map(([start, end]) => samples.slice(start, end));
    return (
      items &&
      list(
        call,
        "iterator",
        items.map((each) => together(call, each, collate)),
      )
    );
  }
  const [rows] = tensors[0].shape;
  if (tensors.some(({ shape }) => shape[0] !== rows)) return undefined;
  const items = bounds(rows)?.map(([start, end]) =>
    list(
      call,
      "list",
      tensors.map((tensor) => batch(call, tensor, start, end, isOrdered)),
    ),
  );
  return items && list(call, "iterator", items);
}

/** More samples than these are not asked for one by one. */
const MOST_SAMPLES = 256;

/** What a list of samples or a class of the file gives for each index; undefined where that is not known. */
function samplesOf(call: OperationCall, dataset: Value): readonly Value[] | undefined {
  const length = callLibrary(call, "builtins.len", [dataset]);
  if (length.kind !== "number" || length.value > MOST_SAMPLES) return undefined;
  const isAsked = dataset.kind === "object" || dataset.kind === "list" || dataset.kind === "tuple";
  if (!isAsked) return undefined;
  return Array.from({ length: length.value }, (_, i) => {
    const index: Value = { kind: "number", type: "int", value: i, origin: nothing.origin };
    return callLibrary(call, "operator.getitem", [dataset, index]);
  });
}

function together(call: OperationCall, samples: readonly Value[], collate: Value | undefined): Value {
  if (collate === undefined) return collated(call, samples, 0) ?? call.unknown();
  return call.machine.call(collate, [list(call, "list", [...samples])], new Map(), call.place);
}

/** torch's default_collate; undefined where it is not known what comes out, or where it raises. */
function collated(call: OperationCall, samples: readonly Value[], depth: number): Value | undefined {
  const [first] = samples;
  if (first === undefined || depth > 6) return undefined;
  const all = (kind: Value["kind"]) => samples.every((each) => each.kind === kind);
  const inner = (each: readonly (Value | undefined)[]): Value | undefined =>
    each.every((value): value is Value => value !== undefined) ? collated(call, each, depth + 1) : undefined;
  const given = list(call, "list", [...samples]);
  switch (first.kind) {
    case "tensor": {
      if (!samples.every((each) => each.kind === "tensor" && each.library === first.library)) return undefined;
      if (first.library === "torch") return callLibrary(call, "torch.stack", [given]);
      if (first.library !== "numpy" || first.shape.length === 0) return undefined;
      const converted = samples.map((each) => callLibrary(call, "torch.as_tensor", [each]));
      return callLibrary(call, "torch.stack", [list(call, "list", converted)]);
    }
    case "number": {
      if (!samples.every((each) => each.kind === "number" && each.type === first.type && each.member === undefined))
        return undefined;
      if (first.type !== "float") return callLibrary(call, "torch.tensor", [given]);
      const double: Value = { kind: "dtype", dtype: "float64", library: "torch", origin: nothing.origin };
      return callLibrary(call, "torch.tensor", [given], new Map([["dtype", double]]));
    }
    case "string":
      return all("string") ? given : undefined;
    case "dict": {
      const { entries } = first.dict;
      if (!all("dict") || entries === undefined || first.dict.counts || first.dict.factory) return undefined;
      const made = new Map<string, { readonly key: Value; readonly value: Value }>();
      for (const [key, entry] of entries) {
        const value = inner(
          samples.map((each) => (each.kind === "dict" ? each.dict.entries?.get(key)?.value : undefined)),
        );
        if (value === undefined) return undefined;
        made.set(key, { key: entry.key, value });
      }
      return { kind: "dict", dict: { entries: made, region: call.machine.region }, origin: nothing.origin };
    }
    case "tuple": {
      const { length } = first.items;
      if (first.fields !== undefined || !samples.every((each) => each.kind === "tuple" && each.items.length === length))
        return undefined;
      const parts = first.items.map((_, i) =>
        inner(samples.map((each) => (each.kind === "tuple" ? each.items[i] : undefined))),
      );
      return parts.every((part): part is Value => part !== undefined) ? list(call, "list", parts) : undefined;
    }
    case "list":
    case "object":
    case "unknown":
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "function":
    case "method":
    case "class":
    case "library":
    case "partial":
      return undefined;
  }
}

const noKeywords: ReadonlyMap<string, Value> = new Map();

function callLibrary(call: OperationCall, path: string, args: readonly Value[], keywords = noKeywords): Value {
  return call.machine.call({ kind: "library", path, origin: nothing.origin }, args, keywords, call.place);
}

function batch(call: OperationCall, tensor: TensorValue, start: number, end: number, isOrdered: boolean): Value {
  const made = {
    operation: "getitem",
    operands: [{ value: tensor, place: undefined }],
    library: "torch" as const,
    shape: [end - start, ...tensor.shape.slice(1)],
    dtype: tensor.dtype,
  };
  if (!isOrdered) return fresh(call, made, undefined);
  const inner = made.shape.slice(1).reduce((product, each) => product * each, 1);
  const indices = () => Int32Array.from({ length: (end - start) * inner }, (_, i) => start * inner + i);
  return moved(call, made, tensor, indices, false);
}

function list(call: OperationCall, form: "list" | "iterator", items: Value[]): Value {
  const object = { items, region: call.machine.region, changed: false, numbers: undefined };
  return { kind: "list", form, list: object, origin: nothing.origin };
}
