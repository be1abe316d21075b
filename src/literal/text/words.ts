import type { DType } from "../../engine/tensor";
import { isWordPart, isWordStart } from "./chars";
import type { Family } from "./lexis";
import { BOOL, FLOAT, INT, NumberScanner } from "./number";

const NAN = { value: Number.NaN, kind: FLOAT } as const;
const INFINITY = { value: Number.POSITIVE_INFINITY, kind: FLOAT } as const;
const TRUE = { value: 1, kind: BOOL } as const;
const FALSE = { value: 0, kind: BOOL } as const;

interface Constant {
  readonly value: number;
  readonly kind: 0 | 1 | 2;
}

/** Words that are numbers by themselves in every language that has them at all. */
const bare = new Map<string, Constant>([
  ["nan", NAN],
  ["NaN", NAN],
  ["NAN", NAN],
  ["Nan", NAN],
  ["inf", INFINITY],
  ["Inf", INFINITY],
  ["INF", INFINITY],
  ["INFINITY", INFINITY],
  ["infinity", INFINITY],
  ["Infinity", INFINITY],
  ["PINF", INFINITY],
  ["NINF", { value: Number.NEGATIVE_INFINITY, kind: FLOAT }],
  ["True", TRUE],
  ["true", TRUE],
  ["TRUE", TRUE],
  ["True_", TRUE],
  ["False", FALSE],
  ["false", FALSE],
  ["FALSE", FALSE],
  ["False_", FALSE],
]);

const qualifiers = new Set([
  "np",
  "numpy",
  "jnp",
  "math",
  "torch",
  "tf",
  "cp",
  "onp",
  "jax",
  "cmath",
  "Number",
  "experimental",
]);
const pi = { value: Math.PI, kind: FLOAT } as const;
const e = { value: Math.E, kind: FLOAT } as const;

/** A word, qualified or not, that stands for a number: `nan`, `np.inf`, `True`, `Number.NaN`, R's `NA` and `T`. */
export function constantNamed(name: string, family: Family): Constant | undefined {
  const plain = bare.get(name);
  if (plain) return plain;
  const dot = name.lastIndexOf(".");
  if (dot >= 0) {
    if (
      !name
        .slice(0, dot)
        .split(".")
        .every((part) => qualifiers.has(part))
    )
      return undefined;
    const last = name.slice(dot + 1);
    if (last === "pi") return pi;
    if (last === "e") return e;
    if (last === "POSITIVE_INFINITY") return INFINITY;
    if (last === "NEGATIVE_INFINITY") return { value: Number.NEGATIVE_INFINITY, kind: FLOAT };
    return bare.get(last);
  }
  if (family === "r" || family === "text" || family === "csv") {
    if (name === "NA" || name === "NA_real_" || name === "NA_integer_") return NAN;
    if (family === "r" && name === "T") return TRUE;
    if (family === "r" && name === "F") return FALSE;
    if (family === "r" && name === "pi") return pi;
  }
  if ((family === "julia" || family === "matlab") && (name === "pi" || name === "π")) return pi;
  return undefined;
}

const spelled = /^(?:float|np\.float64|numpy\.float64)\(\s*['"]\s*([+-]?)\s*(nan|inf|infinity)\s*['"]\s*\)/i;
const scalar = /^(?:(?:np|numpy|jnp|jax\.numpy)\.)?(float16|float32|float64|int8|int16|int32|int64|uint8|bool_?)\(/;

/** Reads an element that begins with a letter: a constant, `float('nan')`, or a NumPy scalar as NumPy 2 prints it, `np.float64(0.3)`. */
export class WordScanner {
  value = 0;
  kind: 0 | 1 | 2 = INT;
  dtype: DType | undefined = undefined;
  private readonly number = new NumberScanner();
  private readonly family: Family;

  constructor(family: Family) {
    this.family = family;
  }

  /** End of the element at `offset`, its sign included, or −1 where it is something else. */
  scan(text: string, offset: number): number {
    const sign = text.charCodeAt(offset);
    const start = sign === 43 || sign === 45 || sign === 0x2212 ? offset + 1 : offset;
    if (!isWordStart(text.charCodeAt(start))) return -1;
    let end = start;
    while (end < text.length && (isWordPart(text.charCodeAt(end)) || text.charCodeAt(end) === 46)) end++;
    if (end - start > 40) return -1;
    this.dtype = undefined;
    const after = text.charCodeAt(end);
    if (after === 40) return this.scanCall(text, start, sign === 45 || sign === 0x2212);
    if (after === 58 || after === 123 || after === 91) return -1;
    const constant = constantNamed(text.slice(start, end), this.family);
    if (!constant) return -1;
    this.value = sign === 45 || sign === 0x2212 ? -constant.value : constant.value;
    this.kind = start > offset && constant.kind === BOOL ? INT : constant.kind;
    return end;
  }

  private scanCall(text: string, start: number, negative: boolean): number {
    const head = text.slice(start, start + 64);
    const word = spelled.exec(head);
    if (word) {
      const magnitude = word[2].toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
      this.value = (word[1] === "-") !== negative ? -magnitude : magnitude;
      this.kind = FLOAT;
      this.dtype = head.includes("64(") ? "float64" : undefined;
      return start + word[0].length;
    }
    const call = scalar.exec(head);
    if (!call || negative) return -1;
    const dtype = call[1].startsWith("bool") ? "bool" : (call[1] as DType);
    const inner = start + call[0].length;
    let end = this.number.scan(text, inner);
    this.value = this.number.value;
    let kind: 0 | 1 | 2 = this.number.kind;
    if (end < 0) {
      const close = text.indexOf(")", inner);
      const constant =
        close < 0 || close - inner > 10
          ? undefined
          : constantNamed(text.slice(inner, close).replace(/^-/, ""), this.family);
      if (!constant) return -1;
      end = close;
      this.value = text.charCodeAt(inner) === 45 ? -constant.value : constant.value;
      kind = constant.kind;
    }
    // `np.int64(0.7)` changes the value: left to the evaluator.
    const width: 0 | 1 | 2 = dtype === "bool" ? BOOL : dtype.startsWith("float") ? FLOAT : INT;
    if (kind > width || text.charCodeAt(end) !== 41) return -1;
    this.kind = width;
    this.dtype = dtype;
    return end + 1;
  }
}
