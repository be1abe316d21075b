import assert from "node:assert/strict";
import { check } from "../../../src/check";
import { evaluate } from "../../../src/evaluate";

const rows = `[[[2.0, 0.1, -1.0, 0.3, -2.0], [0.2, 3.0, 0.1, -0.5, 0.0], [0.0, 0.5, 2.5, 0.2, 0.1], [0.1, 0.2, 0.3, 2.0, 0.4]],
 [[0.1, 2.2, -1.0, 0.3, 0.5], [0.2, 0.0, 2.1, -0.5, 0.3], [0.0, 0.5, 0.5, 2.2, -0.1], [1.1, 0.2, 0.3, 0.0, 0.0]]]`;
const ids = "[[3, 0, 1, 2], [0, 1, 2, -100]]";
const arrays = `import torch
import torch.nn.functional as F
V = 5
logits = torch.tensor(${rows})
labels = torch.tensor(${ids})
`;

function answer(code: string) {
  const { calls } = check(`${arrays}${code}\n`, "python");
  assert.equal(calls.length, 1);
  return calls[0];
}

/** exp(loss) and loss / ln 2 as torch computes them in float64 of the five tokens that are not ignored. */
const torchs = { perplexity: 1.397553560560284, bitsPerToken: 0.4829035747135408 };

const shifted = [
  "F.cross_entropy(logits[:, :-1].reshape(-1, V), labels[:, 1:].reshape(-1))",
  "F.cross_entropy(logits[..., :-1, :].contiguous().view(-1, V), labels[..., 1:].flatten(), reduction='sum')",
  "F.cross_entropy(logits[:, :-1].transpose(1, 2), labels[:, 1:])",
  "F.nll_loss(logits.log_softmax(-1)[:, :-1].flatten(0, 1), labels[:, 1:].flatten())",
];

describe("the loss of a language model", () => {
  for (const call of shifted) {
    it(`has its tokens counted, perplexity and bits per token: ${call}`, () => {
      const { verdict, tokens } = answer(`loss = ${call}`);
      assert.equal(verdict, "right");
      assert.ok(tokens !== null && typeof tokens.perplexity === "number");
      assert.deepEqual([tokens.counted, tokens.of], [5, 6]);
      assert.ok(Math.abs(tokens.perplexity - torchs.perplexity) < 1e-12, String(tokens.perplexity));
      assert.ok(Math.abs(tokens.bitsPerToken - torchs.bitsPerToken) < 1e-12, String(tokens.bitsPerToken));
    });
  }

  it("is told by its names where nothing is shifted here", () => {
    const named = "token_ids = torch.tensor([[0, 1, 2, 3], [1, 2, 3, 0]])\n";
    const { tokens } = answer(`${named}loss = F.cross_entropy(logits.view(-1, V), token_ids.view(-1))`);
    assert.deepEqual([tokens?.counted, tokens?.of], [8, 8]);
  });

  it("has none where weights or smoothing make the mean no perplexity", () => {
    for (const option of ["label_smoothing=0.1", "weight=torch.tensor([1.0, 2.0, 1.0, 1.0, 1.0])"]) {
      assert.equal(
        answer(`loss = F.cross_entropy(logits[:, :-1].flatten(0, 1), labels[:, 1:].flatten(), ${option})`).tokens,
        null,
      );
    }
  });

  it("is wrong without the shift, and no perplexity is read of it", () => {
    const { verdict, cause, tokens, fixes } = answer("loss = F.cross_entropy(logits.view(-1, V), labels.view(-1))");
    assert.deepEqual([verdict, cause, tokens], ["wrong", "shifted-by-one", null]);
    assert.ok(Math.abs(Number(fixes[0].value) - 0.3347232512950097) < 1e-9);
  });

  it("is no matter of other classes", () => {
    const labels = "y = torch.tensor([0, 1, 2, 3])\n";
    assert.equal(answer(`${labels}loss = F.cross_entropy(logits[0], y)`).tokens, null);
  });
});

describe("a pair of scores and tokens without a call", () => {
  const report = (target: string) => {
    const result = evaluate({
      input: { kind: "text", text: rows, languageId: "python", name: "logits" },
      target: { kind: "text", text: target, languageId: "python", name: "labels" },
      choice: {},
      options: { reduction: "mean" },
    });
    assert.ok(result.kind === "evaluation" && result.reference.kind === "reference");
    return { ...result, reference: result.reference };
  };

  it("is found to be one step apart, with the loss of the next step", () => {
    const shift = report(ids).findings.find(({ kind }) => kind === "shiftedByOne");
    assert.ok(shift?.kind === "shiftedByOne");
    assert.deepEqual([shift.by, shift.correct, shift.correctAfter, shift.countedAfter], [1, 0, 5, 5]);
    assert.ok(Math.abs(shift.loss - 0.3347232512950097) < 1e-12, String(shift.loss));
  });

  it("has tokens where the classes stand last, and no finding where the steps fit", () => {
    const { findings, reference } = report("[[0, 1, 2, 3], [1, 2, 3, 0]]");
    assert.deepEqual(findings, []);
    assert.deepEqual([reference.tokens?.counted, reference.tokens?.of], [8, 8]);
    assert.ok(Math.abs((reference.tokens?.perplexity ?? 0) - 1.565177027853679) < 1e-12);
  });
});
