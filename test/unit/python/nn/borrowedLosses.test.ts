import assert from "node:assert/strict";
import { check } from "../../../../src/library";

const program = (call: string) => `import torch
from fvcore.nn import sigmoid_focal_loss

logits = torch.tensor([[2.0, -1.0], [0.5, 0.25]])
labels = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
loss = ${call}
`;

/** Expected numbers: the definition in torch. */
describe("losses of other libraries that are torch's own arithmetic", () => {
  for (const [call, value] of [
    ['sigmoid_focal_loss(logits, labels, reduction="mean")', 0.1280686855316162],
    ['sigmoid_focal_loss(logits, labels, alpha=0.25, reduction="mean")', 0.08202588558197021],
    ['sigmoid_focal_loss(logits, labels, 0.25, 2, "sum")', 0.32810354232788086],
  ] as const) {
    it(call, () => {
      const [answer] = check(program(call), "python").calls;
      assert.deepEqual([answer.framework, answer.loss, answer.verdict], ["fvcore", "SigmoidFocalLoss", "right"]);
      assert.ok(typeof answer.value === "number" && Math.abs(answer.value - value) < 1e-6, String(answer.value));
    });
  }

  it("is not known of arrays that later versions make float32 of, nor of a reduction that is none to it", () => {
    for (const call of [
      'sigmoid_focal_loss(logits.double(), labels.double(), reduction="mean")',
      'sigmoid_focal_loss(logits, labels, reduction="batchmean")',
      // It weights by 2 and −1, and computes without weights where α is below 0; torchvision's raises.
      'sigmoid_focal_loss(logits, labels, alpha=2.0, reduction="mean")',
      'sigmoid_focal_loss(logits, labels, alpha=-0.5, reduction="mean")',
    ]) {
      const [answer] = check(program(call), "python").calls;
      assert.deepEqual([answer.verdict, answer.value], ["unsure", null]);
    }
  });
});

const arrays = `import torch

logits = torch.tensor([[2.0, -1.0], [0.5, 0.25]])
labels = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
`;

/** Expected numbers: Kornia 0.9.0, MONAI 1.6.1 and segmentation-models-pytorch 0.6.0 with torch 2.13. */
describe("focal losses of other libraries", () => {
  const kornia = "from kornia.losses import binary_focal_loss_with_logits, BinaryFocalLossWithLogits\n";
  const monai = "from monai.losses import FocalLoss\n";
  const segmentation = "import segmentation_models_pytorch as smp\n";
  for (const [framework, imported, call, value] of [
    ["kornia", kornia, 'binary_focal_loss_with_logits(logits, labels, reduction="mean")', 0.08202587813138962],
    ["kornia", kornia, "binary_focal_loss_with_logits(logits, labels, 0.25, 2.0, 'sum')", 0.32810351252555847],
    [
      "kornia",
      kornia,
      'binary_focal_loss_with_logits(pred=logits, target=labels, alpha=None, gamma=3.0, reduction="mean")',
      0.07239210605621338,
    ],
    [
      "kornia",
      kornia,
      'BinaryFocalLossWithLogits(alpha=0.7, gamma=1.5, reduction="mean")(logits, labels)',
      0.06926710903644562,
    ],
    ["monai", monai, "FocalLoss()(logits, labels)", 0.1280686855316162],
    ["monai", monai, "FocalLoss(gamma=3.0, alpha=0.25)(logits, target=labels)", 0.04822516068816185],
    [
      "segmentation-models-pytorch",
      segmentation,
      'smp.losses.FocalLoss("binary")(logits, labels)',
      0.12806867063045502,
    ],
    [
      "segmentation-models-pytorch",
      segmentation,
      'smp.losses.FocalLoss(mode="multilabel", alpha=0.25, gamma=3.0)(logits, labels)',
      0.048225149512290955,
    ],
  ] as const) {
    it(`${framework}: ${call}`, () => {
      const [answer] = check(`${imported}${arrays}loss = ${call}\n`, "python").calls;
      assert.deepEqual([answer?.framework, answer?.loss, answer?.verdict], [framework, "SigmoidFocalLoss", "right"]);
      assert.ok(typeof answer.value === "number" && Math.abs(answer.value - value) < 1e-6, String(answer.value));
    });
  }

  for (const [imported, call] of [
    [kornia, 'binary_focal_loss_with_logits(logits, labels, reduction="mean", pos_weight=torch.tensor([2.0, 1.0]))'],
    [kornia, 'binary_focal_loss_with_logits(logits, labels, alpha=-1, reduction="mean")'],
    [kornia, 'binary_focal_loss_with_logits(logits, labels * 0.9, reduction="mean")'],
    [kornia, 'binary_focal_loss_with_logits(logits[0], labels[0], reduction="mean")'],
    [monai, "FocalLoss(use_softmax=True)(logits, labels)"],
    [monai, 'FocalLoss(reduction="sum")(logits, labels)'],
    [monai, "FocalLoss(weight=[1.0, 2.0])(logits, labels)"],
    [monai, "FocalLoss()(logits.double(), labels.double())"],
    [segmentation, 'smp.losses.FocalLoss("multiclass")(logits, labels.argmax(1))'],
    [segmentation, 'smp.losses.FocalLoss("binary", normalized=True)(logits, labels)'],
    [segmentation, 'smp.losses.FocalLoss("binary", from_logits=False)(logits.sigmoid(), labels)'],
    [segmentation, "smp.losses.FocalLoss(mode)(logits, labels)"],
  ] as const) {
    it(`is no value and no verdict where it is something else: ${call}`, () => {
      const answers = check(`${imported}${arrays}loss = ${call}\n`, "python").calls;
      assert.deepEqual(
        answers.filter(({ verdict, value }) => verdict !== "unsure" || value !== null),
        [],
      );
    });
  }

  it("take logits: a sigmoid before one is found", () => {
    const [answer] = check(
      `${kornia}${arrays}loss = binary_focal_loss_with_logits(torch.sigmoid(logits), labels, reduction="mean")\n`,
      "python",
    ).calls;
    assert.deepEqual([answer.verdict, answer.framework], ["wrong", "kornia"]);
  });
});
