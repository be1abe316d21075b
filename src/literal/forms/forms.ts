import type { Literal, Unreadable } from "../literal";
import { Refused } from "../refused";
import { type Family, lexisOfFamily } from "../text/lexis";
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
  ["r", /(?:^|[\s=(,-])(?:c|matrix|structure|rbind|cbind)\s*\(|<-\s/],
  ["rust", /\b(?:vec|array)!\s*\[|\bf(?:32|64)::|\d_?f(?:32|64)\b|\blet\s+(?:mut\s+)?\w+\s*:\s*(?:\[|Vec)/],
  ["go", /\[\d*\](?:\[\d*\])*(?:float|int)\d*\{/],
  ["kotlin", /\b(?:arrayOf|listOf|floatArrayOf|doubleArrayOf|intArrayOf)\(/],
  ["java", /\bnew\s+(?:double|float|int|long)\b|\bList\.of\(|\bArrays\.asList\(/],
  ["c", /(?:\b(?:double|float|int|auto)\b[^=\n]*=\s*|std::\w+.*)\{|^\s*\{\s*[-+.\d{]/],
  ["javascript", /\bnew (?:Float|Int|Uint|BigInt)\d+Array\(|\b(?:const|let|var)\s+\w+\s*(?::[^=\n]*)?=/],
  ["matlab", /\[[^\][]*;[^\][]*\]/],
];

/** Reads a text in the form of its language, or in the form that gives itself away. */
export function readForms(text: string, family: Family): Result {
  const printed = printedForms.find((form) => form.matches(text));
  if (printed) return printed.read(text);
  if (looksLikePipes(text)) return readPipes(text, family);
  const isProse = family === "text" || family === "markdown" || family === "latex";
  if ((isProse && looksLikeLatex(text)) || /\\begin\{/.test(text.slice(0, 2000))) return readLatex(text);
  if ((isProse || family === "yaml") && looksLikeYamlBlock(text)) return readYamlBlock(text);
  if (isFrame(text)) return readTable(text, family);
  if (family === "csv" || !/[[({]/.test(text)) {
    const table = readTable(text, family);
    if (table.kind === "literal" && isTable(table, family)) return table;
    const expression = readExpression(text, lexisOfFamily(family), true);
    return expression.kind === "literal" || table.kind === "literal" || !preferTable(text, family) ? expression : table;
  }
  const source = readSource(text, family, isProse);
  if (source.kind === "literal" || !mayBeFrame(text)) return source;
  const table = readTable(text, family);
  return table.kind === "literal" ? table : source;
}

/** What pandas prints below a frame or series. */
function isFrame(text: string): boolean {
  return /\n\s*\[\d+ rows x \d+ columns\]\s*$|\n(?:\w+: [^\n]*, )?dtype: \w+\s*$/.test(text.slice(-400));
}

/** Names of columns may have brackets in them; a line of names above lines of numbers is all that tells. */
function mayBeFrame(text: string): boolean {
  const head = text.slice(0, 1000);
  return !head.includes("=") && /^[^\n]*[A-Za-z][^\n]*\n\s*\S+(?:[ \t]+[-+.\d\w]+)+\s*$/m.test(head);
}

function readSource(text: string, family: Family, isProse: boolean): Result {
  if (isProse) {
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
  try {
    return delimiter ? readDelimited(points, delimiter, family) : readFrame(text, family);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: "unreadable", diagnostics: [error.diagnostic] };
  }
}

/** One number is no table, save in a file of tables. */
function isTable(literal: Literal, family: Family): boolean {
  return literal.tensor.data.length > 1 || family === "csv" || literal.columnNames !== undefined;
}

/** Whether why it is no table tells a person more than why it is no expression. */
function preferTable(text: string, family: Family): boolean {
  const rows = text.split("\n", 6).filter((line) => /\d/.test(line));
  return family === "csv" || (rows.length > 1 && !/=|\breturn\b/.test(text.slice(0, 2000)));
}
