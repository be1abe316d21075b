import { type Lexis, plainLexis } from "../text/lexis";
import { type Dialect, pythonDialect } from "./dialect";
import type { Builtin } from "./functions/arguments";
import { isPythonFunction, pythonMethod } from "./interpreted/paths";
import type { Method } from "./method";

/** The tables of a language: made of lines, in a file or in the text around. */
export type TableKind = "file" | "bars" | "items" | "commas" | "environments" | "numbers";

/** All there is to know of a language. */
export interface Language extends Lexis {
  /** VS Code's ids of it, each with the ends of the names of its files. */
  readonly ids: { readonly [languageId: string]: string };
  readonly dialect: Dialect;
  /** The calls that are evaluated; undefined where they are Python's, of which python/ knows the table. */
  readonly functions: ReadonlyMap<string, Builtin> | undefined;
  readonly methods: ReadonlyMap<string, Method>;
  /** Words that are operators between values; undefined where those hold that most languages have. Sticky. */
  readonly infix: RegExp | undefined;
  /** What stands in front of a bracket, blanks between, that makes it the argument of a function: Haskell's `sum [1, 2]`. */
  readonly applied: RegExp | undefined;
  /** The number of the first class. */
  readonly labelsFrom: 0 | 1;
  /** What only this language has: text of no known language that shows it is tried as this one. */
  readonly sign: RegExp | undefined;
  readonly tables: TableKind | undefined;
  /** Constants that stand above the text and that its sizes name, as lines of `#define`. */
  readonly above: string;
  /** The text with lists as other languages write them, every offset kept. */
  readonly rewritten: ((text: string) => string) | undefined;
}

type Own = Pick<Language, "ids"> & Partial<Omit<Language, "isFunction" | "methodNamed" | "callsBehindBlank">>;

/** A language of what is its own; what it does not say is as in most of them. */
export function language(own: Own): Language {
  const given = {
    ...plainLexis,
    dialect: pythonDialect,
    functions: undefined,
    methods: new Map<string, Method>(),
    infix: undefined,
    applied: undefined,
    labelsFrom: 0 as const,
    sign: undefined,
    tables: undefined,
    above: "",
    rewritten: undefined,
    ...own,
  };
  const { functions, methods, isData, isProse, applied } = given;
  const whole = { ...given, callsBehindBlank: !isData && !isProse && applied === undefined };
  if (functions !== undefined) {
    return { ...whole, isFunction: (name) => functions.has(name), methodNamed: (name) => methods.get(name) };
  }
  // Without a library's name in front these are column by column in some languages and row by row in others.
  const isFunction = (name: string): boolean => !(isData && isAmbiguous(name)) && isPythonFunction(name);
  return { ...whole, isFunction, methodNamed: pythonMethod };
}

/** Whether a function of this name, without a library's in front, means different things in different languages. */
export function isAmbiguous(name: string): boolean {
  return /^(?:reshape|repeat|tile)$/.test(name);
}
