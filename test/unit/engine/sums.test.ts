import assert from "node:assert/strict";
import type { LossName, LossOptions } from "../../../src/engine/loss";
import { losses } from "../../../src/engine/losses/losses";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import { sum, sumOfParts } from "../../../src/engine/reduce";
import { isRefusal } from "../../../src/engine/refusal";
import type { Tensor } from "../../../src/tensor/tensor";

/** Numbers of very different sizes, so that another order of adding them up shows. */
function numbers(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647) * 10 ** (state % 7);
  });
}

function pairwise(data: readonly number[]): number {
  if (data.length <= 64) return data.reduce((total, value) => total + value, 0);
  const middle = data.length >>> 1;
  return pairwise(data.slice(0, middle)) + pairwise(data.slice(middle));
}

describe("sums", () => {
  for (const count of [0, 1, 63, 64, 65, 128, 129, 130, 131, 255, 256, 257, 4095, 4097, 70_001]) {
    it(`${count} numbers are added up pairwise, in blocks of at most 64, to the last bit`, () => {
      const data = numbers(count, 7 + count);
      assert.equal(sum(data), pairwise(Array.from(data)));
    });

    it(`${count} numbers made part by part have the same sum to the last bit`, () => {
      const data = numbers(count, 11 + count);
      assert.equal(
        sumOfParts(count, (start, end) => data.slice(start, end)),
        sum(data),
      );
    });
  }
});

const ROWS = 250;
const COLUMNS = 80;
const shape = [ROWS, COLUMNS];

function floats(seed: number, map: (unit: number, i: number) => number): Tensor {
  const units = numbers(ROWS * COLUMNS, seed).map((value) => value % 1);
  return { data: units.map(map), shape, dtype: "float64" };
}

describe("the sum of a loss of single elements, made part by part", () => {
  const unit = floats(1, (value) => value);
  const labels = floats(2, (value) => Number(value > 0.5));
  const signs = floats(3, (value) => (value > 0.5 ? 1 : -1));
  const tensors: LossOptions = {
    weight: floats(4, (value) => value + 0.5),
    posWeight: floats(5, (value) => value + 0.5),
    var: floats(6, (value) => value + 0.1),
    input2: floats(8, (value) => value * 4 - 2),
    negative: floats(9, (value) => value * 4 - 2),
  };
  const elementwise = (Object.keys(losses) as LossName[]).filter((name) => losses[name].elementwise);

  for (const name of elementwise) {
    const target = losses[name].targets.includes("signs") ? signs : labels;
    const taken = losses[name].signature.arguments.map(([, role]) => role);
    const own = Object.fromEntries(Object.entries(tensors).filter(([option]) => taken.some((role) => role === option)));
    const withWeights = losses[name].signature.functional?.parameters.includes("weight")
      ? [own, { ...own, weight: tensors.weight }]
      : [own];
    for (const options of withWeights) {
      it(`${name} ${Object.keys(options).join(", ")}`, () => {
        const loss = lossFunctions[name](unit, target, options);
        assert.ok(!isRefusal(loss), JSON.stringify(loss));
        assert.equal(loss.sum, sum(loss.values.data));
      });

      it(`${name} ${Object.keys(options).join(", ")}, of a target that broadcasts`, () => {
        const row: Tensor = { data: target.data.slice(0, COLUMNS), shape: [1, COLUMNS], dtype: "float64" };
        const loss = lossFunctions[name](unit, row, options);
        if (!isRefusal(loss)) assert.equal(loss.sum, sum(loss.values.data));
      });
    }
  }

  it("is that of most losses", () => assert.ok(elementwise.length >= 12, elementwise.join()));
});
