import assert from "node:assert/strict";
import type { LossOptions } from "../../../src/engine/loss";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import { isRefusal } from "../../../src/engine/refusal";
import type { Tensor } from "../../../src/tensor/tensor";
import { differences } from "../../golden/allclose";

const CLASSES = 100;
const SAMPLES = 200;

function values(input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const loss = lossFunctions.CrossEntropyLoss(input, target, options);
  assert.ok(!isRefusal(loss));
  return loss.values.data;
}

/** Logits up to 1, 20, 400 and 8000 in turn; the first rows hold what is no number, too. */
function logits(): Float64Array {
  const data = Float64Array.from(
    { length: SAMPLES * CLASSES },
    (_, i) => Math.sin(i * 1.7) * 20 ** (Math.floor(i / CLASSES) % 4),
  );
  const odd: readonly (readonly [row: number, column: number, value: number])[] = [
    [0, 0, Number.POSITIVE_INFINITY],
    [1, 7, Number.POSITIVE_INFINITY],
    [2, 0, Number.NEGATIVE_INFINITY],
    [3, 21, Number.NEGATIVE_INFINITY],
    [4, 5, Number.NaN],
    [5, 5, 1e308],
  ];
  for (const [row, column, value] of odd) data[row * CLASSES + column] = value;
  return data;
}

describe("cross entropy of so many samples that they are read once", () => {
  const data = logits();
  const indices = Float64Array.from({ length: SAMPLES }, (_, i) => (i === 9 ? -100 : (i * 7) % CLASSES));
  const weight: Tensor = {
    data: Float64Array.from({ length: CLASSES }, (_, c) => (c % 5) / 2),
    shape: [CLASSES],
    dtype: "float64",
  };

  for (const options of [{}, { weight }, { ignoreIndex: 14 }]) {
    it(`is that of each sample by itself, whatever it holds: ${Object.keys(options)}`, () => {
      const target = options.ignoreIndex === undefined ? indices : indices.map((y) => Math.max(y, 0));
      const all = values(
        { data, shape: [SAMPLES, CLASSES], dtype: "float64" },
        { data: target, shape: [SAMPLES], dtype: "int64" },
        options,
      );
      const each = Array.from(target, (y, i) => {
        const row = data.subarray(i * CLASSES, (i + 1) * CLASSES);
        const input: Tensor = { data: row, shape: [CLASSES], dtype: "float64" };
        return values(input, { data: Float64Array.of(y), shape: [], dtype: "int64" }, options)[0];
      });
      assert.deepEqual(differences(all, each), []);
      assert.ok(all.some((loss) => loss > 100 && Number.isFinite(loss)));
      assert.ok(Number.isNaN(all[0]) && Number.isNaN(all[1]) && Number.isNaN(all[4]));
      assert.equal(all[3], Number.POSITIVE_INFINITY);
    });
  }

  for (const share of [1, 0.9]) {
    it(`is so with class probabilities, ${share} of them one class's`, () => {
      const shape = [SAMPLES, CLASSES];
      const target = Float64Array.from({ length: SAMPLES * CLASSES }, (_, i) => {
        const isOwn = i % CLASSES === (Math.floor(i / CLASSES) * 7) % CLASSES;
        return isOwn ? share : (1 - share) / (CLASSES - 1);
      });
      const all = values({ data, shape, dtype: "float64" }, { data: target, shape, dtype: "float64" }, {});
      const each = Array.from({ length: SAMPLES }, (_, i) => {
        const [input, own] = [data, target].map((of): Tensor => {
          return { data: of.subarray(i * CLASSES, (i + 1) * CLASSES), shape: [CLASSES], dtype: "float64" };
        });
        return values(input, own, {})[0];
      });
      assert.deepEqual(differences(all, each), []);
      assert.equal(all[3], Number.POSITIVE_INFINITY);
    });
  }
});
