import assert from "node:assert/strict";
import { isVariable, nameOf, variableAround } from "../../../src/live/expression";

describe("a variable of a running program", () => {
  it("is a name, its attributes and its elements at constant places", () => {
    for (const text of ["logits", "self.out", "batch['logits']", 'out["a"][0].logits', "x[-1]", "größe", "_"])
      assert.ok(isVariable(text, "python"), text);
    for (const text of ["$scores", "state.scores[0]", 'state["scores"]'])
      assert.ok(isVariable(text, "javascript"), text);
  });

  it("is nothing that calls, assigns, computes or ends the text", () => {
    for (const text of [
      ...[
        "",
        " ",
        "f()",
        "a b",
        "a;b",
        "a+b",
        "a=b",
        "a\n.b",
        "a[b]",
        "a[f()]",
        "a['\\'']",
        "a['\n']",
        "a[0:2]",
        "a..b",
      ],
      ...["__import__('os').system('x')", "x.__class__()", "(x)", "x,y", "x#", "0x", "a[", "a]", "a.", "'a'", "a'b'"],
      "a".repeat(301),
    ]) {
      assert.ok(!isVariable(text, "python"), text);
      assert.ok(!isVariable(text, "javascript"), text);
    }
    assert.ok(!isVariable("$x", "python"));
  });

  it("goes by its last name", () => {
    assert.deepEqual(["logits", "self.out", "batch['logits']", "out[0]", 'a["b c"]'].map(nameOf), [
      "logits",
      "out",
      "logits",
      "out",
      "c",
    ]);
  });

  it("is what stands around the pointer, up to the name under it", () => {
    const line = "loss = F.cross_entropy(self.head.logits, labels)";
    assert.equal(variableAround(line, line.indexOf("logits") + 2, "python"), "self.head.logits");
    assert.equal(variableAround(line, line.indexOf("head") + 1, "python"), "self.head");
    assert.equal(variableAround(line, line.indexOf("labels"), "python"), "labels");
    assert.equal(variableAround(line, line.indexOf("= F"), "python"), undefined);
    assert.equal(variableAround("return x", 2, "python"), undefined);
    assert.equal(variableAround("", 0, "python"), undefined);
    assert.equal(variableAround("x = 12", 5, "python"), undefined);
  });
});
