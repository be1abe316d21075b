import { type ArrayFile, countOf, type FileArray, type RefusedArray, stridesOf } from "./arrayFile";
import type { ByteSource } from "./byteSource";
import { elementTypes, type StoredType } from "./elementTypes";
import { damaged, refuse } from "./fileProblem";
import { readExactly } from "./regionBytes";

/** That of the format's own reader. */
const LONGEST_HEADER = 100_000_000;
const MOST_TENSORS = 200_000;

const types: Readonly<Record<string, StoredType>> = {
  ...{ BOOL: "bool", U8: "uint8", I8: "int8", U16: "uint16", I16: "int16", U32: "uint32", I32: "int32" },
  ...{ U64: "uint64", I64: "int64", F16: "float16", BF16: "bfloat16", F32: "float32", F64: "float64" },
  ...{ F8_E4M3: "float8_e4m3fn", F8_E5M2: "float8_e5m2", F8_E8M0: "float8_e8m0fnu" },
  ...{ F8_E4M3FNUZ: "float8_e4m3fnuz", F8_E5M2FNUZ: "float8_e5m2fnuz" },
};

/** Whether a file begins as a safetensors file does, the damaged among them: the header's length, then JSON. */
export function isSafetensors(head: Uint8Array, size: number): boolean {
  if (head.length < 9 || (head[8] !== 0x7b && head[8] !== 0x5b)) return false;
  const length = headerLength(head);
  return length >= 2 && length <= Math.max(size, LONGEST_HEADER);
}

/** The tensors of a safetensors file: a header in JSON, then the elements, each tensor's where the header says, without gaps. */
export function safetensorsFile(source: ByteSource): ArrayFile {
  const length = headerLength(readExactly(source, 0, 8));
  if (length < 2 || length > Math.max(source.size, LONGEST_HEADER)) damaged("header");
  if (length > LONGEST_HEADER) refuse({ kind: "tooLarge", what: "header", most: LONGEST_HEADER });
  const header = readHeader(readExactly(source, 8, length));
  const base = 8 + length;
  const arrays: FileArray[] = [];
  const refused: RefusedArray[] = [];
  const spans: (readonly [number, number])[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { dtype, shape, data_offsets: offsets } = isTensor(value) ? value : damaged("header");
    const [start, end] = offsets;
    const count = countOf(shape);
    if (start > end || base + end > source.size) {
      if (start <= end) refuse({ kind: "truncated", needed: base + end, has: source.size });
      damaged("offsets");
    }
    spans.push(offsets);
    if (!Object.hasOwn(types, dtype)) {
      refused.push({ name, problem: { kind: "elementType", name: dtype } });
      continue;
    }
    const type = types[dtype];
    if (count * elementTypes[type].bytes !== end - start) damaged("size");
    const region = { offset: base + start, length: end - start, packed: undefined, skip: 0 };
    arrays.push({ name, shape, type, littleEndian: true, strides: stridesOf(shape), start: 0, region });
  }
  if (spans.length > MOST_TENSORS) refuse({ kind: "tooLarge", what: "header", most: MOST_TENSORS });
  checkSpans(spans, source.size - base);
  return { kind: "file", format: "safetensors", arrays, refused };
}

/** The format allows neither overlaps nor bytes that belong to no tensor. */
function checkSpans(spans: readonly (readonly [number, number])[], size: number): void {
  let at = 0;
  for (const [start, end] of [...spans].sort(([a, b], [c, d]) => a - c || b - d)) {
    if (start !== at) damaged("offsets");
    at = end;
  }
  if (at !== size) damaged("offsets");
}

function headerLength(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  return view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
}

function readHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof header === "object" && header !== null && !Array.isArray(header)
      ? (header as Readonly<Record<string, unknown>>)
      : damaged("header");
  } catch {
    return damaged("header");
  }
}

interface HeaderTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function isTensor(value: unknown): value is HeaderTensor {
  if (typeof value !== "object" || value === null) return false;
  const { dtype, shape, data_offsets: offsets } = value as Readonly<Record<string, unknown>>;
  return typeof dtype === "string" && areIndices(shape) && areIndices(offsets) && offsets.length === 2;
}

function areIndices(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0);
}
