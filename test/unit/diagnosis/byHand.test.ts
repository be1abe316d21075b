import assert from "node:assert/strict";
import { check } from "../../../src/check";

const prelude = `import torch
import torch.nn.functional as F
z = torch.tensor([[2.0, 0.1, 0.3], [0.3, 1.5, 0.2]])
y = torch.tensor([0, 1])
hot = F.one_hot(y, 3).float()
p = torch.tensor([0.9, 0.2, 0.7])
t = torch.tensor([1.0, 0.0, 1.0])
r = p.round()
`;

function judged(expression: string) {
  const { calls } = check(`${prelude}loss = ${expression}\n`, "python");
  return calls.map(({ verdict, cause, value, framework, loss }) => ({
    said: `${verdict} ${cause}`,
    value,
    framework,
    loss,
  }));
}

/** The values are torch 2.13's. */
const right: readonly (readonly [code: string, value: number])[] = [
  ["-(hot * torch.log(torch.softmax(z, dim=1))).sum(dim=1).mean()", 0.37015841],
  ["-(hot * z.log_softmax(1)).sum(1).mean()", 0.37015841],
  ["-torch.sum(hot * torch.log(z.softmax(1) + 1e-9)) / len(y)", 0.37015841],
  ["-torch.sum(hot * z.log_softmax(-1))", 0.74031682],
  ["-z.log_softmax(1).gather(1, y.unsqueeze(1)).mean()", 0.37015841],
  ["-F.log_softmax(z, dim=1)[torch.arange(2), y].mean()", 0.37015841],
  ["-torch.log(z.softmax(1)[range(len(y)), y]).mean()", 0.37015841],
  ["-1 * z.log_softmax(1).gather(1, y.view(-1, 1)).squeeze(1).sum() / 2", 0.37015841],
  ["-(t * torch.log(p) + (1 - t) * torch.log(1 - p)).mean()", 0.22839302],
  ["(-hot * z.log_softmax(1)).sum(1).mean()", 0.37015841],
  ["(-t * torch.log(p) - (1 - t) * torch.log(1 - p)).mean()", 0.22839302],
  ["-(t * p.log() + (1 - t) * (1 - p).log()).sum()", 0.68517905],
];

describe("cross-entropies that are written out in torch", () => {
  for (const [code, truth] of right) {
    it(`are right where they are what the name says: ${code}`, () => {
      const [call, ...more] = judged(code);
      assert.deepEqual([call.said, call.framework, more.length], ["right null", "torch", 0]);
      assert.ok(typeof call.value === "number" && Math.abs(call.value - truth) < 2e-7, String(call.value));
    });
  }

  const wrong: readonly (readonly [code: string, said: string])[] = [
    ["-(hot * z.log_softmax(1)).mean()", "wrong mean-over-classes"],
    ["(hot * z.log_softmax(1)).sum(1).mean()", "wrong negative"],
    ["(t * torch.log(p) + (1 - t) * torch.log(1 - p)).mean()", "wrong negative"],
    ["-(t * torch.log(p) - (1 - t) * torch.log(1 - p)).mean()", "unsure null"],
    ["-(t * torch.log(r) + (1 - t) * torch.log(1 - r)).mean()", "wrong nan-gradient"],
    ["-(hot * z.log_softmax(0)).sum(1).mean()", "wrong softmax-axis"],
    ["-z.log_softmax(0).gather(1, y.unsqueeze(1)).mean()", "wrong softmax-axis"],
    ["-(hot * torch.log(z)).sum(1).mean()", "wrong logits-as-probabilities"],
    // A third of it, a factor that nobody knows.
    ["-torch.sum(hot * z.log_softmax(1)) / 3", "unsure null"],
    ["-torch.sum(t * torch.log(p) + (1 - t) * torch.log(1 - p)) / 7", "unsure null"],
    ["-torch.sum(hot * torch.log2(z.softmax(1))) / 2", "unsure in-bits"],
  ];
  for (const [code, said] of wrong) it(`${said}: ${code}`, () => assert.equal(judged(code)[0].said, said));

  const others = [
    // An entropy, weights, advantages, a divergence, a mask of several positives.
    "-(z.softmax(1) * torch.log(z.softmax(1))).sum(1).mean()",
    "(lambda q: -(q * q.log()).sum(1).mean())(z.softmax(1))",
    "-(torch.tensor([[0.5, 2.0, 1.0]]) * hot * z.log_softmax(1)).sum(1).mean()",
    "-(z.log_softmax(1).gather(1, y.unsqueeze(1)).squeeze(1) * torch.tensor([0.3, -1.2])).mean()",
    "(hot * (torch.log(hot + 1e-9) - z.log_softmax(1))).sum(1).mean()",
    "-(torch.tensor([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]]) * z.log_softmax(1)).sum(1).mean()",
    "-z.gather(1, y.unsqueeze(1)).mean()",
  ];
  for (const code of others)
    it(`are not seen in ${code}`, () =>
      assert.deepEqual(
        judged(code).filter(({ said }) => said !== "right null"),
        [],
      ));
});

describe("squared and absolute errors that are written out", () => {
  const of = (code: string) =>
    check(
      `import torch\nimport numpy as np\np = torch.tensor([[0.1], [0.5], [0.9]])\ny = torch.tensor([0.0, 1.0, 1.0])\n${code}\n`,
      "python",
    ).calls.map(({ verdict, cause, value }) => [verdict, cause, typeof value === "number" && +value.toFixed(6)]);
  const spread: readonly (readonly [code: string, value: number])[] = [
    ["loss = ((p - y) ** 2).mean()", 0.356667],
    ["loss = torch.square(y - p).sum()", 3.21],
    ["loss = (p - y).abs().mean()", 0.5],
    ["y_pred, y_true = p.numpy(), y.numpy()\nloss = np.mean((y_true - y_pred) ** 2)", 0.356667],
  ];
  for (const [code, value] of spread) {
    it(`a column beside a vector is spread: ${code}`, () =>
      assert.deepEqual(of(code), [["wrong", "broadcast", value]]));
  }
  const inPeace = [
    "loss = ((p.squeeze(1) - y) ** 2).mean()",
    "loss = ((p - y[:, None]) ** 2).mean()",
    "a, b = p, y\ndistances = ((a - b) ** 2).mean()",
    "loss = ((y.unsqueeze(1) - y) ** 2).mean()",
  ];
  for (const code of inPeace) it(`nothing is said of ${code}`, () => assert.deepEqual(of(code), []));
});
