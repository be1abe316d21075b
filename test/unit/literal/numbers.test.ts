import assert from "node:assert/strict";
import { NumberScanner } from "../../../src/literal/text/number";
import { read } from "./assertions";

/** A generator with a fixed seed: every run reads the same numbers. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

const scanner = new NumberScanner();

function assertRounds(text: string): void {
  assert.equal(scanner.scan(text, 0), text.length, text);
  assert.ok(Object.is(scanner.value, Number(text)), `${text} is read as ${scanner.value}, not ${Number(text)}`);
}

const rounds = 20_000;

describe("numbers of any length are rounded to the nearest double", () => {
  it("doubles as they are printed, with all digits and with more than all", () => {
    const next = generator(1);
    const bits = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < rounds; i++) {
      bits.setUint32(0, next() & 0x7fffffff);
      bits.setUint32(4, next());
      const value = bits.getFloat64(0);
      if (!Number.isFinite(value)) continue;
      assertRounds(String(value));
      assertRounds(value.toExponential(16 + (i % 30)));
    }
  });

  it("decimals of 1 to 40 digits, with points, zeros in front and exponents", () => {
    const next = generator(2);
    for (let i = 0; i < rounds; i++) {
      const digits = Array.from({ length: 1 + (i % 5) }, () => String(next())).join("");
      const point = next() % (digits.length + 1);
      assertRounds(`0.${"0".repeat(i % 20)}${digits}`);
      assertRounds(`${digits.slice(0, point)}.${digits.slice(point)}`);
      assertRounds(`-${digits}e${(next() % 720) - 360}`);
    }
  });

  it("the middle between two doubles, and what is next to it", () => {
    const next = generator(3);
    for (let i = 0; i < rounds; i++) {
      // An odd number of 54 bits over 2^k has its exact digits in 5^k.
      const odd = (1n << 53n) | (BigInt(next()) << 21n) | BigInt(next() & 0x1fffff) | 1n;
      const k = next() % 100;
      const middle = odd * 5n ** BigInt(k);
      for (const digits of [middle - 1n, middle, middle + 1n]) {
        assertRounds(`${digits}e-${k}`);
        assertRounds(`${digits}1e-${k + 1}`);
      }
    }
  });

  it("what is too small, too large or beyond all digits", () => {
    for (const text of [
      "5e-324",
      "2.4703282292062327e-324",
      "2.4703282292062328e-324",
      "2.2250738585072011e-308",
      "1.7976931348623157e308",
      "1.7976931348623159e308",
      "1e309",
      "0e999",
      "0.0000000000000000000000000",
      "123456789012345678901234567890123456789.0",
      "9007199254740993.0",
      "9007199254740992.99999999999999999999999999999",
      "9007199254740993.00000000000000000000000000001",
    ])
      assertRounds(text);
  });

  it("says so of integers that no double holds", () => {
    for (const [text, languageId] of [
      ["long[] a = {9007199254740993L, 1L};", "java"],
      ["[9007199254740993, 1]", "json"],
      ["1,2\n-9007199254740993,3", "csv"],
    ] as const)
      assert.deepEqual(
        read(text, languageId).diagnostics.map(({ severity, offset, length }) => [
          severity,
          text.slice(offset, offset + length).replace(/^-/, ""),
        ]),
        [["warning", text.includes("L") ? "9007199254740993L" : "9007199254740993"]],
      );
    for (const text of ["[18014398509481984, 1]", "[0x20000000000000]", "[9007199254740991]", "[9007199254740993.0]"])
      assert.deepEqual(read(text).diagnostics, []);
  });
});
