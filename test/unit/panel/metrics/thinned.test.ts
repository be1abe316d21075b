import assert from "node:assert/strict";
import { thinned } from "../../../../src/panel/metrics/thinned";

describe("points of a curve that the keys go through", () => {
  for (const [count, most] of [
    [0, 4],
    [3, 4],
    [4, 4],
    [5, 4],
    [1000, 4],
  ] as const) {
    it(`${count} of them, at most ${most}`, () => {
      const items = Array.from({ length: count }, (_, i) => i);
      const kept = thinned(items, most);
      assert.equal(kept.length, Math.min(count, most));
      assert.equal(kept[0], items[0]);
      assert.equal(kept.at(-1), items.at(-1));
      assert.deepEqual(
        [...new Set(kept)].sort((a, b) => a - b),
        kept,
      );
    });
  }
});
