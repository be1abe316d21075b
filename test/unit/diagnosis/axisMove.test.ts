import assert from "node:assert/strict";
import { axisMoved } from "../../../src/diagnosis/axisMove";
import { check } from "../../../src/library";

describe("an axis moved", () => {
  const rows: readonly (readonly [text: string, rank: number, from: number, to: number, code: string])[] = [
    ["x", 2, 0, 1, "x.t()"],
    ["x", 2, -1, 0, "x.t()"],
    ["x.t()", 2, 0, 1, "x"],
    ["net(x).T", 2, 1, 0, "net(x)"],
    ["a + b.t()", 2, 0, 1, "(a + b.t()).t()"],
    ["x", 3, 2, 1, "x.transpose(1, 2)"],
    ["x", 3, -1, 1, "x.transpose(1, 2)"],
    ["x", 4, 3, 1, "x.movedim(-1, 1)"],
    ["x", 4, 0, 2, "x.movedim(0, 2)"],
  ];
  for (const [text, rank, from, to, code] of rows) {
    it(`${text} of ${rank} axes, ${from} to ${to}: ${code}`, () => assert.equal(axisMoved(text, rank, from, to), code));
  }
});

describe("fixes with one effect", () => {
  const titles = (call: string) =>
    check(`import torch\nimport torch.nn.functional as F\n${call}\n`, "python").calls.flatMap(({ fixes }) =>
      fixes.map(({ title }) => title),
    );

  it("are one, the simplest", () => {
    const logits = "x = torch.tensor([[1.0, 2.0, 0.5], [0.1, 0.2, 3.0]])\n";
    assert.deepEqual(titles(`${logits}F.cross_entropy(x, torch.tensor([0, 1, 1]))`), ["Use x.t()"]);
    assert.deepEqual(titles(`${logits}F.cross_entropy(x.t(), torch.tensor([0, 2]))`), ["Use x"]);
    assert.deepEqual(titles(`${logits}F.cross_entropy(x[None], torch.tensor([[0, 2]]))`), [
      "Use x[None].transpose(1, 2)",
    ]);
  });
});
