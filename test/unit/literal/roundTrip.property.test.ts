import assert from "node:assert/strict";
import fc from "fast-check";
import { literalAt } from "../../../src/literal/literalAt";
import { literalInSelection } from "../../../src/literal/literalInSelection";
import { namedLiterals } from "../../../src/literal/namedLiterals";
import { pairAt } from "../../../src/literal/pairAt";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { resolveName } from "../../../src/literal/resolveName";
import { read } from "./assertions";

/** An array, as numbers in row-major order and a shape. */
interface Sample {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

type Print = (sample: Sample) => string;

function samples(rank: fc.Arbitrary<number>, value: fc.Arbitrary<number>): fc.Arbitrary<Sample> {
  return rank
    .chain((n) => fc.array(fc.integer({ min: 1, max: 4 }), { minLength: n, maxLength: n }))
    .chain((shape) => {
      const size = shape.reduce((product, d) => product * d, 1);
      return fc.record({ shape: fc.constant(shape), values: fc.array(value, { minLength: size, maxLength: size }) });
    });
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const any = fc.double();
const anyRank = fc.integer({ min: 1, max: 4 });
const matrices = fc.constant(2);

/** Nested brackets, each list printed by `join`. */
function nest(
  { shape, values }: Sample,
  item: (x: number) => string,
  join: (items: readonly string[], depth: number) => string,
): string {
  const print = (depth: number, from: number, size: number): string => {
    if (depth === shape.length) return item(values[from]);
    const step = size / shape[depth];
    return join(
      Array.from({ length: shape[depth] }, (_, i) => print(depth + 1, from + i * step, step)),
      depth,
    );
  };
  return print(0, 0, values.length);
}

function word(nan: string, infinity: string): (x: number) => string {
  return (x) =>
    Number.isNaN(x)
      ? nan
      : x === Number.POSITIVE_INFINITY
        ? infinity
        : x === Number.NEGATIVE_INFINITY
          ? `-${infinity}`
          : Object.is(x, -0)
            ? "-0.0"
            : // As Python prints a float: an integer beyond 2^53 is none that the interpreter would know exactly.
              Number.isInteger(x) && !Number.isSafeInteger(x) && Math.abs(x) < 1e21
              ? `${x}.0`
              : String(x);
}

const brackets = (items: readonly string[]): string => `[${items.join(", ")}]`;
const braces = (items: readonly string[]): string => `{${items.join(", ")}}`;
const numbers = word("nan", "inf");

function rows({ shape, values }: Sample, item: (x: number) => string): string[][] {
  return Array.from({ length: shape[0] }, (_, i) => values.slice(i * shape[1], (i + 1) * shape[1]).map(item));
}

/** R and Julia hold arrays column by column. */
function columnMajor({ shape, values }: Sample): number[] {
  const strides = shape.map((_, d) => shape.slice(d + 1).reduce((product, size) => product * size, 1));
  return Array.from(values, (_, i) => {
    let rest = i;
    let offset = 0;
    for (let d = 0; d < shape.length; d++) {
      offset += (rest % shape[d]) * strides[d];
      rest = Math.floor(rest / shape[d]);
    }
    return values[offset];
  });
}

const printers: readonly [name: string, languageId: string, sample: fc.Arbitrary<Sample>, print: Print][] = [
  ["Python lists", "python", samples(anyRank, any), (s) => nest(s, word("float('nan')", "float('inf')"), brackets)],
  [
    "Python over many lines, with comments",
    "python",
    samples(anyRank, any),
    (s) =>
      `x = torch.tensor(${nest(s, word("nan", "math.inf"), (items) => `[  # [\n  ${items.join(",\n  ")},\n]`)}, dtype=torch.float64)`,
  ],
  ["Python tuples", "python", samples(anyRank, any), (s) => nest(s, numbers, (items) => `(${items.join(", ")},)`)],
  [
    "printed NumPy",
    "python",
    samples(anyRank, any),
    (s) => nest(s, numbers, (items, depth) => `[${items.join(depth === s.shape.length - 1 ? "  " : "\n\n ")}]`),
  ],
  ["NumPy scalars", "python", samples(anyRank, any), (s) => nest(s, (x) => `np.float64(${numbers(x)})`, brackets)],
  ["JSON", "json", samples(anyRank, finite), (s) => nest(s, (x) => JSON.stringify(x), brackets)],
  [
    "JavaScript",
    "javascript",
    samples(anyRank, any),
    (s) => `const x = ${nest(s, word("NaN", "Infinity"), brackets)};`,
  ],
  [
    "C++",
    "cpp",
    samples(anyRank, any),
    (s) => `double x${s.shape.map((d) => `[${d}]`).join("")} = ${nest(s, word("NAN", "INFINITY"), braces)};`,
  ],
  [
    "Go",
    "go",
    samples(anyRank, any),
    (s) => `${"[]".repeat(s.shape.length)}float64${nest(s, word("math.NaN()", "math.Inf(1)"), braces)}`,
  ],
  [
    "Java",
    "java",
    samples(anyRank, any),
    (s) => `new double${"[]".repeat(s.shape.length)}${nest(s, word("Double.NaN", "Double.POSITIVE_INFINITY"), braces)}`,
  ],
  [
    "Rust",
    "rust",
    samples(anyRank, any),
    (s) => nest(s, word("f64::NAN", "f64::INFINITY"), (items) => `vec![${items.join(", ")}]`),
  ],
  [
    "Kotlin",
    "kotlin",
    samples(anyRank, any),
    (s) => nest(s, word("Double.NaN", "Double.POSITIVE_INFINITY"), (items) => `listOf(${items.join(", ")})`),
  ],
  [
    "R",
    "r",
    samples(anyRank, any),
    (s) => `array(c(${columnMajor(s).map(word("NaN", "Inf")).join(", ")}), dim = c(${s.shape.join(", ")}))`,
  ],
  [
    "MATLAB",
    "matlab",
    samples(matrices, any),
    (s) =>
      `[${rows(s, word("NaN", "Inf"))
        .map((row) => row.join(" "))
        .join("; ")}]`,
  ],
  [
    "Julia",
    "julia",
    samples(anyRank, any),
    (s) => `reshape([${columnMajor(s).map(word("NaN", "Inf")).join(", ")}], ${s.shape.join(", ")})`,
  ],
  ["YAML", "yaml", samples(anyRank, any), (s) => `x: ${nest(s, word(".nan", ".inf"), brackets)}`],
  [
    "CSV",
    "csv",
    samples(matrices, any),
    (s) =>
      `${
        s.shape.map((_, d) => d).length > 0
          ? rows(s, numbers)
              .map((row) => row.join(","))
              .join("\n")
          : ""
      }\n`,
  ],
  [
    "blanks and lines",
    "plaintext",
    samples(matrices, any),
    (s) =>
      rows(s, numbers)
        .map((row) => row.join(" "))
        .join("\n"),
  ],
  [
    "Markdown",
    "markdown",
    samples(matrices, any),
    (s) =>
      [
        `|${"a|".repeat(s.shape[1])}`,
        `|${"---|".repeat(s.shape[1])}`,
        ...rows(s, numbers).map((row) => `| ${row.join(" | ")} |`),
      ].join("\n"),
  ],
  [
    "LaTeX",
    "latex",
    samples(matrices, any),
    (s) =>
      `\\begin{pmatrix}${rows(s, word("nan", "\\infty"))
        .map((row) => row.join(" & "))
        .join(" \\\\ ")}\\end{pmatrix}`,
  ],
];

const tableForms = /^(?:CSV|blanks|Markdown|LaTeX)/;

describe("What is printed reads as it was", () => {
  for (const [name, languageId, sample, print] of printers) {
    it(name, () => {
      fc.assert(
        fc.property(sample, (s) => {
          const text = print(s);
          if (s.values.length === 1 && tableForms.test(name)) return;
          const { tensor } = read(text, languageId);
          const ones = (shape: readonly number[]): number[] => shape.filter((size) => size !== 1);
          if (tableForms.test(name)) assert.deepEqual(ones(tensor.shape), ones(s.shape), text);
          else assert.deepEqual(tensor.shape, s.shape, text);
          assert.ok(
            tensor.data.every((x, i) => x === s.values[i] || (Number.isNaN(x) && Number.isNaN(s.values[i]))),
            text,
          );
        }),
        { numRuns: 60 },
      );
    });
  }
});

const everyFunction: readonly ((text: string, languageId: string) => unknown)[] = [
  parseLiteral,
  (text, languageId) => literalAt(text, text.length >> 1, languageId),
  (text, languageId) => literalInSelection(text, { offset: text.length >> 2, length: text.length >> 1 }, languageId),
  (text, languageId) => pairAt(text, text.length >> 1, languageId),
  (text, languageId) => resolveName([text], "x", languageId),
  namedLiterals,
];

describe("No text makes a reader throw", () => {
  const printed = fc
    .constantFrom(...printers)
    .chain(([, languageId, sample, print]) => sample.map((s) => ({ languageId, text: print(s) })));
  const ids = fc.constantFrom(
    "python",
    "json",
    "javascript",
    "r",
    "matlab",
    "julia",
    "cpp",
    "go",
    "rust",
    "java",
    "csharp",
    "kotlin",
    "csv",
    "markdown",
    "latex",
    "yaml",
    "plaintext",
  );
  const damaged = fc.oneof(
    fc.record({ cut: fc.double({ min: 0, max: 1, noNaN: true }), side: fc.constant("prefix") }),
    fc.record({ cut: fc.double({ min: 0, max: 1, noNaN: true }), side: fc.constant("suffix") }),
    fc.record({ cut: fc.double({ min: 0, max: 1, noNaN: true }), side: fc.constant("deletion") }),
    fc.record({ cut: fc.double({ min: 0, max: 1, noNaN: true }), side: fc.constant("flip") }),
  );

  it("a prefix, a suffix, a deletion, a changed character of a literal", () => {
    fc.assert(
      fc.property(
        printed,
        damaged,
        fc.integer({ min: 0, max: 0xffff }),
        ids,
        ({ languageId, text }, { cut, side }, code, otherId) => {
          const at = Math.floor(cut * text.length);
          const broken =
            side === "prefix"
              ? text.slice(0, at)
              : side === "suffix"
                ? text.slice(at)
                : side === "deletion"
                  ? text.slice(0, at) + text.slice(at + 1)
                  : text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
          for (const run of everyFunction) for (const id of [languageId, otherId]) run(broken, id);
          const result = parseLiteral(broken, languageId);
          if (result.kind === "unreadable") {
            const [{ offset, length, message }] = result.diagnostics;
            assert.ok(
              offset >= 0 && length >= 0 && offset + length <= broken.length && message !== "",
              JSON.stringify([broken, offset, length]),
            );
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("soup of what arrays are made of", () => {
    const part = fc.constantFrom(
      "[",
      "]",
      "(",
      ")",
      "{",
      "}",
      ",",
      ";",
      ":",
      "=",
      "<-",
      "\n",
      " ",
      "1",
      "-2.5",
      "1e-3",
      "nan",
      "np.array(",
      "torch.tensor(",
      ".float()",
      ".T",
      "'",
      '"',
      '"""',
      "#",
      "//",
      "/*",
      "%",
      "...",
      "…",
      "*",
      "+",
      "-",
      "/",
      "**",
      "for x in",
      "if",
      "else",
      "range(3)",
      "x",
      "c(",
      "matrix(",
      "vec![",
      "new double[]",
      "[1]",
      "[1,]",
      "| ",
      "---|",
      "\\\\",
      "&",
      "\\begin{pmatrix}",
      "- ",
      "x =\n\n",
      "2×2 Matrix{Float64}:\n",
      "dtype: float64",
      "lambda",
      "&",
      "!",
      "~",
      "\u2212",
      "\u0000",
      "\ud800",
      "１",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), ids, (parts, languageId) => {
        const text = parts.join("");
        for (const run of everyFunction) run(text, languageId);
      }),
      { numRuns: 3000 },
    );
  });

  it("any text at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), ids, (text, languageId) => {
        for (const run of everyFunction) run(text, languageId);
      }),
      { numRuns: 1000 },
    );
  });
});
