import assert from "node:assert/strict";
import type { LossCall } from "../../../../src/python/lossCall";
import { factsOf, numbersOf, onlyCall, read } from "./reading";

const arrays = "x = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 0.3]])\nt = torch.tensor([0, 2])\n";

function call(text: string): LossCall {
  return onlyCall(arrays + text);
}

function textOf({ loss, options }: LossCall): string {
  const named = [...options].map(
    ([name, { value }]) => `${name}=${"value" in value ? String(value.value) : value.kind}`,
  );
  return `${loss}(${named.join(", ")})`;
}

describe("calls of losses", () => {
  it("are read whichever way they are written", () => {
    for (const text of [
      "F.cross_entropy(x, t)",
      "nn.functional.cross_entropy(input=x, target=t)",
      "nn.CrossEntropyLoss()(x, t)",
      "nn.modules.loss.CrossEntropyLoss()(target=t, input=x)",
    ]) {
      const found = call(`loss = ${text}\n`);
      assert.equal(found.loss, "CrossEntropyLoss");
      assert.deepEqual(
        found.arguments.map(({ name }) => name),
        ["input", "target"],
      );
      // F.cross_entropy(x.double(), t)
      assert.equal(numbersOf(found.value)?.[0].toFixed(9), "0.621627072");
      assert.deepEqual(factsOf(found.value), { library: "torch", dtype: "float32", shape: [] });
    }
  });

  it("know where they are written", () => {
    const text = `${arrays}criterion = nn.CrossEntropyLoss(reduction='sum')\nloss = criterion(x, t)\n`;
    const { calls, units } = read(text);
    const [found] = calls;
    const at = ({ start, end }: { start: number; end: number }) => units[0].text.slice(start, end);
    assert.equal(at(found.place), "criterion(x, t)");
    assert.equal(at(found.named), "nn.CrossEntropyLoss");
    assert.equal(found.construction && at(found.construction), "nn.CrossEntropyLoss(reduction='sum')");
    assert.equal(found.arguments[0].place && at(found.arguments[0].place), "x");
    const reduction = found.options.get("reduction")?.place;
    assert.equal(reduction && at(reduction), "'sum'");
  });

  it("hold the options that are given, by position or by name", () => {
    assert.equal(
      textOf(call("F.cross_entropy(x, t, None, None, 0, None, 'sum', 0.1)\n")),
      "CrossEntropyLoss(weight=none, ignore_index=0, reduction=sum, label_smoothing=0.1)",
    );
    assert.equal(textOf(call("nn.KLDivLoss(reduction='batchmean')(x, x)\n")), "KLDivLoss(reduction=batchmean)");
    assert.equal(textOf(call("nn.MultiMarginLoss(2, 0.5)(x, t)\n")), "MultiMarginLoss(p=2, margin=0.5)");
    assert.equal(
      textOf(call("c = nn.CrossEntropyLoss()\nc.reduction = 'none'\nc(x, t)\n")),
      "CrossEntropyLoss(reduction=none)",
    );
  });

  it("resolve size_average and reduce into a reduction", () => {
    for (const [options, reduction] of [
      ["size_average=False", "sum"],
      ["size_average=True", "mean"],
      ["reduce=False", "none"],
      ["size_average=True, reduce=False", "none"],
      ["size_average=None, reduce=True, reduction='sum'", "mean"],
    ]) {
      assert.equal(textOf(call(`nn.MSELoss(${options})(x, x)\n`)), `MSELoss(reduction=${reduction})`);
      assert.equal(textOf(call(`F.mse_loss(x, x, ${options})\n`)), `MSELoss(reduction=${reduction})`);
    }
  });

  it("without values are still calls, with what is certain of their results", () => {
    const found = onlyCall("loss = F.cross_entropy(model(x), y)\n");
    assert.deepEqual(factsOf(found.value), { library: "torch", shape: [] });
    assert.equal(found.raises, undefined);
    assert.deepEqual(
      factsOf(onlyCall("F.nll_loss(torch.randn(3, 5), torch.tensor([1, 0, 4]), reduction='none')\n").value),
      {
        library: "torch",
        dtype: "float32",
        shape: [3],
      },
    );
  });

  it("of torchvision are of torchvision", () => {
    const found = onlyCall(
      "from torchvision.ops import sigmoid_focal_loss as focal\nfocal(torch.tensor([1.0]), torch.tensor([0.0]), alpha=0.5)\n",
    );
    assert.deepEqual([found.framework, found.loss], ["torchvision", "SigmoidFocalLoss"]);
    assert.deepEqual(factsOf(found.value).shape, [1]);
  });

  it("under autocast say so", () => {
    const found = call("with torch.autocast('cuda'):\n    F.binary_cross_entropy(torch.sigmoid(x), x.sigmoid())\n");
    assert.equal(found.context.autocast, "cuda");
  });
});

describe("what torch raises of a call", () => {
  for (const [text, type, message] of [
    [
      "F.cross_entropy([1.0], t)",
      "TypeError",
      "cross_entropy_loss(): argument 'input' (position 1) must be Tensor, not list",
    ],
    [
      "F.nll_loss(x, t.numpy())",
      "TypeError",
      "nll_loss_nd(): argument 'target' (position 2) must be Tensor, not numpy.ndarray",
    ],
    [
      "nn.CrossEntropyLoss(ignore_index=1.0)(x, t)",
      "TypeError",
      "cross_entropy_loss(): argument 'ignore_index' (position 5) must be int, not float",
    ],
    ["F.binary_cross_entropy(x, None)", "AttributeError", "'NoneType' object has no attribute 'size'"],
    [
      "nn.CrossEntropyLoss()(torch.max(x, 1), t)",
      "TypeError",
      "cross_entropy_loss(): argument 'input' (position 1) must be Tensor, not torch.return_types.max",
    ],
    [
      "F.cross_entropy(x, x.topk(1))",
      "TypeError",
      "cross_entropy_loss(): argument 'target' (position 2) must be Tensor, not torch.return_types.topk",
    ],
    ["nn.MSELoss()(x, torch.sort(x))", "AttributeError", "'torch.return_types.sort' object has no attribute 'size'"],
    ["F.l1_loss(x.min(1), t)", "AttributeError", "'torch.return_types.min' object has no attribute 'size'"],
    ["F.cross_entropy(x, t, reduction='avg')", "ValueError", "avg is not a valid value for reduction"],
    ["F.cross_entropy(x, t, reduction=None)", "ValueError", "None is not a valid value for reduction"],
    [
      "nn.CrossEntropyLoss()(x)",
      "TypeError",
      "CrossEntropyLoss.forward() missing 1 required positional argument: 'target'",
    ],
    ["F.cross_entropy(x, t, axis=1)", "TypeError", "cross_entropy() got an unexpected keyword argument 'axis'"],
    ["nn.CrossEntropyLoss(x, t)", "RuntimeError", "Boolean value of Tensor with more than one value is ambiguous"],
    [
      "nn.CrossEntropyLoss(weight=[1.0, 2.0, 3.0])",
      "TypeError",
      "cannot assign 'list' object to buffer 'weight' (torch Tensor or None required)",
    ],
    [
      "nn.BCELoss(pos_weight=t)",
      "TypeError",
      "_WeightedLoss.__init__() got an unexpected keyword argument 'pos_weight'",
    ],
    // Of shapes and dtypes alone.
    [
      "F.cross_entropy(torch.randn(3, 5), torch.zeros(3))",
      "RuntimeError",
      "expected target dtype to be Long or Byte, but got Float",
    ],
    [
      "nn.CrossEntropyLoss()(torch.randn(3, 5), torch.zeros(4, dtype=torch.int64))",
      "ValueError",
      "Expected input batch_size (3) to match target batch_size (4).",
    ],
    [
      "F.cross_entropy(torch.randn(2, 21, 256, 256), torch.zeros(2, 1, 256, 256, dtype=torch.int64))",
      "RuntimeError",
      "only batches of spatial targets supported (3D tensors) but got targets of dimension: 4",
    ],
    ["nn.HuberLoss(delta=None)(x, x)", "TypeError", "delta must be a float or int, got: <class 'NoneType'>"],
    [
      "F.binary_cross_entropy(torch.rand(3, 1), torch.rand(3))",
      "ValueError",
      "Using a target size (torch.Size([3])) that is different to the input size (torch.Size([3, 1])) is deprecated. Please ensure they have the same size.",
    ],
    [
      "F.mse_loss(torch.randn(3), torch.randn(2))",
      "RuntimeError",
      "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0",
    ],
  ] as const) {
    it(`${text}: ${message}`, () => {
      assert.deepEqual(call(`loss = ${text}\n`).raises, { type, message });
    });
  }

  it("is torchvision's, with its α as Python prints it", () => {
    for (const alpha of ["2.0", "-2"]) {
      const { raises } = call(
        `from torchvision.ops import sigmoid_focal_loss\nsigmoid_focal_loss(x, x, alpha=${alpha})\n`,
      );
      const message = `Invalid alpha value: ${alpha}. alpha must be in the range [0,1] or -1 for ignore.`;
      assert.deepEqual(raises, { type: "ValueError", message });
    }
  });

  it("is not said where it depends on values that are not known", () => {
    for (const text of [
      "F.binary_cross_entropy(torch.randn(3), torch.rand(3))",
      "F.cross_entropy(torch.randn(3, 5), torch.randint(0, 9, (3,)))",
      "F.cross_entropy(model(x), [1, 2])",
      "F.cross_entropy(x, t, reduction=mode)",
      // The targets are looked at before their type is.
      "F.multilabel_margin_loss(torch.randn(3), torch.randint(0, 9, (3,)).int())",
    ]) {
      assert.equal(call(`loss = ${text}\n`).raises, undefined, text);
    }
  });

  it("leaves nothing to be called of what cannot be constructed", () => {
    const { calls } = read(`${arrays}c = nn.CrossEntropyLoss(weight=[1.0])\nloss = c(x, t)\n`);
    assert.equal(calls.length, 1);
    assert.equal(calls[0].raises?.type, "TypeError");
  });
});
