import assert from "node:assert/strict";
import { reportPair } from "../../../src/engine/pairReport";
import { definitionSnippet } from "../../../src/render/definitionCode";
import { tensor } from "../engine/tensors";

/** The lesson that this began with: four samples, three classes. */
const three = tensor([
  [0.8, 0.1, 0.1],
  [0.15, 0.8, 0.05],
  [0.05, 0.05, 0.9],
  [0.85, 0.1, 0.05],
]);
const labels = tensor([0, 1, 2, 0], "int64");

function written(
  library: "numpy" | "scipy",
  names: { readonly inputName?: string; readonly targetName?: string } = {},
  input = three,
): string | undefined {
  const report = reportPair({ input, target: labels }, undefined, { inputKind: "logits" }, {});
  assert.ok(report?.reference.kind === "reference");
  const { reference } = report;
  return definitionSnippet({ ...report, reference, inputName: names.inputName, targetName: names.targetName }, library);
}

describe("the definition without PyTorch", () => {
  it("is the lesson's formula, with the lesson's number", () => {
    for (const library of ["numpy", "scipy"] as const) {
      const lines = written(library, { inputName: "y_pred", targetName: "y_true" })?.split("\n") ?? [];
      assert.ok(lines.includes("loss = -np.mean(np.sum(p * log_q, axis=1))"));
      assert.ok(lines.includes('print(f"{loss:.8f}")  # 0.66276923'));
      assert.equal(lines.includes("import scipy.special"), library === "scipy");
    }
  });

  it("takes a person's names only where the program has no use for them", () => {
    for (const name of ["np", "scipy", "p", "log_q", "loss", "rows", "print", "lambda", "a b", "x; import os"]) {
      const code = written("numpy", { inputName: name, targetName: name }) ?? "";
      assert.match(code, /^input = np\.array/m, name);
      assert.match(code, /^target = np\.array/m, name);
    }
  });

  it("is not offered in SciPy where its softmax makes something else of the scores", () => {
    const infinite = { ...three, data: three.data.with(0, Number.POSITIVE_INFINITY) };
    assert.equal(written("scipy", {}, infinite), undefined);
    assert.match(written("numpy", {}, infinite) ?? "", /np\.inf/);
  });
});
