import assert from "node:assert/strict";
import { numberAt } from "../../../src/paste/numberAt";
import { pasteMessage } from "../../../src/render/pasteText";

/** What is said of the number at `|`. */
function at(text: string): string | undefined {
  const offset = text.indexOf("|");
  const answer = numberAt(text.replace("|", ""), offset);
  return answer && pasteMessage(answer);
}

describe("a number of a log under the pointer", () => {
  it("is said to be a guess's loss, a clamp, the floor of two softmaxes", () => {
    assert.match(at("epoch 1 loss: 2.3|026 acc: 0.10") ?? "", /^2\.3026 is ln 10/);
    assert.match(at("epoch 1 loss: 100.0|00") ?? "", /BCELoss cuts/);
    assert.match(at("epoch 9 loss: 1.46|12") ?? "", /softmax applied twice/);
    assert.match(at("step 3 loss n|an") ?? "", /nan/);
  });

  it("is nothing where it has no meaning, or is no loss", () => {
    for (const text of ["epoch 1 loss: 1.23|45", "lr: 0.69|31", "epoch |1 loss 2.3026", "a word| loss 2.3026", "|"]) {
      assert.equal(at(text), undefined, text);
    }
  });

  it("is no guess where the accuracy is far above one", () => {
    assert.equal(at("epoch 8 loss: 0.69|31 acc: 0.85"), undefined);
  });
});
