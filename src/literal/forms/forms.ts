import type { Language } from "../expression/language";
import { signedLanguages } from "../languages/languages";
import type { Literal, Unreadable } from "../literal";
import { Refused } from "../refused";
import { looksLikeCommas, readCommas } from "./commaInitializer";
import { withDecimalPoints } from "./decimalComma";
import { delimiterOf, readDelimited } from "./delimited";
import { readExpression } from "./expressionForm";
import { readFrame } from "./frame";
import { looksLikeLatex, readLatex } from "./latex";
import { looksLikePipes, readPipes } from "./pipes";
import { printedForms } from "./printed";
import { looksLikeYamlBlock, readYamlBlock } from "./yaml";

type Result = Literal | Unreadable;

interface Distinct {
  readonly read: (text: string) => Result;
  /** Nothing else can have these looks: why it cannot be read is the answer. */
  readonly isCertain: boolean;
}

/** The reader of a printed form or table that is known by its looks. */
function distinctTable(text: string, language: Language): Distinct | undefined {
  const printed = printedForms.find((form) => form.matches(text));
  if (printed) return { read: printed.read, isCertain: true };
  if (isFrame(text)) return { read: (frame) => readTable(frame, language), isCertain: true };
  if (looksLikePipes(text)) return { read: (table) => readPipes(table, language), isCertain: /[│┃║┆]/.test(text) };
  const hasEnvironment = /^[\s$[\\]*\\begin\{/.test(text.slice(0, 200));
  if (hasEnvironment || (language.isProse && looksLikeLatex(text))) return { read: readLatex, isCertain: false };
  if ((language.isProse || language.tables === "commas") && looksLikeCommas(text))
    return { read: readCommas, isCertain: false };
  if ((language.isProse || language.tables === "items") && looksLikeYamlBlock(text))
    return { read: readYamlBlock, isCertain: false };
  return undefined;
}

/** Whether a text is a printed matrix or a table by its looks, so that brackets in it are not those of an array. */
export function isTable(text: string, language: Language): boolean {
  return language.tables === "file" || distinctTable(text, language) !== undefined;
}

/** Reads a text in the form that gives itself away, or in that of its language. */
export function readForms(text: string, language: Language): Result {
  const distinct = distinctTable(text, language);
  if (!distinct) return readByLanguage(text, language);
  const result = attempt(() => distinct.read(text));
  const isFinal =
    result.kind === "literal" || distinct.isCertain || /^(?:elided|ragged)$/.test(result.diagnostics[0].code);
  if (isFinal) return result;
  const other = readByLanguage(text, language);
  return other.kind === "literal" ? other : result;
}

function readByLanguage(text: string, language: Language): Result {
  if (language.tables === "file" || !/[[({]/.test(text)) {
    const table = readTable(text, language);
    if (table.kind === "literal" && hasRows(table, language)) return table;
    const expression = readExpression(text, language, true);
    return expression.kind === "literal" || table.kind === "literal" || !preferTable(text, language)
      ? expression
      : table;
  }
  const source = readSource(text, language);
  if (source.kind === "literal" || !mayBeFrame(text)) return source;
  const frame = readTable(text, language);
  return frame.kind === "literal" ? frame : source;
}

function attempt(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: "unreadable", diagnostics: [error.diagnostic] };
  }
}

/** What pandas prints below a frame or series. */
function isFrame(text: string): boolean {
  if (/^\s*<\w+>\s*\n\s*\[/.test(text.slice(0, 200))) return false;
  return /\n\s*\[\d+ rows x \d+ columns\]\s*$|\n(?:\w+: [^\n]*, )?dtype: \w+\s*$/.test(text.slice(-400));
}

/** Names of columns may have brackets in them; a line of names above lines of numbers is all that tells. */
function mayBeFrame(text: string): boolean {
  const head = text.slice(0, 1000);
  return !head.includes("=") && /^[^\nA-Za-z]*[A-Za-z][^\n]*\n\s*\S+(?:[ \t]+[-+.\w]+)+[^\S\n]*$/m.test(head);
}

/** Every language gives itself away by more than digits, brackets and commas. */
const hasWords = /[^\d\s.,[\]+-]/;

function readSource(text: string, language: Language): Result {
  if (language.isProse && hasWords.test(text.slice(0, 4000))) {
    for (const other of signedLanguages) {
      if (!other.sign?.test(text.slice(0, 4000))) continue;
      const result = readExpression(other.rewritten ? other.rewritten(text) : text, other);
      if (result.kind === "literal") return result;
    }
  }
  return readExpression(text, language);
}

function readTable(text: string, language: Language): Result {
  const points = withDecimalPoints(withoutEmptyColumn(text));
  const delimiter = delimiterOf(points);
  return attempt(() => (delimiter ? readDelimited(points, delimiter, language) : readFrame(text, language)));
}

/** A range of a spreadsheet that was copied with the empty column in front of it. */
function withoutEmptyColumn(text: string): string {
  return /^\t/.test(text) && !/^[^\t\n\r]/m.test(text) ? text.replace(/^\t/gm, " ") : text;
}

/** One number is no table, save in a file of tables. */
function hasRows(literal: Literal, language: Language): boolean {
  return literal.tensor.data.length > 1 || language.tables === "file" || literal.columnNames !== undefined;
}

/** Whether why it is no table tells a person more than why it is no expression. */
function preferTable(text: string, language: Language): boolean {
  const rows = text.split("\n", 6).filter((line) => /\d/.test(line));
  return language.tables === "file" || (rows.length > 1 && !/=|\breturn\b/.test(text.slice(0, 2000)));
}
