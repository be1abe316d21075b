/** What a language looks like before its grammar: comments, strings, brackets, words for numbers. */
export type Family =
  | "python"
  | "json"
  | "javascript"
  | "r"
  | "julia"
  | "matlab"
  | "c"
  | "csharp"
  | "java"
  | "kotlin"
  | "scala"
  | "rust"
  | "go"
  | "csv"
  | "markdown"
  | "latex"
  | "yaml"
  | "text";

export interface Lexis {
  readonly family: Family;
  /** `#` opens a comment to the line's end. */
  readonly hash: boolean;
  /** `//` and `/* … *​/` are comments. */
  readonly slashes: boolean;
  /** `%` opens a comment to the line's end. */
  readonly percent: boolean;
  /** Characters that open a string which ends on its line. */
  readonly quotes: string;
  /** Python's and Julia's `"""`. */
  readonly tripleQuotes: boolean;
  /** JavaScript's and Go's back quotes. */
  readonly backQuotes: boolean;
  /** Brackets that can hold elements. */
  readonly brackets: string;
  /** `;` separates rows within brackets. */
  readonly semicolons: boolean;
  /** Rows that are too short may be filled with zeros, so that ragged braces are no error by themselves. */
  readonly zeroFill: boolean;
  /** A leading zero makes an integer octal. */
  readonly octal: boolean;
}

function lexis(family: Family, features: Partial<Lexis>): Lexis {
  return {
    family,
    hash: false,
    slashes: false,
    percent: false,
    quotes: "\"'",
    tripleQuotes: false,
    backQuotes: false,
    brackets: "[(",
    semicolons: false,
    zeroFill: false,
    octal: false,
    ...features,
  };
}

const table: { readonly [family in Family]: Lexis } = {
  python: lexis("python", { hash: true, tripleQuotes: true }),
  json: lexis("json", { slashes: true, brackets: "[" }),
  javascript: lexis("javascript", { slashes: true, backQuotes: true, brackets: "[", octal: true }),
  r: lexis("r", { hash: true, brackets: "(" }),
  julia: lexis("julia", { hash: true, semicolons: true, tripleQuotes: true, quotes: '"' }),
  matlab: lexis("matlab", { hash: true, semicolons: true, percent: true, quotes: '"', brackets: "[({" }),
  c: lexis("c", { slashes: true, zeroFill: true, brackets: "{[", octal: true, quotes: '"' }),
  csharp: lexis("csharp", { slashes: true, brackets: "{[", quotes: '"' }),
  java: lexis("java", { slashes: true, brackets: "{", octal: true, quotes: '"' }),
  scala: lexis("scala", { slashes: true, brackets: "(", quotes: '"' }),
  kotlin: lexis("kotlin", { slashes: true, brackets: "([", quotes: '"' }),
  rust: lexis("rust", { slashes: true, semicolons: true, brackets: "[(", quotes: '"' }),
  go: lexis("go", { slashes: true, zeroFill: true, brackets: "{[", octal: true, quotes: '"', backQuotes: true }),
  csv: lexis("csv", { hash: true, quotes: '"', brackets: "[({" }),
  markdown: lexis("markdown", { quotes: "", brackets: "[({" }),
  latex: lexis("latex", { percent: true, quotes: "", brackets: "[({" }),
  yaml: lexis("yaml", { hash: true, brackets: "[" }),
  text: lexis("text", { hash: true, slashes: true, brackets: "[({" }),
};

const families: { readonly [languageId: string]: Family } = {
  python: "python",
  jupyter: "python",
  ipython: "python",
  cython: "python",
  json: "json",
  jsonc: "json",
  json5: "json",
  jsonl: "json",
  snippets: "json",
  javascript: "javascript",
  javascriptreact: "javascript",
  typescript: "javascript",
  typescriptreact: "javascript",
  coffeescript: "javascript",
  dart: "javascript",
  groovy: "javascript",
  swift: "javascript",
  vue: "javascript",
  svelte: "javascript",
  r: "r",
  rmd: "r",
  julia: "julia",
  juliamarkdown: "markdown",
  matlab: "matlab",
  octave: "matlab",
  c: "c",
  cpp: "c",
  "cuda-cpp": "c",
  cuda: "c",
  arduino: "c",
  hlsl: "c",
  shaderlab: "c",
  "objective-c": "c",
  "objective-cpp": "c",
  csharp: "csharp",
  java: "java",
  kotlin: "kotlin",
  scala: "scala",
  rust: "rust",
  go: "go",
  csv: "csv",
  tsv: "csv",
  markdown: "markdown",
  quarto: "markdown",
  latex: "latex",
  tex: "latex",
  yaml: "yaml",
  dockercompose: "yaml",
};

/** What only Objective-C has, to a VS Code without a MATLAB extension the language of every `.m` file. */
const objectiveC =
  /^\s*(?:#\s*(?:import|include|define|pragma)|@(?:interface|implementation|import|class|protocol|property)|\/\/)|\/\*|;\s*\/\/|->|::|@\[|^\s*\{|\b(?:double|float|int|long|short|char|bool|BOOL|void|id|NSArray|static|const)\b[\w\s*]*[[=({]/m;
const judgedCharacters = 20_000;

/** The lexis of one of VS Code's language ids; of an unknown one, that of plain text. */
export function lexisOf(languageId: string, text: string): Lexis {
  return table[familyOf(languageId, text)];
}

/** `text` decides where an id stands for several languages. */
export function familyOf(languageId: string, text: string): Family {
  const id = languageId.toLowerCase();
  if (id === "objective-c" && !objectiveC.test(text.slice(0, judgedCharacters))) return "matlab";
  return Object.hasOwn(families, id) ? families[id] : "text";
}

export function lexisOfFamily(family: Family): Lexis {
  return table[family];
}
