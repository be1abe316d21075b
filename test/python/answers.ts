/**
 * Judges every script of answers/cases.txt and of answers/field/, compares verdict and cause with what stands there, and hands all that is promised (values,
 * exceptions, what print and .item() show, and every fix applied to the text with its value) to answers_judge.py, which runs it under torch.
 *
 *   npx tsx test/python/answers.ts [name]
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/check";
import type { CallJson, FixJson } from "../../src/render/answerJson";

interface Case {
  readonly name: string;
  readonly verdict: string;
  readonly cause: string | null;
  readonly text: string;
}

const PRELUDE = "import torch, torch.nn as nn, torch.nn.functional as F, numpy as np\n";

function casesIn(file: string): readonly Case[] {
  const [, ...blocks] = readFileSync(join(__dirname, "answers", file), "utf8").split(/^== /m);
  return blocks.map((block) => {
    const [head, ...lines] = block.split("\n");
    const [, name, verdict, cause = null] = /^(.*): (right|wrong|raises|unsure)(?: ([\w-]+))?$/.exec(head) ?? [];
    const body = lines.join("\n");
    return { name, verdict, cause, text: /^import torch/m.test(body) ? body : PRELUDE + body };
  });
}

/** The text after a fix. */
function applied(text: string, { edits }: FixJson): string {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === "\n") starts.push(i + 1);
  const at = (line: number, column: number) => starts[line - 1] + column - 1;
  return [...edits]
    .sort((a, b) => at(b.line, b.column) - at(a.line, a.column))
    .reduce(
      (changed, edit) =>
        changed.slice(0, at(edit.line, edit.column)) + edit.text + changed.slice(at(edit.endLine, edit.endColumn)),
      text,
    );
}

interface Promise {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  /** Undefined where an edit may have moved it. */
  readonly column?: number;
  readonly value: CallJson["value"];
  readonly exception: CallJson["exception"];
  readonly printed: string | null;
  readonly item: string | null;
}

function main(): void {
  const [wanted] = process.argv.slice(2);
  const cases = ["cases.txt", "more.txt", "variants.txt"]
    .flatMap(casesIn)
    .filter(({ name }) => wanted === undefined || name.includes(wanted));
  let passed = 0;
  let failed = 0;
  const promises: Promise[] = [];
  for (const { name, text, verdict, cause } of cases) {
    const { calls } = check(text, "python");
    const call = calls.at(-1);
    const said = `${call?.verdict ?? "no call"} ${call?.cause ?? ""}`.trim();
    if (said === `${verdict} ${cause ?? ""}`.trim()) passed++;
    else {
      failed++;
      console.log(`${name}: is ${verdict} ${cause ?? ""}, said is ${said}: ${call?.message}`);
    }
    for (const { place, value, exception, printed, item, fixes } of calls) {
      promises.push({ name, text, line: place.line, column: place.column, value, exception, printed, item });
      for (const fix of fixes) {
        const fixed = applied(text, fix);
        promises.push({
          name: `${name}, ${fix.title}`,
          text: fixed,
          line: place.line,
          value: fix.value,
          exception: null,
          printed: null,
          item: null,
        });
      }
    }
  }
  const judged = spawnSync(process.env.PYTHON ?? "python3", [join(__dirname, "answers_judge.py")], {
    input: JSON.stringify(promises),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  process.stderr.write(judged.stderr);
  const [, kept, broken] = /(\d+) kept, (\d+) broken/.exec(judged.stdout) ?? [];
  console.log(judged.stdout.trim());
  const all = { passed: passed + Number(kept ?? 0), failed: failed + Number(broken ?? 1) };
  console.log(`${all.passed} passed, ${all.failed} failed`);
  process.exitCode = all.failed > 0 ? 1 : 0;
}

main();
