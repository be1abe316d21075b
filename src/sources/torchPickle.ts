import { countOf } from "./arrayFile";
import { isStoredType, type StoredType } from "./elementTypes";
import { damaged, type FileProblem, problemOf, Refused, refuse } from "./fileProblem";
import { type PickleValue, type PickleWorld, type Unpickled, unpickle } from "./pickle";

/** Elements of a storage, under the name that it has among the file's. */
export interface Storage {
  readonly kind: "storage";
  readonly key: string;
  /** Undefined where the storage has bytes alone and the tensor says what they are. */
  readonly type: StoredType | undefined;
  /** Elements, or bytes where there is no type. */
  readonly count: number;
  /** Where a storage is part of another: its first element there. */
  readonly offset: number;
}

/** A tensor as a pickle of torch.save has it: a storage, and how the tensor lies in it. */
export interface PickledTensor {
  readonly kind: "tensor";
  readonly storage: Storage;
  readonly type: StoredType;
  readonly start: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A tensor of a kind that is not read. */
export interface RefusedTensor {
  readonly kind: "refused";
  readonly problem: FileProblem;
}

export type TorchMade = Storage | PickledTensor | RefusedTensor;
export type TorchValue = PickleValue<TorchMade>;

const storageTypes: Readonly<Record<string, StoredType>> = {
  ...{ "torch.FloatStorage": "float32", "torch.DoubleStorage": "float64", "torch.HalfStorage": "float16" },
  ...{ "torch.BFloat16Storage": "bfloat16", "torch.LongStorage": "int64", "torch.IntStorage": "int32" },
  ...{ "torch.ShortStorage": "int16", "torch.CharStorage": "int8", "torch.ByteStorage": "uint8" },
  ...{ "torch.BoolStorage": "bool" },
};

/** Storages of numbers that are no tensor's here; their tensors are refused, not the file. */
const foreignStorages: ReadonlySet<string> = new Set(
  ["ComplexFloat", "ComplexDouble", "QInt8", "QUInt8", "QInt32", "QUInt4x2", "QUInt2x4"].map(
    (name) => `torch.${name}Storage`,
  ),
);

const untyped: ReadonlySet<string> = new Set(["torch.storage.UntypedStorage", "torch.UntypedStorage"]);
const callables: ReadonlySet<string> = new Set([
  ...["torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3", "torch._utils._rebuild_tensor"],
  ...["torch._utils._rebuild_parameter", "collections.OrderedDict", "torch.Size"],
]);

/** Element types of torch that hold no number one tensor could be read as. */
const foreignTypes = /^torch\.(?:complex(?:32|64|128)|q?u?int\d+(?:x\d+)?|bits\w+|float4\w+)$/;

const world: PickleWorld<TorchMade> = {
  allows: (name) =>
    Object.hasOwn(storageTypes, name) ||
    foreignStorages.has(name) ||
    untyped.has(name) ||
    callables.has(name) ||
    isType(name),
  call: (name, args) => {
    switch (name) {
      case "collections.OrderedDict":
        return args.length === 0 ? new Map() : orderedOf(args[0]);
      case "torch.Size":
        return Array.isArray(args[0]) ? args[0] : damaged("pickle");
      case "torch._utils._rebuild_parameter":
        return args[0] ?? damaged("pickle");
      case "torch._utils._rebuild_tensor":
      case "torch._utils._rebuild_tensor_v2":
        return { kind: "made", made: tensorOf(args, undefined, args[6]) };
      case "torch._utils._rebuild_tensor_v3":
        return { kind: "made", made: tensorOf(args, args[6], args[7]) };
      default:
        return refuse({ kind: "global", name });
    }
  },
  persistent: (id) => ({ kind: "made", made: storageOf(id) }),
};

/** A pickle that torch.save wrote: dictionaries, lists, strings, numbers and tensors. Every other global is refused by its name. */
export function unpickleTorch(bytes: Uint8Array, start: number): Unpickled<TorchMade> {
  return unpickle(bytes, start, world);
}

function isType(name: string): boolean {
  return (name.startsWith("torch.") && isStoredType(name.slice("torch.".length))) || foreignTypes.test(name);
}

/** An ordered dictionary may be given its items as a list of pairs. */
function orderedOf(items: TorchValue): TorchValue {
  if (!Array.isArray(items)) return damaged("pickle");
  return new Map(
    items.map((item) => {
      return Array.isArray(item) && item.length === 2 ? ([item[0], item[1]] as const) : damaged("pickle");
    }),
  );
}

/** `("storage", type, key, device, count)`, in older files with `(root, offset, size)` of a storage that is part of another. */
function storageOf(id: TorchValue): TorchMade {
  if (!Array.isArray(id) || id[0] !== "storage") return damaged("storage");
  const [, type, key, , count, view] = id;
  if (!isGlobal(type) || typeof key !== "string" || !isIndex(count)) return damaged("storage");
  if (foreignStorages.has(type.name)) return refusedType(type.name);
  const known = storageTypes[type.name];
  if (known === undefined && !untyped.has(type.name)) return damaged("storage");
  const offset = Array.isArray(view) ? view[1] : 0;
  return isIndex(offset) ? { kind: "storage", key, type: known, count, offset } : damaged("storage");
}

function refusedType(name: string): RefusedTensor {
  return { kind: "refused", problem: { kind: "elementType", name } };
}

function tensorOf(
  args: readonly TorchValue[],
  dtype: TorchValue | undefined,
  metadata: TorchValue | undefined,
): TorchMade {
  const [holder, start, shape, strides] = args;
  if (!isMade(holder)) return damaged("storage");
  const storage = holder.made;
  if (storage.kind === "refused") return storage;
  if (storage.kind !== "storage" || !isIndex(start) || !areIndices(shape) || !areIndices(strides)) {
    return damaged("storage");
  }
  if (shape.length !== strides.length) return damaged("shape");
  // A tensor that is negated or conjugated when it is read says so in its metadata.
  if (metadata instanceof Map && metadata.size > 0) return { kind: "refused", problem: { kind: "lazyView" } };
  const name = isGlobal(dtype) ? dtype.name : undefined;
  const type = name === undefined ? storage.type : typeNamed(name);
  if (type === undefined) return name === undefined ? damaged("storage") : refusedType(name);
  try {
    countOf(shape);
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", problem: problemOf(error) };
    throw error;
  }
  return { kind: "tensor", storage, type, start, shape, strides };
}

function typeNamed(name: string): StoredType | undefined {
  const own = name.slice("torch.".length);
  return isStoredType(own) ? own : undefined;
}

function isGlobal(value: TorchValue | undefined): value is { readonly kind: "global"; readonly name: string } {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "global";
}

export function isMade(value: TorchValue | undefined): value is { readonly kind: "made"; readonly made: TorchMade } {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "made";
}

function isIndex(value: TorchValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function areIndices(value: TorchValue | undefined): value is number[] {
  return Array.isArray(value) && value.every(isIndex);
}
