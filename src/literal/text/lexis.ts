import type { PrintingTool } from "./errors";
import type { Constant } from "./words";

/** What a language looks like before its grammar: comments, strings, brackets, words for numbers, names that make arrays. */
export interface Lexis {
  /** What opens a comment to the line's end. */
  readonly lineComments: readonly string[];
  /** What opens and what closes a comment of any length. */
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** What is joined with the next line, from here to the line's end: MATLAB's `...`. */
  readonly continuation: string | undefined;
  /** Characters that open a string which ends on its line. */
  readonly quotes: string;
  /** Python's and Julia's `"""`. */
  readonly tripleQuotes: boolean;
  /** Blanks may stand between a function and its parenthesis: not where they apply it, or separate values. */
  readonly callsBehindBlank: boolean;
  /** JavaScript's and Go's back quotes. */
  readonly backQuotes: boolean;
  /** Brackets that can hold elements. */
  readonly brackets: string;
  /** `;` may stand within brackets, between rows or elements. */
  readonly semicolons: boolean;
  /** Blanks alone may stand between elements; in Wolfram they multiply. */
  readonly blanks: boolean;
  /** Rows that are too short may be filled with zeros, so that ragged braces are no error by themselves. */
  readonly zeroFill: boolean;
  /** A leading zero makes an integer octal. */
  readonly octal: boolean;
  /** A line at the margin begins a statement, a line end means nothing within brackets, a colon annotates: Python. */
  readonly indented: boolean;
  /** Data rather than code: what is no number there is no name of a value. */
  readonly isData: boolean;
  /** Words around arrays: bars and arrows are no operators. */
  readonly isProse: boolean;
  /** `#3` and `https://…` are words: a comment stands only within brackets, behind a blank. */
  readonly wordySigns: boolean;
  /** `key: value` gives a value a name. */
  readonly colonKeys: boolean;
  /** What a vector is among matrices: itself, MATLAB's row, Julia's column. */
  readonly vectors: "plain" | "rows" | "columns";
  /** Several values in parentheses are one: not so in MATLAB, where they are arguments or an index. */
  readonly tuples: boolean;
  /** Rust's `vec![…]`: the macros that make an array. */
  readonly macros: readonly string[];
  /** Julia's `Float32[1, 2]`. */
  readonly typedBrackets: boolean;
  /** `.nan` and `.inf` of YAML and Swift. */
  readonly dottedWords: boolean;
  /** Words for numbers besides those that every language shares. */
  readonly constants: ReadonlyMap<string, Constant>;
  /** Whose printing it is where values are left out. */
  readonly printedBy: PrintingTool | "pythonic";
  /** Whether a call of this name makes an array of constants: the call belongs to the literal. */
  readonly isFunction: (name: string) => boolean;
  /** A method or attribute of arrays that makes another array. */
  readonly methodNamed: (name: string) => { readonly property: boolean } | undefined;
}

const slashes: Pick<Lexis, "lineComments" | "blockComments"> = {
  lineComments: ["//"],
  blockComments: [["/*", "*/"]],
};
const hash: Pick<Lexis, "lineComments"> = { lineComments: ["#"] };

/** How most languages write comments. */
export const comments = { slashes, hash } as const;

export const plainLexis: Omit<Lexis, "isFunction" | "methodNamed" | "callsBehindBlank"> = {
  lineComments: [],
  blockComments: [],
  continuation: undefined,
  quotes: "\"'",
  tripleQuotes: false,
  backQuotes: false,
  brackets: "[(",
  semicolons: false,
  blanks: true,
  zeroFill: false,
  octal: false,
  indented: false,
  isData: false,
  isProse: false,
  wordySigns: false,
  colonKeys: true,
  vectors: "plain",
  tuples: true,
  macros: [],
  typedBrackets: false,
  dottedWords: false,
  constants: new Map(),
  printedBy: "any",
};

/** The characters that comments may begin with. */
export function commentStarts({ lineComments, blockComments, continuation }: Lexis): string {
  const starts = [...lineComments, ...blockComments.map(([open]) => open)].map((sign) => sign[0]);
  if (continuation !== undefined) starts.push(continuation[0]);
  return [...new Set(starts)].join("");
}
