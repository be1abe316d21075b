import assert from "node:assert/strict";
import { findAt } from "../../../src/pairing/found";
import { literalOf } from "../../../src/pairing/foundArray";
import { guessPair } from "../../../src/pairing/guessPair";
import { nearestArray } from "../../../src/pairing/nearestArray";
import { printedArrays } from "../../../src/pairing/printed";
import { scopeOf } from "../../../src/pairing/scope";
import { arrayText, described, pairIn, selectionsOf, sheetOf, unit } from "./sheets";

const Y = "y = [0, 1]\np = [0.2, 0.9]\n";

/** `p y`: input and target of each call of a loss that another library, or the file, has. */
const calls = (text: string) =>
  sheetOf(unit(text)).calls.map(({ input, target, call }) => {
    assert.equal(call, undefined);
    return `${input.name ?? "?"} ${target.name ?? "?"}`;
  });

describe("calls that are losses by their name", () => {
  for (const name of "my_loss entropy criterion divergence bce ce nll kl focal bce_with ce_2 my_nll FocalThing".split(
    " ",
  ))
    it(name, () => assert.deepEqual(calls(`${Y}${name}(p, y)\n`), ["p y"]));
  for (const name of "accuracy price ceil face included uncle blackbox".split(" "))
    it(`not ${name}`, () => assert.deepEqual(calls(`${Y}${name}(p, y)\n# loss\n`), []));

  const rows: readonly (readonly [code: string, expected: readonly string[]])[] = [
    ["tools.my_loss(p, y)", ["p y"]],
    ["loss.compute(p, y)", []],
    ["MyLoss()(p, y)", ["p y"]],
    ["Thing()(p, y)\n# loss", []],
    ["tools.MyLoss(0.5)(p, y)", ["p y"]],
    ["class MyLoss: pass\nc = MyLoss()\nc(p, y)", ["p y"]],
    ["class Thing: pass\nloss_of = Thing()\nloss_of(p, y)", ["p y"]],
    ["class Thing: pass\nc = Thing()\nc(p, y)\n# loss", []],
    ["my_loss(y_true=y, y_pred=p)", ["p y"]],
    ["my_loss(p, y, 3)", ["p y"]],
    ["my_loss(p)", []],
    ["my_loss(*[p, y])", []],
    ["my_loss(p, **y)", []],
    ["my_loss(p, other)", []],
    ["x = 1 + my_loss(p, y)", ["p y"]],
    ["def f():\n    return my_loss(p, y)", ["p y"]],
    ["if a:\n    print(my_loss(p, y))", ["p y"]],
    ["my_loss(p, y)\nmy_loss([0.5, 0.5], y)", ["p y", "? y"]],
    ["my_loss(p * 2, y)", []],
  ];
  for (const [code, expected] of rows) it(code, () => assert.deepEqual(calls(`${Y}${code}\n`), expected));

  it("not where it is only spoken of, or printed", () => {
    assert.deepEqual(calls(`${Y}# my_loss(p, y)\n"my_loss(p, y)"\n`), []);
    const sheet = sheetOf(unit(`${Y}my_loss\n`), unit("my_loss(p, y)", "plaintext", "output", "o"));
    assert.deepEqual(sheet.calls, []);
  });
});

describe("the functions and classes around a place", () => {
  const rows: readonly (readonly [marked: string, scope: string])[] = [
    ["x|", ""],
    ["def f():\n    x|", "f"],
    ["def f():\n    pass\nx|", ""],
    ["async def f():\n    x|", "f"],
    ["class A:\n    def f(self):\n        x|", "A.f"],
    ["class A:\n    def f(self):\n        pass\n    x|", "A"],
    ["class A(B):\n    x|", "A"],
    ["def f():\n    if a:\n        x|", "f"],
    ["def f():\n    for i in a:\n        if i:\n            x|", "f"],
    ["def f(\n    a,\n):\n    x|", "f"],
    ["def f():\n    # note\n    x|", "f"],
    ["def f():\n# note\n    x|", "f"],
    ["def f():\n\n    x|", "f"],
    ["def f():\n\tx|", "f"],
    ["define = 1\nif a:\n    x|", ""],
    ["if a:\n    x|", ""],
    ["\n    x|", ""],
    ["    x|", ""],
    ["|def f():\n    x", ""],
    ["def f():\n    def g():\n        pass\n    x|", "f"],
    ["def f():\n    def g():\n        x|", "f.g"],
  ];
  for (const [marked, scope] of rows) {
    it(JSON.stringify(marked), () => {
      const { text, places } = selectionsOf(marked);
      assert.equal(scopeOf(text, places[0].start), scope);
    });
  }
});

describe("what a program printed", () => {
  const rows: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ["x = [1, 2]", ["x [1, 2]"]],
    ["x: [1, 2]\ny: [3]", ["x [1, 2]", "y [3]"]],
    ["[1, 2]", ["? [1, 2]"]],
    ["x.shape: (2, 3)", []],
    ["shape=(2, 3) x=[1, 2]", ["x [1, 2]"]],
    ["size: (2, 3)", []],
    ["torch.Size([2, 3])", []],
    ["Size([2, 3]) [1, 2]", ["? [1, 2]"]],
    ["reshape: [1, 2]", ["reshape [1, 2]"]],
    ["numpy=[1, 2]", ["? [1, 2]"]],
    ["dtype=[1, 2]", ["? [1, 2]"]],
    ["1 2\n3 4", ["? 1 2\n3 4"]],
    ["loss 0.3", []],
    [" 0.4  0.6\n[torch.FloatTensor of size 1x2]", ["?  0.4  0.6\n[torch.FloatTensor of size 1x2]"]],
    ["x:\n 0.4\n[torch.FloatTensor of size 1]", ["x  0.4\n[torch.FloatTensor of size 1]"]],
    ["x =\n 0.4\n[torch.FloatTensor of size 1]", ["x  0.4\n[torch.FloatTensor of size 1]"]],
    ["so x\n 0.4\n[torch.FloatTensor of size 1]", ["?  0.4\n[torch.FloatTensor of size 1]"]],
    ["x:\nVariable containing:\n 0.4\n[torch.FloatTensor of size 1]", ["x  0.4\n[torch.FloatTensor of size 1]"]],
    ["(0 ,.,.) =\n 1  2\n[torch.LongTensor of size 1x1x2]", ["? (0 ,.,.) =\n 1  2\n[torch.LongTensor of size 1x1x2]"]],
    ["<tf.Tensor: shape=(2,), dtype=int32, numpy=array([0, 2])>", ["? array([0, 2])"]],
    ["y <tf.Tensor: shape=(2,), numpy=array([0, 2])> [3]", ["? array([0, 2])", "? [3]"]],
  ];
  for (const [text, expected] of rows) {
    it(JSON.stringify(text), () => {
      const found = printedArrays(text).map(({ span, name }) => {
        return `${name ?? "?"} ${text.slice(span.offset, span.offset + span.length)}`;
      });
      assert.deepEqual(found, expected);
    });
  }
});

describe("what a name holds where it is asked for", () => {
  const found = (marked: string, languageId = "python", ...outputs: readonly string[]) => {
    const { text, places } = selectionsOf(marked);
    const sheet = sheetOf(
      unit(text, languageId),
      ...outputs.map((each, i) => unit(each, "plaintext", "output", `o${i}`)),
    );
    const each = findAt(sheet, places[0]);
    if (each.kind === "array") return `${arrayText(each.array)} ${[...(literalOf(each.array)?.tensor.data ?? [])]}`;
    return each.kind === "changed" ? `changed ${each.name} at ${sheet.textOf(each.place)}` : each.kind;
  };
  const rows: readonly (readonly [marked: string, expected: string, languageId?: string])[] = [
    ["x = [1, 2]\nprint(x|)\nx = [3, 4]\n", "x 2 1,2"],
    ["x = [1, 2]\nx = [3, 4]\nprint(|x)\n", "x 2 3,4"],
    ["x = [1, 2]\ndef f(x):\n    g(x|)\n", "changed x at x"],
    ["x = [1, 2]\ndef f():\n    print(x|)\n", "x 2 1,2"],
    ["import math\nf(math|)\n", "nothing"],
    ["x = 'text'\nf(x|)\n", "nothing"],
    ["x = [1, 2]\nf(«x, 1»)\n", "? unread "],
    ["const x = [1, 2];\nconst y = [x|];\n", "x 2 1,2", "javascript"],
    ["f(y|);\nconst y = [1, 2];\n", "nothing", "javascript"],
  ];
  for (const [marked, expected, languageId] of rows)
    it(JSON.stringify(marked), () => assert.equal(found(marked, languageId), expected));

  it("what was printed under it last, or first behind it", () => {
    assert.equal(found("x = load()\nprint(x|)\nx", "python", "[1, 2]\n"), "x 2 1,2");
    assert.equal(found("x = load()\nprint(x|)", "python", "x: [1, 2]\n", "x: [3, 4]\n"), "x 2 1,2");
    assert.equal(found("x = load()\nprint(x|)", "python", "z: [1, 2]\n"), "changed x at load()");
  });
});

describe("the nearest array in lines", () => {
  const nearest = (marked: string) => {
    const { text, places } = selectionsOf(marked);
    const array = nearestArray(sheetOf(unit(text)), places[0]);
    return array?.name;
  };
  it("though another is nearer in characters", () => {
    assert.equal(nearest("a = [1]\n\n\n|# a long comment that goes on and on for a while\nb = [2]\n"), "b");
  });
  it("of two in one line the one of fewer characters", () => {
    assert.equal(nearest("a = [1]; b = [2]  | ; cccc = [3]\n"), "b");
    assert.equal(nearest("a = [1]; b = [2]  ; | c = [3]\n"), "b");
    assert.equal(nearest("a = [1]; b = [2]                | c = [3]\n"), "c");
  });
  it("the one that it stands in", () => assert.equal(nearest("a = [1]\nb = [2, | 3]\n"), "b"));
});

describe("pairs of a file by their order", () => {
  const guessed = (text: string) => {
    const sheet = sheetOf(unit(text));
    const pair = guessPair(sheet, { input: undefined, target: undefined });
    if (pair?.target === undefined) return undefined;
    const others = pair.others.map(({ input, target }) => `${input.name} ${target.name}`);
    return [`${pair.input.name} ${pair.why} ${pair.target.name}`, ...others].join(" | ");
  };
  it("others of the same input", () => {
    const text = "logits = [[1.5, 0.5], [0.25, 2.0]]\nlabels = [0, 1]\ntargets = [1, 1]\n";
    const found = guessed(text);
    assert.ok(
      found === "logits names labels | logits targets" || found === "logits names targets | logits labels",
      found,
    );
  });
  it("others of other inputs, one each", () => {
    const text = `logits_a = [[1.5, 0.5], [0.25, 2.0]]\nlabels_a = [0, 1]
logits_b = [[1.5, 0.5], [0.25, 2.0], [0.5, 0.1]]\nlabels_b = [0, 1, 1]\n`;
    const found = guessed(text)?.split(" | ").toSorted();
    assert.equal(found?.length, 2);
    assert.ok(found?.some((each) => /^logits_a (?:names )?labels_a$/.test(each)));
    assert.ok(found?.some((each) => /^logits_b (?:names )?labels_b$/.test(each)));
  });
});

describe("two selections, and a cursor", () => {
  const rows: readonly (readonly [marked: string, expected: string, languageId?: string])[] = [
    ["a = «[0.5, 2.0]»\nb = «[1.0, 0.0]»\n", "a 2 selection b 2"],
    ["a = «[0.5, 2.0]»\nb = «load()»\n", "nothing"],
    ["f([[0.5, 2.0], [1, 0]], [0|, 1]);", "? 2×2 call ? 2", "javascript"],
    ["x = 1|\n", "nothing"],
  ];
  for (const [marked, expected, languageId] of rows)
    it(JSON.stringify(marked), () => assert.equal(described(pairIn(marked, languageId)), expected));
});
