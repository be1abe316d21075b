import type { Family } from "../text/lexis";

/** How the expressions of a language differ from each other where this parser cares. */
export interface Dialect {
  /** Binding power of each binary operator; the unary minus has `unary`. */
  readonly operators: ReadonlyMap<string, number>;
  readonly unary: number;
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
  /** An integer divided by an integer is an integer. */
  readonly integerDivision: boolean;
  /** A name for the default floating-point type where no type is written: 64 bits, or torch's 32. */
  readonly wideFloats: boolean;
  /** Arrays are stored, reshaped and recycled column by column. */
  readonly columnMajor: boolean;
}

const comparisons = { "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5 };
const arithmetic = { "+": 10, "-": 10, "*": 11, "/": 11, "%": 11 };

const cLike = { ...comparisons, ...arithmetic, "|": 6, "&": 8, "<<": 9, ">>": 9 };
const matlab = {
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
};

function dialect(operators: { readonly [op: string]: number }, features: Partial<Dialect>): Dialect {
  return {
    operators: new Map(Object.entries(operators)),
    unary: 12,
    braces: "dict",
    matrix: false,
    transpose: false,
    types: false,
    listArithmetic: false,
    integerDivision: false,
    wideFloats: false,
    columnMajor: false,
    ...features,
  };
}

const python = dialect({ or: 2, and: 3, ...cLike, "^": 7, "//": 11, "@": 11, "**": 14 }, { listArithmetic: true });
/** In prose bars, arrows and the like stand between values, not for what Python does with them. */
const prose = dialect({ ...arithmetic, "//": 11, "@": 11, "**": 14 }, { listArithmetic: true });
const javascript = dialect({ ...cLike, "**": 14 }, {});
const typed = dialect(cLike, { braces: "list", types: true, integerDivision: true, wideFloats: true });

const dialects: { readonly [family in Family]: Dialect } = {
  python,
  json: javascript,
  javascript,
  yaml: javascript,
  csv: prose,
  markdown: prose,
  latex: prose,
  text: prose,
  r: dialect(
    {
      ...comparisons,
      "|": 2,
      "&": 3,
      "+": 9,
      "-": 9,
      "*": 10,
      "/": 10,
      "%%": 11,
      "%/%": 11,
      "%*%": 11,
      ":": 12,
      "^": 14,
      "**": 14,
    },
    { unary: 13, wideFloats: true, columnMajor: true },
  ),
  matlab: dialect(matlab, { matrix: true, transpose: true, wideFloats: true, columnMajor: true, braces: "list" }),
  julia: dialect(
    { ...matlab, "=>": 1, "//": 13, "÷": 11, "%": 11, ".+": 10, ".-": 10, "|": 10, "&": 11 },
    { matrix: true, transpose: true, wideFloats: true, columnMajor: true },
  ),
  c: typed,
  csharp: typed,
  java: typed,
  go: typed,
  kotlin: dialect(cLike, { integerDivision: true, wideFloats: true }),
  scala: dialect(cLike, { integerDivision: true, wideFloats: true }),
  rust: dialect(cLike, { integerDivision: true, wideFloats: true }),
};

export function dialectOf(family: Family): Dialect {
  return dialects[family];
}
