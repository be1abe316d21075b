/**
 * Tests of judgement: `npm run test:mutants` changes the rules by which pairs, readings, verdicts and causes are found, one at a time, and
 * runs the tests of their folder, which have to notice; `npm run test:mutants -- judge` only those whose path says so. Takes hours, needs
 * Node 22, and is run by hand. Mocha is started anew for each change: Stryker's own runner does not know Mocha 12.
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { resolve } from "node:path";

const repository = resolve(__dirname, "..");

/** What is changed, and the tests that have to notice. */
const groups: readonly (readonly [sources: string, tests: string])[] = [
  ["src/engine/judge.ts", "test/unit/engine/{judge,verdicts}.test.ts"],
  ["src/engine/{inputKinds,inputFacts,rankReadings}.ts", "test/unit/engine/{inputKinds,confidence,readings}.test.ts"],
  ["src/engine/targetFits.ts", "test/unit/engine/{targetFits,readings}.test.ts"],
  ["src/engine/{findings,shiftedByOne}.ts", "test/unit/engine/{findings,shiftedByOne}.test.ts"],
  ["src/engine/{silentTrap,meaning,verdict}.ts", "test/unit/engine/{silentTrap,verdicts}.test.ts"],
  ["src/engine/samples.ts", "test/unit/engine/{predicted,properties}.test.ts"],
  ["src/pairing/*.ts", "test/unit/pairing/*.test.ts"],
  ["src/diagnosis/**/*.ts", "test/unit/diagnosis/*.test.ts"],
  ["src/host/movedSpan.ts", "test/unit/host/movedSpan.test.ts"],
];

const [wanted = ""] = process.argv.slice(2);
let failed = 0;
for (const [sources, tests] of groups) {
  const files = globSync(sources, { cwd: repository }).filter((file) => file.includes(wanted));
  if (files.length === 0) continue;
  const { status } = spawnSync("npx", ["stryker", "run", "--mutate", files.join(",")], {
    cwd: repository,
    env: { ...process.env, MUTANT_TESTS: globSync(tests, { cwd: repository }).join(" ") },
    stdio: "inherit",
  });
  if (status !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
