import type { Literal, Unreadable } from "../literal";
import { Refused } from "../refused";
import { type Family, lexisOfFamily } from "../text/lexis";
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

/** Languages that a text of no known one may be written in, by what only they have. */
const signs: readonly (readonly [family: Family, sign: RegExp])[] = [
  ["r", /(?:^|[\s=(,-])(?:c|matrix(?!\s*\(\s*\[)|structure|rbind|cbind)\s*\(|<-\s/],
  ["rust", /\b(?:vec|array)!\s*\[|\bf(?:32|64)::|\d_?f(?:32|64)\b|\blet\s+(?:mut\s+)?\w+\s*:\s*(?:\[|Vec)/],
  ["go", /\[\d*\](?:\[\d*\])*(?:float|int)\d*\{/],
  ["kotlin", /\b(?:arrayOf|listOf|floatArrayOf|doubleArrayOf|intArrayOf)\(/],
  ["java", /\bnew\s+(?:double|float|int|long)\b|\bList\.of\(|\bArrays\.asList\(/],
  ["c", /(?:\b(?:double|float|int|auto)\b[^=\n]*=\s*|std::\w+.*)\{/],
  ["javascript", /\bnew (?:Float|Int|Uint|BigInt)\d+Array\(|\b(?:const|let|var)\s+\w+\s*(?::[^=\n]*)?=/],
  ["matlab", /\[[^\][]*;[^\][]*\]/],
];

function isProse(family: Family): boolean {
  return family === "text" || family === "markdown" || family === "latex";
}

interface Distinct {
  readonly read: (text: string) => Result;
  /** Nothing else can have these looks: why it cannot be read is the answer. */
  readonly isCertain: boolean;
}

/** The reader of a printed form or table that is known by its looks. */
function distinctTable(text: string, family: Family): Distinct | undefined {
  const printed = printedForms.find((form) => form.matches(text));
  if (printed) return { read: printed.read, isCertain: true };
  if (isFrame(text)) return { read: (frame) => readTable(frame, family), isCertain: true };
  if (looksLikePipes(text)) return { read: (table) => readPipes(table, family), isCertain: /[│┃║┆]/.test(text) };
  const hasEnvironment = /^[\s$[\\]*\\begin\{/.test(text.slice(0, 200));
  if (hasEnvironment || (isProse(family) && looksLikeLatex(text))) return { read: readLatex, isCertain: false };
  if ((isProse(family) || family === "c") && looksLikeCommas(text)) return { read: readCommas, isCertain: false };
  if ((isProse(family) || family === "yaml") && looksLikeYamlBlock(text))
    return { read: readYamlBlock, isCertain: false };
  return undefined;
}

/** Whether a text is a printed matrix or a table by its looks, so that brackets in it are not those of an array. */
export function isTable(text: string, family: Family): boolean {
  return family === "csv" || distinctTable(text, family) !== undefined;
}

/** Reads a text in the form that gives itself away, or in that of its language. */
export function readForms(text: string, family: Family): Result {
  const distinct = distinctTable(text, family);
  if (!distinct) return readByLanguage(text, family);
  const result = attempt(() => distinct.read(text));
  const isFinal =
    result.kind === "literal" || distinct.isCertain || /^(?:elided|ragged)$/.test(result.diagnostics[0].code);
  if (isFinal) return result;
  const other = readByLanguage(text, family);
  return other.kind === "literal" ? other : result;
}

function readByLanguage(text: string, family: Family): Result {
  if (family === "csv" || !/[[({]/.test(text)) {
    const table = readTable(text, family);
    if (table.kind === "literal" && hasRows(table, family)) return table;
    const expression = readExpression(text, lexisOfFamily(family), true);
    return expression.kind === "literal" || table.kind === "literal" || !preferTable(text, family) ? expression : table;
  }
  const source = readSource(text, family);
  if (source.kind === "literal" || !mayBeFrame(text)) return source;
  const frame = readTable(text, family);
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
  return !head.includes("=") && /^[^\n]*[A-Za-z][^\n]*\n\s*\S+(?:[ \t]+[-+.\d\w]+)+\s*$/m.test(head);
}

function readSource(text: string, family: Family): Result {
  if (isProse(family)) {
    for (const [other, sign] of signs) {
      if (!sign.test(text.slice(0, 4000))) continue;
      const result = readExpression(text, lexisOfFamily(other));
      if (result.kind === "literal") return result;
    }
  }
  return readExpression(text, lexisOfFamily(family));
}

function readTable(text: string, family: Family): Result {
  const points = withDecimalPoints(text);
  const delimiter = delimiterOf(points);
  return attempt(() => (delimiter ? readDelimited(points, delimiter, family) : readFrame(text, family)));
}

/** One number is no table, save in a file of tables. */
function hasRows(literal: Literal, family: Family): boolean {
  return literal.tensor.data.length > 1 || family === "csv" || literal.columnNames !== undefined;
}

/** Whether why it is no table tells a person more than why it is no expression. */
function preferTable(text: string, family: Family): boolean {
  const rows = text.split("\n", 6).filter((line) => /\d/.test(line));
  return family === "csv" || (rows.length > 1 && !/=|\breturn\b/.test(text.slice(0, 2000)));
}
