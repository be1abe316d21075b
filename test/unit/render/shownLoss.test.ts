import assert from "node:assert/strict";
import { evaluate } from "../../../src/evaluate";
import { hoverMarkdown } from "../../../src/render/hover";
import { showType } from "../../../src/render/numbers";
import { shortLoss, shownLoss } from "../../../src/render/shownLoss";
import { arrayWithoutText } from "../../../src/source";

const rows = "[[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]]";

function evaluated(input: string, labels = "[0, 1, 2, 0]") {
  const report = evaluate({
    input: { kind: "text", text: input, languageId: "python", name: "logits" },
    target: { kind: "text", text: labels, languageId: "python", name: "labels" },
    choice: { inputKind: "logits" },
    options: { reduction: "mean" },
  });
  assert.ok(report.kind === "evaluation");
  return report;
}

describe("the loss in the type as written", () => {
  afterEach(() => showType("asWritten"));

  it("comes first as torch prints it, the digits of .item() and of float64 beside it", () => {
    // torch: tensor(0.6628), .item() 0.6627691984176636; in float64 0.6627692260791607
    const report = evaluated(`torch.tensor(${rows})`);
    const shown = shownLoss(report);
    assert.equal(shown?.first, "0.6628");
    assert.deepEqual(shown.beside, [".item() shows 0.66276…", "0.66276923 in float64"]);
    assert.equal(shortLoss(report), "0.6628");
    const [head] = hoverMarkdown(report, undefined, undefined).split("\n");
    assert.match(head, /^\*\*0\.6628\*\* .* · 0\.66276923 in float64$/);
  });

  it("of a loss below 0.0001 has an exponent, as print has, and digits that a rounding of e^x may change", () => {
    // torch: tensor(6.6576e-05); in float64 6.65709966460977e-05
    const shown = shownLoss(evaluated("torch.tensor([[12.0, 2.5], [1.25, 11.0]])", "[0, 1]"));
    assert.match(shown?.first ?? "", /^≈ 6\.\d{4}e\u221205$/);
    assert.deepEqual(shown?.beside, ["0.00006657 in float64"]);
  });

  it("gives way to float64 on request", () => {
    showType("float64");
    const report = evaluated(`torch.tensor(${rows})`);
    const shown = shownLoss(report);
    assert.equal(shown?.first, "0.66276923");
    assert.deepEqual(shown.beside, ["torch prints 0.6628"]);
  });

  it("is not certain to the last digit in the half types, and says so", () => {
    // torch: tensor(0.6631, dtype=torch.float16), tensor(0.6641, dtype=torch.bfloat16)
    assert.equal(shownLoss(evaluated(`torch.tensor(${rows}, dtype=torch.float16)`))?.first, "≈ 0.6631");
    assert.equal(shownLoss(evaluated(`torch.tensor(${rows}, dtype=torch.bfloat16)`))?.first, "≈ 0.6641");
  });

  it("stands beside the digits of float64 where nobody wrote a type", () => {
    const shown = shownLoss(evaluated(rows));
    assert.equal(shown?.first, "0.66276923");
    assert.deepEqual(shown.beside, ["torch prints 0.6628"]);
  });

  it("is that of the file for an array that was stored", () => {
    const report = evaluate({
      input: arrayWithoutText("logits", { data: Float64Array.of(2, -1, 0.5, 0.1), shape: [2, 2], dtype: "float32" }),
      target: { kind: "text", text: "[0, 1]", languageId: "python", name: "labels" },
      choice: { inputKind: "logits" },
      options: { reduction: "mean" },
    });
    assert.ok(report.kind === "evaluation");
    // torch: F.cross_entropy(torch.tensor([[2, -1], [0.5, 0.1]]), torch.tensor([0, 1])) prints tensor(0.4808)
    assert.equal(shownLoss(report)?.first, "0.4808");
  });

  it("is float64 for arrays that are", () => {
    const shown = shownLoss(evaluated(`np.array(${rows})`));
    assert.equal(shown?.first, "0.66276923");
    assert.deepEqual(shown.beside, []);
  });
});
