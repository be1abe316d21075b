import assert from "node:assert/strict";
import { runExplain } from "../../../src/cli/explain";
import { temporaryFiles } from "./files";

/** What `explain --same` prints. Losses: test/frameworks/programs.json and golden.json have the same arrays. */

function explained(code: string, ...flags: readonly string[]): string {
  const files = temporaryFiles({ "case.py": code });
  const { out } = runExplain([`${files.path("case.py")}:${code.trimEnd().split("\n").length}`, ...flags], false);
  files.remove();
  return out;
}

const probabilities = [
  "import torch, torch.nn.functional as F",
  "probs = torch.tensor([[0.1, 0.2, 0.7], [0.05, 0.9, 0.05], [0.0, 0.25, 0.75]])",
  "labels = torch.tensor([2, 1, 0])",
  "loss = F.nll_loss(probs.log(), labels)",
].join("\n");

const binary = [
  "import torch, torch.nn.functional as F",
  "probs = torch.tensor([0.3, 1.0, 0.2, 0.62])",
  "labels = torch.tensor([0.0, 0.0, 1.0, 1.0])",
  "loss = F.binary_cross_entropy(probs, labels)",
].join("\n");

describe("explain --same", () => {
  it("says what each framework gives, and why it is another number", () => {
    const lines = explained(binary, "--same").split("\n");
    const of = (name: string) => lines.find((line) => line.trim().startsWith(name)) ?? "";
    assert.match(of("PyTorch"), /25\.6\d+ +F\.binary_cross_entropy\(probs, labels\)/);
    assert.match(
      of("Keras"),
      /keras\.losses\.BinaryCrossentropy\(\)\(labels, probs\) \(one probability is clipped at 1e-7\)/,
    );
    assert.match(of("XGBoost"), /logloss \(one probability is clipped at 1e-16\)/);
    assert.match(of("optax"), / inf /);
  });

  it("has NumPy's definition on one line, whose own names no array takes", () => {
    const line = (code: string) =>
      explained(code, "--same")
        .split("\n")
        .find((each) => each.trim().startsWith("NumPy"));
    assert.match(
      line(probabilities) ?? "",
      /p = np\.eye\(3\)\[labels\]; log_q = probs\.log\(\); -np\.mean\(np\.sum\(np\.where\(p == 0, 0, p \* log_q\), axis=1\)\)/,
    );
    const named = binary.replaceAll("probs", "log_q").replaceAll("labels", "p");
    assert.match(line(named) ?? "", /-np\.mean\(scipy\.special\.xlogy\(target, input\) \+ /);
  });

  it("says nothing of other frameworks unless asked", () => {
    assert.doesNotMatch(explained(binary), /Keras/);
  });

  it("has a program for each as JSON", () => {
    const { calls } = JSON.parse(explained(binary, "--same", "--json")) as {
      readonly calls: ReadonlyArray<{
        readonly same: ReadonlyArray<{ readonly framework: string; readonly code: string }>;
      }>;
    };
    const frameworks = calls[0].same.map(({ framework }) => framework);
    assert.deepEqual(frameworks, ["torch", "keras", "optax", "scikit-learn", "numpy", "xgboost", "lightgbm"]);
    assert.match(calls[0].same[1].code, /^import numpy as np\nimport keras\n/);
  });

  it("names an argument by what is written, not by the array that it is computed of", () => {
    assert.match(explained(probabilities, "--same"), /F\.nll_loss\(probs\.log\(\), labels\)/);
  });

  it("takes logarithms for what they are", () => {
    assert.match(
      explained(probabilities, "--same"),
      /Keras +\S+ +keras\.losses\.SparseCategoricalCrossentropy\(from_logits=True\)/,
    );
  });
});
