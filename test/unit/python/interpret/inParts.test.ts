import assert from "node:assert/strict";
import { checkInParts } from "../../../../src/check";
import { Reader } from "../../../../src/pairing/reader";
import { interpretInParts } from "../../../../src/python/interpret/interpret";

/** How many parts a text is read and judged in, and what is said about its last call. */
function read(text: string) {
  const sheet = new Reader(interpretInParts).read([{ id: "a", version: 1, languageId: "python", text, role: "code" }]);
  const work = checkInParts(sheet);
  for (let parts = 1; ; parts++) {
    const { done, value } = work.next();
    if (done) return { parts, sheet, last: value?.answers.at(-1) };
  }
}

const call = `
import torch
from torch.nn import functional as F
loss = F.cross_entropy(torch.tensor([[2.0, 0.5]]), torch.tensor([1]))
`;

describe("texts are read in parts, none of which is long", () => {
  for (const [name, line, count] of [
    ["arrays", "a = [0.1, 0.9]\n", 20_000],
    ["functions that nobody calls", "def f(x):\n    return x * 2\n\n\n", 2_000],
    ["calls", "F.mse_loss(torch.tensor([1.0]), torch.tensor([2.0]))\n", 300],
  ] as const) {
    it(`${count} ${name}`, () => {
      const { parts, last } = read(`import torch\nfrom torch.nn import functional as F\n${line.repeat(count)}${call}`);
      // Read, walked, judged: each line by itself.
      assert.ok(parts > 2 * count, `${parts} parts`);
      if (name !== "arrays") assert.equal(last?.verdict, "right");
    });
  }

  it("what was read in parts is not read again", () => {
    const { sheet } = read(call);
    for (const _ of sheet.readInParts());
    assert.deepEqual([...sheet.readInParts()].length, sheet.units.length);
    assert.equal(sheet.calls.length, 1);
  });
});
