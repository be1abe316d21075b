import { type DType, isFloatingPoint, type Tensor } from "./tensor";

/** The names that PyTorch's messages use for the element types: `Long` for int64, `Double` for float64 … */
export const scalarTypeName: Readonly<Record<DType, string>> = {
  bool: "Bool",
  uint8: "Byte",
  int8: "Char",
  int16: "Short",
  int32: "Int",
  int64: "Long",
  float16: "Half",
  bfloat16: "BFloat16",
  float32: "Float",
  float64: "Double",
};

const signedIntegers: readonly DType[] = ["int8", "int16", "int32", "int64"];

/** `torch.promote_types`: the smallest type that holds both. */
export function promoteTypes(a: DType, b: DType): DType {
  if (a === b) return a;
  if (isFloatingPoint(a) && isFloatingPoint(b)) {
    if (a === "float64" || b === "float64") return "float64";
    return "float32";
  }
  if (isFloatingPoint(a)) return a;
  if (isFloatingPoint(b)) return b;
  if (a === "bool") return b;
  if (b === "bool") return a;
  if (a === "uint8" || b === "uint8") {
    const signed = a === "uint8" ? b : a;
    return signed === "int8" ? "int16" : signed;
  }
  return signedIntegers.indexOf(a) > signedIntegers.indexOf(b) ? a : b;
}

type Operand = Pick<Tensor, "shape" | "dtype">;

/** `torch.result_type`: scalars (shape `[]`) change the type of the others only if they are of a higher category. */
export function resultType(...operands: readonly Operand[]): DType {
  const promoteAll = (chosen: readonly Operand[]) =>
    chosen
      .map(({ dtype }) => dtype)
      .reduce<DType | undefined>((a, b) => (a === undefined ? b : promoteTypes(a, b)), undefined);
  const dims = promoteAll(operands.filter(({ shape }) => shape.length > 0));
  const scalars = promoteAll(operands.filter(({ shape }) => shape.length === 0));
  if (dims === undefined) return scalars ?? "float32";
  if (scalars === undefined || isFloatingPoint(dims)) return dims;
  return dims === "bool" || isFloatingPoint(scalars) ? promoteTypes(dims, scalars) : dims;
}

/** The bounds of the integer types, and their names in C++; the others wrap around nowhere. */
export const integerRange: Readonly<
  Record<DType, { readonly name: string; readonly min: number; readonly max: number } | undefined>
> = {
  bool: undefined,
  uint8: { name: "uint8_t", min: 0, max: 255 },
  int8: { name: "int8_t", min: -128, max: 127 },
  int16: { name: "int16_t", min: -(2 ** 15), max: 2 ** 15 - 1 },
  int32: { name: "int", min: -(2 ** 31), max: 2 ** 31 - 1 },
  int64: { name: "int64_t", min: -(2 ** 63), max: 2 ** 63 },
  float16: undefined,
  bfloat16: undefined,
  float32: undefined,
  float64: undefined,
};

/** Two's-complement wrap-around of an integer into an integer type, as C does it; for int64 as exactly as a double can. */
export function wrapInteger(value: number, dtype: DType): number {
  const range = integerRange[dtype];
  if (range === undefined) return value;
  if (dtype === "int64") return value >= range.max ? value - 2 ** 64 : value < range.min ? value + 2 ** 64 : value;
  const size = range.max - range.min + 1;
  return ((((value - range.min) % size) + size) % size) + range.min;
}
