import assert from "node:assert/strict";
import fc from "fast-check";
import { expOfNegative, expOfUnit, log1pOfUnit } from "../../../src/engine/exp";

describe("expOfNegative", () => {
  it("is within two units in the last place of Math.exp, which is itself within one", () => {
    fc.assert(
      fc.property(fc.double({ min: -750, max: 0, noNaN: true }), (x) => {
        const exact = Math.exp(x);
        assert.ok(Math.abs(expOfNegative(x) - exact) <= 2 * Number.EPSILON * exact, `e^${x}: ${expOfNegative(x)}`);
      }),
      { numRuns: 10_000 },
    );
  });

  it("has a finer variant for numbers of [−1, 0]", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 0, noNaN: true }), (x) => {
        const exact = Math.exp(x);
        assert.ok(Math.abs(expOfUnit(x) - exact) <= 2 * Number.EPSILON * exact, `e^${x}: ${expOfUnit(x)}`);
      }),
      { numRuns: 10_000 },
    );
    assert.equal(expOfUnit(0), 1);
    assert.equal(expOfUnit(-1), Math.exp(-1));
    assert.ok(Number.isNaN(expOfUnit(Number.NaN)));
  });

  for (const [x, expected] of [
    [0, 1],
    [-0, 1],
    [-1e-300, 1],
    [-64, Math.exp(-64)],
    [-745, 5e-324],
    [-746, 0],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.NaN, Number.NaN],
  ] as const) {
    it(`e^${x} = ${expected}`, () => assert.equal(expOfNegative(x), expected));
  }
});

describe("log1pOfUnit", () => {
  it("is within two units in the last place of Math.log1p on [0, 1]", () => {
    const unit = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1e-3, noNaN: true }));
    fc.assert(
      fc.property(unit, (u) => {
        const exact = Math.log1p(u);
        assert.ok(Math.abs(log1pOfUnit(u) - exact) <= 2 * Number.EPSILON * exact, `ln(1 + ${u}): ${log1pOfUnit(u)}`);
      }),
      { numRuns: 20_000 },
    );
  });

  for (const [u, expected] of [
    [0, 0],
    [1, Math.LN2],
    [5e-324, 5e-324],
    [Number.NaN, Number.NaN],
  ] as const) {
    it(`ln(1 + ${u}) = ${expected}`, () => assert.equal(log1pOfUnit(u), expected));
  }
});
