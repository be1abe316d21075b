import assert from "node:assert/strict";
import { check } from "../../../src/check";

/** Numbers as torch 2.13 prints them, and what gives them. */
const head = `import torch, torch.nn as nn, torch.nn.functional as F
logits = torch.tensor([[1.4, -0.2, 0.3], [0.1, 0.9, -0.5], [-0.7, 0.4, 1.8], [0.6, 0.8, 0.2]])
labels = torch.tensor([0, 1, 2, 0])
w = torch.tensor([1.0, 2.0, 0.5])
model, x = nn.Linear(5, 3), torch.randn(4, 5)
a = torch.tensor([[2.5, 0.1], [1.7, 7.9], [3.3, -0.4]])
b = torch.tensor([[3.0, -0.5], [2.0, 7.0], [3.1, 0.6]])
`;

const rows: readonly (readonly [code: string, number: string, by: RegExp | null])[] = [
  ["loss = F.cross_entropy(logits, labels)  # tensor(NUMBER)", "0.5757", /^CrossEntropyLoss$/],
  ["loss = F.cross_entropy(logits, labels)\n# NUMBER in the end", "2.3026", /reduction="sum"/],
  ["loss = F.cross_entropy(logits, labels)\nprint(loss)  # NUMBER", "0.8305", /in bits/],
  ["loss = F.cross_entropy(logits, labels)\n# perplexity NUMBER", "1.7783", /perplexity/],
  ["loss = F.cross_entropy(logits, labels, weight=w)\n# by hand NUMBER", "0.6722", /reduction="none", then \.mean\(\)/],
  ["loss = F.cross_entropy(logits, labels, weight=w)\n# without NUMBER", "0.5757", /without weight/],
  ["loss = F.cross_entropy(logits, labels)\n# smoothed NUMBER", "0.6507", /label_smoothing=0\.1/],
  ["loss = F.cross_entropy(F.softmax(logits, 1), labels)\n# NUMBER", "0.8709", /^CrossEntropyLoss$/],
  ["loss = F.cross_entropy(logits, labels)\nassert abs(loss.item() - NUMBER) < 1e-3", "0.5757", /^CrossEntropyLoss$/],
  ["loss = F.cross_entropy(logits, labels)\n# something else NUMBER", "7.1234", null],
  ["# why is my loss NUMBER?\nloss = F.cross_entropy(logits, labels)", "0.5757", /^CrossEntropyLoss$/],
  ['"""I get NUMBER here."""\nloss = F.cross_entropy(logits, labels)', "0.5757", /^CrossEntropyLoss$/],
  [
    'loss = F.cross_entropy(logits, labels)\nprint(f"loss = {loss:.4f}")\n"""\nloss = NUMBER\n"""',
    "0.5757",
    /^CrossEntropyLoss$/,
  ],
  ["loss = F.cross_entropy(logits, labels)\n# NUMBER%", "57.57", /^100 × CrossEntropyLoss$/],
  ["loss = F.cross_entropy(logits, labels)\nprint(f'{loss:.2f}')  # NUMBER", "0.58", /^CrossEntropyLoss$/],
  ["loss = F.cross_entropy(logits, labels)\nprint(loss.item())  # NUMBER", "0.5756619572639465", /in float32/],
  [
    "loss = F.cross_entropy(logits.half(), labels)\nprint(loss.item())  # NUMBER",
    "0.57568359375",
    /^CrossEntropyLoss$/,
  ],
  ["loss = F.cross_entropy(0 * logits, labels)\nprint(loss)  # stuck at NUMBER", "1.0986", /^CrossEntropyLoss$/],
  ["loss = F.cross_entropy(model(x), labels)\n# NUMBER every epoch", "1.0986", /a guess among 3 classes/],
  ["loss = F.cross_entropy(logits.bfloat16(), labels)\nprint(loss.item())  # NUMBER", "0.578125", /^CrossEntropyLoss$/],
  [
    "loss = F.cross_entropy(logits, labels)\n# batches of 3 NUMBER",
    "0.73773",
    /^the mean of the means of batches of 3$/,
  ],
  ["loss = F.cross_entropy(logits, labels)\n# NUMBER", "0.87292", /^LogSoftmax\(dim=0\) → NLLLoss$/],
  ["loss = F.cross_entropy(logits, labels)\n# eps over the others NUMBER", "0.68816", /eps=0\.1 \/ \(K - 1/],
  ["loss = F.mse_loss(a, b)\n# RMSE NUMBER", "0.65192", /^the root of MSELoss$/],
  ["loss = F.mse_loss(a, b)\n# NUMBER", "0.21250", /^half of MSELoss$/],
  ["loss = F.mse_loss(a, b)\n# MAE NUMBER", "0.58333", /^L1Loss$/],
  ["loss = F.mse_loss(a, b)\n# something else NUMBER", "0.83011", null],
  ["loss = F.huber_loss(a, b)\n# NUMBER", "0.17750", /^HuberLoss\(delta=0\.5\)$/],
  ["loss = F.smooth_l1_loss(a, b)\n# NUMBER", "0.35500", /^SmoothL1Loss\(beta=0\.5\)$/],
  [
    "loss = F.cross_entropy(logits, labels)\ntorch.testing.assert_close(loss, torch.tensor(NUMBER), rtol=1e-3, atol=1e-3)",
    "0.5757",
    /^CrossEntropyLoss$/,
  ],
  ["loss = F.cross_entropy(logits, labels)\nself.assertAlmostEqual(loss.item(), NUMBER)", "2.3026", /reduction="sum"/],
  [
    "loss = F.cross_entropy(logits, labels)\nexpected = NUMBER\nassert abs(loss.item() - expected) < 1e-3",
    "0.5757",
    /^CrossEntropyLoss$/,
  ],
  [
    "loss = F.cross_entropy(logits, labels, label_smoothing=0.1)\nassert torch.allclose(loss, torch.tensor(NUMBER), atol=1e-4)",
    "0.5757",
    /label_smoothing=0\)/,
  ],
  [
    "loss = F.cross_entropy(logits, labels, weight=w)\nassert torch.isclose(loss, torch.tensor(NUMBER))",
    "0.6722",
    /then \.mean\(\)/,
  ],
  ["loss = F.cross_entropy(logits, labels)\nassert abs(loss.item() - NUMBER) < 1e-4", "0.6134", null],
];

describe("numbers that stand near a call", () => {
  for (const [code, number, by] of rows) {
    it(code.replace("NUMBER", number).replaceAll("\n", "; "), () => {
      const { calls } = check(head + code.replace("NUMBER", number), "python");
      const seen = calls[0].seen.find((each) => each.text === number);
      assert.ok(seen !== undefined);
      if (by === null) assert.deepEqual([seen.explained, seen.by], [false, null]);
      else assert.match(seen.by ?? "", by);
    });
  }

  it("of nearly the same size are not explained by what hits any of them", () => {
    const { calls } = check(
      `import torch, torch.nn.functional as F
lg = torch.tensor([[0.01, 0.0, -0.01], [0.0, 0.01, 0.0], [0.01, 0.0, 0.0], [-0.01, 0.0, 0.01]])
loss = F.cross_entropy(lg, torch.tensor([2, 0, 1, 1]))
print(loss)  # tensor(1.1020)
`,
      "python",
    );
    assert.deepEqual(
      calls[0].seen.map(({ by }) => by),
      [null],
    );
  });

  it("no tolerance of an assertion", () => {
    const { calls } = check(
      `${head}loss = F.cross_entropy(logits, labels)\nassert torch.allclose(loss, torch.tensor(0.5757), atol=0.001)\n`,
      "python",
    );
    assert.deepEqual(
      calls[0].seen.map(({ text }) => text),
      ["0.5757"],
    );
  });

  it("that stay at the loss of a guess say that nothing is learned, those that fall do not", () => {
    const at = (...losses: string[]) =>
      check(
        `${head}loss = F.cross_entropy(model(x), labels)\n${losses.map((each, i) => `# epoch ${i}: ${each}\n`).join("")}`,
        "python",
      ).calls[0].cause;
    assert.equal(at("1.0986", "1.0985", "1.0987"), "stuck-at-chance");
    assert.equal(at("1.0986", "0.8021", "0.5012"), null);
    assert.equal(at("1.0986"), null);
  });

  it("no row of an array, no whole number, no number of another call", () => {
    const { calls } = check(
      `${head}a = F.cross_entropy(logits, labels)  # [0.5757, 0.2000], 4 samples, lr 3\nb = F.cross_entropy(logits, labels, weight=w)  # 0.5975\n`,
      "python",
    );
    assert.deepEqual(
      calls.map(({ seen }) => seen.map(({ text }) => text)),
      [[], ["0.5975"]],
    );
  });
});
