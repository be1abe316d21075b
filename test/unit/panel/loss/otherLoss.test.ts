import assert from "node:assert/strict";
import { evaluate } from "../../../../src/evaluate";
import { otherLoss } from "../../../../src/panel/loss/otherLoss";
import type { CodeUse } from "../../../../src/protocol";

const source = (text: string) => ({ kind: "text" as const, text, languageId: "python", name: undefined });

describe("the loss of the person's own call", () => {
  const report = evaluate({
    input: source("torch.tensor([[2.0, -1.0, 0.5], [0.1, 3.0, -2.0], [-1.0, 0.2, 1.6], [1.1, 0.4, -0.3]])"),
    target: source("torch.tensor([0, 1, 2, 0])"),
    choice: {},
    options: { reduction: "mean" },
  });
  const use = (verdict: CodeUse["verdict"], value: string | undefined, loss?: number): CodeUse => ({
    ...{ place: "a.py:1", call: "loss(x, y)", message: "", fixes: [], verdict, value },
    ...(loss !== undefined && { loss }),
  });

  // torch, float64: F.cross_entropy 0.2838109144022923, F.multi_margin_loss 0.025, F.nll_loss -1.925
  for (const [title, call, expected] of [
    ["is the loss by definition", use("right", "0.2838", 0.2838109144022923), undefined],
    ["is another loss, and right", use("right", "0.0250", 0.025), { kind: "right", value: "0.0250" }],
    ["is something else than the values mean", use("wrong", "\u22121.9250", -1.925), { kind: "wrong" }],
    ["is none where it raises", use("raises", undefined), { kind: "raises" }],
    ["is not known", use("unsure", undefined), undefined],
  ] as const) {
    it(title, () => {
      assert.equal(report.kind, "evaluation");
      if (report.kind === "evaluation") assert.deepEqual(otherLoss(call, report), expected);
    });
  }

  it("is not known where nobody wrote a call", () => {
    if (report.kind === "evaluation") assert.equal(otherLoss(undefined, report), undefined);
  });
});
