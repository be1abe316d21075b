import assert from "node:assert/strict";
import { parseLiteral } from "../../../src/literal/parseLiteral";

/** A generator with a fixed seed: every run reads the same numbers. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** A number as people and tools write it: of 1 to 40 digits, with a point, zeros in front, an exponent, or none of them. */
function written(next: (limit: number) => number): string {
  const digits = (most: number) => Array.from({ length: 1 + next(most) }, () => String(next(10))).join("");
  const sign = next(3) === 0 ? "-" : "";
  const whole = next(4) === 0 ? "0" : `${1 + next(9)}${digits([1, 3, 8, 9, 17, 30][next(6)]).slice(1)}`;
  const fraction =
    next(3) > 0 ? `.${"0".repeat(next(5) === 0 ? next(20) : 0)}${digits([2, 4, 8, 9, 18, 30][next(6)])}` : "";
  const exponent = next(4) === 0 ? `${"eE"[next(2)]}${["", "-", "+"][next(3)]}${next(next(9) === 0 ? 330 : 30)}` : "";
  return `${sign}${whole}${fraction}${exponent}`;
}

type Row = readonly string[];

const forms: readonly (readonly [name: string, languageId: string, write: (rows: readonly Row[]) => string])[] = [
  ["JSON", "json", (rows) => JSON.stringify(rows).replaceAll('"', "")],
  ["Python", "python", (rows) => `x = np.array([\n${rows.map((row) => `    [${row.join(", ")}],\n`).join("")}])`],
  ["one number a line", "python", (rows) => `[${rows.map((row) => `[\n  ${row.join(",\n  ")},\n]`).join(",\n")}]`],
  ["lines that end as in Windows", "python", (rows) => `[[${rows.map((row) => row.join(",\r\n")).join("],\r\n[")}]]`],
  ["tuples", "python", (rows) => `[${rows.map((row) => `(${row.join(", ")})`).join(", ")}]`],
  ["braces", "cpp", (rows) => `{${rows.map((row) => `{${row.join(", ")}}`).join(",\n")}}`],
  ["printed NumPy", "plaintext", (rows) => `[[ ${rows.map((row) => row.join("  ")).join("]\n [ ")}]]`],
  ["comments beyond ASCII", "python", (rows) => `[${rows.map((row) => `[${row.join(", ")}], # é 名\n`).join("")}]`],
  ["CSV", "csv", (rows) => `${rows.map((row) => row.join(",")).join("\n")}\n`],
  ["CSV of Windows", "csv", (rows) => rows.map((row) => row.join(",")).join("\r\n")],
  ["CSV with blanks", "csv", (rows) => rows.map((row) => row.join(", ")).join("\n")],
  ["tabs", "plaintext", (rows) => rows.map((row) => row.join("\t")).join("\n")],
  ["CSV with an index", "csv", (rows) => `,a,b,c,d,e,f,g\n${rows.map((row, i) => `${i},${row.join(",")}`).join("\n")}`],
];

describe("runs of plain numbers are read as Number reads each, and every element has its place", () => {
  for (const [name, languageId, write] of forms)
    it(name, () => {
      const next = generator(name.length);
      const rows = Array.from({ length: 1500 }, () => Array.from({ length: 7 }, () => written(next)));
      const text = write(rows);
      const read = parseLiteral(text, languageId);
      assert.ok(read.kind === "literal", JSON.stringify(read));
      assert.deepEqual(read.tensor.shape, [1500, 7]);
      rows.flat().forEach((number, i) => {
        const at = read.elementOffsets[i];
        assert.equal(text.slice(at, at + read.elementLengths[i]), number);
        const value = /[.eE]/.test(number) ? Number(number) : Number(number) + 0;
        assert.ok(Object.is(read.tensor.data[i], value), `${number} is read as ${read.tensor.data[i]}`);
      });
    });
});

describe("what ends a run is read as ever", () => {
  const rows = (count: number, row: string): string => Array.from({ length: count }, () => row).join(", ");
  const long = rows(3000, "[0.25, 0.5, 1]");

  it("words for numbers, other spellings and comments between thousands of rows", () => {
    const text = `[${long}, [nan, 1_000, .5], # three\n ${long}, [0x10, 1e3, +2]]`;
    const read = parseLiteral(text, "python");
    assert.ok(read.kind === "literal");
    assert.deepEqual(read.tensor.shape, [6002, 3]);
    assert.deepEqual([...read.tensor.data.slice(9000, 9003)], [Number.NaN, 1000, 0.5]);
    assert.deepEqual([...read.tensor.data.slice(-3)], [16, 1000, 2]);
  });

  for (const [name, text, code] of [
    ["a row too short", `[${long}, [1, 2]]`, "ragged"],
    ["a row too long", `[${long}, [1, 2, 3, 4], ${long}]`, "ragged"],
    ["a list that is left out", `[${long}, ..., [1, 2, 3]]`, "elided"],
    ["a bracket that is never closed", `[${long}, [1, 2, 3]`, "unbalanced"],
    ["a bracket of another kind", `[${long}, [1, 2, 3)]`, "unbalanced"],
  ] as const)
    it(name, () => {
      const read = parseLiteral(text, "python");
      assert.equal(read.kind === "unreadable" && read.diagnostics[0].code, code);
    });

  it("-0 is a float, and no integer", () => {
    const read = parseLiteral(`[${rows(200, "-0, 1")}]`, "python");
    assert.ok(read.kind === "literal" && Object.is(read.tensor.data[2], 0));
    const floats = parseLiteral(`[${rows(200, "-0.0, 1")}]`, "python");
    assert.ok(floats.kind === "literal" && Object.is(floats.tensor.data[2], -0));
  });

  it("C's floats, some of them wider", () => {
    const some = rows(500, "{0.5f, 1F, 2.f, -0f, 1e-3f, 0.12345678901234567890f}");
    const read = parseLiteral(`{${some}}`, "cpp");
    assert.ok(read.kind === "literal");
    assert.deepEqual(read.tensor.shape, [500, 6]);
    assert.equal(read.tensor.dtype, "float32");
    assert.deepEqual([...read.tensor.data.slice(-6)], [0.5, 1, 2, -0, 1e-3, 0.12345678901234568]);
    const wider = parseLiteral(`{${some}, {0.5f, 1d, 2, 3, 4, 5}}`, "cpp");
    assert.equal(wider.kind === "literal" && wider.tensor.dtype, "float64");
    // 1f0 is a number of Julia's, and 1fa is none.
    const julia = parseLiteral(`[${rows(300, "0.5f, 1f0")}]`, "julia");
    assert.deepEqual(julia.kind === "literal" && [...julia.tensor.data.slice(-2)], [0.5, 1]);
    assert.equal(parseLiteral(`{${rows(300, "0.5f, 1fa")}}`, "cpp").kind, "unreadable");
  });

  it("a table's line that is too short, behind thousands", () => {
    const read = parseLiteral(`${"1,2,3\n".repeat(3000)}1,2\n`, "csv");
    assert.equal(read.kind === "unreadable" && read.diagnostics[0].code, "ragged");
  });

  it("quoted and empty cells between thousands of lines", () => {
    const read = parseLiteral(`${"1,2.5,3\n".repeat(3000)}"7",,nan\n${"4,5,6\n".repeat(10)}`, "csv");
    assert.ok(read.kind === "literal");
    assert.deepEqual(read.tensor.shape, [3011, 3]);
    assert.deepEqual([...read.tensor.data.slice(9000, 9006)], [7, Number.NaN, Number.NaN, 4, 5, 6]);
  });
});
