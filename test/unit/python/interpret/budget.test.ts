import assert from "node:assert/strict";
import { read, written } from "./read";

const head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";
const loss =
  "loss = F.cross_entropy(torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]]), torch.tensor([2, 0]))\nprint(loss)\n";

/** What uses up steps or elements and tells nothing: what stands behind it is followed all the same. */
const dear: Readonly<Record<string, string>> = {
  "a hundred epochs of many lines": `for epoch in range(100):\n${Array.from({ length: 300 }, (_, i) => `    v${i} = epoch * 2 + ${i}\n`).join("")}`,
  "the same in a function that nobody calls": `def train():\n    for epoch in range(100):\n${Array.from({ length: 60 }, (_, i) => `        v${i} = epoch * 2 + ${i}\n`).join("")}`,
  "a mask of a thousand positions in each of many layers": `class Layer(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.register_buffer("mask", torch.triu(torch.ones(1024, 1024), diagonal=1))\nlayers = [Layer() for _ in range(24)]\n`,
  "an enumeration of a thousand members": `import enum\nclass Class(enum.Enum):\n${Array.from({ length: 1000 }, (_, i) => `    C${i} = ${i}\n`).join("")}`,
  "a long way through layers that are not read": `from helpers import layer\nclass Net(nn.Module):\n    def forward(self, x):\n${Array.from({ length: 120 }, () => "        y = [layer(x), x]\n        x = torch.cat(y, 1)\n").join("")}        return x\n`,
};

describe("what a program may cost", () => {
  for (const [about, text] of Object.entries(dear)) {
    it(about, () => {
      const { exhausted, shown } = read(head + text + loss);
      assert.equal(exhausted, false);
      // torch's value.
      assert.equal(written(shown[shown.length - 1].values[0]), "0.592278");
    });
  }

  it("a loop that costs little is followed to its end", () => {
    const { shown } = read("total = 0\nfor i in range(150):\n    total = total + i\nprint(total)\n");
    assert.equal(written(shown[0].values[0]), "11175");
  });

  const growing: readonly string[] = [
    "x = x + x",
    "x += x",
    "x = x * 2",
    "x = [*x, *x]",
    "x.extend(x)",
    "x = x[:] + x",
  ];
  for (const line of growing) {
    it(`a list that doubles until nothing can hold it: ${line}`, () => {
      const doubled = `x = [0.1]\n${`${line}\n`.repeat(40)}F.cross_entropy(torch.tensor(x), torch.tensor(0))\n`;
      const { exhausted, shown } = read(head + doubled + loss);
      assert.equal(exhausted, true);
      assert.equal(written(shown[shown.length - 1].values[0]), "0.592278");
    });
  }

  it("names without end: what stands behind those that were read is not known, and costs nothing", () => {
    const names = Array.from({ length: 60_000 }, (_, i) => `a${i} = [0.1, 0.9]\n`).join("");
    const { exhausted, definitions } = read(`${names}last = 7\n`);
    assert.equal(exhausted, true);
    assert.ok(definitions.some(({ name }) => name === "a40000"));
    assert.equal(
      definitions.find(({ name }) => name === "last"),
      undefined,
    );
  });

  it("a list that doubles a few times is known", () => {
    const { shown } = read("x = [1]\nfor i in range(10):\n    x = x + x\nprint(len(x))\n");
    assert.equal(written(shown[0].values[0]), "1024");
  });
});
