import { spawnSync } from "node:child_process";
import { type Case, compareCase, type Outcome, type Tally } from "./operationsCompare";
import { caseOf } from "./operationsGenerate";
import { seeded } from "./operationsRandom";

/**
 * Random operations on tensors, run by the interpreter's rows and by real torch and NumPy:
 *
 *   npx tsx test/python/operations.ts [number of cases] [seed] [path of one operation]
 *
 * What the rows know must be so: shape, dtype, values, and how certain they say they are. Unknown is always right; where Python raises
 * it is the only right answer.
 */
const [count, seed, only] = [Number(process.argv[2] ?? 6000), Number(process.argv[3] ?? 1), process.argv[4]];
const random = seeded(seed);
const cases: Case[] = Array.from({ length: count }, () => caseOf(random, only));
const run = spawnSync(".venv/bin/python3", ["test/python/operations_judge.py"], {
  input: cases
    .map(({ steps }) =>
      JSON.stringify(steps.map(({ path, args, kwargs, property }) => ({ path, args, kwargs, property }))),
    )
    .join("\n"),
  encoding: "utf8",
  maxBuffer: 2 ** 30,
});
if (run.status !== 0) throw new Error(run.stderr);
const outcomes = run.stdout
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Outcome);
const tally: Tally = { passed: 0, failed: 0, results: 0, unknown: 0, unknownBy: new Map(), seenBy: new Map() };
const shown = new Map<string, number>();
cases.forEach((each, i) => {
  const problem = compareCase(each, outcomes[i], tally);
  if (problem === undefined) {
    tally.passed++;
    return;
  }
  tally.failed++;
  const times = shown.get(problem.path) ?? 0;
  shown.set(problem.path, times + 1);
  if (times < 2) console.log(problem.text);
});
if (process.env.VERBOSE) {
  const rows = [...tally.seenBy].map(([path, seen]) => ({
    path,
    seen,
    share: (tally.unknownBy.get(path) ?? 0) / seen,
  }));
  for (const { path, seen, share } of rows.sort((a, b) => b.share - a.share).slice(0, 80))
    console.log(`${(100 * share).toFixed(0).padStart(4)} % unknown of ${seen}: ${path}`);
}
for (const [path, times] of [...shown].sort((a, b) => b[1] - a[1])) console.log(`${times} × ${path}`);
console.log(`${((100 * tally.unknown) / tally.results).toFixed(1)} % of what torch and NumPy gave was left unknown`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
