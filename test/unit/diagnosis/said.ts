import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkText } from "../../../src/check";
import type { Change, Claim } from "../../../src/diagnosis/claim";
import type { ArgumentJson, CallJson, NestedJson } from "../../../src/render/answerJson";
import type { Place } from "../../../src/textUnit";

const prelude = "import torch, torch.nn as nn, torch.nn.functional as F, numpy as np\n";

/** A script as a row of a table has it. */
export function scriptOf(row: string): string {
  return `${prelude}${row.replaceAll("; ", "\n")}\n`;
}

/** `wrong percent argument=target max=90 | Use y / 100 = 0.6931 | …`: what is said of the last call, the facts behind it, the fixes, the call. */
export function saidOf(row: string): string {
  const text = scriptOf(row);
  const { checked, json } = checkText(text, "python");
  const answer = checked.answers.at(-1);
  const call = json.calls.at(-1);
  if (answer === undefined || call === undefined) return "no call";
  const fixes = call.fixes.map(({ title, value, verdict }) => {
    return ` | ${title}${value === null ? "" : ` = ${short(value)}`}${verdict === "right" ? "" : `, ${verdict}`}`;
  });
  const doubts = answer.unchecked.map((each) => `${Object.values(each).filter((part) => part !== undefined)}`);
  const open = call.cause === null && doubts.length > 0 ? ` (${doubts.join("; ")})` : "";
  const others = answer.others.map(({ cause }) => ` (${cause})`);
  const seen = call.seen.map((each) => ` seen ${each.text}${each.by === null ? "" : ` by ${each.by}`}`);
  const cause = `${call.cause === null ? open : ` ${call.cause}`}${factsOf(answer.claim, text)}${others.join("")}`;
  return `${call.verdict}${cause}${fixes.join("")} | ${callOf(call)}${seen.join("")}`;
}

/** `Softmax → CrossEntropyLoss(x 2×3 float32, y 2 int64, reduction=sum) prints 0.3502`: what is called on what, and what print and .item() show. */
function callOf({ pipeline, input, target, options, printed, item, severity, tokens }: CallJson): string {
  const parts = [argumentOf(input), argumentOf(target)];
  for (const [name, option] of Object.entries(options)) parts.push(`${name}=${JSON.stringify(option)}`);
  const shows = printed === null ? "" : ` prints ${printed}, ${item}`;
  const counted = tokens === null ? "" : ` ${tokens.counted} of ${tokens.of} tokens`;
  return `${pipeline}(${parts.join(", ")})${shows}${counted}${severity === "none" ? "" : ` ${severity}`}`;
}

function argumentOf({ name, line, shape, dtype }: ArgumentJson): string {
  return `${name ?? "?"}${line === null ? "" : `:${line}`} ${shape?.join("×") ?? "?"} ${dtype ?? "?"}`;
}

function factsOf(claim: Claim | undefined, text: string): string {
  return Object.entries(claim?.facts ?? {})
    .filter(([, fact]) => fact !== undefined)
    .map(([name, fact]) => ` ${name}=${shown(fact, text)}`)
    .join("");
}

function shown(fact: unknown, text: string): string {
  if (typeof fact === "number") return `${Number(fact.toPrecision(5))}`;
  if (typeof fact !== "object" || fact === null) return String(fact);
  if ("accuracy" in fact) return changed(fact as Change);
  if ("start" in fact) return `«${text.slice((fact as Place).start, (fact as Place).end)}»`;
  return JSON.stringify(fact);
}

/** `2.1 to 0.3`, with the samples predicted right: `2.1 to 0.3 (0 to 3 of 3)`. */
function changed({ before, after, accuracy }: Change): string {
  const [from, to] = [before, after].map((each) => (each === undefined ? "?" : short(each)));
  return `${from} to ${to}${accuracy ? ` (${accuracy.before} to ${accuracy.after} of ${accuracy.of})` : ""}`;
}

function short(value: NestedJson): string {
  if (typeof value === "number") return `${Number(value.toPrecision(5))}`;
  return typeof value === "string" ? value : `[${value.map(short).join(", ")}]`;
}

export const tableFiles: readonly string[] = readdirSync(join(__dirname, "tables")).filter((name) =>
  name.endsWith(".txt"),
);

/** A script in one line, and what is said of it. */
export interface Row {
  readonly about: string;
  readonly script: string;
  readonly said: string;
}

/** The rows of a file of tables/: a script, and in the next line, indented, what is said; `#` begins what they are about. */
export function rowsOf(file: string): readonly Row[] {
  const rows: Row[] = [];
  let [about, script] = ["", ""];
  for (const line of readFileSync(join(__dirname, "tables", file), "utf8").split("\n")) {
    if (line.startsWith("# ")) about = line.slice(2);
    else if (line.startsWith("  ")) rows.push({ about, script, said: line.slice(2) });
    else script = line;
  }
  return rows;
}
