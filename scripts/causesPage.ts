/** The page of causes: what docs/causes/causes.txt says of each, and what the product answers about the smallest program that shows it. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { check } from "../src/check";
import type { CallJson, FixJson } from "../src/render/answerJson";
import { repository } from "./l10nTexts";

/** A cause with its sentences and the program that shows it. */
export interface CauseExample {
  readonly cause: string;
  readonly words: string;
  readonly program: string;
}

export const causesFile = "docs/causes/causes.txt";

export function causeExamples(): readonly CauseExample[] {
  const [, ...blocks] = readFileSync(resolve(repository, causesFile), "utf8").split(/^== /m);
  return blocks.map((block) => {
    const [head, body] = block.split("\n---\n");
    const [cause, ...words] = head.split("\n");
    return { cause, words: words.join(" "), program: `${importsOf(body)}${body.trimEnd()}\n` };
  });
}

/** The call of a program that is answered with a cause. */
export function callOf({ cause, program }: CauseExample): CallJson | undefined {
  return check(program, "python").calls.find((call) => call.cause === cause);
}

/** A program after a fix. */
export function mended(program: string, { edits }: FixJson): string {
  const lines = program.split("\n");
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  return [...edits]
    .map((edit) => ({ ...edit, from: offset(edit.line, edit.column), to: offset(edit.endLine, edit.endColumn) }))
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: written }) => text.slice(0, from) + written + text.slice(to), program);
}

export function causesPage(): string {
  const examples = causeExamples();
  return [
    "# Causes",
    "",
    "What Loss Lens finds in a call of a loss, by the name that stands in brackets behind a finding. Every example is a whole program; what is said of",
    "it, and what it gives before and after the fix, is what `loss-lens check` answers, held against PyTorch by the tests.",
    "A finding that is not meant goes away by `# loss-lens: ignore[name]` at the end of its line.",
    "",
    ...examples.map(({ cause, words }) => `- [${cause}](#${cause}): ${firstSentence(words)}`),
    "",
    ...examples.flatMap(section),
  ].join("\n");
}

function section(example: CauseExample): readonly string[] {
  const call = callOf(example);
  if (call === undefined) throw new Error(`No call of the example is answered with ${example.cause}`);
  const [fix] = call.fixes;
  return [
    `## ${example.cause}`,
    "",
    example.words,
    "",
    ...fenced("python", example.program),
    said(call),
    "",
    ...(fix === undefined ? [] : fixLines(example.program, fix)),
  ];
}

function said({ value, printed, exception, message, verdict }: CallJson): string {
  const sign = { right: "✓", wrong: "≠", raises: "✕", unsure: "" }[verdict];
  if (exception !== null) return `${sign} ${message}`;
  const gives = `\`${printed ?? (typeof value === "number" ? value.toFixed(4) : String(value))}\``;
  return `${sign} ${gives}${message === "" ? "" : `: ${message}`}`.trim();
}

function fixLines(program: string, fix: FixJson): readonly string[] {
  const before = program.trimEnd().split("\n");
  const after = mended(program, fix).trimEnd().split("\n");
  const gone = before.filter((line) => !after.includes(line)).map((line) => `-${line}`);
  const come = after.filter((line) => !before.includes(line)).map((line) => `+${line}`);
  return fenced("diff", [...gone, ...come].join("\n"));
}

function firstSentence(words: string): string {
  return /^.*?[.:](?= |$)/.exec(words)?.[0].replace(/[.:]$/, "") ?? words;
}

function fenced(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trimEnd(), "```", ""];
}

function importsOf(body: string): string {
  const wanted = [
    [/\btorch\./, "import torch"],
    [/\bF\./, "import torch.nn.functional as F"],
    [/\bmath\./, "import math"],
  ] as const;
  const lines = wanted.filter(([used]) => used.test(body)).map(([, line]) => line);
  return lines.length === 0 ? "" : `${lines.join("\n")}\n\n`;
}
