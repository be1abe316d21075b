import type { DType } from "../../tensor/tensor";

/** How the expressions of a language differ from those of others where the parser and the evaluator care. */
export interface Dialect {
  /** Binding power of each binary operator; the unary minus has `unary`. */
  readonly operators: ReadonlyMap<string, number>;
  /** Operators that are written otherwise in Python. */
  readonly meanings: { readonly [op: string]: string | undefined };
  readonly unary: number;
  /** A remainder is one of integers: PHP and Perl cut 7.5 % 2 to 7 % 2. */
  readonly wholeRemainders: boolean;
  /** `2^3^2` is (2^3)^2, as in MATLAB; elsewhere the right one comes first. */
  readonly leftPowers: boolean;
  /** What `{ … }` holds: keys and values, or elements. */
  readonly braces: "dict" | "list";
  /** `[1 2; 3 4]`: elements may be separated by blanks, rows by `;` and line ends. */
  readonly matrix: boolean;
  /** `'` behind a value transposes it. */
  readonly transpose: boolean;
  /** Types may stand in front of braces and in parentheses before a value: `new double[] {…}`, `(float)1`. */
  readonly types: boolean;
  /** A list times an integer repeats it, a list plus a list joins them. */
  readonly listArithmetic: boolean;
  /** What an integer divided by an integer is: its type may depend on what is around it, as Swift's does. */
  readonly division: "real" | "truncated" | "floored" | "rational" | "unknown";
  /** Declarations say the type of a value in front of it. */
  readonly declarations: boolean;
  /** A name for the default floating-point type where no type is written: 64 bits, or torch's 32. */
  readonly wideFloats: boolean;
  /** Arrays are stored, reshaped and recycled column by column. */
  readonly columnMajor: boolean;
  /** `<-` assigns. */
  readonly arrowAssigns: boolean;
  /** `5:1` counts down. */
  readonly countsDown: boolean;
  /** `:name` is a word. */
  readonly symbols: boolean;
  /** `...x` puts the items of x in its place. */
  readonly spreads: boolean;
  /** `[value; count]`. */
  readonly repeats: boolean;
  /** `value as type`. */
  readonly asCasts: boolean;
  /** An index in front of an element: C's `[2] =`, Go's `2:`. */
  readonly designator: RegExp | undefined;
  /** PHP's keys: they may only count the elements. */
  readonly countingKeys: boolean;
  readonly typeRules: TypeRules;
}

/** What the names of types mean. */
export interface TypeRules {
  /** Types that only this language has. */
  readonly own: readonly (readonly [pattern: RegExp, dtype: DType])[];
  /** `int` has 64 bits. */
  readonly wideInts: boolean;
  /** `3` may be written for a float of a type that the program names itself. */
  readonly wholesForFloats: boolean;
  /** Bytes have a sign. */
  readonly signedBytes: boolean;
  /** `[[f32; 3]; 2]`: the size stands within the type, the outermost last. */
  readonly sizesInside: boolean;
  /** A type tells the rank of an array. */
  readonly tellsRank: boolean;
  /** The name stands in front of its type without a colon: Go. */
  readonly nameFirst: boolean;
}

const comparisons = { "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5 };
const arithmetic = { "+": 10, "-": 10, "*": 11, "/": 11, "%": 11 };

/** Binding powers of the operators that many languages share. */
export const operators = {
  comparisons,
  arithmetic,
  c: { ...comparisons, ...arithmetic, "|": 6, "&": 8, "<<": 9, ">>": 9 },
  matlab: {
    ...comparisons,
    "~=": 5,
    "|": 3,
    "&": 4,
    ":": 9,
    "+": 10,
    "-": 10,
    "*": 11,
    "/": 11,
    ".*": 11,
    "./": 11,
    "^": 14,
    ".^": 14,
  },
} as const;

export const plainTypes: TypeRules = {
  own: [],
  wideInts: false,
  wholesForFloats: false,
  signedBytes: false,
  sizesInside: false,
  tellsRank: true,
  nameFirst: false,
};

export function dialect(binding: { readonly [op: string]: number }, features: Partial<Dialect> = {}): Dialect {
  return {
    operators: new Map(Object.entries(binding)),
    meanings: {},
    unary: 12,
    wholeRemainders: false,
    leftPowers: false,
    braces: "dict",
    matrix: false,
    transpose: false,
    types: false,
    listArithmetic: false,
    division: "real",
    declarations: false,
    wideFloats: false,
    columnMajor: false,
    arrowAssigns: false,
    countsDown: false,
    symbols: false,
    spreads: false,
    repeats: false,
    asCasts: false,
    designator: undefined,
    countingKeys: false,
    typeRules: plainTypes,
    ...features,
  };
}

/** Languages that declare what they hold. */
export function typedDialect(features: Partial<Dialect> = {}): Dialect {
  return dialect(operators.c, { division: "truncated", declarations: true, wideFloats: true, ...features });
}

export const pythonDialect = dialect(
  { or: 2, and: 3, ...operators.c, "^": 7, "//": 11, "@": 11, "**": 14 },
  { listArithmetic: true },
);
/** In prose bars, arrows and the like stand between values, not for what Python does with them. */
export const proseDialect = dialect({ ...arithmetic, "//": 11, "@": 11, "**": 14 }, { listArithmetic: true });
export const javascriptDialect = dialect({ ...operators.c, "**": 14 });
