import assert from "node:assert/strict";
import fc from "fast-check";
import { exp, expOfUnit, softplusOfNegative, sumOfExponentials } from "../../../src/engine/exp";

describe("exp", () => {
  it("is within two units in the last place of Math.exp, which is itself within one", () => {
    const number = fc.oneof(
      fc.double({ min: -41, max: 0, noNaN: true }),
      fc.double({ min: -41, max: 41, noNaN: true }),
      fc.double({ min: -750, max: 720 }),
    );
    fc.assert(
      fc.property(number, (x) => {
        const exact = Math.exp(x);
        assert.ok(
          Object.is(exp(x), exact) || Math.abs(exp(x) - exact) <= 2 * Number.EPSILON * exact,
          `e^${x}: ${exp(x)}`,
        );
      }),
      { numRuns: 20_000 },
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
    [40, Math.exp(40)],
    [-40, Math.exp(-40)],
    [-64, Math.exp(-64)],
    [-745, 5e-324],
    [-746, 0],
    [710, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.NaN],
  ] as const) {
    it(`e^${x} = ${expected}`, () => assert.equal(exp(x), expected));
  }
});

describe("sumOfExponentials", () => {
  const lane = fc.array(fc.oneof(fc.double({ min: -800, max: 0, noNaN: true }), fc.double({ noNaN: true })), {
    maxLength: 40,
  });

  it("is the sum of the exponentials, whatever is how far below the largest, side by side or apart", () => {
    fc.assert(
      fc.property(lane, (values) => {
        const max = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
        const exact = values.reduce((sum, value) => sum + Math.exp(value - max), 0);
        const apart = Float64Array.from({ length: values.length * 3 }, (_, i) => (i % 3 === 0 ? values[i / 3] : -1));
        for (const [data, stride] of [
          [Float64Array.from(values), 1],
          [apart, 3],
        ] as const) {
          const sum = sumOfExponentials(data, 0, data.length, stride, max);
          if (Number.isNaN(exact)) assert.ok(Number.isNaN(sum));
          else assert.ok(Math.abs(sum - exact) <= 1e-14 * exact, `${values}: ${sum} and not ${exact}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("takes any number off, above or below the largest", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -60, max: 60, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (values) => {
          const exact = values.reduce((sum, value) => sum + Math.exp(value - values[0]), 0);
          const sum = sumOfExponentials(Float64Array.from(values), 0, values.length, 1, values[0]);
          assert.ok(Math.abs(sum - exact) <= 1e-14 * exact, `${values}: ${sum} and not ${exact}`);
        },
      ),
      { numRuns: 2000 },
    );
    assert.equal(sumOfExponentials(Float64Array.of(800, 0, 0, 0, 0), 0, 5, 1, 0), Number.POSITIVE_INFINITY);
  });

  it("takes a difference that the digits of huge numbers widen", () => {
    const huge = Float64Array.of(1e18, 1e18 - 128, 1e18 - 128, 1e18 - 128);
    assert.ok(Math.abs(sumOfExponentials(huge, 0, 4, 1, 1e18) - 1) < 1e-15);
  });
});

describe("softplusOfNegative", () => {
  it("is within two units in the last place of Math.log1p(Math.exp(x)), which are themselves within one", () => {
    const negative = fc.oneof(
      fc.double({ min: -25, max: 0, noNaN: true }),
      fc.double({ min: -1, max: 0, noNaN: true }),
      fc.double({ min: -750, max: 0, noNaN: true }),
    );
    fc.assert(
      fc.property(negative, (x) => {
        const exact = Math.log1p(Math.exp(x));
        const made = softplusOfNegative(x);
        assert.ok(Math.abs(made - exact) <= 2 * Number.EPSILON * exact, `ln(1 + e^${x}): ${made}`);
      }),
      { numRuns: 20_000 },
    );
  });

  for (const [x, expected] of [
    [0, Math.LN2],
    [-0, Math.LN2],
    [-745, 5e-324],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.NaN, Number.NaN],
  ] as const) {
    it(`ln(1 + e^${x}) = ${expected}`, () => assert.equal(softplusOfNegative(x), expected));
  }
});
