import { literalAt } from "../../src/literal/literalAt";
import { namedLiterals } from "../../src/literal/namedLiterals";
import { parseLiteral } from "../../src/literal/parseLiteral";

/**
 * One million numbers in each form against JSON.parse of the same numbers and flattening them into a Float64Array. Both run in turns in the
 * same process, and the fastest of each counts, so that the ratio says something on a busy machine too.
 */
const rows = 100_000;
const columns = 10;
const rounds = 40;

/** A generator with a fixed seed: every run reads the same texts. */
function generator(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const random = generator();
const values = Array.from({ length: rows }, () =>
  Array.from({ length: columns }, () => (random() * 10 - 5).toFixed(4)),
);

const json = ["[", values.map((row) => `[${row.join(",")}]`).join(","), "]"].join("");
const python = ["logits = torch.tensor([", ...values.map((row) => `    [${row.join(", ")}],`), "])", ""].join("\n");
const numpy = values
  .map((row, i) => `${i === 0 ? "[[" : " ["}${row.map((x) => x.padStart(7)).join(" ")}]${i === rows - 1 ? "]" : ""}`)
  .join("\n");
const csv = [...values.map((row) => row.join(",")), ""].join("\n");
const long = ["[", values.map((row) => `[${row.map((x) => String(Number(x) / 3)).join(", ")}]`).join(",\n"), "]"].join(
  "",
);

function flatten(text: string, size = rows * columns): Float64Array {
  const nested = JSON.parse(text) as number[][];
  const data = new Float64Array(size);
  let i = 0;
  for (const row of nested) for (const x of row) data[i++] = x;
  return data;
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The fastest of each, measured in turns. */
function race(a: () => unknown, b: () => unknown): readonly [number, number] {
  let [fastestA, fastestB] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < rounds; i++) {
    fastestA = Math.min(fastestA, timed(a));
    fastestB = Math.min(fastestB, timed(b));
  }
  return [fastestA, fastestB];
}

const expected = flatten(json);
const forms: readonly (readonly [name: string, text: string, languageId: string, json: string])[] = [
  ["Python source", python, "python", json],
  ["printed NumPy", numpy, "plaintext", json],
  ["CSV", csv, "csv", json],
  ["JSON", json, "json", json],
  ["17 digits", long, "python", long],
];
console.log("one million numbers, against JSON.parse + flatten");
for (const [name, text, languageId, same] of forms) {
  const result = parseLiteral(text, languageId);
  const isRight = result.kind === "literal" && (same === long || result.tensor.data.every((x, i) => x === expected[i]));
  if (!isRight) throw new Error(`${name} is misread`);
  const [time, base] = race(
    () => parseLiteral(text, languageId),
    () => flatten(same),
  );
  const size = (text.length / 1e6).toFixed(1);
  console.log(`${name.padEnd(14)} ${(time / base).toFixed(2)} x   ${time.toFixed(0)} ms, ${size} MB`);
}

/** Numbers as they are written in other lengths, cold and after hundreds of texts of other kinds: the loops are one for all of a process. */
const spellings: readonly (readonly [name: string, write: (x: number) => string])[] = [
  ["8 decimals", (x) => x.toFixed(8)],
  ["17 digits", (x) => String(x / 3)],
  ["exponents", (x) => (x * 1e-5).toExponential(7)],
  ["integers", (x) => String(Math.round(x * 1e6))],
  ["labels", (x) => String(Math.round(x + 5))],
];
const others: readonly (readonly [text: string, languageId: string])[] = [
  ["[1, 2, 3]", "json"],
  ["c(1, 2.5)", "r"],
  ["[[0.5 0.25]\n [1 2]]", "plaintext"],
  ["np.array([1e-3, nan, 2])", "python"],
  ["a,b\n1,2\n3,4", "csv"],
  ["x = [1 2; 3 4] # é", "julia"],
  ["{1.0f, 2.f}", "cpp"],
  ["[1.234567890123456789, 0x10, 1_000]", "javascript"],
];
function ratios(): void {
  // So few that some of the rounds are not interrupted, on a busy machine too.
  const count = 2000;
  for (const [name, write] of spellings) {
    const table = Array.from({ length: count }, () => Array.from({ length: columns }, () => write(random() * 10 - 5)));
    const same = `[${table.map((row) => `[${row.join(",")}]`).join(",")}]`;
    const texts: readonly (readonly [name: string, text: string, languageId: string])[] = [
      ["Python", `x = np.array([${table.map((row) => `[${row.join(", ")}],`).join("\n    ")}])`, "python"],
      ["NumPy", `[[${table.map((row) => row.join(" ")).join("]\n [")}]]`, "plaintext"],
      ["CSV", table.map((row) => row.join(",")).join("\n"), "csv"],
      ["JSON", same, "json"],
    ];
    const results = texts.map(([form, text, languageId]) => {
      const [time, base] = race(
        () => parseLiteral(text, languageId),
        () => flatten(same, count * columns),
      );
      return `${form} ${(time / base).toFixed(2)} x`;
    });
    console.log(`${name.padEnd(14)} ${results.join("   ")}`);
  }
}
console.log("20,000 numbers of other lengths");
ratios();
for (let i = 0; i < 800; i++) parseLiteral(...others[i % others.length]);
console.log("the same after 800 other texts");
ratios();

// Where the literal around a cursor begins and ends: it is found, and not read.
const statements = Array.from(
  { length: 160_000 },
  (_, i) => `x${i} = np.array([${i}.5, 0.25, 1e-5, -3]) # comment ${i}`,
);
const documents = [
  ["many statements", statements.join("\n")],
  ["one literal", python],
] as const;
for (const [name, text] of documents) {
  const [time] = race(
    () => literalAt(text, text.length - 40, "python"),
    () => undefined,
  );
  console.log(`literalAt in ${name}: ${time.toFixed(0)} ms, ${(text.length / 1e6).toFixed(1)} MB`);
}
const few = statements.slice(0, 5000).join("\n");
const [named] = race(
  () => namedLiterals(few, "python"),
  () => undefined,
);
console.log(`namedLiterals of 5000 statements: ${named.toFixed(0)} ms`);
