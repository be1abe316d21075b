import { countOf } from "./arrayFile";
import { elementTypes, isStoredType, type StoredType } from "./elementTypes";
import { damaged, refuse } from "./fileProblem";
import { numpyType } from "./npy";
import { isBytes, isGlobal, isMade } from "./pickleValue";
import { type ArrayState, areSizes, type PickledArray, type TorchMade, type TorchValue } from "./torchValue";

/** Classes of arrays whose elements stand in their state as those of an array do. */
const classes: ReadonlySet<string> = new Set([
  ...["numpy.ndarray", "numpy.memmap", "numpy.matrix", "numpy.matrixlib.defmatrix.matrix"],
  ...["numpy.recarray", "numpy.rec.recarray"],
]);
const RECONSTRUCT = "numpy.core.multiarray._reconstruct";
const FROM_BUFFER = "numpy.core.numeric._frombuffer";
const SCALAR = "numpy.core.multiarray.scalar";
const MASKED = "numpy.ma.core._mareconstruct";
const DTYPE = "numpy.dtype";
const ENCODE = "_codecs.encode";
const numpys: ReadonlySet<string> = new Set([
  ...[RECONSTRUCT, FROM_BUFFER, SCALAR, MASKED, DTYPE],
  ...["numpy.record", "numpy.ma.MaskedArray", "numpy.ma.core.MaskedArray"],
]);
const pythonBytes: ReadonlySet<string> = new Set(
  ["__builtin__", "builtins"].flatMap((module) => [`${module}.bytes`, `${module}.bytearray`]),
);
/** Element types beyond NumPy's own, under torch's names. */
const OWN_TYPES = "ml_dtypes.";
/** Where NumPy has its own since version 2. */
const CORE = "numpy._core.";

/** By the names from before version 2. */
function known(name: string): string {
  return name.startsWith(CORE) ? `numpy.core.${name.slice(CORE.length)}` : name;
}

/** Whether a global is NumPy's: torch.load takes such a file only where it is told to trust it. */
export function isNumpys(name: string): boolean {
  return numpys.has(known(name)) || classes.has(name) || name.startsWith(OWN_TYPES);
}

/** Whether a global is one that pickles of arrays, and of bytes in the older protocols, are made of. */
export function isForArrays(name: string): boolean {
  return isNumpys(name) || name === ENCODE || pythonBytes.has(name);
}

/** Arrays, dtypes and bytes as data alone, by what a pickle calls for them; `encoded` keeps what texts became, each of them once. */
export function callForArrays(name: string, args: readonly TorchValue[], encoded: Map<string, Uint8Array>): TorchValue {
  if (pythonBytes.has(name)) return bytesOf(args, encoded);
  switch (known(name)) {
    case ENCODE:
      return bytesOf(args, encoded);
    case DTYPE:
      return made({ kind: "dtype", code: codeOf(args[0]), order: "=", hasFields: false });
    case RECONSTRUCT:
      if (!isGlobal(args[0]) || !classes.has(args[0].name)) return damaged("pickle");
      return made({ kind: "array", state: undefined });
    case FROM_BUFFER: {
      const [bytes, dtype, shape, order] = args;
      return made({ kind: "array", state: stateOf(shape, dtype, order === "F", bytes) });
    }
    case MASKED:
      return made({ kind: "refused", problem: { kind: "tensor", of: "maskedArray" } });
    case SCALAR:
      // Beside the tensors it means as little as a number of Python's.
      return null;
    default:
      return refuse({ kind: "global", name });
  }
}

/** Gives an array or a dtype the state that follows it; false where it is neither. */
export function buildForArrays(of: TorchMade, state: TorchValue): boolean {
  if (of.kind === "refused") return of.problem.kind === "tensor" && of.problem.of === "maskedArray";
  if (of.kind === "dtype") {
    if (!Array.isArray(state) || typeof state[1] !== "string") return damaged("pickle");
    of.order = state[1];
    of.hasFields = (state[2] ?? null) !== null || (state[3] ?? null) !== null;
    return true;
  }
  if (of.kind !== "array") return false;
  if (!Array.isArray(state)) return damaged("pickle");
  const [, shape, dtype, columnMajor, bytes] = state;
  of.state = stateOf(shape, dtype, columnMajor === true || columnMajor === 1, bytes);
  return true;
}

export interface PickledElements {
  readonly shape: readonly number[];
  readonly type: StoredType;
  readonly littleEndian: boolean;
  readonly columnMajor: boolean;
  readonly bytes: Uint8Array;
}

/** An array whose shape, type and bytes fit one another; throws `Refused` for every other. */
export function pickledElements({ state }: PickledArray): PickledElements {
  if (state === undefined) return damaged("pickle");
  const { dtype, shape, bytes, columnMajor } = state;
  if (dtype.hasFields) return refuse({ kind: "structured" });
  const { type, littleEndian } = isStoredType(dtype.code)
    ? { type: dtype.code, littleEndian: dtype.order !== ">" }
    : numpyType(dtype.order + dtype.code);
  if (!areSizes(shape)) return damaged("shape");
  if (countOf(shape) * elementTypes[type].bytes !== bytes.length) return damaged("size");
  return { shape, type, littleEndian, columnMajor, bytes };
}

function stateOf(shape: TorchValue, dtype: TorchValue, columnMajor: boolean, bytes: TorchValue): ArrayState {
  if (!isMade(dtype) || dtype.made.kind !== "dtype") return damaged("pickle");
  // An array of objects has a list of them in the place of its bytes; its type refuses it.
  if (!isBytes(bytes) && !Array.isArray(bytes)) return damaged("pickle");
  return { shape, dtype: dtype.made, columnMajor, bytes: isBytes(bytes) ? bytes.bytes : new Uint8Array(0) };
}

/** A code as a text; types that are no NumPy's own, and records, are given by their class. */
function codeOf(type: TorchValue | undefined): string {
  if (typeof type === "string") return type;
  return isGlobal(type) ? type.name.slice(type.name.lastIndexOf(".") + 1) : damaged("pickle");
}

/** No bytes, bytes again, or a text of which each character is a byte. */
function bytesOf([of, encoding]: readonly TorchValue[], encoded: Map<string, Uint8Array>): TorchValue {
  if (of === undefined) return { kind: "bytes", bytes: new Uint8Array(0) };
  if (isBytes(of)) return of;
  if (typeof of !== "string" || (encoding !== "latin1" && encoding !== "latin-1")) return damaged("pickle");
  const bytes = encoded.get(of) ?? latin1(of);
  encoded.set(of, bytes);
  return { kind: "bytes", bytes };
}

function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code < 256 ? code : damaged("pickle");
  }
  return bytes;
}

function made(of: TorchMade): TorchValue {
  return { kind: "made", made: of };
}
