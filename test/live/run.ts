/**
 * Asks a real kernel, with real torch, NumPy and whatever else is installed, for every kind of array, and compares what comes back with what
 * the kernel itself says that they hold.
 */
import { readFileSync } from "node:fs";
import { ask, fetchRows, fetchTensor } from "../../src/live/askProgram";
import { parseFloatOf } from "../../src/live/pythonNumbers";
import { RealKernel } from "./kernel";
import { lossChecks } from "./losses";

let passed = 0;
let failed = 0;

export function check(name: string, expected: unknown, found: unknown): void {
  if (JSON.stringify(expected) === JSON.stringify(found)) passed++;
  else {
    failed++;
    console.error(
      `${name}: expected ${JSON.stringify(expected)?.slice(0, 200)}, found ${JSON.stringify(found)?.slice(0, 300)}`,
    );
  }
}

interface Truth {
  readonly arrays: Readonly<
    Record<
      string,
      { readonly shape: readonly number[]; readonly type: string | null; readonly values: readonly string[] }
    >
  >;
  /** Those that are installed here. */
  readonly libraries: readonly string[];
  readonly refused: Readonly<Record<string, string>>;
}

const words = (values: Iterable<number>) => Array.from(values, String);

async function arrays(kernel: RealKernel): Promise<void> {
  await kernel.run(readFileSync(`${__dirname}/arrays.py`, "utf8"));
  const truth = JSON.parse(await kernel.run("print(truth())")) as Truth;
  const before = await kernel.run("print(sorted(globals()), _)");
  for (const [name, { shape, type, values }] of Object.entries(truth.arrays)) {
    const described = await ask(kernel, name, { want: "describe" }, "array");
    if (described.kind === "problem") {
      check(name, "an array", described.problem);
      continue;
    }
    const numbers = values.map((value) => parseFloatOf(value) ?? "unread");
    check(`${name}: shape`, shape, described.array.shape);
    if (type !== null) check(`${name}: type`, type, described.array.type);
    const finite = numbers.map(Number).filter(Number.isFinite);
    const { statistics } = described.array;
    const counts = { count: numbers.length, nan: numbers.filter(Number.isNaN).length, finite: finite.length };
    if (numbers.length > 0)
      check(`${name}: counts`, counts, { count: statistics?.count, nan: statistics?.nan, finite: statistics?.finite });
    if (finite.length > 0)
      check(
        `${name}: range`,
        [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))],
        [statistics?.least, statistics?.most],
      );
    const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
    if (finite.length > 0)
      check(
        `${name}: mean`,
        true,
        Math.abs(mean - (statistics?.mean ?? Number.NaN)) <= 1e-9 * Math.max(1, Math.abs(mean)),
      );
    const fetched = await fetchTensor(
      kernel,
      name,
      described.array,
      () => {},
      () => false,
    );
    check(
      `${name}: values`,
      words(numbers.map(Number)),
      fetched.kind === "tensor" ? words(fetched.tensor.data) : fetched.problem,
    );
    if (shape.length === 0) continue;
    const rows = await fetchRows(kernel, name, 1);
    const row = numbers.slice(0, shape[0] === 0 ? 0 : numbers.length / shape[0]).map(Number);
    check(`${name}: first row`, words(row), rows.kind === "tensor" ? words(rows.tensor.data) : rows.problem);
  }
  console.log(`Arrays by ${truth.libraries.join(", ")}.`);
  for (const [name, kind] of Object.entries(truth.refused)) {
    const described = await ask(kernel, name, { want: "describe" }, "array");
    check(name, kind, described.kind === "problem" ? described.problem.kind : described);
  }
  const gone = await ask(kernel, "exits.logits", { want: "describe" }, "array");
  check("exits.logits", "garbage", gone.kind === "problem" ? gone.problem.kind : gone);
  const missing = await kernel.run("print('still here')");
  check("the kernel after it", "still here\n", missing);
  const listed = await ask(kernel, "globals()", { want: "list" }, "names");
  const names = listed.kind === "names" ? listed.names.map(({ name }) => name) : [];
  const wanted = Object.entries(truth.arrays).filter(([, { shape }]) => shape.length > 0);
  check("names", wanted.map(([name]) => name).sort(), names.sort());
  check("what the kernel has afterwards", before, await kernel.run("print(sorted(globals()), _)"));
}

async function main(): Promise<void> {
  const kernel = new RealKernel();
  try {
    await arrays(kernel);
    await lossChecks(kernel, check);
  } finally {
    kernel.end();
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
