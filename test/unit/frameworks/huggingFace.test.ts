import assert from "node:assert/strict";
import { check } from "../../../src/library";

const SMALL = "hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8";

function answerOf(made: string, call: string) {
  const { calls } = check(
    `import torch\nfrom transformers import *\nids = torch.tensor([[1, 2, 3], [4, 5, 0]])\nm = ${made}\nout = m(${call})\nloss = out.loss\n`.replace(
      "import *",
      `import ${[...new Set(made.match(/[A-Z]\w+(?=\()/g))].join(", ")}`,
    ),
    "python",
  );
  return calls[0];
}

function bert(head: string, options: string): string {
  return `BertFor${head}(BertConfig(vocab_size=20, ${SMALL}${options}))`;
}

/** What the models compute of their labels: transformers 5.24.0 on torch 2.13 raises, or gives a number, as said here. */
describe("models of Hugging Face that are made by a configuration", () => {
  const three = bert("SequenceClassification", ", num_labels=3");
  for (const [made, call, verdict, cause, exception] of [
    [three, "input_ids=ids, labels=torch.tensor([0, 2])", "unsure", null, null],
    [
      three,
      "input_ids=ids, labels=torch.tensor([1, 3])",
      "raises",
      "one-based-labels",
      "IndexError: Target 3 is out of bounds.",
    ],
    [
      bert("SequenceClassification", ""),
      "input_ids=ids, labels=torch.tensor([0, 2])",
      "raises",
      "out-of-range",
      "IndexError: Target 2 is out of bounds.",
    ],
    [
      bert("SequenceClassification", ", num_labels=3, problem_type='multi_label_classification'"),
      "input_ids=ids, labels=torch.tensor([[1., 0., 1.], [0., 1., 0.]])",
      "unsure",
      null,
      null,
    ],
    [
      bert("SequenceClassification", ", num_labels=1"),
      "input_ids=ids, labels=torch.tensor([0.3, 1.2])",
      "unsure",
      null,
      null,
    ],
    [
      bert("TokenClassification", ", num_labels=3"),
      "input_ids=ids, labels=torch.tensor([[0, -1, 1], [1, 2, 0]])",
      "raises",
      "void-label",
      "IndexError: Target -1 is out of bounds.",
    ],
    [
      bert("TokenClassification", ", num_labels=3"),
      "input_ids=ids, labels=torch.tensor([[0, -100, 1], [1, 2, 0]])",
      "unsure",
      null,
      null,
    ],
    [
      bert("MaskedLM", ""),
      "input_ids=ids, labels=torch.tensor([[-100, 5, -100], [7, -100, -100]])",
      "unsure",
      null,
      null,
    ],
    [bert("MaskedLM", ""), "input_ids=ids, labels=torch.full((2, 3), -100)", "wrong", "all-ignored", null],
    [
      `ViTForImageClassification(ViTConfig(${SMALL}, image_size=8, patch_size=4, num_labels=3))`,
      "pixel_values=torch.zeros(2, 3, 8, 8), labels=torch.tensor([1, 3])",
      "raises",
      "one-based-labels",
      "IndexError: Target 3 is out of bounds.",
    ],
  ] as const) {
    it(`${verdict}: ${made.slice(0, 40)}… ${call}`, () => {
      const answer = answerOf(made, call);
      assert.deepEqual([answer?.verdict, answer?.cause], [verdict, cause], answer?.message);
      if (exception !== null) assert.equal(`${answer.exception?.type}: ${answer.exception?.message}`, exception);
    });
  }

  it("leaves open how many classes there are where they are named", () => {
    const named = bert("SequenceClassification", ", id2label={0: 'a', 1: 'b', 2: 'c'}");
    assert.equal(answerOf(named, "input_ids=ids, labels=torch.tensor([0, 2])"), undefined);
  });

  it("names no option where the model takes the loss by itself", () => {
    const made = "T5ForConditionalGeneration(T5Config(vocab_size=20))";
    const call = "input_ids=ids, labels=torch.tensor([[5, 6, 1, pad_token_id, pad_token_id]])";
    const answer = answerOf(`${made}\npad_token_id = 0`, call);
    assert.deepEqual([answer?.verdict, answer?.cause], ["wrong", "padding-not-ignored"]);
    assert.match(answer.message, /set them to −100/);
    assert.doesNotMatch(answer.message, /ignore_index/);
    assert.match(
      answerOf(bert("TokenClassification", ", num_labels=3"), "input_ids=ids, labels=torch.tensor([[0, -1, 1]])")
        .message,
      /set it to −100/,
    );
  });
});
