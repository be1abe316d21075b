import type { Library } from "../../value";
import { refuse } from "./arguments";
import type { Manner } from "./elementwise";
import { floorDivide, modulo, power } from "./special";

/** The operations between two numbers: what each gives of floats, of integers and of bools. */

/** An operation between two arrays, or an array and a number. */
export interface Binary {
  readonly operation: string;
  readonly manner: Manner;
  readonly float: (a: number, b: number) => number;
  /** On integers; undefined for the same as on floats. */
  readonly int?: (a: number, b: number, library: Library) => number;
  /** On two bools; undefined where it raises or makes another dtype. */
  readonly bool?: ((a: number, b: number) => number) | undefined;
  /** Whether floats are refused, or integers become floats. */
  readonly domain?: "integers" | "floats";
  /** Whether torch has it for floats alone. */
  readonly floatsInTorch?: true;
}

function dividing(f: (a: number, b: number) => number) {
  return (a: number, b: number, library: Library): number => (b !== 0 ? f(a, b) : library === "numpy" ? 0 : refuse());
}

/** A remainder; of very many times the divisor few digits are left of it, and torch may give nan. */
function dividedOften(f: (a: number, b: number) => number) {
  return (a: number, b: number): number =>
    Number.isFinite(a) && b !== 0 && Math.abs(a / b) > 1e3 ? refuse() : f(a, b);
}

/** A bit operation on numbers as wide as a double holds. */
function bitwise(f: (a: bigint, b: bigint) => bigint, small: (a: number, b: number) => number) {
  return (a: number, b: number): number =>
    a === (a | 0) && b === (b | 0) ? small(a, b) : Number(f(BigInt(a), BigInt(b)));
}

function shifted(f: (a: number, b: number) => number) {
  return (a: number, b: number): number => (b >= 0 && b < 8 && a >= 0 ? f(a, b) : refuse());
}

export const add: Binary = { operation: "add", manner: "correct", float: (a, b) => a + b, bool: (a, b) => a | b };

export const sub: Binary = { operation: "sub", manner: "correct", float: (a, b) => a - b };

export const mul: Binary = { operation: "mul", manner: "correct", float: (a, b) => a * b, bool: (a, b) => a & b };

export const div: Binary = {
  operation: "div",
  manner: "correct",
  float: (a, b) => a / b,
  bool: (a, b) => a / b,
  domain: "floats",
};

export const floorDiv: Binary = {
  operation: "floor_divide",
  manner: "discrete",
  float: floorDivide,
  int: dividing((a, b) => Math.floor(a / b)),
};

export const remainder: Binary = {
  operation: "remainder",
  manner: "correct",
  float: dividedOften(modulo),
  int: dividing((a, b) => modulo(a, b) + 0),
};

export const fmod: Binary = {
  operation: "fmod",
  manner: "correct",
  float: dividedOften((a, b) => a % b),
  int: dividing((a, b) => (a % b) + 0),
};

export const pow: Binary = {
  operation: "pow",
  manner: "smooth",
  // Large exponents of negative numbers are whole in a narrow float, though their digits are not.
  float: (a, b) => (a < 0 && Math.abs(b) > 1e6 && Number.isFinite(b) && !Number.isInteger(b) ? refuse() : power(a, b)),
  int: (a, b) => (b < 0 ? refuse() : power(a, b)),
};

export const and: Binary = {
  operation: "and",
  manner: "discrete",
  float: () => refuse(),
  int: bitwise(
    (a, b) => a & b,
    (a, b) => a & b,
  ),
  bool: (a, b) => a & b,
  domain: "integers",
};

export const or: Binary = {
  operation: "or",
  manner: "discrete",
  float: () => refuse(),
  int: bitwise(
    (a, b) => a | b,
    (a, b) => a | b,
  ),
  bool: (a, b) => a | b,
  domain: "integers",
};

export const xor: Binary = {
  operation: "xor",
  manner: "discrete",
  float: () => refuse(),
  int: bitwise(
    (a, b) => a ^ b,
    (a, b) => a ^ b,
  ),
  bool: (a, b) => a ^ b,
  domain: "integers",
};

export const leftShift: Binary = {
  operation: "lshift",
  manner: "discrete",
  float: () => refuse(),
  int: shifted((a, b) => a * 2 ** b),
  domain: "integers",
};

export const rightShift: Binary = {
  operation: "rshift",
  manner: "discrete",
  float: () => refuse(),
  int: shifted((a, b) => Math.floor(a / 2 ** b)),
  domain: "integers",
};

const nanOr =
  (f: (a: number, b: number) => number) =>
  (a: number, b: number): number =>
    Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : f(a, b);

export const minimum: Binary = {
  operation: "minimum",
  manner: "correct",
  float: nanOr(Math.min),
  bool: (a, b) => a & b,
};

export const maximum: Binary = {
  operation: "maximum",
  manner: "correct",
  float: nanOr(Math.max),
  bool: (a, b) => a | b,
};

export const logaddexp: Binary = {
  operation: "logaddexp",
  manner: "smooth",
  float: (a, b) => (a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)))),
  domain: "floats",
  floatsInTorch: true,
};

export const atan2: Binary = { operation: "atan2", manner: "smooth", float: Math.atan2, domain: "floats" };

export const hypot: Binary = {
  operation: "hypot",
  manner: "smooth",
  float: Math.hypot,
  domain: "floats",
  floatsInTorch: true,
};

export const xlogy: Binary = {
  operation: "xlogy",
  manner: "smooth",
  float: (a, b) => (a === 0 && !Number.isNaN(b) ? 0 : a * Math.log(b)),
  domain: "floats",
};
