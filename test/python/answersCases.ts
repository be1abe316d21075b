import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mended } from "../../scripts/causesPage";
import { check } from "../../src/check";
import { lossByHand } from "../../src/frameworks/byHand";
import { type Framework, isForeign } from "../../src/frameworks/framework";
import type { CallJson, FixJson } from "../../src/render/answerJson";

/** The scripts of answers/, what is promised of them, and the judge under torch. */
export const files: readonly string[] = readdirSync(join(__dirname, "answers")).filter((name) => name.endsWith(".txt"));

/** A script with what it shows. */
export interface Case {
  readonly name: string;
  readonly verdict: string;
  readonly cause: string | null;
  /** The cause that it looks like, and has not: `right (not double-softmax)`. */
  readonly unlike: string | null;
  readonly text: string;
}

const PRELUDE = "import torch, torch.nn as nn, torch.nn.functional as F, numpy as np\n";

export function casesIn(file: string): readonly Case[] {
  const [, ...blocks] = readFileSync(join(__dirname, "answers", file), "utf8").split(/^== /m);
  return blocks.map((block) => {
    const [head, ...lines] = block.split("\n");
    const [, name, verdict, cause = null, unlike = null] =
      /^(.*): (right|wrong|raises|unsure)(?: ([\w-]+))?(?: \(not ([\w-]+)\))?$/.exec(head) ?? [];
    const body = lines.join("\n");
    const isWhole = /^(?:import torch|import tensorflow|from sklearn)/m.test(body);
    return { name, verdict, cause, unlike, text: isWhole ? body : PRELUDE + body };
  });
}

/** By how many lines a fix moves what stands on a line down. */
function linesAdded({ edits }: FixJson, line: number): number {
  const above = edits.filter((edit) => edit.endLine < line);
  return above.reduce((sum, edit) => sum + edit.text.split("\n").length - 1 - (edit.endLine - edit.line), 0);
}

/** Where an expression ends after a fix inside of it. */
function endAfter({ edits }: FixJson, { endLine, endColumn }: CallJson["place"]): { line: number; column: number } {
  const inside = edits.filter((edit) => edit.line === endLine && edit.endColumn <= endColumn);
  const longer = inside.reduce((sum, edit) => sum + edit.text.length - (edit.endColumn - edit.column), 0);
  return { line: endLine, column: endColumn + longer };
}

/** What a call of a text gives, to be shown by torch. */
export interface Promised {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  /** Undefined where an edit may have moved it. */
  readonly column?: number;
  readonly value: CallJson["value"];
  readonly exception: CallJson["exception"];
  readonly printed: string | null;
  readonly item: string | null;
  /** The call may stand on any line. */
  readonly anywhere?: boolean;
  /** Where an expression ends that is no call of a loss. */
  readonly end?: { readonly line: number; readonly column: number };
}

/** What torch gives of a promise: its key, the numbers, and what it raises. */
export type Truth = readonly [key: string, given: readonly (number | string)[], exception: string | null];

export function promiseKey({ name, line, column }: Promised): string {
  return `${name} @${line}${column === undefined ? "" : `:${column}`}`;
}

/** Losses whose value is that of an expression, not of a call that is recorded. */
function isPlain({ loss, framework }: CallJson): boolean {
  return lossByHand(loss) !== undefined || isForeign(framework as Framework);
}

/** All that is promised of a text: its calls, and every fix applied to it. */
export function promisesOf(
  name: string,
  text: string,
): { readonly calls: readonly CallJson[]; readonly promises: readonly Promised[] } {
  const { calls } = check(text, "python");
  // Keras is not here: test/frameworks has its truths.
  if (/^import tensorflow/m.test(text)) return { calls, promises: [] };
  const promises = calls.flatMap((call): readonly Promised[] => {
    const { place, input, value, exception, printed, item, fixes } = call;
    return [
      {
        ...{ name, text, line: place.line, column: place.column, value, exception, printed, item },
        ...(isPlain(call) && { end: { line: place.endLine, column: place.endColumn } }),
      },
      ...fixes.map((fix) => ({
        name: `${name}, ${fix.title}`,
        text: mended(text, fix),
        line: place.line + linesAdded(fix, place.line),
        // The arrays are given to a loss elsewhere than where it is made.
        ...(isPlain(call) && { column: place.column, end: endAfter(fix, place) }),
        ...(input.name === null && !fix.title.includes("(") && { anywhere: true }),
        value: fix.value,
        exception: null,
        printed: null,
        item: null,
      })),
    ];
  });
  return { calls, promises };
}

/** Runs what is promised; says what is broken. What torch gives is written into a file, where one is named. */
export function judge(
  promises: readonly Promised[],
  record?: string,
): { readonly kept: number; readonly broken: number } {
  const judged = spawnSync(
    process.env.PYTHON ?? "python3",
    [join(__dirname, "answers_judge.py"), ...(record === undefined ? [] : ["--record", record])],
    {
      input: JSON.stringify(promises),
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  process.stderr.write(judged.stderr);
  const [, kept = "0", broken = "1"] = /(\d+) kept, (\d+) broken/.exec(judged.stdout) ?? [];
  console.log(judged.stdout.trim());
  return { kept: Number(kept), broken: Number(broken) };
}
