import assert from "node:assert/strict";
import { sampleAtCursor } from "../../../../src/panel/samples/elementAt";
import { evaluation, snapshotOf } from "../pairs";

const input = "[[0.8, 0.2], [0.15, 0.85], [0.5, 0.5]]";
const target = "[0, 1, 0]";

describe("the sample at the cursor", () => {
  const sampleAt = (argument: "input" | "target", offset: number, targets = target) => {
    const report = evaluation(input, targets, { choice: { inputKind: "probabilities", task: "multiclass" } });
    const source = (text: string) => ({ kind: "text" as const, text, languageId: "python", name: undefined });
    const snapshot = snapshotOf({ input: source(input), target: source(targets) });
    return sampleAtCursor({ snapshot, report }, { type: "cursor", snapshot: 1, argument, offset });
  };

  it("is that of the number it touches", () => {
    assert.equal(sampleAt("input", input.indexOf("0.8,")), 0);
    assert.equal(sampleAt("input", input.indexOf("0.85") + 4), 1);
    assert.equal(sampleAt("input", input.indexOf("0.5]")), 2);
  });

  it("is that of the row, where it touches none", () => {
    assert.equal(sampleAt("input", 0), 0);
    assert.equal(sampleAt("input", input.indexOf(" 0.85")), 1);
    assert.equal(sampleAt("input", input.indexOf("[0.5")), 2);
  });

  it("is none behind the last row", () => {
    assert.equal(sampleAt("input", input.length), undefined);
  });

  it("is that of a target, whatever its kind", () => {
    assert.equal(sampleAt("target", target.indexOf("1")), 1);
    const oneHot = "[[1., 0.], [0., 1.], [1., 0.]]";
    assert.equal(sampleAt("target", oneHot.lastIndexOf("0."), oneHot), 2);
  });
});
