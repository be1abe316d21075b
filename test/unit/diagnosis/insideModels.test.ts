import assert from "node:assert/strict";
import { check } from "../../../src/library";

/**
 * Losses that models of Hugging Face compute inside: transformers/loss/loss_utils.py moves the labels of ForCausalLMLoss by one step
 * (`labels[..., 1:]` after a pad), and gives nn.functional.cross_entropy one row of scores for each label in the others.
 */
const said = (text: string) => check(text, "python").calls.map(({ verdict, cause }) => `${verdict} ${cause}`);
const fixes = (text: string) => check(text, "python").calls.flatMap((call) => call.fixes.map(({ title }) => title));

describe("the loss inside of a language model", () => {
  const model = 'from transformers import AutoModelForCausalLM\nmodel = AutoModelForCausalLM.from_pretrained("gpt2")\n';
  const inLoop = (body: string) => `${model}for ids in loader:\n    ${body}\n`;

  it("moves labels that are moved already once more", () => {
    const text = inLoop("loss = model(ids[:, :-1], labels=ids[:, 1:]).loss");
    assert.deepEqual(said(text), ["wrong shifted-by-one"]);
    assert.deepEqual(fixes(text), ["Use ids, ids"]);
    assert.deepEqual(said(inLoop("x, y = ids[:, :-1], ids[:, 1:].contiguous(); model(x, labels=y)")), [
      "wrong shifted-by-one",
    ]);
    assert.deepEqual(said(inLoop("model(input_ids=ids[..., :-1], labels=ids[..., 1:])")), ["wrong shifted-by-one"]);
  });

  it("is a function that does so, too", () => {
    const own = "from transformers.loss.loss_utils import ForCausalLMLoss\n";
    assert.deepEqual(said(own + inLoop("ForCausalLMLoss(model(ids).logits[:, :-1], ids[:, 1:], 50257)")), [
      "wrong shifted-by-one",
    ]);
    const method = "model.loss_function(logits=z[..., :-1, :].contiguous(), labels=ids[..., 1:], vocab_size=50257)";
    assert.deepEqual(said(inLoop(`z = model(ids).logits; ${method}`)), ["wrong shifted-by-one"]);
  });

  it("is in doubt where the labels alone are moved", () =>
    assert.deepEqual(said(inLoop("model(**batch, labels=ids[:, 1:])")), ["unsure shifted-by-one"]));

  it("leaves labels alone that are the tokens themselves", () => {
    assert.deepEqual(said(inLoop("model(ids, labels=ids)")), ["unsure null"]);
    assert.deepEqual(said(inLoop("model(input_ids=ids[:, :-1], labels=ids[:, :-1])")), ["unsure null"]);
    assert.deepEqual(said(inLoop("model(ids[1:], labels=ids[1:].clone())")), ["unsure null"]);
    assert.deepEqual(said(inLoop("model(**batch)")), []);
  });

  it("is not that of a loss outside, which moves nothing", () => {
    const outside = "import torch.nn.functional as F\n";
    const call = "F.cross_entropy(model(ids).logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten())";
    assert.deepEqual(said(outside + inLoop(call)), ["unsure null"]);
  });
});

describe("labels of a model that knows how many there are", () => {
  const model = (head: string, labels: string) =>
    `import torch\nfrom transformers import AutoModelFor${head}\nlabels = torch.tensor(${labels})\n` +
    `model = AutoModelFor${head}.from_pretrained("bert-base-uncased", num_labels=3)\n`;

  it("are out of range in torch's words", () => {
    const text = `${model("SequenceClassification", "[0, 10, 2]")}out = model(**batch, labels=labels)\n`;
    const [call] = check(text, "python").calls;
    assert.equal(call.cause, "out-of-range");
    assert.deepEqual(call.exception, { type: "IndexError", message: "Target 10 is out of bounds." });
    assert.deepEqual(
      said(`${model("TokenClassification", "[[0, -100, 2], [7, 1, -100]]")}model(ids, labels=labels)\n`),
      ["raises out-of-range"],
    );
  });

  it("are left alone where they fit, and where -100 marks what does not count", () => {
    assert.deepEqual(said(`${model("SequenceClassification", "[0, 1, 2]")}model(**batch, labels=labels)\n`), [
      "unsure null",
    ]);
    assert.deepEqual(
      said(`${model("TokenClassification", "[[0, -100, 2], [2, 1, -100]]")}model(ids, labels=labels)\n`),
      ["unsure null"],
    );
  });
});
