import assert from "node:assert/strict";
import { check } from "../../../src/check";

/** Numbers as torch 2.13 prints them, and what gives them. */
const head = `import torch, torch.nn as nn, torch.nn.functional as F
logits = torch.tensor([[1.4, -0.2, 0.3], [0.1, 0.9, -0.5], [-0.7, 0.4, 1.8], [0.6, 0.8, 0.2]])
labels = torch.tensor([0, 1, 2, 0])
w = torch.tensor([1.0, 2.0, 0.5])
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
