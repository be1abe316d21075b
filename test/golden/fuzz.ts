import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { compareCase, type GoldenCase } from "./compareCase";

async function main() {
  const counts = new Map<string, { count: number; first: string }>();
  let total = 0;
  for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
    const golden: GoldenCase = JSON.parse(line);
    total++;
    let problems: string[];
    try {
      problems = compareCase(golden);
    } catch (e) {
      problems = [`throws ${(e as Error).stack}`];
    }
    for (const p of problems.slice(0, 1)) {
      const key = golden.loss + " " + p.replace(/-?[\d.]+(e-?\d+)?/g, "#");
      const e = counts.get(key);
      if (e) e.count++;
      else counts.set(key, { count: 1, first: p + "\n   " + line.slice(0, 700) });
    }
  }
  for (const [k, v] of [...counts].sort((a, b) => b[1].count - a[1].count).slice(0, 25))
    console.log(v.count, k.slice(0, 300), "\n   ", v.first);
  console.log(
    total,
    "cases",
    [...counts.values()].reduce((a, b) => a + b.count, 0),
    "problems",
  );
}
void main();
