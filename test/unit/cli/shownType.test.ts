import assert from "node:assert/strict";
import { run } from "../../../src/cli/run";
import { showType } from "../../../src/render/numbers";
import { temporaryFiles } from "./files";

// torch 2.13: F.cross_entropy of these gives tensor(0.6628), .item() 0.6627691984176636; of float64 0.6627692321415346
const script = `import torch
import torch.nn.functional as F

logits = torch.tensor([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]]) * 1
labels = torch.tensor([0, 1, 2, 0])
loss = F.cross_entropy(logits, labels)
`;

describe("loss-lens, the type in which losses are shown", () => {
  const files = temporaryFiles({ "train.py": script });
  const cli = (...argv: readonly string[]) => run(argv, "1.2.3", false);
  after(() => {
    files.remove();
    showType("asWritten");
  });

  it("is that of the arrays: evaluate", () => {
    const { out } = cli("evaluate", files.path("train.py"));
    assert.match(out, /^Loss 0\.6628 {2}/m);
    assert.match(out, /^ {2}\.item\(\) shows 0\.66276… · 0\.66276923 in float64$/m);
  });

  it("is that of the arrays: explain", () => {
    const { out } = cli("explain", `${files.path("train.py")}:6`);
    assert.match(out, /CrossEntropyLoss\(logits, labels\) = 0\.6628\b/);
    assert.match(out, /^ {2}\.item\(\) shows 0\.66276…$/m);
    assert.match(out, /^ {2}0\.66276923 in float64$/m);
  });

  it("is float64 on request, for every command", () => {
    const evaluated = cli("evaluate", files.path("train.py"), "--dtype", "float64").out;
    assert.match(evaluated, /^Loss 0\.66276923 {2}/m);
    assert.match(evaluated, /^ {2}torch prints 0\.6628$/m);
    const explained = cli("--dtype=float64", "explain", `${files.path("train.py")}:6`).out;
    assert.match(explained, /CrossEntropyLoss\(logits, labels\) = 0\.66276923\b/);
    assert.match(explained, /^ {2}print shows 0\.6628$/m);
  });

  it("stands in the JSON beside the number of float64", () => {
    const { loss, printed } = JSON.parse(cli("evaluate", files.path("train.py"), "--json").out) as Record<
      string,
      unknown
    >;
    assert.ok(typeof loss === "number" && Math.abs(loss - 0.6627692321415346) < 1e-7);
    assert.equal(printed, "0.6628");
  });

  it("is one of two", () => {
    const { error, status } = cli("evaluate", files.path("train.py"), "--dtype", "int8");
    assert.equal(status, 2);
    assert.match(error, /--dtype is one of written, float64, not “int8”/);
  });
});
