import assert from "node:assert/strict";
import { check } from "../../../src/check";
import { printedNumber, pythonFloat } from "../../../src/diagnosis/printed";

describe("what print and .item() show", () => {
  it("four decimals, or an exponent, as torch prints a tensor of one number", () => {
    const printed: readonly (readonly [number, string])[] = [
      [0, "0."],
      [1, "1."],
      [-2, "-2."],
      [0.28761958, "0.2876"],
      [1e-5, "1.0000e-05"],
      [-3.2e-7, "-3.2000e-07"],
      [123456.789, "123456.7890"],
      [1.5e8, "1.5000e+08"],
      [0.00012345, "0.0001"],
      [9.9e-5, "9.9000e-05"],
      [Number.NaN, "nan"],
      [Number.POSITIVE_INFINITY, "inf"],
      [Number.NEGATIVE_INFINITY, "-inf"],
      [2.5, "2.5000"],
      [1e-4, "0.0001"],
      [99999999, "99999999."],
      [123456789, "1.2346e+08"],
    ];
    for (const [value, text] of printed) assert.equal(printedNumber(value), text);
  });

  it("the shortest digits that Python reads back", () => {
    const floats: readonly (readonly [number, string])[] = [
      [0.1, "0.1"],
      [1, "1.0"],
      [1e-5, "1e-05"],
      [1.5e16, "1.5e+16"],
      [1e22, "1e+22"],
      [-0, "-0.0"],
      [1e-4, "0.0001"],
      [0.00012, "0.00012"],
    ];
    for (const [value, text] of floats) assert.equal(pythonFloat(value), text);
  });

  it("nothing where float32 may round to other digits", () => {
    const call = (target: string) =>
      check(
        `import torch, torch.nn.functional as F\nF.nll_loss(torch.tensor([[-0.5, -1.25]]), torch.tensor([${target}]))\n`,
        "python",
      ).calls[0];
    assert.deepEqual([call("1").printed, call("1").item], ["1.2500", "1.25"]);
    const close = check(
      "import torch, torch.nn.functional as F\nF.mse_loss(torch.tensor([0.34641]), torch.tensor([0.0]))\n",
      "python",
    ).calls[0];
    assert.equal(close.printed, "0.1200");
    assert.equal(close.item, null);
  });

  const arrays = `import torch, torch.nn.functional as F
x = torch.tensor([[0.5, -1.25], [2.75, 0.1]])
t = torch.tensor([[0.25, 1.5], [2.3, -0.4]])
y = torch.tensor([1, 0])
s = torch.tensor([[1, -1], [-1, 1]])
`;

  /** What torch 2.13 shows; it is said of `.item()` where sums and products alone lead to it, and nothing where it may be another digit. */
  const torchs: readonly (readonly [call: string, printed: string, item: string])[] = [
    ["F.nll_loss(x, y)", "-0.7500", "-0.75"],
    ["F.mse_loss(x, t)", "2.0194", "2.0193748474121094"],
    ["F.l1_loss(x, t)", "0.9875", "0.987500011920929"],
    ['F.l1_loss(x, t, reduction="sum")', "3.9500", "3.950000047683716"],
    ["F.huber_loss(x, t, delta=0.5)", "0.3769", "0.37687501311302185"],
    ["F.smooth_l1_loss(x, t)", "0.6269", "0.6268749833106995"],
    ["F.multi_margin_loss(x, y)", "0.6875", "0.6875"],
    ["F.hinge_embedding_loss(x, s)", "0.7125", "0.7124999761581421"],
    ["F.margin_ranking_loss(x, t, s, margin=0.5)", "0.3000", "0.30000001192092896"],
    ["F.cross_entropy(x, y)", "0.9892", "0.989245593547821"],
    ["F.soft_margin_loss(x, s)", "1.0456", "1.0455925464630127"],
  ];

  for (const [call, printed, item] of torchs) {
    it(`as torch shows ${call}`, () => {
      const [found] = check(`${arrays}loss = ${call}\n`, "python").calls;
      assert.equal(found.printed, printed);
      if (found.item !== null) assert.equal(found.item, item);
    });
  }

  it("the digits of .item() where the loss adds and multiplies alone", () => {
    const shown = torchs.filter(([call]) => check(`${arrays}loss = ${call}\n`, "python").calls[0].item !== null);
    assert.ok(shown.length >= 4, String(shown));
    for (const [call] of shown) assert.doesNotMatch(call, /cross_entropy|soft_margin/);
  });
});
