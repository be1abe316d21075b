import assert from "node:assert/strict";
import type { Reduction } from "../../../src/engine/loss";
import { lossLines } from "../../../src/render/pytorchLoss";
import { identifier } from "../../../src/render/pytorchTensors";
import { python } from "../../../src/render/writtenText";

describe("Python that is written", () => {
  it("quotes every text, so that none ends its string", () => {
    const hostile = 'mean"); print("INJECTED") #' as Reduction;
    assert.deepEqual(lossLines("CrossEntropyLoss", { reduction: hostile }, python`x`, python`y`), [
      'loss_fn = nn.CrossEntropyLoss(reduction="mean\\"); print(\\"INJECTED\\") #")',
      "loss = loss_fn(x, y)",
    ]);
  });

  it("takes a person's name only where it is one and means nothing else in the program", () => {
    assert.equal(identifier("logits", "input", []), "logits");
    assert.equal(identifier("self.logits", "input", []), "logits");
    for (const taken of [
      "expected",
      "re",
      "pytest",
      "torch",
      "loss",
      "__debug__",
      "__builtins__",
      "lambda",
      "a b",
      "x;import os",
      "",
    ]) {
      assert.equal(identifier(taken, "input", []), "input");
    }
  });

  it("tells two arrays of one name apart", () => {
    assert.equal(identifier("scores", "target", ["scores"]), "target");
    assert.equal(identifier(undefined, "target", ["target"]), "target_");
  });
});
