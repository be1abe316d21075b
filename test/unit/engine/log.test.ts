import assert from "node:assert/strict";
import fc from "fast-check";
import { log } from "../../../src/engine/log";

describe("log", () => {
  it("is within two units in the last place of Math.log, which is itself within one", () => {
    const positive = fc.oneof(
      fc.double({ min: 0, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: 0.6, max: 1.5, noNaN: true }),
    );
    fc.assert(
      fc.property(positive, (x) => {
        const exact = Math.log(x);
        assert.ok(
          Object.is(log(x), exact) || Math.abs(log(x) - exact) <= 2 * Number.EPSILON * Math.abs(exact),
          `ln ${x}: ${log(x)}`,
        );
      }),
      { numRuns: 20_000 },
    );
  });

  for (const [x, expected] of [
    [1, 0],
    [2, Math.LN2],
    [0.5, -Math.LN2],
    [0, Number.NEGATIVE_INFINITY],
    [-0, Number.NEGATIVE_INFINITY],
    [-1, Number.NaN],
    [5e-324, Math.log(5e-324)],
    [Number.MAX_VALUE, Math.log(Number.MAX_VALUE)],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.NaN],
  ] as const) {
    it(`ln ${x} = ${expected}`, () => assert.ok(Object.is(log(x), expected), String(log(x))));
  }
});
