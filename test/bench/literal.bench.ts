import { literalAt } from "../../src/literal/literalAt";
import { namedLiterals } from "../../src/literal/namedLiterals";
import { parseLiteral } from "../../src/literal/parseLiteral";

/**
 * Run with `npx tsx test/bench/literal.bench.ts`. One million numbers in each form against JSON.parse of the same numbers and flattening
 * them into a Float64Array, in the same process: the ratio is what counts.
 */
const rows = 100_000;
const columns = 10;

/** A generator with a fixed seed, so that every run reads the same text. */
function random(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const next = random();
const values = Array.from({ length: rows }, () => Array.from({ length: columns }, () => (next() * 10 - 5).toFixed(4)));

const json = `[${values.map((row) => `[${row.join(",")}]`).join(",")}]`;
const python = `logits = torch.tensor([\n${values.map((row) => `    [${row.join(", ")}],`).join("\n")}\n])\n`;
const numpy = `[${values.map((row, i) => `${i ? " " : ""}[${row.map((x) => x.padStart(7)).join(" ")}]`).join("\n")}]`;
const csv = `${values.map((row) => row.join(",")).join("\n")}\n`;
const long = `[${values.map((row) => `[${row.map((x) => String(Number(x) / 3)).join(", ")}]`).join(",\n")}]`;

function flatten(): Float64Array {
  const nested = JSON.parse(json) as number[][];
  const data = new Float64Array(rows * columns);
  let i = 0;
  for (const row of nested) for (const x of row) data[i++] = x;
  return data;
}

function best(run: () => unknown, times = 9): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    run();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

const expected = flatten();
const forms: readonly [name: string, text: string, languageId: string][] = [
  ["Python source", python, "python"],
  ["printed NumPy", numpy, "plaintext"],
  ["CSV", csv, "csv"],
  ["JSON", json, "json"],
];
const base = best(flatten);
console.log(`JSON.parse + flatten: ${base.toFixed(1)} ms, ${(json.length / 1e6).toFixed(1)} MB`);
for (const [name, text, languageId] of forms) {
  const result = parseLiteral(text, languageId);
  if (result.kind !== "literal" || result.tensor.data.some((x, i) => x !== expected[i]))
    throw new Error(`${name} is misread`);
  const time = best(() => parseLiteral(text, languageId));
  console.log(
    `${name.padEnd(16)} ${time.toFixed(1).padStart(7)} ms  ${(time / base).toFixed(2)} x  ${(text.length / 1e6).toFixed(1)} MB`,
  );
}
const longTime = best(() => parseLiteral(long, "python"), 3);
const longBase = best(() => JSON.parse(long), 3);
console.log(
  `17 digits        ${longTime.toFixed(1).padStart(7)} ms  ${(longTime / longBase).toFixed(2)} x JSON.parse alone`,
);

const document = Array.from(
  { length: 160_000 },
  (_, i) => `x${i} = np.array([${i}.5, 0.25, 1e-5, -3]) # comment ${i}\n`,
).join("");
for (const [name, text] of [
  ["many statements", document],
  ["one literal", python],
] as const) {
  const time = best(() => literalAt(text, text.length - 40, "python"), 5);
  console.log(`literalAt, ${name} of ${(text.length / 1e6).toFixed(1)} MB: ${time.toFixed(1)} ms`);
}
console.log(`namedLiterals: ${best(() => namedLiterals(document, "python"), 3).toFixed(1)} ms`);
