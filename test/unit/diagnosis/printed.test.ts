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
});
