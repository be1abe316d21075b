import assert from "node:assert/strict";
import { aboutValues, sizeText } from "../../../src/render/size";

describe("how large a text is", () => {
  it("about how many numbers it holds, from its beginning", () => {
    assert.equal(aboutValues("[1, -2.5, 3e-4]"), 3);
    assert.equal(aboutValues("tensor([[0.1000, nan]])"), 1);
    assert.equal(aboutValues("1 2\n3 4\n"), 4);
    assert.equal(aboutValues("no numbers"), 0);
    assert.equal(aboutValues(""), 0);
    const text = `[${Array.from({ length: 100_000 }, (_, index) => (index % 10) / 8).join(", ")}]`;
    assert.ok(Math.abs(aboutValues(text) - 100_000) < 5_000, `${aboutValues(text)}`);
  });

  it("in kilobytes or megabytes", () => {
    assert.equal(sizeText(340_123), "340 kB");
    assert.equal(sizeText(8_800_367), "8.8 MB");
  });
});
