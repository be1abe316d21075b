import assert from "node:assert/strict";
import { evaluate } from "../../../src/evaluate";
import { hoverMarkdown } from "../../../src/render/hover";
import { typedLoss } from "../../../src/render/typedLoss";

const rows = "[[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]]";

function evaluated(input: string) {
  const report = evaluate({
    input: { kind: "text", text: input, languageId: "python", name: "logits" },
    target: { kind: "text", text: "[0, 1, 2, 0]", languageId: "python", name: "labels" },
    choice: { inputKind: "logits" },
    options: { reduction: "mean" },
  });
  assert.ok(report.kind === "evaluation");
  return report;
}

describe("the loss in the type as written", () => {
  it("is what torch prints of a float32 tensor, beside the digits of float64", () => {
    const report = evaluated(`torch.tensor(${rows})`);
    assert.equal(typedLoss(report), "tensor(0.6628)");
    const [head] = hoverMarkdown(report, undefined, undefined).split("\n");
    assert.match(head, /^\*\*0\.66276923\*\*/);
    assert.match(head, /torch prints `tensor\(0\.6628\)`/);
  });

  it("is not said of arrays that are float64", () => {
    assert.equal(typedLoss(evaluated(`np.array(${rows})`)), undefined);
  });
});
