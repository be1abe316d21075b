import type { DType } from "../../tensor/tensor";
import { isWordPart, isWordStart } from "./chars";
import type { Lexis } from "./lexis";
import { BOOL, FLOAT, INT, NumberScanner } from "./number";

const NAN = { value: Number.NaN, kind: FLOAT } as const;
const INFINITY = { value: Number.POSITIVE_INFINITY, kind: FLOAT } as const;
const NEGATIVE_INFINITY = { value: Number.NEGATIVE_INFINITY, kind: FLOAT } as const;
const TRUE = { value: 1, kind: BOOL } as const;
const FALSE = { value: 0, kind: BOOL } as const;

export interface Constant {
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
  ["HUGE_VAL", INFINITY],
  ["NINF", NEGATIVE_INFINITY],
  ["True", TRUE],
  ["true", TRUE],
  ["TRUE", TRUE],
  ["True_", TRUE],
  ["False", FALSE],
  ["false", FALSE],
  ["FALSE", FALSE],
  ["False_", FALSE],
]);

const qualifiers =
  /^(?:np|numpy|jnp|math|torch|tf|cp|onp|jax|cmath|experimental|Number|Math|MathF|std|f16|f32|f64|Double|Float|Float32|Float64|double|float|kotlin|consts)$/;
const qualified = new Map<string, Constant>([
  ["POSITIVE_INFINITY", INFINITY],
  ["PositiveInfinity", INFINITY],
  ["NEGATIVE_INFINITY", NEGATIVE_INFINITY],
  ["NegativeInfinity", NEGATIVE_INFINITY],
  ["NEG_INFINITY", NEGATIVE_INFINITY],
]);
const pi = { value: Math.PI, kind: FLOAT } as const;
const e = { value: Math.E, kind: FLOAT } as const;

/** A word, qualified or not, that stands for a number: `nan`, `np.inf`, `True`, `Number.NaN`, R's `NA` and `T`. */
export function constantNamed(name: string, { constants }: Pick<Lexis, "constants">): Constant | undefined {
  const plain = bare.get(name) ?? constants.get(name);
  if (plain) return plain;
  const dot = name.lastIndexOf(".");
  if (dot < 0) return undefined;
  const isModule = name
    .slice(0, dot)
    .split(".")
    .every((part) => qualifiers.test(part));
  if (!isModule) return undefined;
  const last = name.slice(dot + 1);
  if (last === "pi" || last === "PI" || last === "Pi") return pi;
  if (last === "e" || last === "E") return e;
  return qualified.get(last) ?? bare.get(last);
}

/** What languages write where the shared words do not reach: their missing values, letters for truth, π. */
export const words = {
  nan: NAN,
  infinity: INFINITY,
  negativeInfinity: NEGATIVE_INFINITY,
  true: TRUE,
  false: FALSE,
  pi,
  e,
} as const;
/** R's missing values, which tables have from it. */
export const missing: readonly (readonly [string, Constant])[] = [
  ["NA", NAN],
  ["NA_real_", NAN],
  ["NA_integer_", NAN],
];

const spelled = /^(?:float|np\.float64|numpy\.float64)\(\s*['"]\s*([+-]?)\s*(nan|inf|infinity)\s*['"]\s*\)/i;
const scalar = /^(?:(?:np|numpy|jnp|jax\.numpy)\.)?(float16|float32|float64|int8|int16|int32|int64|uint8|bool_?)\(/;

/** Reads an element that begins with a letter: a constant, `float('nan')`, or a NumPy scalar as NumPy 2 prints it, `np.float64(0.3)`. */
export class WordScanner {
  value = 0;
  kind: 0 | 1 | 2 = INT;
  dtype: DType | undefined = undefined;
  private readonly number = new NumberScanner();
  private readonly lexis: Lexis;

  constructor(lexis: Lexis) {
    this.lexis = lexis;
  }

  /** End of the element at `offset`, its sign included, or −1 where it is something else. */
  scan(text: string, offset: number): number {
    const sign = text.charCodeAt(offset);
    const start = sign === 43 || sign === 45 || sign === 0x2212 ? offset + 1 : offset;
    if (text.charCodeAt(start) === 46 && this.lexis.dottedWords) {
      return this.scanDotted(text, start, sign === 45 || sign === 0x2212);
    }
    if (!isWordStart(text.charCodeAt(start))) return -1;
    let end = start;
    let isPath = false;
    for (;;) {
      const c = text.charCodeAt(end);
      if (c === 58 && text.charCodeAt(end + 1) === 58) {
        isPath = true;
        end += 2;
      } else if (isWordPart(c) || c === 46) end++;
      else break;
    }
    if (end - start > 40) return -1;
    this.dtype = undefined;
    const after = text.charCodeAt(end);
    if (after === 40) return this.scanCall(text, start, sign === 45 || sign === 0x2212);
    if (after === 58 || after === 123 || after === 91) return -1;
    const name = text.slice(start, end);
    const constant = constantNamed(isPath ? name.replaceAll("::", ".") : name, this.lexis);
    if (!constant) return -1;
    this.value = sign === 45 || sign === 0x2212 ? -constant.value : constant.value;
    this.kind = start > offset && constant.kind === BOOL ? INT : constant.kind;
    return end;
  }

  /** YAML's `.nan` and `.inf`, Swift's `.infinity`. */
  private scanDotted(text: string, start: number, negative: boolean): number {
    const match = /^\.(nan|inf(?:inity)?)(?![\w.])/i.exec(text.slice(start, start + 12));
    if (!match) return -1;
    const magnitude = match[1].toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
    this.value = negative ? -magnitude : magnitude;
    this.kind = FLOAT;
    this.dtype = undefined;
    return start + match[0].length;
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
          : constantNamed(text.slice(inner, close).replace(/^-/, ""), this.lexis);
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
