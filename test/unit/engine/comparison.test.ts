import assert from "node:assert/strict";
import { compare, comparedSamples } from "../../../src/engine/comparison";
import { evaluation } from "../panel/pairs";

function good(input: string, target: string) {
  return evaluation(input, target, { choice: { inputKind: "probabilities" } });
}

const before = good("[[0.5, 0.5], [0.8, 0.2], [0.0, 1.0], [0.9, 0.1]]", "[0, 0, 0, 0]");
const after = good("[[0.25, 0.75], [0.8, 0.2], [0.0, 1.0], [0.99, 0.01]]", "[0, 0, 0, 0]");

describe("two evaluations compared", () => {
  it("have the difference of every sample, the largest first", () => {
    const { samples, difference, count } = compare(before, after);
    assert.equal(count, 4);
    assert.deepEqual([...samples], [0, 3, 1, 2]);
    assert.ok(Math.abs(difference[0] - Math.LN2) < 1e-12);
    assert.ok(Math.abs(difference[3] - Math.log(0.9 / 0.99)) < 1e-12);
  });

  it("are sorted by any column, either way round", () => {
    const comparison = compare(before, after);
    assert.deepEqual([...comparedSamples(comparison, 2, false)], [3, 1, 2, 0]);
    assert.deepEqual([...comparedSamples(comparison, 2, true)], [0, 1, 2, 3]);
    assert.deepEqual([...comparedSamples(comparison, 0, true)], [2, 0, 1, 3]);
    assert.deepEqual([...comparedSamples(comparison, undefined, true)], [0, 3, 1, 2]);
  });

  it("do not differ where both are infinite", () => {
    const { difference, before: loss } = compare(before, after);
    assert.equal(difference[2], 0);
    assert.equal(loss, Number.POSITIVE_INFINITY);
  });

  it("put a sample first that is infinite in one of them", () => {
    const finite = good("[[0.5, 0.5], [0.8, 0.2], [0.5, 0.5], [0.9, 0.1]]", "[0, 0, 0, 0]");
    const { samples, difference } = compare(before, finite);
    assert.equal(samples[0], 2);
    assert.equal(difference[2], Number.NEGATIVE_INFINITY);
  });

  it("are compared as far as both go", () => {
    const { count, counts, difference } = compare(before, good("[[0.5, 0.5], [0.8, 0.2]]", "[0, 0]"));
    assert.deepEqual([count, counts, [...difference]], [2, [4, 2], [0, 0]]);
  });
});
