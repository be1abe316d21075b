import type { DType } from "../../tensor/tensor";
import type { Language } from "./language";

/** What a declared type says about an array. */
export interface TypeInfo {
  readonly dtype: DType | undefined;
  /** Sizes, outermost first, of the dimensions that the type has; undefined where it leaves one open. */
  readonly dims: readonly (number | undefined)[];
  /** Elements that are not written are zero, rows may be written on end: C's and C++'s rule, and for its arrays Go's. */
  readonly zeroFill: boolean;
  /** Of integers without a sign above 8 bits, whose dtype is the signed one that holds them. */
  readonly unsignedBits?: 16 | 32 | 64 | undefined;
  /** A type that the program defines elsewhere: whole numbers in its braces may be floats. */
  readonly unknown?: string | undefined;
}

/** The first that is found is the one: `unsigned` alone has 32 bits. */
const unsigned: readonly (readonly [pattern: RegExp, bits: 16 | 32 | 64])[] = [
  [/\b(?:uint16|uint16_t|u16|ushort|UInt16|Uint16|unsigned\s+short)\b/, 16],
  [/\b(?:uint64|uint64_t|u64|ulong|UInt64|Uint64|BigUint64|size_t|usize|unsigned\s+long)\b/, 64],
  [/\b(?:uint32|uint32_t|u32|UInt32|Uint32|unsigned)\b/, 32],
];
const holds = { 16: "int32", 32: "int64", 64: "int64" } as const;

const scalars: readonly (readonly [pattern: RegExp, dtype: DType])[] = [
  [/\b(?:long\s+double|double|float64|f64|Double|Float64|decimal|DoubleArray)\b/, "float64"],
  [/\b(?:float|float32|f32|Float|Float32|single|FloatArray)\b/, "float32"],
  // Eigen's Matrix2d, VectorXf, Array3i.
  [/\b(?:Matrix|Vector|RowVector|Array)[\dX]{1,2}d\b/, "float64"],
  [/\b(?:Matrix|Vector|RowVector|Array)[\dX]{1,2}f\b/, "float32"],
  [/\b(?:Matrix|Vector|RowVector|Array)[\dX]{1,2}i\b/, "int32"],
  [/\b(?:half|float16|f16|__half|Float16|Half)\b/, "float16"],
  [/\b(?:bfloat16|bf16)\b/, "bfloat16"],
  [/\b(?:bool|boolean|Bool|Boolean|_Bool|BooleanArray|logical)\b/, "bool"],
  [/\b(?:uint8|uint8_t|u8|byte|UInt8|Uint8|unsigned\s+char)\b/, "uint8"],
  [/\b(?:int8|int8_t|i8|sbyte|Int8|signed\s+char)\b/, "int8"],
  [/\b(?:int16|int16_t|i16|short|Int16)\b/, "int16"],
  [/\b(?:long|int64|int64_t|i64|Int64|BigInt64|Long|LongArray|isize|ptrdiff_t)\b/, "int64"],
  [/\b(?:int32|int32_t|i32|Int32|IntArray)\b/, "int32"],
];
/** What says nothing of elements, or that they are integers of some kind. */
const silent = new Set(
  "const static constexpr inline volatile extern thread_local signed new auto var struct std vector array valarray deque list initializer_list span Span Array ArraySlice ContiguousArray Set char wchar_t CChar rune uint uintptr time Duration IntArrayRef Any Real Number".split(
    " ",
  ),
);
const plainInt = /\b(?:int|Int|integer)\b/;

export function typeInfo(type: string, { dialect: { typeRules }, zeroFill }: Language): TypeInfo {
  // Java's and Kotlin's bytes have a sign.
  const isSignedByte = typeRules.signedBytes && /\b[bB]yte(?:Array)?\b/.test(type);
  const written = isSignedByte ? "int8" : [...typeRules.own, ...scalars].find(([pattern]) => pattern.test(type))?.[1];
  const mayBeUnsigned = written === undefined || /^int(?:16|64)$/.test(written);
  const unsignedBits = mayBeUnsigned ? unsigned.find(([pattern]) => pattern.test(type))?.[1] : undefined;
  const plain = plainInt.test(type) ? (typeRules.wideInts ? "int64" : "int32") : undefined;
  const dtype = (unsignedBits ? holds[unsignedBits] : written) ?? plain;
  return {
    dtype,
    dims: typeRules.sizesInside ? sizesInside(type) : dimsOf(type),
    zeroFill,
    unsignedBits,
    unknown: typeRules.wholesForFloats && dtype === undefined ? unknownIn(type, typeRules.tellsRank) : undefined,
  };
}

/** The name in a type that is none of the language's own; those between brackets may be sizes. */
function unknownIn(type: string, hasSizes: boolean): string | undefined {
  const named = hasSizes ? type.replace(/\[[^[\]]{0,200}\]/g, " ") : type;
  return named.match(/[A-Za-z_]\w*/g)?.findLast((word) => !silent.has(word));
}

function dimsOf(type: string): (number | undefined)[] {
  const arrays = [...type.matchAll(/,\s*(\d+)\s*>/g)].map((match) => Number(match[1])).reverse();
  if (/\barray\s*</.test(type) && arrays.length > 0) return arrays;
  const vectors = type.match(/\b(?:vector|valarray|deque|List|initializer_list)\s*</g)?.length ?? 0;
  const brackets = [...type.matchAll(/\[([^\]]*)\]/g)].flatMap(([, inner]) => inner.split(",").map(sizeOf));
  return [...new Array<undefined>(vectors).fill(undefined), ...brackets];
}

/** `[[f32; 3]; 2]` is two rows of three; `Vec<[f32; 3]>` leaves the outer size open. */
function sizesInside(type: string): (number | undefined)[] {
  const vectors = type.match(/\bVec\s*</g)?.length ?? 0;
  const sizes = [...type.matchAll(/;\s*(\w+)\s*\]/g)].map((match) => sizeOf(match[1])).reverse();
  return [...new Array<undefined>(vectors).fill(undefined), ...sizes];
}

function sizeOf(text: string): number | undefined {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : undefined;
}
