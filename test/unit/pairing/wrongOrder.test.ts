import { strict as assert } from "node:assert";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { inWrongOrder } from "../../../src/pairing/rankTargets";

function array(text: string, name?: string) {
  const literal = parseLiteral(text, "python");
  assert.ok(literal.kind === "literal", text);
  return { tensor: literal.tensor, name };
}

describe("two selections in the wrong order", () => {
  const scores = array("[[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]]");
  const indices = array("[0, 2]");
  const probabilities = array("[0.2, 0.9, 0.6]");
  const labels = array("[0, 1, 1]");

  it("are class indices in front of scores, and labels in front of probabilities", () => {
    assert.equal(inWrongOrder(indices, scores), true);
    assert.equal(inWrongOrder(labels, probabilities), true);
  });

  it("are none the other way round, nor where neither is targets of the other", () => {
    assert.equal(inWrongOrder(scores, indices), false);
    assert.equal(inWrongOrder(probabilities, labels), false);
    assert.equal(inWrongOrder(scores, probabilities), false);
    assert.equal(inWrongOrder(probabilities, array("[0.3, 0.8, 0.7]")), false);
  });
});
