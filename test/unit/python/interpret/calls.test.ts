import assert from "node:assert/strict";
import { interpret } from "../../../../src/python/interpret/interpret";
import type { LossCall } from "../../../../src/python/lossCall";
import { read, written } from "./read";

const head = `import torch, torch.nn as nn
import torch.nn.functional as F
x = torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
y = torch.tensor([2, 0])
`;

/** torch's value of F.cross_entropy(x, y), to the digits that are compared. */
const value = "0.592278";

function callsIn(text: string): readonly LossCall[] {
  return read(head + text).calls;
}

describe("loss calls of programs", () => {
  const followed: readonly (readonly [string, string])[] = [
    ["a function", "F.cross_entropy(x, y)"],
    ["another name of the module", "import torch.nn.functional as fn\nfn.cross_entropy(x, target=y)"],
    ["a name of the function", "from torch.nn.functional import cross_entropy as ce\nce(x, y)"],
    ["an object", "criterion = nn.CrossEntropyLoss().to('cpu')\ncriterion(x, y)"],
    ["a star import", "from torch.nn import *\nCrossEntropyLoss()(x, y)"],
    ["a partial", "from functools import partial\npartial(F.cross_entropy, reduction='mean')(x, y)"],
    ["a dict of losses", "losses = {'ce': nn.CrossEntropyLoss()}\nlosses['ce'](x, y)"],
    ["a function's arguments", "def f(a, b, loss=F.cross_entropy):\n    return loss(a, b)\nf(x, b=y)"],
    [
      "a method that nobody calls",
      "class M:\n    def __init__(self):\n        self.criterion = nn.CrossEntropyLoss()\n    def step(self):\n        return self.criterion(x, y)",
    ],
    ["a function that nobody calls", "def test():\n    assert F.cross_entropy(x, y) > 0"],
    [
      "a test case",
      "import unittest\nclass T(unittest.TestCase):\n    def setUp(self):\n        self.x = x\n    def test(self):\n        F.cross_entropy(self.x, y)",
    ],
    ["a loop in which nothing changes", "import os\nfor f in os.listdir('.'):\n    F.cross_entropy(x, y)"],
    ["a class that inherits", "class Loss(nn.CrossEntropyLoss):\n    pass\nLoss()(x, y)"],
    ["behind what cannot be run", "z = = 1\nF.cross_entropy(x, y)"],
  ];
  for (const [about, text] of followed) {
    it(about, () => {
      const found = callsIn(text);
      assert.deepEqual(
        found.map((call) => [call.loss, written(call.value)]),
        [["CrossEntropyLoss", value]],
      );
    });
  }

  it("says what stands around a call", () => {
    const [plain, inside, half, guarded] = callsIn(`
F.cross_entropy(x, y)
class Net:
    def step(self):
        with torch.no_grad():
            F.cross_entropy(x, y)
Net().step()
with torch.autocast("cpu"):
    F.cross_entropy(x, y)
if unknown:
    F.cross_entropy(x, y)
`).map(({ context }) => context);
    assert.deepEqual(plain, { autocast: undefined, noGrad: false, functions: [], uncertain: false });
    assert.deepEqual(inside, { autocast: undefined, noGrad: true, functions: ["Net.step"], uncertain: false });
    assert.deepEqual(half, { autocast: "cpu", noGrad: false, functions: [], uncertain: false });
    assert.equal(guarded.uncertain, true);
  });

  it("joins what is met several times", () => {
    const [same] = callsIn("for i in range(3):\n    F.cross_entropy(x, y)");
    assert.equal(written(same.value), value);
    const [other] = callsIn("for k in [1.0, 2.0]:\n    F.cross_entropy(x * k, y)");
    assert.equal(written(other.value), "?");
    assert.equal(written(other.arguments[1].value), "[2, 0]");
  });

  it("keeps the arguments as they were at the call", () => {
    const [call] = callsIn("F.cross_entropy(x, y)\nx.zero_()");
    assert.equal(written(call.arguments[0].value), "[[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]]");
  });
});

describe("names of programs", () => {
  it("have the value that they have at a place", () => {
    const text = "a = 1\nb = a\na = 2\nc = a\n";
    const { valueAt } = read(text);
    const at = (offset: number) => {
      const found = valueAt(0, offset);
      return found && `${found.name} ${written(found.value)}`;
    };
    assert.equal(at(text.indexOf("b = a") + 4), "a 1");
    assert.equal(at(text.indexOf("c = a") + 4), "a 2");
    assert.equal(at(text.indexOf("b = a") + 2), undefined);
  });

  it("are chains of attributes as well", () => {
    const text = "class C:\n    k = 5\nc = C()\nd = c.k\n";
    const { valueAt } = read(text);
    assert.equal(valueAt(0, text.indexOf("c.k"))?.name, "c");
    assert.equal(valueAt(0, text.indexOf("c.k") + 2)?.name, "c.k");
  });

  it("are defined in a function or class, dotted", () => {
    const { definitions } = read("a = 1\nclass C:\n    def f(self):\n        b = 2\n        return b\n");
    assert.deepEqual(
      definitions.filter(({ value: { kind } }) => kind === "number").map(({ name, scope }) => [name, scope]),
      [
        ["a", ""],
        ["b", "C.f"],
      ],
    );
  });

  it("are shared by the cells of a notebook, whose outputs are not read", () => {
    const unit = (text: string, role: "code" | "output", id: string) => ({
      id,
      version: 1,
      languageId: "python",
      text,
      role,
    });
    const { shown } = interpret([unit("a = 1", "code", "1"), unit("a = 2", "output", "2"), unit("a", "code", "3")]);
    assert.deepEqual(
      shown.map(({ kind, values, place }) => [kind, place.unit, written(values[0])]),
      [["expression", 2, "1"]],
    );
  });
});

describe("branches that no caller takes", () => {
  const model = `class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(4, 3)
    def forward(self, idx, targets=None):
        logits = self.head(idx)
        if targets is not None:
            return logits, F.cross_entropy(logits.view(-1, 3), targets.view(-1), ignore_index=-1)
        return logits, None
model = Model()
logits, _ = model(torch.randn(2, 4))
`;

  it("are read with arguments that are not known", () => {
    const [call, ...others] = callsIn(model);
    assert.equal(others.length, 0);
    assert.equal(call?.loss, "CrossEntropyLoss");
    assert.equal(call.raises, undefined);
    assert.equal(call.value.kind, "unknown");
  });

  it("take nothing from what is known of the others", () => {
    const calls = callsIn(`def f(a, b, smooth=False):
    if smooth:
        return F.cross_entropy(a, b, label_smoothing=0.1)
    return F.cross_entropy(a, b)
f(x, y)`);
    assert.deepEqual(
      calls.map(({ value }) => written(value)),
      ["?", value],
    );
  });

  it("are read behind the method of a class that is not read", () => {
    const calls = callsIn(`from library import Trainer
class Own(Trainer):
    def save(self, a, b):
        super().save(a, b)
        return F.mse_loss(a, b)
    def other(self, a, b):
        super().save(a, b)
        return F.l1_loss(a, b)`);
    assert.deepEqual(
      calls.map(({ loss }) => loss),
      ["MSELoss", "L1Loss"],
    );
  });

  it("are read though another function never comes back", () => {
    const text = Array.from({ length: 30 }, (_, i) => `def f${i}(a, b):\n    f${i}(a, b)\n`).join("");
    const calls = callsIn(`def loss(a, b):\n    return F.l1_loss(a, b)\n${text}`);
    assert.equal(calls.length, 1);
  });
});
