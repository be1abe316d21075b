import assert from "node:assert/strict";
import { selectedExpression } from "../../../src/pairing/selectedExpression";

/** What is selected, what it is said to be, and what is called, or the name that it is given to. */
const rows: readonly (readonly [selected: string, says: string])[] = [
  ["model(x)", "call model(x) of model"],
  ["  model(x)\n", "call model(x) of model"],
  ["model(\n    x,\n    y=[1, 2],\n)", "call model(\n    x,\n    y=[1, 2],\n) of model"],
  ["self.model.forward(x)", "call self.model.forward(x) of self.model.forward"],
  ["model(x).logits", "call model(x).logits of model"],
  ["model(x)[0].softmax(-1)", "call model(x)[0].softmax(-1) of model"],
  ["layers[0](x)", "call layers[0](x) of layers[0]"],
  ["out = model(x)", "call model(x) of model to out"],
  ["const out = await model.predict(x);", "call model.predict(x) of model.predict to out"],
  ["out <- predict(model, x)", "call predict(model, x) of predict to out"],
  ["return model(x)", "call model(x) of model"],
  ["nn::softmax(x)", "call nn::softmax(x) of nn::softmax"],
  ['load("a)b")', 'call load("a)b") of load'],
  ['load("a\\")")', 'call load("a\\")") of load'],
  ["out", "name out"],
  ["self.out", "name self.out"],
  ['batch["labels"]', 'name batch["labels"]'],
  ["модель(x)", "call модель(x) of модель"],
  ["model(x) / 2", "computed model(x) / 2"],
  ["logits / temperature", "computed logits / temperature"],
  ["-logits", "computed -logits"],
  ["a if b else c", "computed a if b else c"],
  // Prose, numbers, statements, broken brackets: nothing is said of them.
  ["The quick brown fox", "nothing"],
  ["def f(x):", "nothing"],
  ["class A(B): pass", "nothing"],
  ["model(x", "nothing"],
  ["model(x]", "nothing"],
  ["model(x))", "nothing"],
  ['model("x)', "nothing"],
  ["import torch", "nothing"],
  ["3.5", "nothing"],
  ["", "nothing"],
  ["# comment", "nothing"],
  ["x.", "nothing"],
  ["a == ", "nothing"],
];

describe("selected code that is no array", () => {
  for (const [selected, says] of rows) {
    it(`${JSON.stringify(selected)}: ${says.split("\n")[0]}`, () => {
      const found = selectedExpression(selected);
      const words = found && [
        `${found.kind} ${found.text}`,
        found.callee === undefined ? "" : ` of ${found.callee}`,
        found.assigned === undefined ? "" : ` to ${found.assigned}`,
      ];
      assert.equal(words?.join("") ?? "nothing", says);
    });
  }

  it("nothing is said of a text that is longer than an expression", () => {
    assert.equal(selectedExpression(`f(${"x, ".repeat(1000)})`), undefined);
    assert.equal(selectedExpression("(".repeat(2000)), undefined);
    assert.equal(selectedExpression("a".repeat(1999))?.kind, "name");
  });
});
