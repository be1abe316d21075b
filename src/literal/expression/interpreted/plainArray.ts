import type { DType } from "../../../tensor/tensor";
import type { Library } from "../../dtypes";
import { type CallNode, dottedName } from "../syntax";
import { type ArrayValue, listOf } from "../value";
import type { ExpressionEvaluator } from "./evaluator";
import { pathOf } from "./paths";

interface Constructor {
  readonly library: Library;
  readonly floats: DType;
}

const numpy: Constructor = { library: "numpy", floats: "float64" };
const torch: Constructor = { library: "torch", floats: "float32" };
const constructors: ReadonlyMap<string, Constructor> = new Map([
  ["numpy.array", numpy],
  ["numpy.asarray", numpy],
  ["torch.tensor", torch],
  ["torch.as_tensor", torch],
]);
const maxDimensions = 32;
/** Between these, float32 holds a number to all its digits; the ends are left to those who know more. */
const least = 2e-38;
const most = 3e38;
const maxInteger = 2 ** 53;

/**
 * `np.array([…])` of plain numbers and nothing else: the numbers as they were read, which may be millions, and no copy of them. Undefined
 * where there is anything to compute, check or say; the interpreter does that.
 */
export function plainArray(ev: ExpressionEvaluator, { callee, args, start, end }: CallNode): ArrayValue | undefined {
  if (args.length !== 1 || args[0].name !== undefined) return undefined;
  const { value } = args[0];
  if (value.kind !== "nested" || ev.text[value.start] !== "[") return undefined;
  const { elements, shape } = value.nested;
  const { count, kind } = elements;
  if (count === 0 || kind === 0 || elements.dtype !== undefined || shape.length > maxDimensions) return undefined;
  const path = pathOf(dottedName(callee) ?? "");
  const maker = path === undefined ? undefined : constructors.get(path);
  if (maker === undefined) return undefined;
  const { library, floats } = maker;
  const dtype = kind === 1 ? "int64" : floats;
  const isHeld =
    kind === 1 ? areIntegers(elements.data, count) : floats === "float64" || areNormal(elements.data, count);
  return isHeld ? { ...listOf(elements, shape, { start, end }), library, dtype, isList: false } : undefined;
}

function areIntegers(data: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (!(data[i] <= maxInteger && data[i] >= -maxInteger)) return false;
  return true;
}

function areNormal(data: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) {
    const size = Math.abs(data[i]);
    if (!(size > least && size < most) && size !== 0) return false;
  }
  return true;
}
