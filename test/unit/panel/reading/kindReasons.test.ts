import assert from "node:assert/strict";
import { kindReasons } from "../../../../src/panel/reading/kindReasons";
import { report } from "../pairs";

/** The reasons of every kind of an input that stands alone. */
function reasonsOf(input: string): Readonly<Record<string, readonly string[]>> {
  const described = report(input, undefined);
  if (described.kind !== "inputOnly") throw new Error(described.kind);
  const { kinds, facts } = described.description;
  return Object.fromEntries(
    kinds.map(({ inputKind, evidence }) => [inputKind, kindReasons(inputKind, facts, evidence)]),
  );
}

describe("what speaks for and against each kind of input", () => {
  it("of rows that sum to 1", () => {
    assert.deepEqual(reasonsOf("[[0.8, 0.2], [0.3, 0.7]]"), {
      probabilities: ["every value lies in [0, 1]", "all 2 rows sum to 1 ± 1e−6"],
      logits: ["a logit may have any value, but all of them rarely lie in [0, 1]"],
      logProbabilities: ["0.8 is above 0, so not the logarithm of a probability"],
    });
  });

  it("of scores of both signs", () => {
    assert.deepEqual(reasonsOf("[[2.0, -1.0], [0.3, 0.7]]"), {
      logits: ["a logit may have any value"],
      probabilities: ["−1 is outside [0, 1], so not a probability"],
      logProbabilities: ["2 is above 0, so not the logarithm of a probability"],
    });
  });

  it("of what is nowhere above 0", () => {
    // numpy: np.exp([[-0.5, -0.9], [-2.0, -0.1]]).sum(1) is [1.0131, 1.0402]
    assert.deepEqual(reasonsOf("[[-0.5, -0.9], [-2.0, -0.1]]").logProbabilities, [
      "no value is above 0, but the exponentials of the rows do not sum to 1",
    ]);
  });
});
