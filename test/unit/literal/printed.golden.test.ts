import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { halfUnit } from "../../../src/engine/interval/halfUnit";
import { read } from "./assertions";

interface Case {
  readonly tool: string;
  readonly call: string;
  readonly text: string;
  readonly language: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
  readonly dtype?: string;
  readonly exact?: boolean;
}

const cases = JSON.parse(readFileSync(new URL("../../golden/literals.json", import.meta.url), "utf8")) as Case[];

function held(value: number | string): number {
  if (typeof value === "number") return value;
  return value === "nan" ? Number.NaN : value === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** A number printed without a point in an array of floats is rounded to a whole. */
function precision(written: string, scale: number): number {
  return (halfUnit(written) || 0.5) * Math.abs(scale) * (1 + 1e-9);
}

/** A table of one row or one column may be read as a vector. */
function withoutOnes(shape: readonly number[]): number[] {
  return shape.filter((size) => size !== 1);
}

describe("What the real tools print parses to what they held", () => {
  for (const { tool, call, text, language, shape, values, dtype, exact } of cases) {
    it(`${tool}: ${call}`, () => {
      const { tensor, elementOffsets, elementLengths, scale = 1 } = read(text, language);
      const isTable = /^(?:pandas|polars|r)$/.test(tool) || language === "plaintext" || language === "csv";
      assert.deepEqual(isTable ? withoutOnes(tensor.shape) : tensor.shape, isTable ? withoutOnes(shape) : shape, text);
      if (dtype) assert.equal(tensor.dtype, dtype, text);
      values.forEach((value, i) => {
        const expected = held(value);
        const actual = tensor.data[i];
        const written = text.slice(elementOffsets[i], elementOffsets[i] + elementLengths[i]);
        const isFloat = tensor.dtype.includes("float");
        const ulps = Math.abs(expected) * 2 ** -51;
        const off = exact || !isFloat || !Number.isFinite(expected) ? 0 : precision(written, scale) + ulps;
        const same = Object.is(actual, expected) || Math.abs(actual - expected) <= off;
        assert.ok(same, `${i}: ${actual}, not ${expected}, written ${written}\n${text}`);
      });
    });
  }
});
