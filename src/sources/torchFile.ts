import { type ArrayFile, type FileArray, type RefusedArray, reachOf, stridesOf } from "./arrayFile";
import { type ByteSource, bytesInMemory } from "./byteSource";
import { elementTypes } from "./elementTypes";
import { damaged, type FileProblem, problemOf, RefusedFile, refuse } from "./fileProblem";
import { type PickledElements, pickledElements } from "./numpyPickle";
import { isMade } from "./pickleValue";
import { readExactly, regionBytes } from "./regionBytes";
import { type UnpickledTorch, unpickleTorch } from "./torchPickle";
import type { PickledTensor, TorchMade, TorchValue } from "./torchValue";
import { entryRegion, type ZipEntry } from "./zip";

/** Longer pickles hold something else than how a file's tensors lie in it. */
const LARGEST_PICKLE = 1 << 26;
/** Of those that are gone through, and of the arrays among them. */
const MOST_VALUES = 5_000_000;
const MOST_ARRAYS = 200_000;
const MOST_NESTED = 32;
/** What torch.save wrote in front of its pickles until it wrote archives. */
const LEGACY_MAGIC = Number(0x1950a86a20f9469cfc6cn);
/** Where the elements of a storage are. */
interface StoragePlace {
  readonly offset: number;
  readonly bytes: number;
}

/** Whether a file begins with the pickle of that number: a text before protocol 2, behind the length of a frame since 4. */
export function isLegacyTorch(head: Uint8Array): boolean {
  if (head[0] !== 0x80) return String.fromCharCode(...head.subarray(0, 27)) === `L${0x1950a86a20f9469cfc6cn}L\n`;
  const at = head[2] === 0x95 ? 11 : 2;
  return head[at] === 0x8a && head[at + 1] === 10;
}

/** Whether a file begins as a pickle of protocol 2 to 5; of the older ones, which begin with no mark, the name is all there is. */
export function isPickle(head: Uint8Array, name: string): boolean {
  return head[0] === 0x80 ? head[1] >= 2 && head[1] <= 5 : /\.(?:pkl|pickle)$/i.test(name);
}

/** The name of the pickle in an archive that torch.save wrote; undefined in other archives. */
export function torchPickleName(entries: ReadonlyMap<string, ZipEntry>): string | undefined {
  return [...entries.keys()].find((name) => /^[^/]+\/data\.pkl$/.test(name));
}

/** An archive of torch.save: a pickle, and a file for each storage. */
export function torchArchive(source: ByteSource, entries: ReadonlyMap<string, ZipEntry>, pickle: string): ArrayFile {
  const folder = pickle.slice(0, -"data.pkl".length);
  const { value, weightsOnly } = unpickled(entryBytes(source, entries.get(pickle), LARGEST_PICKLE), 0, {
    kind: "damaged",
    what: "pickle",
  });
  const order = entries.get(`${folder}byteorder`);
  const littleEndian = order === undefined || new TextDecoder().decode(entryBytes(source, order, 16)) !== "big";
  const storage = (key: string) => {
    const entry = entries.get(`${folder}data/${key}`) ?? damaged("storage");
    const region = entryRegion(source, entry);
    if (region.packed !== undefined) refuse({ kind: "compression", method: entry.method });
    return { offset: region.offset, bytes: region.length };
  };
  return fileOf("torch", value, { storage, littleEndian, weightsOnly });
}

/** A file of torch.save before 1.6, or of today's on demand. */
export function legacyTorch(source: ByteSource): ArrayFile {
  const { object, ...around } = legacyParts(source);
  return fileOf("torch", object.value, { ...around, weightsOnly: object.weightsOnly });
}

/** What pickle.dump wrote: a storage is in it as the bytes of a legacy file of it alone. */
export function pickledFile(source: ByteSource): ArrayFile {
  if (source.size > LARGEST_PICKLE) refuse({ kind: "tooLarge", what: "pickle", most: LARGEST_PICKLE });
  const { value } = unpickleTorch(readExactly(source, 0, source.size), 0, storageIn);
  return fileOf("pickle", value, { storage: () => damaged("storage"), littleEndian: true, weightsOnly: false });
}

function storageIn(bytes: Uint8Array): TorchMade {
  const { object, storage, littleEndian } = legacyParts(bytesInMemory(bytes));
  const { value } = object;
  if (!isMade(value) || (value.made.kind !== "storage" && value.made.kind !== "refused")) return damaged("storage");
  if (value.made.kind === "refused") return value.made;
  const { offset, bytes: length } = storage(value.made.key);
  return { ...value.made, held: { bytes: bytes.subarray(offset, offset + length), littleEndian } };
}

/** Four pickles, the storages' names, the storages in that order. */
function legacyParts(source: ByteSource): Omit<Around, "weightsOnly"> & { readonly object: UnpickledTorch } {
  const head = readExactly(source, 0, Math.min(source.size, LARGEST_PICKLE));
  // What is read of a file is its pickles and more, or the pickles are too long.
  const next = (start: number) =>
    unpickled(
      head,
      start,
      head.length < source.size ? { kind: "tooLarge", what: "pickle", most: LARGEST_PICKLE } : undefined,
    );
  const magic = next(0);
  if (magic.value !== LEGACY_MAGIC) refuse({ kind: "unknownFormat" });
  const protocol = next(magic.end);
  const system = next(protocol.end);
  const object = next(system.end);
  const keys = next(object.end);
  if (protocol.value !== 1001 || !(system.value instanceof Map) || !Array.isArray(keys.value)) damaged("header");
  const places = new Map<string, StoragePlace>();
  let at = keys.end;
  for (const key of keys.value) {
    if (typeof key !== "string") damaged("storage");
    const { buffer, byteOffset } = readExactly(source, at, 8);
    const count = Number(new DataView(buffer, byteOffset, 8).getBigInt64(0, true));
    const size = object.elementBytes.get(key) ?? damaged("storage");
    if (count < 0 || !Number.isSafeInteger(count * size)) damaged("storage");
    const needed = at + 8 + count * size;
    if (needed > source.size) refuse({ kind: "truncated", needed, has: source.size });
    places.set(key, { offset: at + 8, bytes: count * size });
    at += 8 + count * size;
  }
  const littleEndian = system.value.get("little_endian") !== false;
  const storage = (key: string) => places.get(key) ?? damaged("storage");
  return { object, storage, littleEndian };
}

/** A pickle; where it ends before it says so, that is `short`, or the file is cut off. */
function unpickled(bytes: Uint8Array, start: number, short: FileProblem | undefined): UnpickledTorch {
  try {
    return unpickleTorch(bytes, start);
  } catch (error) {
    if (short !== undefined && problemOf(error).kind === "truncated") return refuse(short);
    throw error;
  }
}

type Keys = readonly (string | number)[] | undefined;

interface Named {
  readonly name: string;
  readonly keys: Keys;
  readonly made: Extract<TorchMade, { readonly kind: "tensor" | "array" | "refused" }>;
}

/** The tensors and arrays of a value with the names that lead to them: keys of dictionaries and places in lists, with points between. */
function named(root: TorchValue): readonly Named[] {
  const found: Named[] = [];
  let visited = 0;
  const walk = (value: TorchValue, name: string, keys: Keys, depth: number): void => {
    // A pickle may hold one list many times over, and itself: its size says nothing of the walk's.
    if (depth > MOST_NESTED) damaged("pickle");
    if (isMade(value)) {
      const { made } = value;
      if (made.kind === "tensor" || made.kind === "array" || made.kind === "refused") found.push({ name, keys, made });
      if (found.length > MOST_ARRAYS) refuse({ kind: "tooLarge", what: "values", most: MOST_ARRAYS });
    } else if (value instanceof Map || Array.isArray(value)) {
      for (const [key, item] of value.entries()) {
        if (++visited > MOST_VALUES) refuse({ kind: "tooLarge", what: "values", most: MOST_VALUES });
        if (typeof item !== "object" || item === null) continue;
        const own = typeof key === "string" || typeof key === "number" ? keys && [...keys, key] : undefined;
        walk(item, name === "" ? keyText(key) : `${name}.${keyText(key)}`, own, depth + 1);
      }
    }
  };
  walk(root, "", [], 0);
  return found;
}

function keyText(key: TorchValue): string {
  if (typeof key === "string") return key;
  if (typeof key === "number" || typeof key === "boolean" || key === null) return String(key);
  return Array.isArray(key) ? key.map((part) => (Array.isArray(part) ? "" : keyText(part))).join(",") : "";
}

/** What a file says beside its pickle. */
interface Around {
  readonly storage: (key: string) => StoragePlace;
  readonly littleEndian: boolean;
  readonly weightsOnly: boolean;
}

function fileOf(format: "torch" | "pickle", value: TorchValue, around: Around): ArrayFile {
  const arrays: FileArray[] = [];
  const refused: RefusedArray[] = [];
  for (const { name, keys, made } of named(value)) {
    if (made.kind === "refused") refused.push({ name, problem: made.problem });
    else {
      const pickled = keys && { keys, of: made.kind, weightsOnly: around.weightsOnly };
      try {
        const array = made.kind === "tensor" ? tensorArray(made, around) : numpyArray(pickledElements(made));
        arrays.push({ ...array, name, ...(pickled === undefined ? {} : { pickled }) });
      } catch (error) {
        if (!(error instanceof RefusedFile)) throw error;
        refused.push({ name, problem: problemOf(error) });
      }
    }
  }
  return { kind: "file", format, arrays, refused };
}

function tensorArray(tensor: PickledTensor, { storage: place, littleEndian }: Around): Omit<FileArray, "name"> {
  const { storage, type, shape, strides } = tensor;
  const { held } = storage;
  const { offset, bytes } = held === undefined ? place(storage.key) : { offset: 0, bytes: held.bytes.length };
  // The offset of a storage within another counts that one's elements.
  const start = tensor.start + storage.offset;
  if ((start + reachOf({ shape, strides })) * elementTypes[type].bytes > bytes) damaged("storage");
  const region = { offset, length: bytes, packed: undefined, skip: 0 };
  if (held === undefined) return { shape, type, littleEndian, strides, start, region };
  return { shape, type, littleEndian: held.littleEndian, strides, start, region: { ...region, held: held.bytes } };
}

/** An array of NumPy's, whose bytes the pickle has itself. */
function numpyArray({ shape, type, littleEndian, columnMajor, bytes }: PickledElements): Omit<FileArray, "name"> {
  const region = { offset: 0, length: bytes.length, packed: undefined, skip: 0, held: bytes };
  return { shape, type, littleEndian, strides: stridesOf(shape, columnMajor), start: 0, region };
}

function entryBytes(source: ByteSource, entry: ZipEntry | undefined, most: number): Uint8Array {
  if (entry === undefined) return damaged("archive");
  if (entry.size > most) refuse({ kind: "tooLarge", what: "pickle", most });
  const bytes = new Uint8Array(entry.size);
  let at = 0;
  for (const part of regionBytes(source, entryRegion(source, entry))) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
