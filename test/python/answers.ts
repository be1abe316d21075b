/**
 * Judges every script of answers/, compares verdict and cause with what stands there, and has torch show all that is promised of them and of
 * the examples in docs/causes.md and the rows of test/unit/diagnosis/tables/: values, exceptions, what print and .item() show, and every fix applied to the text with its value.
 *
 *   npx tsx test/python/answers.ts [name]
 *   npx tsx test/python/answers.ts --record          what torch gives goes into test/golden/answers.json, which the unit tests hold
 *   npx tsx test/python/answers.ts --changed SEED    the scripts with something in them changed at random; the promises alone
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { causeExamples } from "../../scripts/causesPage";
import { rowsOf, scriptOf, tableFiles } from "../unit/diagnosis/said";
import { type Case, casesIn, files, judge, type Promised, promiseKey, promisesOf, type Truth } from "./answersCases";

function main(): void {
  const [wanted, seed] = process.argv.slice(2);
  const all = files.flatMap(casesIn);
  if (wanted === "--changed") {
    const { kept, broken } = judge(
      all.flatMap(({ name, text }, i) => changedPromises(name, text, Number(seed ?? 1) + i)),
    );
    end(kept, broken);
    return;
  }
  if (wanted === "--record") {
    record(all);
    return;
  }
  let passed = 0;
  let failed = 0;
  const promises: Promised[] = [];
  for (const { name, text, verdict, cause } of all) {
    if (wanted !== undefined && !name.includes(wanted)) continue;
    const made = promisesOf(name, text);
    const call = made.calls.at(-1);
    const said = `${call?.verdict ?? "no call"} ${call?.cause ?? ""}`.trim();
    if (said === `${verdict} ${cause ?? ""}`.trim()) passed++;
    else {
      failed++;
      console.log(`${name}: is ${verdict} ${cause ?? ""}, said is ${said}: ${call?.message}`);
    }
    promises.push(...made.promises);
  }
  for (const { cause, program } of causeExamples()) {
    const name = `docs/causes.md, ${cause}`;
    if (program.startsWith("import torch") && (wanted === undefined || name.includes(wanted))) {
      promises.push(...promisesOf(name, program).promises);
    }
  }
  // Those of other frameworks are in test/frameworks.
  for (const file of tableFiles.filter((each) => each !== "frameworks.txt")) {
    for (const { script } of rowsOf(file)) {
      const name = `tables/${file}, ${script}`;
      if (wanted === undefined || name.includes(wanted)) promises.push(...promisesOf(name, scriptOf(script)).promises);
    }
  }
  const { kept, broken } = judge(promises);
  end(passed + kept, failed + broken);
}

/** By the scripts' names: of each call and fix its key, what torch gives, and what it raises. */
function record(cases: readonly Case[]): void {
  const file = resolve(__dirname, "../golden/answers.json");
  const promised = cases.map(({ name, text }) => promisesOf(name, text).promises);
  const { kept, broken } = judge(promised.flat(), file);
  const given: (readonly (number | string)[])[] = JSON.parse(readFileSync(file, "utf8"));
  const lines = promised.map((promises, i) => {
    const truths = promises.map(
      (promise): Truth => [promiseKey(promise), given.shift() ?? [], promise.exception?.message ?? null],
    );
    return `${JSON.stringify(cases[i].name)}: ${JSON.stringify(truths)}`;
  });
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
  end(kept, broken);
}

function end(passed: number, failed: number): void {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** What people get wrong or write otherwise. */
const changes: readonly (readonly [of: RegExp, to: readonly string[]])[] = [
  [/\b1\b/g, ["0", "2", "-1"]],
  [/\b0\b/g, ["1", "-1"]],
  [/dim=1/g, ["dim=0", "dim=-1"]],
  [/cross_entropy/g, ["nll_loss"]],
  [/nll_loss/g, ["cross_entropy"]],
  [/(?<!log_)softmax/g, ["log_softmax", "sigmoid"]],
  [/, y\)/g, [", y, reduction='sum')", ", y, reduction='none')"]],
  [
    /CrossEntropyLoss\(\)/g,
    ["NLLLoss()", "CrossEntropyLoss(reduction='sum')", "CrossEntropyLoss(label_smoothing=0.1)"],
  ],
  [/\.float\(\)/g, ["", ".long()", ".double()"]],
  [/BCELoss/g, ["BCEWithLogitsLoss"]],
  [/BCEWithLogitsLoss/g, ["BCELoss", "MultiLabelSoftMarginLoss", "MSELoss"]],
  [/(\d)\.(\d)/g, ["$1.$25", "-$1.$2"]],
];

/** One change of a text at a time; what is random or not here is left alone. */
function changedPromises(name: string, text: string, start: number): readonly Promised[] {
  if (/randn|randint|torchvision|from model/.test(text)) return [];
  let state = start;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  return Array.from({ length: 4 }).flatMap(() => {
    const [of, to] = changes[random(changes.length)];
    const places = [...text.matchAll(of)];
    if (places.length === 0) return [];
    const { 0: found, index } = places[random(places.length)];
    const other = found.replace(new RegExp(of.source), to[random(to.length)]);
    const changed = text.slice(0, index) + other + text.slice(index + found.length);
    return promisesOf(`${name}: ${found} as ${other}`, changed).promises;
  });
}

main();
