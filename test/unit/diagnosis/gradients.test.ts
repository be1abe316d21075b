import assert from "node:assert/strict";
import { gradientOf, passesGradient, setsGradients } from "../../../src/diagnosis/gradients";
import { interpret } from "../../../src/python/interpret/interpret";
import type { TextUnit } from "../../../src/textUnit";

const unitOf = (text: string, role: TextUnit["role"] = "code"): TextUnit => {
  return { id: "a.py", version: 1, languageId: "python", text, role };
};

const head = `import torch, torch.nn as nn, torch.nn.functional as F, numpy as np
x = torch.tensor([[2.0, 0.5], [0.1, 1.5]], requires_grad=True)
c = torch.tensor([[2.0, 0.5], [0.1, 1.5]])
y = torch.tensor([0, 1])
net = nn.Linear(2, 2)
`;

/** Whether torch has `v.requires_grad`; undefined where the text alone does not tell. */
const rows: readonly (readonly [code: string, gradient: boolean | undefined])[] = [
  ["v = x", true],
  ["v = c", false],
  ["v = y", false],
  ["v = x * 2", true],
  ["v = c * 2 + 1", false],
  ["v = 2 - x", true],
  ["v = c + x", true],
  ["v = x.detach()", false],
  ["v = x.argmax(1)", false],
  ["v = x > 0", false],
  ["v = x.eq(1)", false],
  ["v = x.long()", false],
  ["v = x.int()", false],
  ["v = x.double()", true],
  ["v = x.to(torch.float64)", true],
  ["v = x.to(torch.int64)", false],
  ["v = x.to(torch.uint8)", false],
  ["v = x.to(torch.bool)", false],
  ["v = x.reshape(-1)", true],
  ["v = x.permute(1, 0)", true],
  ["v = x[0]", true],
  ["v = x.softmax(1)", true],
  ["v = F.log_softmax(x, dim=1)", true],
  ["v = torch.sigmoid(x).log()", true],
  ["v = x.exp().sum()", true],
  ["v = (x ** 2).mean().sqrt()", true],
  ["v = x @ c", true],
  ["v = c @ c", false],
  ["v = x.relu()", true],
  ["v = x.clamp(0, 1)", true],
  ["v = torch.cat([c, x])", true],
  ["v = torch.stack([c, c])", false],
  ["v = F.one_hot(y, 2)", false],
  ["v = F.cross_entropy(x, y)", true],
  ["v = F.cross_entropy(c, y)", false],
  ["v = F.mse_loss(x, c)", true],
  ["v = F.binary_cross_entropy_with_logits(x, c)", true],
  ["v = net(c)", true],
  ["v = F.relu(net(c))", true],
  ["v = net(c).detach()", false],
  ["v = torch.zeros(2)", false],
  ["v = torch.randn(2, 2)", false],
  ["v = torch.randn(2, 2, requires_grad=True)", true],
  ["v = torch.zeros(2, requires_grad=True)", true],
  ["v = torch.zeros(2, requires_grad=False)", undefined],
  ["v = torch.ones_like(x)", false],
  ["v = torch.tensor([1.0])", false],
  ["v = torch.tensor([1.0], requires_grad=flag)", undefined],
  ["v = torch.autograd.Variable(torch.tensor([1.0]), requires_grad=True)", true],
  ["v = torch.as_tensor(x)", undefined],
  ["v = torch.asarray(x * 2)", undefined],
  ["v = torch.as_tensor(c)", false],
  ["v = torch.from_numpy(np.array([1.0]))", false],
  ["v = torch.arange(3)", false],
  ["v = x.clone()\nv += 1", true],
  ["v = c.clone()\nv += x", true],
  ["v = x.clone()\nv += 1\nv.detach_()", undefined],
  ["v = 3", false],
  ["v = 'mean'", false],
  ["v = None", false],
  ["v = (c, x)", true],
  ["v = [c, c]", false],
  ["v = [c, x]", true],
  ["v = (c, other())", undefined],
  ["v = other()", undefined],
  ["v = torch.float32", undefined],
  ["v = {'a': c}", undefined],
  ["v = net", undefined],
  ["v = lambda: c", undefined],
  ["v = x if a else c * 1", undefined],
  ["v = x * 1\nif a:\n    v = x * 2", true],
  ["v = c * 1\nif a:\n    v = c * 2", false],
  ["v = x.some_method()", undefined],
];

describe("whether a gradient flows back", () => {
  for (const [code, gradient] of rows) {
    it(code, () => {
      const units = [unitOf(head + code)];
      const value = interpret(units).definitions.findLast(({ name }) => name === "v")?.value;
      assert.ok(value !== undefined);
      assert.equal(gradientOf(value, units), gradient);
    });
  }

  it("is not known of what hundreds of operations made", () => {
    const units = [unitOf(`${head}v = x${" + 1".repeat(400)}`)];
    const value = interpret(units).definitions.findLast(({ name }) => name === "v")?.value;
    assert.ok(value !== undefined);
    assert.equal(gradientOf(value, units), undefined);
  });
});

describe("operations that a gradient flows through", () => {
  for (const name of ["view", "softmax", "mse_loss", "linear", "conv1d", "conv", "conv2d", "lstm", "embedding"])
    it(name, () => assert.equal(passesGradient(name), true));
  for (const name of ["argmax", "detach", "linear_", "my_linear", "linspace", "conv10d"])
    it(`not ${name}`, () => assert.equal(passesGradient(name), false));
});

describe("code that switches gradients on or off where no value shows it", () => {
  for (const text of [
    "x.requires_grad_()",
    "x.requires_grad = True",
    "torch.set_grad_enabled(False)",
    "torch.enable_grad()",
  ])
    it(text, () => assert.equal(setsGradients([unitOf(text)]), true));
  for (const text of ["x = torch.zeros(2, requires_grad=True)", "print(x.requires_grad)", "torch.no_grad()"])
    it(`not ${text}`, () => assert.equal(setsGradients([unitOf(text)]), false));

  it("not what was printed", () => assert.equal(setsGradients([unitOf("x.requires_grad_()", "output")]), false));
  it("in any of the cells", () => assert.equal(setsGradients([unitOf("a"), unitOf("x.requires_grad_()")]), true));
});
