import { strict as assert } from "node:assert";
import { reportPair } from "../../../src/engine/pairReport";
import type { ReadingChoice } from "../../../src/engine/reading";
import { directLoss, silentTrap, usualLoss } from "../../../src/engine/silentTrap";
import { pipelineName } from "../../../src/render/pipelineText";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

function trapOf(input: Tensor, target: Tensor, choice: ReadingChoice = {}): string | undefined {
  const report = reportPair({ input, target }, undefined, choice, {});
  const trap = report && silentTrap(report);
  if (trap === undefined) return undefined;
  const right = trap.right && `${pipelineName(trap.right.pipeline)} ${trap.right.value.data[0].toFixed(4)}`;
  return `${pipelineName(trap.wrong.pipeline)} ${trap.wrong.value.data[0].toFixed(4)} ${trap.mistake.kind}, ${right}`;
}

const probabilities = tensor([
  [0.8, 0.1, 0.1],
  [0.15, 0.8, 0.05],
  [0.05, 0.05, 0.9],
  [0.85, 0.1, 0.05],
]);
const indices = tensor([0, 1, 2, 0], "int64");
const none: readonly (readonly [title: string, input: Tensor, target: Tensor, choice?: ReadingChoice])[] = [
  ["logits", tensor([[2, -1, 0.5]]), tensor([0], "int64")],
  ["probabilities that are chosen to be logits", probabilities, indices, { inputKind: "logits" }],
  ["a loss that raises", tensor([[2, -1, 0.5]]), tensor([[0]], "int64")],
  ["targets out of range", tensor([[0.8, 0.1, 0.1]]), tensor([3], "int64")],
  ["one class, where all agree", tensor([[1], [1]]), tensor([0, 0], "int64"), { task: "multiclass" }],
];

/** What the usual loss gives on the values as they are: torch 2.13. */
describe("what a person most likely writes and does not mean", () => {
  it("probabilities in CrossEntropyLoss; the shortest way to the loss comes first", () => {
    assert.equal(
      trapOf(probabilities, indices),
      "CrossEntropyLoss 0.6628 softmaxOfProbabilities, Log → NLLLoss 0.1785",
    );
  });

  it("one probability a sample in BCEWithLogitsLoss", () => {
    assert.equal(
      trapOf(tensor([0.1, 0.9, 0.2]), tensor([0, 1, 0])),
      "BCEWithLogitsLoss 0.6279 sigmoidOfProbabilities, BCELoss 0.1446",
    );
  });

  it("no way to the loss, where BCELoss cuts it off", () => {
    assert.equal(
      trapOf(tensor([0, 0.5]), tensor([1, 1])),
      "BCEWithLogitsLoss 0.5836 sigmoidOfProbabilities, undefined",
    );
  });

  it("a way that raises until it is mended is no way to the loss", () => {
    // BCELoss refuses labels of whole numbers.
    assert.equal(trapOf(tensor([0.1, 0.9, 0.2]), tensor([0, 1, 0], "int64")), undefined);
  });

  it("the usual loss of a task, and the one that takes the values as they are", () => {
    const reading = { task: "multiclass", targetKind: "classIndices", classDim: 1 } as const;
    assert.equal(usualLoss({ ...reading, inputKind: "probabilities" }), "CrossEntropyLoss");
    assert.equal(directLoss({ ...reading, inputKind: "logits" }), "CrossEntropyLoss");
    assert.equal(directLoss({ ...reading, inputKind: "logProbabilities" }), "NLLLoss");
  });

  for (const [title, input, target, choice] of none) {
    it(`none: ${title}`, () => assert.equal(trapOf(input, target, choice), undefined));
  }
});
