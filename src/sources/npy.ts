import { countOf, type FileArray, type Region, stridesOf } from "./arrayFile";
import { elementTypes, type StoredType } from "./elementTypes";
import { damaged, refuse } from "./fileProblem";
import { type PythonLiteral, readPythonLiteral } from "./pythonLiteral";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** NumPy itself refuses headers above 10,000 characters. */
export const LONGEST_HEADER = 1 << 16;

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/** How many bytes the header takes, as far as its first bytes tell; all that it may where they do not. */
export function headerEnd(head: Uint8Array): number {
  const fixed = head[6] === 1 ? 10 : 12;
  if (head.length < fixed) return LONGEST_HEADER + fixed;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  return fixed + (fixed === 10 ? view.getUint16(8, true) : view.getUint32(8, true));
}

/**
 * The array of an .npy file, version 1, 2 or 3, by the format that numpy.lib.format documents. `head` are its first bytes, at least the
 * header or all there is; `region` is where the file stands, with what it unpacks to.
 */
export function npyArray(name: string, head: Uint8Array, region: Region): FileArray {
  const size = region.packed?.size ?? region.length;
  const major = head[6];
  if (!isNpy(head)) damaged("header");
  if (major === undefined) refuse({ kind: "truncated", needed: 10, has: size });
  if (major < 1 || major > 3) damaged("header");
  const fixed = major === 1 ? 10 : 12;
  if (head.length < fixed) refuse({ kind: "truncated", needed: fixed, has: size });
  const length = headerEnd(head) - fixed;
  if (length > LONGEST_HEADER) refuse({ kind: "tooLarge", what: "header", most: LONGEST_HEADER });
  if (head.length < fixed + length) refuse({ kind: "truncated", needed: fixed + length, has: size });
  const text = new TextDecoder(major === 3 ? "utf-8" : "latin1").decode(head.subarray(fixed, fixed + length));
  const { type, littleEndian, columnMajor, shape } = described(readPythonLiteral(text));
  const needed = fixed + length + countOf(shape) * elementTypes[type].bytes;
  if (needed > size) refuse({ kind: "truncated", needed, has: size });
  const strides = stridesOf(shape, columnMajor);
  return { name, shape, type, littleEndian, strides, start: 0, region: { ...region, skip: fixed + length } };
}

function described(header: PythonLiteral) {
  if (!(header instanceof Map)) return damaged("header");
  const [descr, columnMajor, shape] = ["descr", "fortran_order", "shape"].map((key) => header.get(key));
  if (typeof columnMajor !== "boolean" || !isShape(shape) || header.size !== 3) return damaged("header");
  if (Array.isArray(descr)) return refuse({ kind: "structured" });
  if (typeof descr !== "string") return damaged("header");
  return { ...numpyType(descr), columnMajor, shape };
}

function isShape(value: PythonLiteral | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => typeof size === "number");
}

const types: Readonly<Record<string, StoredType>> = {
  ...{ b1: "bool", u1: "uint8", i1: "int8", u2: "uint16", i2: "int16", u4: "uint32", i4: "int32" },
  ...{ u8: "uint64", i8: "int64", f2: "float16", f4: "float32", f8: "float64" },
};

/** The element type of NumPy's code for one, with its order of bytes in front. */
export function numpyType(descr: string): { readonly type: StoredType; readonly littleEndian: boolean } {
  const [order, code] = [descr.slice(0, 1), descr.slice(1)];
  if (code.startsWith("O") || descr === "O") return refuse({ kind: "objects" });
  if (!/^[<>|=]$/.test(order) || !Object.hasOwn(types, code)) return refuse({ kind: "elementType", name: descr });
  return { type: types[code], littleEndian: order !== ">" };
}
