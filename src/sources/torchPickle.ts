import { countOf } from "./arrayFile";
import { elementTypes, isStoredType, type StoredType } from "./elementTypes";
import { damaged, problemOf, RefusedFile, refuse, type TensorKind } from "./fileProblem";
import { buildForArrays, callForArrays, isForArrays, isNumpys } from "./numpyPickle";
import { type PickleWorld, type Unpickled, unpickle } from "./pickle";
import { isBytes, isGlobal, isMade } from "./pickleValue";
import { areSizes, isIndex, type RefusedTensor, type TorchMade, type TorchValue } from "./torchValue";

export interface UnpickledTorch extends Unpickled<TorchMade> {
  /** Of every storage, whether or not its tensor is read: the bytes of an element. */
  readonly elementBytes: ReadonlyMap<string, number>;
  /** Whether torch.load takes it as one of weights alone: nothing of NumPy's, in protocol 2 or 3. Else it wants to be told to trust the file. */
  readonly weightsOnly: boolean;
}

const storageTypes: Readonly<Record<string, StoredType>> = {
  ...{ "torch.FloatStorage": "float32", "torch.DoubleStorage": "float64", "torch.HalfStorage": "float16" },
  ...{ "torch.BFloat16Storage": "bfloat16", "torch.LongStorage": "int64", "torch.IntStorage": "int32" },
  ...{ "torch.ShortStorage": "int16", "torch.CharStorage": "int8", "torch.ByteStorage": "uint8" },
  ...{ "torch.BoolStorage": "bool" },
};

interface ForeignStorage {
  readonly type: string;
  readonly bytes: number;
}

/** Storages of numbers that are no tensor's here, with the bytes of an element; their tensors are refused, not the file. */
const foreignStorages: Readonly<Record<string, ForeignStorage>> = {
  "torch.ComplexFloatStorage": { type: "torch.complex64", bytes: 8 },
  "torch.ComplexDoubleStorage": { type: "torch.complex128", bytes: 16 },
  "torch.QInt8Storage": { type: "torch.qint8", bytes: 1 },
  "torch.QUInt8Storage": { type: "torch.quint8", bytes: 1 },
  "torch.QInt32Storage": { type: "torch.qint32", bytes: 4 },
  "torch.QUInt4x2Storage": { type: "torch.quint4x2", bytes: 1 },
  "torch.QUInt2x4Storage": { type: "torch.quint2x4", bytes: 1 },
};

/** What builds tensors whose elements do not stand in the file one after the other: each is refused alone. */
const tensorKinds: Readonly<Record<string, TensorKind>> = {
  "torch._utils._rebuild_sparse_tensor": "sparse",
  "torch._utils._rebuild_sparse_csr_tensor": "sparse",
  "torch._utils._rebuild_qtensor": "quantized",
  "torch._utils._rebuild_nested_tensor": "nested",
  "torch.nested._internal.nested_tensor._rebuild_njt": "nested",
  "torch._utils._rebuild_meta_tensor_no_storage": "meta",
};
const MASKED = "torch.masked.maskedtensor.core.MaskedTensor";
const LOAD_FROM_BYTES = "torch.storage._load_from_bytes";
const FROM_TYPE = "torch._tensor._rebuild_from_type_v2";

/** Names that stand beside such tensors and mean nothing here: classes, ways to quantize, and what becomes an empty dictionary. */
const besides: ReadonlySet<string> = new Set([
  ...["torch.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer"],
  ...[MASKED, "torch.nested._internal.nested_tensor.NestedTensor"],
  ...["torch.per_tensor_affine", "torch.per_channel_affine", "torch.per_channel_affine_float_qparams"],
]);
const ignored: ReadonlySet<string> = new Set([
  ...["torch.serialization._get_layout", "torch.device", "torch._dynamo.decorators._DimRange"],
]);
const sets: ReadonlySet<string> = new Set(["__builtin__.set", "builtins.set"]);

const untyped: ReadonlySet<string> = new Set(["torch.storage.UntypedStorage", "torch.UntypedStorage"]);
const callables: ReadonlySet<string> = new Set([
  ...["torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3", "torch._utils._rebuild_tensor"],
  ...["torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state"],
  ...["collections.OrderedDict", "torch.Size", FROM_TYPE, "torch._utils._rebuild_wrapper_subclass"],
]);

/** Element types of torch that hold no number one tensor could be read as. */
const foreignTypes = /^torch\.(?:complex(?:32|64|128)|q?u?int\d+(?:x\d+)?|bits\w+|float4\w+)$/;

function allows(name: string): boolean {
  return (
    Object.hasOwn(storageTypes, name) ||
    Object.hasOwn(foreignStorages, name) ||
    Object.hasOwn(tensorKinds, name) ||
    besides.has(name) ||
    ignored.has(name) ||
    sets.has(name) ||
    untyped.has(name) ||
    callables.has(name) ||
    isType(name) ||
    isForArrays(name)
  );
}

/** What calls have made already, and are asked for again by every tensor that shares it. */
interface Made {
  readonly encoded: Map<string, Uint8Array>;
  readonly storages: Map<Uint8Array, TorchMade>;
  /** The storage in bytes that torch.save wrote, which stand for it in a pickle without files beside it; undefined in all others. */
  readonly storageIn: ((bytes: Uint8Array) => TorchMade) | undefined;
}

function call(name: string, args: readonly TorchValue[], known: Made): TorchValue {
  if (Object.hasOwn(tensorKinds, name)) return refusedKind(tensorKinds[name]);
  if (ignored.has(name)) return new Map();
  if (sets.has(name)) return holdsTensors(args) ? refuse({ kind: "global", name }) : new Map();
  if (isForArrays(name)) return callForArrays(name, args, known.encoded);
  switch (name) {
    case FROM_TYPE:
      return fromType(args, known);
    case "collections.OrderedDict":
      return args.length === 0 ? new Map() : orderedOf(args[0]);
    case "torch.Size":
      return Array.isArray(args[0]) ? args[0] : damaged("pickle");
    case "torch._utils._rebuild_parameter":
    case "torch._utils._rebuild_parameter_with_state":
      return args[0] ?? damaged("pickle");
    case LOAD_FROM_BYTES:
      return { kind: "made", made: heldStorage(args[0], known) };
    case "torch._utils._rebuild_tensor":
    case "torch._utils._rebuild_tensor_v2":
      return { kind: "made", made: tensorOf(args, undefined, args[6]) };
    case "torch._utils._rebuild_tensor_v3":
      return { kind: "made", made: tensorOf(args, args[6], args[7]) };
    default:
      return refuse({ kind: "global", name });
  }
}

/** A pickle that torch.save wrote: dictionaries, lists, strings, numbers, tensors and NumPy's arrays. Every other global is refused by its name. */
export function unpickleTorch(bytes: Uint8Array, start: number, storageIn?: Made["storageIn"]): UnpickledTorch {
  const elementBytes = new Map<string, number>();
  const known: Made = { encoded: new Map(), storages: new Map(), storageIn };
  let hasNumpy = false;
  const world: PickleWorld<TorchMade> = {
    allows: (name) => {
      hasNumpy ||= isNumpys(name);
      return allows(name) || (name === LOAD_FROM_BYTES && storageIn !== undefined);
    },
    call: (name, args) => call(name, args, known),
    build: buildForArrays,
    persistent: (id) => ({ kind: "made", made: storageOf(id, elementBytes) }),
  };
  const unpickled = unpickle(bytes, start, world);
  const protocol = bytes[start] === 0x80 ? bytes[start + 1] : 0;
  return { ...unpickled, elementBytes, weightsOnly: !hasNumpy && (protocol === 2 || protocol === 3) };
}

function isType(name: string): boolean {
  return (name.startsWith("torch.") && isStoredType(name.slice("torch.".length))) || foreignTypes.test(name);
}

/** Whether a set's items are more than texts, numbers and what is ignored: no name would lead to a tensor of a set. */
function holdsTensors([items]: readonly TorchValue[]): boolean {
  return !Array.isArray(items) || items.some((item) => Array.isArray(item) || isMade(item));
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
function storageOf(id: TorchValue, elementBytes: Map<string, number>): TorchMade {
  if (!Array.isArray(id) || id[0] !== "storage") return damaged("storage");
  const [, type, key, , count, view] = id;
  if (!isGlobal(type) || typeof key !== "string" || !isIndex(count)) return damaged("storage");
  if (Object.hasOwn(foreignStorages, type.name)) {
    elementBytes.set(key, foreignStorages[type.name].bytes);
    return refusedType(foreignStorages[type.name].type);
  }
  const known = storageTypes[type.name];
  elementBytes.set(key, known === undefined ? 1 : elementTypes[known].bytes);
  if (known === undefined && !untyped.has(type.name)) return damaged("storage");
  const offset = Array.isArray(view) ? view[1] : 0;
  return isIndex(offset) ? { kind: "storage", key, type: known, count, offset } : damaged("storage");
}

function heldStorage(of: TorchValue | undefined, { storages, storageIn }: Made): TorchMade {
  if (!isBytes(of) || storageIn === undefined) return damaged("storage");
  const made = storages.get(of.bytes) ?? storageIn(of.bytes);
  storages.set(of.bytes, made);
  return made;
}

function refusedKind(of: TensorKind): TorchValue {
  return { kind: "made", made: { kind: "refused", problem: { kind: "tensor", of } } };
}

/** `(function, class, its arguments, attributes)`: how tensors with attributes and those of derived classes are saved. */
function fromType([callee, type, args]: readonly TorchValue[], known: Made): TorchValue {
  if (!isGlobal(callee) || !isGlobal(type) || !Array.isArray(args)) return damaged("pickle");
  if (type.name === MASKED) return refusedKind("masked");
  if (callee.name === FROM_TYPE) return damaged("pickle");
  return call(callee.name, args, known);
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
  if (storage.kind !== "storage" || !isIndex(start) || !areSizes(shape) || !areSizes(strides)) {
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
    if (error instanceof RefusedFile) return { kind: "refused", problem: problemOf(error) };
    throw error;
  }
  return { kind: "tensor", storage, type, start, shape, strides };
}

function typeNamed(name: string): StoredType | undefined {
  const own = name.slice("torch.".length);
  return isStoredType(own) ? own : undefined;
}
