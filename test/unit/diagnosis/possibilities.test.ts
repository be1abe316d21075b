import assert from "node:assert/strict";
import type { Form } from "../../../src/diagnosis/callFacts";
import { type Possibility, possibilities } from "../../../src/diagnosis/seen/possibilities";
import { tensor } from "../engine/tensors";

/** Calls, each by a name; the rows below speak of their arrays as torch has them, in float64. */
const x = tensor([
  [1.4, -0.2, 0.3],
  [0.1, 0.9, -0.5],
]);
const lx = tensor([
  [-0.5, -1.2, -2.3],
  [-1.6, -0.4, -2],
]);
const q = tensor([
  [0.7, 0.2, 0.1],
  [0.1, 0.8, 0.1],
]);
const [y, w, p, z, b] = [
  tensor([0, 2], "int64"),
  tensor([1, 2, 0.5]),
  tensor([0.7, 0.2]),
  tensor([0.8, -1.4]),
  tensor([1, 0]),
];
const forms = {
  plain: { loss: "CrossEntropyLoss", input: x, target: y, options: {} },
  weighted: { loss: "CrossEntropyLoss", input: x, target: y, options: { weight: w } },
  smoothed: { loss: "CrossEntropyLoss", input: x, target: y, options: { labelSmoothing: 0.3, reduction: "sum" } },
  logs: { loss: "NLLLoss", input: lx, target: y, options: {} },
  yes: { loss: "BCELoss", input: p, target: b, options: {} },
  yesWeighted: {
    loss: "BCEWithLogitsLoss",
    input: z,
    target: b,
    options: { weight: tensor([1, 0.5]), posWeight: tensor([2, 3]) },
  },
  divergence: { loss: "KLDivLoss", input: lx, target: q, options: {} },
  squares: { loss: "MSELoss", input: z, target: b, options: { reduction: "none" } },
  focal: { loss: "SigmoidFocalLoss", input: z, target: b, options: { reduction: "mean" } },
} as const satisfies Record<string, Form>;

/** What torch gives of an expression, what that is called beside the call, how far-fetched it is, and what a person mistakes who has it. */
const rows: readonly (readonly [
  form: keyof typeof forms,
  torch: string,
  code: string,
  value: number,
  cost: number,
  cause: string | undefined,
  kind: Possibility["kind"],
])[] = [
  ["plain", "F.cross_entropy(x, y)", "CrossEntropyLoss", 1.178303916, 0, undefined, "same"],
  [
    "plain",
    "F.cross_entropy(x, y, reduction='sum')",
    'CrossEntropyLoss under reduction="sum"',
    2.356607832,
    1.2,
    undefined,
    "form",
  ],
  [
    "plain",
    "F.cross_entropy(x, y, reduction='sum') / 2",
    'CrossEntropyLoss under reduction="sum", divided by 2 samples',
    1.178303916,
    1.6,
    "sum-per-sample",
    "form",
  ],
  [
    "plain",
    "F.cross_entropy(x, y, reduction='none')[1]",
    "the loss of sample 1 alone",
    1.928228862,
    2.51,
    undefined,
    "form",
  ],
  [
    "plain",
    "F.cross_entropy(x, y) / math.log(2)",
    "CrossEntropyLoss in bits (divided by ln 2)",
    1.699933216,
    2,
    "in-bits",
    "bits",
  ],
  [
    "plain",
    "F.cross_entropy(x, y).exp()",
    "the perplexity, exp of CrossEntropyLoss",
    3.248859189,
    2.2,
    "perplexity",
    "perplexity",
  ],
  ["plain", "100 * F.cross_entropy(x, y)", "100 × CrossEntropyLoss", 117.830391598, 2.6, undefined, "percent"],
  [
    "plain",
    "F.cross_entropy(x, y, label_smoothing=0.1)",
    "CrossEntropyLoss(label_smoothing=0.1)",
    1.189970583,
    2,
    undefined,
    "form",
  ],
  [
    "plain",
    "F.cross_entropy(x, y, label_smoothing=0.05)",
    "CrossEntropyLoss(label_smoothing=0.05)",
    1.184137249,
    2,
    undefined,
    "form",
  ],
  [
    "plain",
    "F.cross_entropy(x, y, label_smoothing=0.2)",
    "CrossEntropyLoss(label_smoothing=0.2)",
    1.201637249,
    2,
    undefined,
    "form",
  ],
  [
    "plain",
    "-((one * 0.9 + (1 - one) * 0.05) * F.log_softmax(x, 1)).sum(1).mean()",
    "CrossEntropyLoss(label_smoothing=0.15), which is eps=0.1 / (K - 1)",
    1.195803916,
    2.4,
    "smoothing-differs",
    "form",
  ],
  [
    "plain",
    "-((one * 0.8 + (1 - one) * 0.1) * F.log_softmax(x, 1)).sum(1).mean()",
    "CrossEntropyLoss(label_smoothing=0.3), which is eps=0.2 / (K - 1)",
    1.213303916,
    2.4,
    "smoothing-differs",
    "form",
  ],
  [
    "plain",
    "F.cross_entropy(x, y, ignore_index=0)",
    "CrossEntropyLoss(ignore_index=0)",
    1.928228862,
    2.8,
    undefined,
    "form",
  ],
  [
    "plain",
    "F.cross_entropy(x, y, ignore_index=0, reduction='none').mean()",
    'CrossEntropyLoss(ignore_index=0) under reduction="none", then .mean()',
    0.964114431,
    3.9,
    undefined,
    "form",
  ],
  [
    "plain",
    "F.cross_entropy(x, y, ignore_index=2)",
    "CrossEntropyLoss(ignore_index=2)",
    0.42837897,
    2.8,
    undefined,
    "form",
  ],
  ["plain", "F.cross_entropy(x.softmax(1), y)", "Softmax → CrossEntropyLoss", 1.055990742, 3, undefined, "form"],
  ["plain", "F.nll_loss(x.softmax(1), y)", "Softmax → NLLLoss", -0.398484974, 3.4, undefined, "form"],
  ["plain", "F.nll_loss(x, y)", "NLLLoss", -0.45, 3.4, undefined, "form"],
  ["plain", "F.cross_entropy(x.log(), y)", "Log → CrossEntropyLoss", Number.NaN, 3, undefined, "form"],
  [
    "plain",
    "F.binary_cross_entropy(x.softmax(1), one)",
    "Softmax → BCELoss on one-hot targets",
    0.656780345,
    3.5,
    undefined,
    "form",
  ],
  [
    "plain",
    "F.binary_cross_entropy(x.sigmoid(), one)",
    "Sigmoid → BCELoss on one-hot targets",
    0.77208984,
    3.5,
    undefined,
    "form",
  ],
  [
    "plain",
    "F.binary_cross_entropy(x.sigmoid(), one, reduction='sum')",
    'Sigmoid → BCELoss on one-hot targets under reduction="sum"',
    4.632539043,
    4.7,
    undefined,
    "form",
  ],
  ["weighted", "F.cross_entropy(x, y, weight=w)", "CrossEntropyLoss", 0.928328934, 0, undefined, "same"],
  [
    "weighted",
    "F.cross_entropy(x, y, weight=w, reduction='none').mean()",
    'CrossEntropyLoss under reduction="none", then .mean()',
    0.6962467,
    1.1,
    "weighted-mean",
    "form",
  ],
  ["weighted", "F.cross_entropy(x, y)", "CrossEntropyLoss(without weight)", 1.178303916, 1.5, undefined, "form"],
  [
    "smoothed",
    "F.cross_entropy(x, y, label_smoothing=0.3, reduction='sum')",
    "CrossEntropyLoss",
    2.426607832,
    0,
    undefined,
    "same",
  ],
  [
    "smoothed",
    "F.cross_entropy(x, y, label_smoothing=0.3)",
    'CrossEntropyLoss under reduction="mean"',
    1.213303916,
    1,
    undefined,
    "form",
  ],
  [
    "smoothed",
    "F.cross_entropy(x, y, reduction='sum')",
    "CrossEntropyLoss(label_smoothing=0)",
    2.356607832,
    2,
    undefined,
    "form",
  ],
  [
    "smoothed",
    "-((one * 0.7 + (1 - one) * 0.15) * F.log_softmax(x, 1)).sum()",
    "CrossEntropyLoss(label_smoothing=0.45), which is eps=0.3 / (K - 1)",
    2.461607832,
    2.4,
    "smoothing-differs",
    "form",
  ],
  ["logs", "F.nll_loss(lx, y)", "NLLLoss", 1.25, 0, undefined, "same"],
  ["logs", "F.nll_loss(lx.log_softmax(1), y)", "LogSoftmax → NLLLoss", 1.257737744, 3, undefined, "form"],
  ["logs", "F.cross_entropy(lx, y)", "CrossEntropyLoss", 1.257737744, 3, undefined, "form"],
  ["logs", "F.nll_loss(lx.log(), y)", "Log → NLLLoss", Number.NaN, 3, undefined, "form"],
  ["logs", "F.nll_loss(lx, y, ignore_index=2)", "NLLLoss(ignore_index=2)", 0.5, 2.8, undefined, "form"],
  ["yes", "F.binary_cross_entropy(p, b)", "BCELoss", 0.289909248, 0, undefined, "same"],
  ["yes", "F.binary_cross_entropy(p.sigmoid(), b)", "Sigmoid → BCELoss", 0.600662459, 3, undefined, "form"],
  ["yes", "F.binary_cross_entropy_with_logits(p, b)", "BCEWithLogitsLoss", 0.600662459, 3, undefined, "form"],
  [
    "yesWeighted",
    "F.binary_cross_entropy_with_logits(z, b, weight=bw, pos_weight=pw)",
    "BCEWithLogitsLoss",
    0.426205018,
    0,
    undefined,
    "same",
  ],
  [
    "yesWeighted",
    "F.binary_cross_entropy_with_logits(z, b, pos_weight=pw)",
    "BCEWithLogitsLoss(without weight)",
    0.481309371,
    1.5,
    undefined,
    "form",
  ],
  [
    "yesWeighted",
    "F.binary_cross_entropy_with_logits(z, b, weight=bw)",
    "BCEWithLogitsLoss(without pos_weight)",
    0.240654685,
    1.5,
    undefined,
    "form",
  ],
  [
    "yesWeighted",
    "F.binary_cross_entropy(z.sigmoid(), b, weight=bw)",
    "Sigmoid → BCELoss",
    0.240654685,
    3,
    undefined,
    "form",
  ],
  [
    "yesWeighted",
    "F.binary_cross_entropy_with_logits(z.sigmoid(), b, weight=bw, pos_weight=pw)",
    "Sigmoid → BCEWithLogitsLoss",
    0.605758464,
    3,
    undefined,
    "form",
  ],
  ["divergence", "F.kl_div(lx, q)", "KLDivLoss", 0.009858265, 0, undefined, "same"],
  [
    "divergence",
    "F.kl_div(lx, q, reduction='batchmean')",
    'KLDivLoss under reduction="batchmean"',
    0.029574794,
    1.6,
    undefined,
    "form",
  ],
  ["divergence", "F.kl_div(lx.log_softmax(1), q)", "LogSoftmax → KLDivLoss", 0.012437513, 3, undefined, "form"],
  ["squares", "F.mse_loss(z, b)", 'MSELoss under reduction="mean"', 1.0, 1, undefined, "form"],
  ["squares", "F.mse_loss(z, b, reduction='sum')", 'MSELoss under reduction="sum"', 2.0, 1.2, undefined, "form"],
  ["squares", "F.mse_loss(z, b) / math.log(2)", "MSELoss in bits (divided by ln 2)", Math.LOG2E, 2, "in-bits", "bits"],
  ["focal", "focal(0.25)", "SigmoidFocalLoss", 0.007693031, 0, undefined, "same"],
  ["focal", "focal(0.75)", "SigmoidFocalLoss(alpha=0.75)", 0.014453892, 1.4, undefined, "form"],
  ["focal", "focal(-1)", "SigmoidFocalLoss(alpha=-1)", 0.022146923, 2, undefined, "form"],
];

describe("what a call and everything near it gives", () => {
  for (const [form, torch, code, value, cost, cause, kind] of rows) {
    it(`${form}: ${torch}`, () => {
      const found = [...possibilities(forms[form])].find(
        (each) => each.code === code && Math.abs(each.cost - cost) < 1e-9,
      );
      assert.ok(found !== undefined, code);
      const isEqual = Number.isNaN(value) ? Number.isNaN(found.value) : Math.abs(found.value - value) < 1e-8;
      assert.ok(isEqual, `${found.value}, torch gives ${value}`);
      assert.equal(found.cause, cause);
      assert.equal(found.kind, kind);
    });
  }
});

describe("what is no way to come to a number", () => {
  const codes = (form: Form) => [...possibilities(form)].map(({ code }) => code);
  const none = (form: Form, part: string) =>
    assert.deepEqual(
      codes(form).filter((code) => code.includes(part)),
      [],
    );

  it("another mean where nothing is weighted and all count", () => {
    for (const form of ["plain", "logs", "yes", "squares"] as const)
      none({ ...forms[form] }, `${forms[form].loss} under reduction="none"`);
  });
  it("leaving out a weight that is not there", () => none(forms.plain, "without"));
  it("the reduction that the call has", () => {
    none(forms.plain, 'under reduction="mean"');
    assert.ok(!codes(forms.smoothed).includes('CrossEntropyLoss under reduction="sum"'));
    none({ ...forms.divergence, options: { reduction: "batchmean" } }, 'KLDivLoss under reduction="batchmean"');
  });
  it("the smoothing that the call has", () => {
    none({ ...forms.plain, options: { labelSmoothing: 0.1 } }, "(label_smoothing=0.1)");
    none(forms.plain, "(label_smoothing=0)");
  });
  it("smoothing over the other classes that would be more than all", () => {
    none({ ...forms.plain, options: { labelSmoothing: 0.7 } }, "which is eps");
  });
  it("smoothing of rows of probabilities over the other classes", () =>
    none({ ...forms.plain, target: q }, "which is eps"));
  it("one-hot rows of what is weighted, or of rows", () => {
    none(forms.weighted, "one-hot");
    none({ ...forms.plain, target: q }, "one-hot");
    none(forms.logs, "one-hot");
  });
  it("an index to be ignored where all are that one, or is ignored already", () => {
    none({ ...forms.plain, target: tensor([1, 1], "int64") }, "ignore_index");
    none({ ...forms.plain, options: { ignoreIndex: 0 } }, "ignore_index");
    none({ ...forms.plain, target: q }, "ignore_index");
  });
  it("the other alpha of focal loss where it has none", () => {
    none({ ...forms.focal, options: { alpha: -1 } }, "alpha=2");
  });
  it("samples one by one of one, or of hundreds", () => {
    none({ ...forms.squares, input: tensor([1]), target: tensor([0]) }, "alone");
    const many = tensor(Array.from({ length: 65 }, () => 1));
    none({ ...forms.squares, input: many, target: many }, "alone");
  });
  it("a call that torch refuses", () => assert.deepEqual(codes({ ...forms.squares, target: tensor([1, 2, 3]) }), []));
});

describe("labels of many classes", () => {
  it("only the first and the last are tried as the one to be ignored", () => {
    const input = tensor([0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => (i * j) % 3)));
    const form: Form = { loss: "NLLLoss", input, target: tensor([0, 1, 2, 3, 4], "int64"), options: {} };
    const tried = [...possibilities(form)].flatMap(
      ({ code }) => /^NLLLoss\(ignore_index=(\d)\)$/.exec(code)?.[1] ?? [],
    );
    assert.deepEqual(tried, ["0", "4"]);
  });
});
