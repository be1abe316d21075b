/**
 * How long it takes to read Python: parsing and interpreting about 1,000 lines of training code, warm, and a hover that asks an
 * unchanged text once more: npm run bench, which bundles it as the product is
 */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { answersAt, checkSheet } from "../../src/check";
import { Reader } from "../../src/pairing/reader";
import { interpret, interpretInParts } from "../../src/python/interpret/interpret";
import { parseModule } from "../../src/python/parse/parseModule";
import type { TextUnit } from "../../src/textUnit";

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

/** So often a text is read before it is measured: until then the engine itself compiles what it runs, on the same processor. */
const warmUp = 300;

/**
 * The best and the median of several runs in milliseconds of the processor. On a busy machine the median says how busy it is: what
 * others run beside it stretches even the processor's time.
 */
function measured(run: () => unknown, turns = 60): { readonly best: number; readonly median: number } {
  const times: number[] = [];
  for (let turn = 0; turn < warmUp + turns; turn++) {
    const start = process.cpuUsage();
    run();
    if (turn >= warmUp) times.push(process.cpuUsage(start).user / 1000);
  }
  times.sort((a, b) => a - b);
  return { best: times[0], median: times[times.length >> 1] };
}

function shown({ best, median }: { readonly best: number; readonly median: number }): string {
  return `${best.toFixed(2)} ms (median ${median.toFixed(2)})`;
}

function unit(text: string, version: number): TextUnit {
  return { id: "train.py", version, languageId: "python", role: "code", text };
}

const first = program(1000);
const start = process.cpuUsage();
interpret([unit(first, 0)]);
console.log(`1000 lines for the first time: ${(process.cpuUsage(start).user / 1000).toFixed(0)} ms`);

for (const lines of [100, 1000, 2000]) {
  const text = program(lines);
  let version = 0;
  const parsing = measured(() => parseModule(text));
  const reading = measured(() => interpret([unit(text, ++version)]));
  const { calls } = interpret([unit(text, 0)]);
  console.log(
    `${lines} lines: parsing ${shown(parsing)}, parsing and interpreting ${shown(reading)}, ${calls.length} loss calls`,
  );
}

/** A hover on each loss call in turn: the units are read as the editor has them, and what is said there is looked up. */
const text = program(2000);
const reader = new Reader(interpretInParts);
const checked = checkSheet(reader.read([unit(text, 1)]));
if (checked !== undefined) {
  const { calls } = checked.interpretation;
  let next = 0;
  const hovering = measured(() => {
    const { place } = calls[next++ % calls.length];
    reader.read([unit(text, 1)]);
    return answersAt(checked, place);
  });
  console.log(`a hover in 2000 unchanged lines: ${shown(hovering)}`);
}
