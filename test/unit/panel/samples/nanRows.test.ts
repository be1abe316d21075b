import assert from "node:assert/strict";
import { evaluation } from "../pairs";

describe("a row with nan in it", () => {
  function correctOf(input: string, target: string) {
    const { reference } = evaluation(input, target, { choice: { inputKind: "logits" } });
    assert.equal(reference.kind, "reference");
    return reference.kind === "reference" ? reference.summary : undefined;
  }

  it("is never predicted right, though torch.argmax names a class", () => {
    const { correct, counted } = correctOf("[[float('nan'), 1.0], [2.0, 1.0]]", "[0, 0]") ?? {};
    assert.deepEqual([correct, counted], [1, 2]);
  });

  it("is never predicted right as a yes or no either", () => {
    const { correct, counted } = correctOf("[float('nan'), 2.0, -1.0]", "[0.0, 1.0, 0.0]") ?? {};
    assert.deepEqual([correct, counted], [2, 3]);
  });
});
