/**
 * How long it takes to read Python: parsing and interpreting about 1,000 lines of training code, warm, and a hover that asks an
 * unchanged text once more: npx tsx test/bench/python.bench.ts
 */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { interpret } from "../../src/python/interpret/interpret";
import { parseModule } from "../../src/python/parse/parseModule";

const corpus = resolve("test/python/training/corpus");

/** Training scripts one below the other, as long as a large file of a project. */
function program(lines: number): string {
  const files = readdirSync(corpus).filter((name) => name.endsWith(".py"));
  const text: string[] = [];
  for (let i = 0; text.length < lines; i++) {
    text.push(...readFileSync(resolve(corpus, files[i % files.length]), "utf8").split("\n"));
  }
  return text.slice(0, lines).join("\n");
}

/** The median of several runs in milliseconds of the processor, which a busy machine does not stretch, after some to warm up. */
function median(run: () => unknown): number {
  const times: number[] = [];
  for (let turn = 0; turn < 40; turn++) {
    const start = process.cpuUsage();
    run();
    if (turn >= 15) times.push(process.cpuUsage(start).user / 1000);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

for (const lines of [100, 1000, 2000]) {
  const text = program(lines);
  const parsing = median(() => parseModule(text));
  let version = 0;
  const reading = median(() =>
    interpret([{ id: "train.py", version: ++version, languageId: "python", role: "code", text }]),
  );
  const { calls } = interpret([{ id: "train.py", version: 0, languageId: "python", role: "code", text }]);
  console.log(
    `${lines} lines: parsing ${parsing.toFixed(2)} ms, parsing and interpreting ${reading.toFixed(2)} ms (× ${(reading / parsing).toFixed(1)}), ${calls.length} loss calls`,
  );
}
