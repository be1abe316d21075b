import assert from "node:assert/strict";
import { check } from "../../../src/library";

const arrays = `import torch
z = torch.tensor([[2.0, -1.0, 0.5], [0.5, 0.25, 1.5]])
y = torch.tensor([0, 2])
maps = torch.tensor([[[2.0, -1.0, 0.3], [0.5, 0.25, -2.0]], [[-0.5, 1.0, 0.75], [1.5, -0.25, 0.1]]])
labels = torch.tensor([[0, 1, 1], [1, 0, 1]])
hot = torch.tensor([[[1, 0, 0], [0, 1, 1]], [[0, 1, 0], [1, 0, 1]]])
`;

const kornia = "from kornia.losses import FocalLoss, focal_loss\n";
const mmdet = "from mmdet.models.losses import FocalLoss\n";
const monai = "from monai.losses import DiceLoss\n";
const segmentation = "import segmentation_models_pytorch as smp\n";

function answersOf(imported: string, call: string) {
  return check(`${imported}${arrays}loss = ${call}\n`, "python").calls;
}

/** Expected numbers: Kornia 0.9.0, MONAI 1.6.1, Segmentation Models 0.6.0; of MMDetection its formula on the CPU in torch 2.13. */
describe("losses that libraries on torch add", () => {
  for (const [framework, imported, call, value] of [
    ["kornia", kornia, "focal_loss(z, y, 0.5, reduction='mean')", 0.00748811149969697],
    ["kornia", kornia, "focal_loss(z, y, alpha=None, gamma=1.5, reduction='sum')", 0.14919357001781464],
    ["kornia", kornia, "FocalLoss(0.25, 2.0, 'mean')(maps, labels)", 0.05234690010547638],
    [
      "kornia",
      kornia,
      "FocalLoss(alpha=0.25)(z, y)",
      [
        [0.00831956509500742, 0, 0],
        [0, 0, 0.019691146910190582],
      ],
    ],
    ["mmdet", mmdet, "FocalLoss()(z, y)", 0.1301685869693756],
    ["mmdet", mmdet, "FocalLoss(gamma=1.5, alpha=0.5, loss_weight=2.0)(z, torch.tensor([3, 2]))", 0.520408570766449],
    ["mmdet", mmdet, "FocalLoss()(z, y, avg_factor=2)", 0.39050576090812683],
    ["mmdet", mmdet, "FocalLoss(reduction='sum')(z, y)", 0.7810115218162537],
    [
      "mmdet",
      mmdet,
      "FocalLoss()(z, y, reduction_override='none')",
      [
        [0.00045089112245477736, 0.01699354685842991, 0.28305870294570923],
        [0.28305870294570923, 0.19577394425868988, 0.0016757124103605747],
      ],
    ],
    ["monai", monai, "DiceLoss(sigmoid=True)(maps, hot)", 0.42652928829193115],
    ["monai", monai, "DiceLoss(sigmoid=True).cuda()(maps.cuda(), hot.cuda())", 0.42652928829193115],
    ["monai", monai, "DiceLoss(softmax=True, to_onehot_y=True)(maps, labels.unsqueeze(1))", 0.3893188238143921],
    [
      "monai",
      monai,
      "DiceLoss(softmax=True, to_onehot_y=True, include_background=False, batch=True)(maps, labels.unsqueeze(1))",
      0.35597866773605347,
    ],
    [
      "monai",
      monai,
      "DiceLoss(sigmoid=True, jaccard=True, smooth_nr=1.0, smooth_dr=1.0)(maps, hot.float())",
      0.4809340834617615,
    ],
    [
      "monai",
      monai,
      "DiceLoss(sigmoid=True, reduction='none')(maps, hot)",
      [
        [[0.3533478379249573], [0.5875208377838135]],
        [[0.47552424669265747], [0.28972429037094116]],
      ],
    ],
    [
      "monai",
      monai,
      "DiceLoss(sigmoid=True, batch=True, reduction='none')(maps, hot)",
      [[0.41514164209365845], [0.42860716581344604]],
    ],
    ["monai", monai, "DiceLoss()(torch.sigmoid(maps), hot)", 0.42652928829193115],
    ["segmentation-models-pytorch", segmentation, "smp.losses.DiceLoss('multilabel')(maps, hot)", 0.4218750298023224],
    [
      "segmentation-models-pytorch",
      segmentation,
      "smp.losses.DiceLoss('multiclass')(maps, labels)",
      0.3881528973579407,
    ],
    [
      "segmentation-models-pytorch",
      segmentation,
      "smp.losses.DiceLoss(mode='binary')(maps[:, :1], hot[:, :1])",
      0.41514235734939575,
    ],
    [
      "segmentation-models-pytorch",
      segmentation,
      "smp.losses.DiceLoss('binary')(maps[:, 0], hot[:, 0])",
      0.41514235734939575,
    ],
    [
      "segmentation-models-pytorch",
      segmentation,
      "smp.losses.DiceLoss('multiclass', from_logits=False)(torch.softmax(maps, 1), labels)",
      0.3881528973579407,
    ],
    [
      "segmentation-models-pytorch",
      segmentation,
      "smp.losses.DiceLoss('multiclass')(maps, torch.ones_like(labels))",
      0.20610368251800537,
    ],
  ] as const) {
    it(`${framework}: ${call}`, () => {
      const [answer] = answersOf(imported, call);
      assert.deepEqual([answer?.framework, answer?.verdict], [framework, "right"], answer?.message);
      const [own, real] = [answer.value, value].map((each) => [each].flat(3) as readonly number[]);
      assert.equal(own.length, real.length);
      for (const [i, each] of own.entries()) assert.ok(Math.abs(each - real[i]) < 1e-6, String(answer.value));
    });
  }

  for (const [imported, call, cause] of [
    [kornia, "focal_loss(torch.softmax(z, 1), y, 0.5)", "double-softmax"],
    [kornia, "focal_loss(z, torch.tensor([1, 3]), 0.5)", "one-based-labels"],
    [mmdet, "FocalLoss()(z.sigmoid(), y)", "double-sigmoid"],
    [monai, "DiceLoss(sigmoid=True)(torch.sigmoid(maps), hot)", "double-sigmoid"],
    [monai, "DiceLoss(softmax=True)(torch.softmax(maps, 1), hot)", "double-softmax"],
    [monai, "DiceLoss()(maps, hot)", "logits-in-bce"],
    [monai, "DiceLoss(sigmoid=True)(maps, hot * 255)", "out-of-range"],
    [segmentation, "smp.losses.DiceLoss('binary')(torch.sigmoid(maps[:, :1]), hot[:, :1])", "double-sigmoid"],
    [segmentation, "smp.losses.DiceLoss('multiclass')(torch.softmax(maps, 1), labels)", "double-softmax"],
    [segmentation, "smp.losses.DiceLoss('binary', from_logits=False)(maps[:, :1], hot[:, :1])", "logits-in-bce"],
  ] as const) {
    it(`a mistake is found: ${call}`, () => {
      const [answer] = answersOf(imported, call);
      assert.deepEqual([answer?.verdict, answer?.cause], ["wrong", cause], answer?.message);
    });
  }

  for (const [imported, call, type, message] of [
    [
      mmdet,
      "FocalLoss(reduction='sum')(z, y, avg_factor=2)",
      "ValueError",
      'avg_factor can not be used with reduction="sum"',
    ],
    [
      monai,
      "DiceLoss(softmax=True)(maps, labels.unsqueeze(1))",
      "AssertionError",
      "ground truth has different shape (torch.Size([2, 1, 3])) from input (torch.Size([2, 2, 3]))",
    ],
  ] as const) {
    it(`raises: ${call}`, () => {
      const [answer] = answersOf(imported, call);
      assert.equal(answer?.verdict, "raises");
      assert.ok(answer.message.includes(type) && answer.message.includes(message), answer.message);
    });
  }

  for (const [imported, call] of [
    [kornia, "focal_loss(z, y, 0.5, weight=torch.tensor([1.0, 2.0, 1.0]))"],
    [kornia, "focal_loss(z, torch.tensor([0, -100]), 0.5)"],
    [mmdet, "FocalLoss()(z, y, weight=torch.tensor([1.0, 0.0]))"],
    [mmdet, "FocalLoss(activated=True)(z.sigmoid(), y)"],
    [monai, "DiceLoss(sigmoid=True)(z, torch.tensor([[1, 0, 0], [0, 0, 1]]))"],
    [monai, "DiceLoss(sigmoid=True, ignore_index=1)(maps, hot)"],
    [monai, "DiceLoss(sigmoid=True, squared_pred=True)(maps, hot)"],
    [segmentation, "smp.losses.DiceLoss('multiclass', smooth=1.0)(maps, labels)"],
    [segmentation, "smp.losses.DiceLoss(mode)(maps, labels)"],
  ] as const) {
    it(`is no value and no verdict where it is something else: ${call}`, () => {
      assert.deepEqual(
        answersOf(imported, call)
          .filter(({ verdict, value }) => verdict !== "unsure" || value !== null)
          .map(({ verdict, value, message }) => [verdict, value, message]),
        [],
      );
    });
  }
});
