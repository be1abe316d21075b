import type { ArrayFile } from "./arrayFile";
import type { ByteSource } from "./byteSource";
import { type FileProblem, problemOf, refuse } from "./fileProblem";
import { isNpy, LONGEST_HEADER, npyArray } from "./npy";
import { npzFile } from "./npz";
import { isSafetensors, safetensorsFile } from "./safetensors";
import { isLegacyTorch, isPickle, legacyTorch, pickledFile, torchArchive, torchPickleName } from "./torchFile";
import { isZip, zipEntries } from "./zip";

export interface NotOpened {
  readonly kind: "notOpened";
  readonly problem: FileProblem;
}

const extensions = /\.(?:npy|npz|safetensors|pt|pth|pkl|pickle|parquet|arrow|feather|h5|hdf5)$/i;
/** How files of tables begin that are not read; to be opened they need a name of theirs, so that this can be said. */
const tables = [
  ["PAR1", "Parquet"],
  ["ARROW1", "Arrow"],
  ["FEA1", "Arrow"],
] as const;
const HDF5 = "\x89HDF\r\n\x1a\n";
const LFS_POINTER = "version https://git-lfs.github.com/spec/";

/** Whether a file's name says that it holds arrays as numbers, not as text. */
export function namesArrays(path: string): boolean {
  return extensions.test(path);
}

/**
 * The arrays of a file by what it begins with, whatever its name: their names, shapes and types; no element is read. Total. The name tells
 * a damaged file of a format that begins with no mark of its own from one of another format.
 */
export function openArrays(source: ByteSource, name = ""): ArrayFile | NotOpened {
  try {
    const file = opened(source, name);
    return file.arrays.length + file.refused.length === 0 ? { kind: "notOpened", problem: { kind: "noArrays" } } : file;
  } catch (error) {
    return { kind: "notOpened", problem: problemOf(error) };
  }
}

function opened(source: ByteSource, name: string): ArrayFile {
  if (source.size === 0) refuse({ kind: "empty" });
  const head = source.read(0, Math.min(source.size, LONGEST_HEADER + 12));
  if (isNpy(head)) {
    const array = npyArray("", head, { offset: 0, length: source.size, packed: undefined, skip: 0 });
    return { kind: "file", format: "npy", arrays: [array], refused: [] };
  }
  if (isZip(head)) {
    const entries = zipEntries(source);
    const pickle = torchPickleName(entries);
    return pickle === undefined ? npzFile(source, entries) : torchArchive(source, entries, pickle);
  }
  if (isLegacyTorch(head)) return legacyTorch(source);
  if (isSafetensors(head, source.size)) return safetensorsFile(source);
  if (isPickle(head, name)) return pickledFile(source);
  const start = String.fromCharCode(...head.subarray(0, LFS_POINTER.length));
  const table = tables.find(([magic]) => start.startsWith(magic));
  if (table) refuse({ kind: "table", format: table[1] });
  if (start === LFS_POINTER) refuse({ kind: "lfsPointer" });
  if (start.startsWith(HDF5)) refuse({ kind: "hdf5" });
  return name.toLowerCase().endsWith(".safetensors") ? safetensorsFile(source) : refuse({ kind: "unknownFormat" });
}
