import assert from "node:assert/strict";
import { check } from "../../../src/library";

const arrays = `import torch
z = torch.tensor([[2.0, -1.0, 0.5], [0.5, 0.25, 1.5]])
y = torch.tensor([0, 2])
hot = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
soft = torch.tensor([[0.8, 0.1, 0.1], [0.3, 0.2, 0.5]])
maps = torch.tensor([[[[2.0, -1.0], [0.3, 0.5]], [[0.25, -2.0], [1.0, 0.5]], [[-0.5, 1.0], [0.75, 1.5]]]])
labels = torch.tensor([[[0, 2], [1, 2]]])
mask = torch.tensor([[[[1.0, 0.0], [0.0, 1.0]]]])
`;
const timm = "from timm.loss import LabelSmoothingCrossEntropy, SoftTargetCrossEntropy, BinaryCrossEntropy";
const segmentation = "import segmentation_models_pytorch as smp";
const monai = "from monai.losses import DiceCELoss";
const kornia = "import kornia";
const metricLearning = "from pytorch_metric_learning import losses";

/** Values and exceptions: timm 1.0.31, Segmentation Models 0.6.0, MONAI 1.6.1 and Kornia 0.9.0 on torch 2.13. */
describe("losses that libraries on torch add: smoothing, soft targets, maps", () => {
  for (const [imported, call, verdict, cause, real] of [
    [timm, "LabelSmoothingCrossEntropy()(z, y)", "right", null, 0.484870105982],
    [timm, "LabelSmoothingCrossEntropy(smoothing=0.2)(z, y)", "right", null, 0.597370147705],
    [timm, "LabelSmoothingCrossEntropy()(torch.softmax(z, 1), y)", "wrong", "double-softmax", 0.810415744781],
    [
      timm,
      "LabelSmoothingCrossEntropy()(z, soft)",
      "raises",
      null,
      "RuntimeError: gather(): Expected dtype int32/int64 for index",
    ],
    [
      timm,
      "LabelSmoothingCrossEntropy()(z, y + 1)",
      "raises",
      "one-based-labels",
      "RuntimeError: index 3 is out of bounds for dimension 1 with size 3",
    ],
    [timm, "SoftTargetCrossEntropy()(z, soft)", "right", null, 0.872370183468],
    [timm, "SoftTargetCrossEntropy()(z, hot)", "right", null, 0.372370094061],
    [timm, "SoftTargetCrossEntropy()(z.softmax(1), soft)", "wrong", "double-softmax", 0.942526876926],
    [
      timm,
      "SoftTargetCrossEntropy()(z, y)",
      "raises",
      "shape",
      "RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 1",
    ],
    [timm, "SoftTargetCrossEntropy()(torch.eye(3), torch.tensor([0, 1, 2]))", "wrong", "broadcast", 3.654334068298],
    [
      timm,
      "SoftTargetCrossEntropy()(z, torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]))",
      "wrong",
      "target-not-normalised",
      2.119740247726,
    ],
    [timm, "BinaryCrossEntropy()(z, y)", "right", null, 0.606782734394],
    [timm, "BinaryCrossEntropy(smoothing=0.0)(z, hot)", "right", null, 0.569282710552],
    [timm, "BinaryCrossEntropy()(torch.sigmoid(z), y)", "wrong", "double-sigmoid", 0.785067856312],
    [timm, 'BinaryCrossEntropy(smoothing=0.0, reduction="sum")(z, y)', "right", null, 3.415696382523],
    [segmentation, "smp.losses.SoftCrossEntropyLoss(smooth_factor=0.1)(maps, labels)", "right", null, 0.544481754303],
    [segmentation, "smp.losses.SoftCrossEntropyLoss(smooth_factor=0.0)(maps, labels)", "right", null, 0.442815065384],
    [
      segmentation,
      "smp.losses.SoftCrossEntropyLoss()(maps, labels)",
      "raises",
      "option-invalid",
      "TypeError: unsupported operand type(s) for /: 'NoneType' and 'int'",
    ],
    [
      segmentation,
      "smp.losses.SoftCrossEntropyLoss(smooth_factor=0.1)(maps, torch.tensor([[[0, -100], [1, 2]]]))",
      "right",
      null,
      0.460353553295,
    ],
    [
      segmentation,
      'smp.losses.SoftCrossEntropyLoss(smooth_factor=0.1, reduction="sum")(maps, labels)',
      "right",
      null,
      2.177927017212,
    ],
    [
      segmentation,
      "smp.losses.SoftCrossEntropyLoss(smooth_factor=0.1)(maps.softmax(1), labels)",
      "wrong",
      "double-softmax",
      0.83764231205,
    ],
    [segmentation, "smp.losses.SoftBCEWithLogitsLoss()(maps[:, :1], mask)", "right", null, 0.442155480385],
    [
      segmentation,
      "smp.losses.SoftBCEWithLogitsLoss(smooth_factor=0.1)(maps[:, :1], mask)",
      "right",
      null,
      0.5221555233,
    ],
    [
      segmentation,
      "smp.losses.SoftBCEWithLogitsLoss()(maps[:, :1].sigmoid(), mask)",
      "wrong",
      "double-sigmoid",
      0.658505797386,
    ],
    [segmentation, "smp.losses.SoftBCEWithLogitsLoss()(maps[:, :1], mask * 255)", "wrong", "out-of-range", null],
    [
      segmentation,
      "smp.losses.SoftBCEWithLogitsLoss(ignore_index=255)(maps[:, :1], torch.tensor([[[[1.0, 0.0], [255.0, 1.0]]]]))",
      "right",
      null,
      0.228566691279,
    ],
    [segmentation, 'smp.losses.JaccardLoss("multiclass")(maps, labels)', "right", null, 0.526335179806],
    [segmentation, 'smp.losses.JaccardLoss("binary")(maps[:, :1], mask)', "right", null, 0.471314251423],
    [
      segmentation,
      'smp.losses.JaccardLoss("multiclass", from_logits=False)(maps.softmax(1), labels)',
      "right",
      null,
      0.526335179806,
    ],
    [
      segmentation,
      'smp.losses.JaccardLoss("multiclass")(maps.softmax(1), labels)',
      "wrong",
      "double-softmax",
      0.718977630138,
    ],
    [
      segmentation,
      'smp.losses.JaccardLoss("binary", from_logits=False)(maps[:, :1], mask)',
      "wrong",
      "logits-in-bce",
      null,
    ],
    [monai, "DiceCELoss(softmax=True, to_onehot_y=True)(maps, labels.unsqueeze(1))", "right", null, 0.808758556843],
    [monai, "DiceCELoss(sigmoid=True)(maps[:, :1], mask)", "right", null, 0.750468254089],
    [
      monai,
      "DiceCELoss(softmax=True, to_onehot_y=True, lambda_ce=0.5, lambda_dice=2.0)(maps, labels.unsqueeze(1))",
      "right",
      null,
      0.953294456005,
    ],
    [
      monai,
      "DiceCELoss(softmax=True, to_onehot_y=True)(maps.softmax(1), labels.unsqueeze(1))",
      "wrong",
      "double-softmax",
      1.369725465775,
    ],
    [monai, "DiceCELoss(to_onehot_y=True)(maps, labels.unsqueeze(1))", "wrong", "logits-in-bce", -0.273133486509],
    [
      monai,
      "DiceCELoss(softmax=True)(maps, torch.nn.functional.one_hot(labels, 3).permute(0, 3, 1, 2).float())",
      "right",
      null,
      0.808758497238,
    ],
    [
      monai,
      "DiceCELoss(softmax=True, to_onehot_y=True)(maps, labels)",
      "raises",
      "shape",
      "ValueError: the number of dimensions for input and target should be the same, got shape torch.Size([1, 3, 2, 2]) (nb dims: 4) and torch.Size([1, 2, 2]) (nb dims: 3). if target is not one-hot encoded, please provide a tensor with shape B1H[WD].",
    ],
    [kornia, "kornia.losses.DiceLoss()(maps, labels)", "right", null, 0.336083710194],
    [kornia, "kornia.losses.dice_loss(maps, labels)", "right", null, 0.336083710194],
    [kornia, "kornia.losses.dice_loss(maps.softmax(1), labels)", "wrong", "double-softmax", 0.548560261726],
    [kornia, 'kornia.losses.dice_loss(maps, labels, average="macro")', "unsure", null, null],
    [kornia, "kornia.losses.dice_loss(maps, labels + 1)", "wrong", "one-based-labels", null],
    [metricLearning, "losses.NTXentLoss(temperature=0.1)(z, y)", "unsure", null, null],
    [metricLearning, "losses.TripletMarginLoss()(z, y)", "unsure", null, null],
    [metricLearning, "losses.ArcFaceLoss(num_classes=3, embedding_size=3)(z, y)", "unsure", null, null],
  ] as const) {
    it(`${verdict}: ${call}`, () => {
      const [answer] = check(`${imported}\n${arrays}loss = ${call}\n`, "python").calls;
      assert.deepEqual([answer?.verdict, answer?.cause], [verdict, cause], answer?.message);
      if (typeof real === "string") assert.equal(`${answer.exception?.type}: ${answer.exception?.message}`, real);
      else if (real !== null) assert.ok(Math.abs(Number(answer.value) - real) < 2e-6, String(answer.value));
    });
  }

  it("no sample's loss has a floor where regions are compared", () => {
    for (const call of [
      "kornia.losses.dice_loss(maps.softmax(1), labels)",
      "kornia.losses.focal_loss(maps.softmax(1), labels, 0.5)",
    ]) {
      const [answer] = check(`${kornia}\n${arrays}loss = ${call}\n`, "python").calls;
      assert.equal(answer?.cause, "double-softmax");
      assert.doesNotMatch(answer.message, /can fall below/);
    }
  });

  it("says why what compares samples is not computed", () => {
    const [answer] = check(`${metricLearning}\n${arrays}loss = losses.SupConLoss()(z, y)\n`, "python").calls;
    assert.match(answer?.message ?? "", /samples of a batch with one another/);
  });
});
