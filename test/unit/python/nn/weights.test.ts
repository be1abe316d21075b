import assert from "node:assert/strict";
import { named, numbersOf } from "./reading";

const layer = "x = torch.tensor([[1., 2.]])\nlayer = nn.Linear(2, 3)\n";

/** What torch 2.13 gives of `y`; undefined where the weights are not known any more. */
const rows: readonly (readonly [title: string, text: string, expected: readonly number[] | undefined])[] = [
  ["drawn", `${layer}y = layer(x)`, undefined],
  ["of which one is drawn", `${layer}layer.weight.data.fill_(0.5)\ny = layer(x)`, undefined],
  [
    "written through data",
    `${layer}layer.weight.data = torch.tensor([[1., 0.], [0., 1.], [1., 1.]])\nlayer.bias.data.zero_()\ny = layer(x)`,
    [1, 2, 3],
  ],
  [
    "written with a gradient, which torch refuses",
    `${layer}nn.init.zeros_(layer.bias)\nlayer.weight.fill_(0.5)\ny = layer(x)`,
    undefined,
  ],
  ["by init", `${layer}nn.init.ones_(layer.weight)\nnn.init.constant_(layer.bias, -1.)\ny = layer(x)`, [2, 2, 2]],
  [
    "drawn again",
    `${layer}nn.init.ones_(layer.weight)\nnn.init.zeros_(layer.bias)\nnn.init.normal_(layer.weight)\ny = layer(x)`,
    undefined,
  ],
  [
    "of a state",
    `${layer}layer.load_state_dict({"weight": torch.ones(3, 2), "bias": torch.tensor([0., 1., 2.])})\ny = layer(x)`,
    [3, 4, 5],
  ],
  [
    "of a state that is not read",
    `${layer}nn.init.ones_(layer.weight)\nnn.init.zeros_(layer.bias)\nlayer.load_state_dict(torch.load("a.pt"))\ny = layer(x)`,
    undefined,
  ],
  [
    "of which the memory is another's",
    `${layer}nn.init.zeros_(layer.bias)\nw = torch.ones(3, 2)\nlayer.weight.data = w\nw.zero_()\ny = layer(x)`,
    undefined,
  ],
  [
    "behind a step",
    `${layer}nn.init.ones_(layer.weight)\nnn.init.zeros_(layer.bias)\ntorch.optim.SGD(layer.parameters(), lr=0.1).step()\ny = layer(x)`,
    undefined,
  ],
];

describe("weights", () => {
  for (const [title, text, expected] of rows) {
    it(title, () => {
      const numbers = numbersOf(named(text, "y"));
      assert.deepEqual(numbers, expected);
    });
  }

  it("are handed out in torch's order", () => {
    const first = named("y = next(iter(nn.Linear(2, 3).parameters()))", "y");
    assert.deepEqual(first.kind === "tensor" && first.shape, [3, 2]);
  });
});
