import assert from "node:assert/strict";
import { formatCount } from "../../../src/render/numbers";

describe("numbers", () => {
  it("groups counts by three, the same in every language", () => {
    assert.deepEqual([0, 999, 1000, 100000, 1234567].map(formatCount), [
      "0",
      "999",
      "1\u202f000",
      "100\u202f000",
      "1\u202f234\u202f567",
    ]);
  });
});
