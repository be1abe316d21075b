import assert from "node:assert/strict";
import { checkText } from "../../../src/check";
import { answerHeadline } from "../../../src/render/answerText";
import { scriptOf } from "./said";

/** Values as torch 2.13 gives them in float64, or the type of its exception, in the order in which the program comes by. */
const rows: readonly (readonly [title: string, script: string, values: readonly (number | string)[], said: string])[] =
  [
    [
      "pairs of a loop, in every epoch again",
      "pairs = [(torch.tensor([[2.0, 0.5]]), torch.tensor([0])), (torch.tensor([[0.1, 1.5]]), torch.tensor([0]))]; for epoch in range(3):;     for x, y in pairs:;         print(F.cross_entropy(x, y))",
      [0.20141327798275246, 1.6204174087231038],
      "✓ CrossEntropyLoss(x, y) = 0.2014, 1.6204",
    ],
    [
      "a function that is called with other arrays",
      "def loss_of(a, b):;     return F.mse_loss(a, b); loss_of(torch.tensor([1.0]), torch.tensor([2.5])); loss_of(torch.tensor([1.0]), torch.tensor([4.0]))",
      [2.25, 9],
      "✓ MSELoss(a, b) = 2.2500, 9.0000",
    ],
    [
      "several options",
      "x = torch.tensor([[0.1, 1.5]]); for s in (0.0, 0.1):;     F.cross_entropy(x, torch.tensor([1]), label_smoothing=s)",
      [0.22041741021321995, 0.29041741013871414],
      "✓ CrossEntropyLoss(x, torch.tensor([1])) = 0.2204, 0.2904",
    ],
    [
      "several losses",
      "x, y = torch.tensor([1.0, 2.0]), torch.tensor([4.0, 4.0]); for crit in (nn.MSELoss(), nn.L1Loss()):;     crit(x, y)",
      [6.5, 2.5],
      "✓ crit(x, y) = MSELoss 6.5000, L1Loss 2.5000",
    ],
    [
      "one that raises is the last",
      "x = torch.tensor([[0.1, 1.5]]); for t in (0, 2, 1):;     F.cross_entropy(x, torch.tensor([t]))",
      [1.6204174087231038, "IndexError"],
      "✕ CrossEntropyLoss(x, torch.tensor([t])) = 1.6204, IndexError — visit 2: IndexError: Target 2 is out of bounds. torch.tensor([t]) goes up to 2, and x has 2 outputs: 3 are needed.",
    ],
    [
      "what is behind the first step of an optimizer",
      "w = torch.zeros(2, 3, requires_grad=True); x, y = torch.tensor([[2.0, 0.5]]), torch.tensor([0]); opt = torch.optim.SGD([w], lr=0.1); for step in range(10):;     loss = F.cross_entropy(x @ w, y);     loss.backward();     opt.step()",
      [Math.log(3)],
      "CrossEntropyLoss(x @ w, y) = 1.0986, then not known: the values of x @ w are not read.",
    ],
    [
      "a mistake of all of them",
      "pairs = [(torch.tensor([[2.0, 0.5]]), torch.tensor([0])), (torch.tensor([[0.1, 1.5]]), torch.tensor([1]))]; for x, y in pairs:;     F.cross_entropy(torch.softmax(x, 1), y)",
      [0.42517397874787094, 0.4359424377618721],
      "≠ CrossEntropyLoss(torch.softmax(x, 1), y) = 0.4252, 0.4359 — softmax applied twice: CrossEntropyLoss applies its own, so give it the logits. No sample's loss can fall below 0.3133.",
    ],
    [
      "only one, where the arrays are the same",
      "x, y = torch.tensor([1.0]), torch.tensor([2.5]); for step in range(3):;     F.mse_loss(x, y)",
      [],
      "✓ MSELoss(x, y) = 2.2500",
    ],
    [
      "none, where it is not known whether the program comes by",
      "def loss_of(a):;     return F.mse_loss(a, torch.tensor([1.0])); if unknown():;     loss_of(torch.tensor([2.5])); else:;     loss_of(torch.tensor([3.0]))",
      [],
      "MSELoss(a, torch.tensor([1.0])): the values of a are not read.",
    ],
    [
      "nor one that an exception may leave out",
      "def loss_of(a):;     return F.mse_loss(a, torch.tensor([1.0])); try:;     unknown();     loss_of(torch.tensor([2.5])); except ValueError:;     loss_of(torch.tensor([3.0]))",
      [],
      "MSELoss(a, torch.tensor([1.0])): the values of a are not read.",
    ],
  ];

describe("the visits of a call", () => {
  for (const [title, script, values, said] of rows) {
    it(title, () => {
      const { checked, json } = checkText(scriptOf(script), "python");
      const [call] = json.calls;
      const given = call.visits?.each.map(({ value, exception }) => exception?.type ?? value) ?? [];
      assert.equal(given.length, values.length, JSON.stringify(given));
      for (const [i, value] of values.entries()) {
        if (typeof value === "number") assert.ok(Math.abs(Number(given[i]) - value) < 1e-7, `${given[i]} is ${value}`);
        else assert.equal(given[i], value);
      }
      assert.equal(answerHeadline(checked.answers[0]), said);
    });
  }

  it("are mended all at once", () => {
    const { json } = checkText(
      scriptOf(
        "for x, y in [(torch.tensor([[2.0, 0.5]]), torch.tensor([0])), (torch.tensor([[0.1, 1.5]]), torch.tensor([1]))]:;     F.cross_entropy(torch.softmax(x, 1), y)",
      ),
      "python",
    );
    const [fix] = json.calls[0].fixes;
    assert.deepEqual([fix.title, fix.value, fix.verdict], ["Remove the softmax", null, "right"]);
  });
});
