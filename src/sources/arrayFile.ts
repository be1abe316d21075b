import type { StoredType } from "./elementTypes";
import { damaged, type FileProblem } from "./fileProblem";

/** Bytes of a file, packed by deflate or as they are. */
export interface Region {
  readonly offset: number;
  readonly length: number;
  /** What a packed region unpacks to. */
  readonly packed: { readonly size: number; readonly checksum: number } | undefined;
  /** The CRC-32 of one that is stored as it is, where what reads such files checks it. */
  readonly checksum?: number;
  /** Unpacked bytes in front of the first element. */
  readonly skip: number;
  /** The bytes themselves where they do not stand in the file as they are: those of an array in a pickle. */
  readonly held?: Uint8Array;
}

/** What leads to an array in what torch.load, or pickle.load, gives of a file. */
export interface Pickled {
  /** Of dictionaries, and places in lists. */
  readonly keys: readonly (string | number)[];
  readonly of: "tensor" | "array";
  /** Whether torch.load takes the file as one of weights alone. */
  readonly weightsOnly: boolean;
}

/** An array of a file: what its header says, checked against the file; its elements are read when they are asked for. */
export interface FileArray {
  /** Empty where the file holds a single array without a name. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: StoredType;
  readonly littleEndian: boolean;
  /** In elements, one a dimension, none negative. */
  readonly strides: readonly number[];
  /** The first element's place among those of the region. */
  readonly start: number;
  readonly region: Region;
  /** Of a file of torch: how torch.load gives it; undefined where a key that leads to it is neither a text nor a number. */
  readonly pickled?: Pickled;
}

/** An array that is there but is not read, and why. */
export interface RefusedArray {
  readonly name: string;
  readonly problem: FileProblem;
}

export type FileFormat = "npy" | "npz" | "safetensors" | "torch" | "pickle";

export interface ArrayFile {
  readonly kind: "file";
  readonly format: FileFormat;
  readonly arrays: readonly FileArray[];
  readonly refused: readonly RefusedArray[];
}

/** NumPy's limit. */
const MOST_DIMENSIONS = 64;
const LONGEST_DIMENSION = 2 ** 40;

/** The number of elements of a shape that a file claims; such as cannot be are refused. */
export function countOf(shape: readonly number[]): number {
  if (shape.length > MOST_DIMENSIONS) damaged("shape");
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0 || size > LONGEST_DIMENSION) damaged("shape");
    count *= size;
  }
  return Number.isSafeInteger(count) ? count : damaged("shape");
}

/** Row-major, or column-major as Fortran has them. */
export function stridesOf(shape: readonly number[], columnMajor = false): readonly number[] {
  const strides: number[] = new Array(shape.length);
  let stride = 1;
  for (let i = 0; i < shape.length; i++) {
    const dim = columnMajor ? i : shape.length - 1 - i;
    strides[dim] = stride;
    stride *= shape[dim];
  }
  return strides;
}

/** The elements of the region that an array reaches over: from its first to its last. */
export function reachOf({ shape, strides }: Pick<FileArray, "shape" | "strides">): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((reach, size, dim) => reach + (size - 1) * strides[dim], 1);
}
