/**
 * Compares the engine with the torch on this machine on random calls: values, gradients, exceptions word for word, and that every
 * fix offered mends its call.
 *
 *   npx tsx test/golden/fuzz.ts [seconds] [seed] [cases] [--optional]
 *
 * A seed always draws the same cases; `cases` ends the run after so many of them, however fast the machine.
 *
 * What differs is printed and written to out/fuzz-found.jsonl; a line of that file added to found.jsonl becomes a golden
 * case. Exits 1 if anything differs, or if there is no torch, unless `--optional` is given.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { compareCase, type GoldenCase } from "./compareCase";

const OUT = join(__dirname, "../../out");
const FOUND = join(OUT, "fuzz-found.jsonl");
const SHOWN = 20;
/** Wider than in the golden files: random calls are often ill-conditioned, and torch itself is off by as much then. */
const ABSOLUTE = 2e-14;
/** BCELoss takes 1 − p, of which an activation that saturates leaves few digits. */
const ABSOLUTE_OF_REST = 1e-8;

interface Difference {
  readonly golden: GoldenCase;
  readonly problems: readonly string[];
}

async function fuzz(
  seconds: number,
  seed: number,
  cases: number,
): Promise<{ readonly total: number; readonly found: Difference[] }> {
  const python = spawn("python3", [join(__dirname, "fuzz.py"), String(seed), String(seconds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((resolve) => python.on("exit", resolve));
  const found: Difference[] = [];
  let total = 0;
  for await (const line of createInterface({ input: python.stdout })) {
    const golden: GoldenCase = JSON.parse(line);
    const problems = tryCompare(golden);
    total++;
    if (problems.length > 0) found.push({ golden, problems });
    if (total === cases) break;
  }
  if (total === cases) python.kill();
  const code = await exited;
  if (code !== 0 && total !== cases) throw new Error(`fuzz.py exited with ${code}`);
  return { total, found };
}

function takesRest({ loss, inputOps }: GoldenCase): boolean {
  return loss === "BCELoss" && inputOps !== undefined;
}

function tryCompare(golden: GoldenCase): string[] {
  try {
    return compareCase(golden, takesRest(golden) ? ABSOLUTE_OF_REST : ABSOLUTE);
  } catch (error) {
    return [`the engine threw ${error instanceof Error ? error.stack : error}`];
  }
}

function report(found: readonly Difference[]): void {
  for (const { golden, problems } of found.slice(0, SHOWN)) {
    const { expected, ...call } = golden;
    console.log(`${golden.loss}: ${problems.join("\n  ")}\n  ${JSON.stringify(call).slice(0, 1000)}`);
  }
  if (found.length > SHOWN) console.log(`… and ${found.length - SHOWN} more`);
  const calls = found.map(({ golden: { expected, ...call }, problems }) =>
    JSON.stringify({ label: `found: ${problems[0].split("\n")[0]}`, ...call }),
  );
  mkdirSync(OUT, { recursive: true });
  if (calls.length > 0) writeFileSync(FOUND, `${calls.join("\n")}\n`);
  else rmSync(FOUND, { force: true });
}

async function main(): Promise<void> {
  const optional = process.argv.includes("--optional");
  const [seconds = 30, seed = Date.now() % 1_000_000, cases = Number.POSITIVE_INFINITY] = process.argv
    .slice(2)
    .filter((word) => word !== "--optional")
    .map(Number);
  if (spawnSync("python3", ["-c", "import torch"]).status !== 0) {
    console.log("fuzz: python3 has no torch here");
    process.exitCode = optional ? 0 : 1;
    return;
  }
  const { total, found } = await fuzz(seconds, seed, cases);
  report(found);
  console.log(`fuzz: ${total} cases in at most ${seconds} s, seed ${seed}: ${found.length} differ`);
  process.exitCode = found.length > 0 ? 1 : 0;
}

void main();
