import assert from "node:assert/strict";
import { checkUnits } from "../../../src/check";
import { check } from "../../../src/library";
import type { TextUnit } from "../../../src/textUnit";

/** What real projects write: none of it may be called what it is not. */
const head = "import torch, torch.nn as nn, torch.nn.functional as F\n";
const said = (text: string) => check(head + text, "python").calls.map(({ verdict, cause }) => `${verdict} ${cause}`);

describe("code of real projects", () => {
  const keeping = (loss: string) =>
    `class M(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(3, 2)
        self.kept = None
    def forward(self, z):
        self.kept = self.net(z)
        return self.kept
${loss}`;

  it("holds in attributes what another method may have set by then", () => {
    const other = keeping("    def loss(self, y):\n        return F.cross_entropy(self.kept, y)\n");
    assert.deepEqual(said(other), ["unsure null"]);
    const branch = keeping(
      `    def loss(self, z, y, step):
        if step == 0:
            self.kept = self.net(z)
            return self.kept.mean()
        return F.cross_entropy(self.kept, y)
`,
    );
    assert.deepEqual(said(branch), ["unsure null"]);
  });

  it("holds there what __init__ gave them, by itself or by its methods, where no other does", () => {
    const made = (method: string, set: string) =>
      `class M:
    def __init__(self):
        self.y = None
        self.${method}()
    def ${method}(self):
        self.y = torch.tensor([5, 1])
    def loss(self):
        return F.cross_entropy(torch.tensor([[0.3, 0.2], [1.5, 0.1]]), self.y)
${set}`;
    assert.deepEqual(said(made("reset", "")), ["raises out-of-range"]);
    assert.deepEqual(said(made("reset", "    def take(self, y):\n        self.y, n = y, 1\n")), ["unsure null"]);
  });

  it("holds in globals what another function may have set by then, and what the module gave the others", () => {
    const text = (name: string, rest = "") => `y, steps = torch.tensor([0.0, 1.0]), torch.ones(2)
def prepare():
    global ${name}
    ${name} = ${name}.long()
def loss():
    return F.cross_entropy(torch.ones(2, 3), y)
${rest}`;
    assert.deepEqual(said(text("y")), ["unsure null"]);
    assert.deepEqual(said(text("steps")), ["raises dtype"]);
    assert.deepEqual(said(text("y", "def main():\n    loss()\n    prepare()\n")), ["raises dtype"]);
    assert.deepEqual(said(text("y", "def main():\n    prepare()\n    loss()\n")), ["right null"]);
    assert.deepEqual(said(text("y", "prepare()\n")), ["right null"]);
  });

  it("asks about an argmax down the columns of one-hot rows, where the rows are what was predicted", () => {
    const text = (logits: string) => `y = torch.tensor([[0.0, 1, 0], [0, 0, 1], [1, 0, 0]])
logits = torch.tensor(${logits})
loss = F.cross_entropy(logits, y.argmax(dim=0))
`;
    assert.deepEqual(said(text("[[0.1, 2.1, 0.4], [0.3, 0.2, 1.9], [1.7, 0.1, 0.2]]")), ["unsure null"]);
    assert.deepEqual(said(text("[[0.1, 0.2, 2.4], [2.3, 0.2, 0.9], [0.7, 1.1, 0.2]]")), ["right null"]);
  });

  it("fills arrays in loops of many passes with what has a gradient", () => {
    const filled = (times: number) =>
      `net = nn.Linear(4, 3)
xs = torch.ones(2, 4)
for epoch in range(${times}):
    out = torch.empty(2, 3)
    for i in range(2):
        out[i] = net(xs[i])
    loss = F.cross_entropy(out, torch.tensor([0, 2]))
    loss.backward()
`;
    assert.deepEqual(said(filled(2)), ["unsure null"]);
    assert.deepEqual(said(filled(2000)), ["unsure null"]);
  });

  it("measures the decisions of a model that learns from another loss", () => {
    const text = (learns: string) => `net = nn.Conv2d(1, 3, 1)
x, y = torch.rand(2, 1, 4, 4), torch.randint(3, (2, 4, 4))
loss = F.cross_entropy(net(x), y)
error = F.mse_loss(net(x).argmax(1).float(), y.float())
${learns}.backward()
`;
    assert.deepEqual(said(text("loss")), ["unsure null", "unsure null"]);
    assert.equal(said(text("error"))[1], "raises graph");
  });

  it("gives maps of class numbers to an overlap, which takes one map a class", () => {
    const text = `from monai.losses import DiceLoss
p = torch.tensor([[[[0., 1, 1], [2, 2, 0]]]])
y = torch.tensor([[[[0., 1, 1], [0, 2, 2]]]])
DiceLoss()(p, y)
`;
    // Not logits, which would go away with sigmoid=True.
    assert.deepEqual(said(text), ["wrong out-of-range"]);
  });

  it("begins at the loss of a guess and does not stay there", () => {
    const code = `net = nn.Linear(4, 10)
for x, y in loader:
    loss = F.cross_entropy(net(x), y)
    print(loss.item())
`;
    const unit = (id: string, role: TextUnit["role"], text: string): TextUnit => {
      return { id, version: 1, languageId: role === "code" ? "python" : "plaintext", role, text };
    };
    const causes = (last: string) => {
      const log = `${"2.3026\n".repeat(12)}${last}\n`;
      const { answers } = checkUnits([unit("a", "code", head + code), unit("a>1", "output", log)], 10);
      return answers.map(({ claim }) => claim?.cause);
    };
    assert.deepEqual(causes("2.3025"), ["stuck-at-chance"]);
    assert.deepEqual(causes("0.0422"), [undefined]);
  });

  it("names a layer that is set from outside as the code names it", () => {
    const text = `class Decoder(nn.Module):
    def __init__(self, layers):
        super().__init__()
        for name, layer in layers:
            setattr(self, name, layer)
    def forward(self, x, y):
        return F.cross_entropy(self.head(x), y)
`;
    const [answer] = check(head + text, "python").calls;
    assert.equal(answer.message, "the values of self.head(x) are computed by self.head, which is not read.");
  });
});
