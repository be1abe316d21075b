import assert from "node:assert/strict";
import { casesIn, promisesOf } from "../../python/answersCases";

/** What mends the last call of a script. */
function titlesOf(text: string): readonly string[] {
  const [call] = promisesOf("", text).calls.slice(-1);
  return (call?.fixes ?? []).map(({ title }) => title);
}

const PRELUDE = "import torch, torch.nn as nn, torch.nn.functional as F\n";
const scripts = new Map(casesIn("shared.txt").map(({ name, text }) => [name, text]));

describe("a change that something else would feel", () => {
  const expected: readonly (readonly [name: string, titles: readonly string[]])[] = [
    ["an entropy of the probabilities beside the loss", ["Use logits"]],
    ["probabilities that are kept for an area under the curve", ["Use z"]],
    ["a Dice loss of the same probabilities", ["Use z", "Use F.binary_cross_entropy"]],
    ["a confidence of the same network", ["Take the logarithm first: torch.log(net(x))"]],
    ["the logarithm of the same network in another loss", ["Take the logarithm first: torch.log(net(x))"]],
    ["probabilities of a method that predicts", ["Take the logarithm first: torch.log(p)"]],
    ["one criterion for logits and for probabilities", ["Use nn.BCELoss()"]],
    ["a hard loss of the tempered probabilities", ["Use student / T"]],
  ];
  for (const [name, titles] of expected) {
    it(`is made at the call alone: ${name}`, () => assert.deepEqual(titlesOf(scripts.get(name) ?? ""), titles));
  }
});

describe("a criterion that another call needs as it is", () => {
  it("is left alone where the other call is given probabilities", () => {
    const text = `${PRELUDE}crit = nn.BCELoss()\np = torch.tensor([0.9, 0.2])\nz = torch.tensor([2.2, -1.4])
y = torch.tensor([1., 0.])\na = crit(p, y)\nb = crit(z, y)`;
    assert.deepEqual(titlesOf(text), ["Use nn.BCEWithLogitsLoss()", "Use torch.sigmoid(z)"]);
  });
});

describe("a use that does not feel the change", () => {
  const head = `${PRELUDE}z = torch.tensor([[2.0, 0.5], [0.1, 1.5]])\ny = torch.tensor([0, 1])\np = z.softmax(1)\n`;
  for (const use of [
    "hits = p.argmax(1)",
    "_, best = torch.max(p, 1)",
    "print(p)",
    "n = p.shape[0]",
    "best = p.max(1)[1]",
  ])
    it(use, () => {
      assert.deepEqual(titlesOf(`${head}${use}\nloss = F.cross_entropy(p, y)`), ["Remove the softmax in line 4"]);
    });

  it("is one of a name that is set again before", () => {
    const text = `${head}p2 = p\np = z.sigmoid()\nq = p.sum()\nloss = F.cross_entropy(p2, y)`;
    assert.deepEqual(titlesOf(text), ["Remove the softmax in line 4"]);
  });
});
