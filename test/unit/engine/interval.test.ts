import assert from "node:assert/strict";
import fc from "fast-check";
import { halfUnit } from "../../../src/engine/interval/halfUnit";
import { lossInterval } from "../../../src/engine/interval/lossInterval";
import type { LossName, LossOptions } from "../../../src/engine/loss";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import { applyOps } from "../../../src/engine/ops/applyOp";
import type { TensorOp } from "../../../src/engine/ops/tensorOp";
import { reduce } from "../../../src/engine/reduce";
import { isRefusal } from "../../../src/engine/refusal";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const softmax: TensorOp = { op: "softmax", dim: 1 };
const logSoftmax: TensorOp = { op: "logSoftmax", dim: 1 };
const log: TensorOp = { op: "log" };
const sigmoid: TensorOp = { op: "sigmoid" };

type Kind = "indices" | "labels" | "soft" | "signs" | "rowSigns" | "lists";

interface Row {
  readonly loss: LossName;
  readonly ops?: readonly TensorOp[];
  readonly kind: Kind;
  readonly options?: LossOptions;
  /** Whether the interval is claimed to be exact whatever the numbers; undefined: it depends on them. */
  readonly exact?: boolean;
}

const weight = tensor([1, 2, 0.5]);

const rows: readonly Row[] = [
  { loss: "CrossEntropyLoss", kind: "indices", exact: true },
  { loss: "CrossEntropyLoss", kind: "indices", options: { weight }, exact: true },
  { loss: "CrossEntropyLoss", kind: "indices", options: { labelSmoothing: 0.2 } },
  { loss: "CrossEntropyLoss", kind: "soft" },
  { loss: "CrossEntropyLoss", kind: "soft", options: { weight, labelSmoothing: 0.1 } },
  { loss: "CrossEntropyLoss", kind: "indices", ops: [softmax], exact: false },
  { loss: "CrossEntropyLoss", kind: "indices", ops: [sigmoid], exact: true },
  { loss: "CrossEntropyLoss", kind: "indices", ops: [logSoftmax], exact: false },
  { loss: "NLLLoss", kind: "indices", exact: true },
  { loss: "NLLLoss", kind: "indices", options: { weight: tensor([-1, 2.3, 0.7]) }, exact: true },
  { loss: "NLLLoss", kind: "indices", ops: [logSoftmax], exact: true },
  { loss: "NLLLoss", kind: "indices", ops: [softmax, log], exact: true },
  { loss: "NLLLoss", kind: "indices", ops: [{ op: "logSoftmax", dim: 0 }], exact: false },
  { loss: "NLLLoss", kind: "indices", ops: [softmax, softmax], exact: false },
  { loss: "BCELoss", kind: "labels", ops: [sigmoid], exact: true },
  { loss: "BCELoss", kind: "soft", ops: [sigmoid], exact: true },
  { loss: "BCELoss", kind: "labels", ops: [softmax], exact: false },
  { loss: "BCEWithLogitsLoss", kind: "labels", exact: true },
  { loss: "BCEWithLogitsLoss", kind: "soft", options: { weight, posWeight: tensor([3, 0.2, 1]) }, exact: true },
  { loss: "KLDivLoss", kind: "soft", exact: true },
  { loss: "KLDivLoss", kind: "soft", options: { logTarget: true }, exact: true },
  { loss: "KLDivLoss", kind: "soft", ops: [logSoftmax], exact: false },
  { loss: "MultiLabelSoftMarginLoss", kind: "labels", exact: true },
  { loss: "MultiLabelSoftMarginLoss", kind: "soft", options: { weight }, exact: true },
  { loss: "MultiLabelMarginLoss", kind: "lists", exact: true },
  { loss: "MultiMarginLoss", kind: "indices", exact: true },
  { loss: "MultiMarginLoss", kind: "indices", options: { p: 2, margin: 0.5, weight }, exact: true },
  { loss: "SoftMarginLoss", kind: "signs", exact: true },
  { loss: "HingeEmbeddingLoss", kind: "signs", exact: true },
  { loss: "HingeEmbeddingLoss", kind: "labels", exact: true },
  { loss: "SigmoidFocalLoss", kind: "labels", exact: true },
  { loss: "SigmoidFocalLoss", kind: "soft", exact: false },
  { loss: "MSELoss", kind: "soft", exact: true },
  { loss: "L1Loss", kind: "soft", exact: true },
  { loss: "HuberLoss", kind: "soft", options: { delta: 0.4 }, exact: true },
  { loss: "SmoothL1Loss", kind: "soft", options: { beta: 0.4 }, exact: true },
  { loss: "PoissonNLLLoss", kind: "soft", exact: true },
  { loss: "PoissonNLLLoss", kind: "soft", ops: [sigmoid], options: { logInput: false, full: true }, exact: true },
  { loss: "GaussianNLLLoss", kind: "soft", options: { var: 0.3 }, exact: true },
  { loss: "MarginRankingLoss", kind: "signs", options: { input2: tensor([[0.3, -1, 2]]), margin: 0.5 }, exact: true },
  { loss: "CosineEmbeddingLoss", kind: "rowSigns", options: { input2: tensor([[0.3, -1, 2]]) } },
  { loss: "TripletMarginLoss", kind: "soft", options: { negative: tensor([[0.3, -1, 2]]), margin: 2 } },
  { loss: "TripletMarginLoss", kind: "soft", options: { negative: tensor([[0.3, -1, 2]]), p: 1, swap: true } },
  { loss: "SoftmaxFocalLoss", kind: "indices", exact: true },
  { loss: "SoftmaxFocalLoss", kind: "indices", options: { weight, gamma: 0.5 }, exact: true },
  { loss: "RetinaNetFocalLoss", kind: "indices", exact: true },
  { loss: "MMDetFocalLoss", kind: "indices", exact: true },
  { loss: "DiceLoss", kind: "labels", ops: [sigmoid], exact: true },
  { loss: "DiceLoss", kind: "soft", ops: [sigmoid] },
  { loss: "TverskyLoss", kind: "labels", ops: [sigmoid], options: { alpha: 0.3, beta: 0.7 }, exact: true },
];

const C = 3;

const example = fc.integer({ min: 1, max: 3 }).chain((n) => {
  const logits = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: n * C, maxLength: n * C });
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: n * C, maxLength: n * C });
  return fc.record({
    n: fc.constant(n),
    logits,
    halfUnits: fc.array(fc.constantFrom(0, 0.005, 0.05, 0.5), { minLength: n * C, maxLength: n * C }),
    indices: fc.array(fc.integer({ min: 0, max: C - 1 }), { minLength: n, maxLength: n }),
    labels: fc.array(fc.constantFrom(0, 1), { minLength: n * C, maxLength: n * C }),
    soft: shares,
    lists: fc.array(fc.integer({ min: -1, max: C - 1 }), { minLength: n * C, maxLength: n * C }),
    /** Points of the box, as shares of the half units; and corners. */
    points: fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * C, maxLength: n * C }), {
      minLength: 5,
      maxLength: 5,
    }),
    corners: fc.array(fc.array(fc.constantFrom(-1, 1), { minLength: n * C, maxLength: n * C }), {
      minLength: 20,
      maxLength: 20,
    }),
  });
});

type Example = Parameters<Parameters<typeof example.map>[0]>[0];

function targetOf(kind: Kind, made: Example): Tensor {
  if (kind === "indices") return { data: Float64Array.from(made.indices), shape: [made.n], dtype: "int64" };
  if (kind === "rowSigns") {
    const signs = made.indices.map((index) => (index === 0 ? 1 : -1));
    return { data: Float64Array.from(signs), shape: [made.n], dtype: "float64" };
  }
  const shape = [made.n, C];
  if (kind === "lists") return { data: Float64Array.from(made.lists), shape, dtype: "int64" };
  const data = kind === "soft" ? made.soft : made.labels.map((label) => (kind === "signs" ? 2 * label - 1 : label));
  return { data: Float64Array.from(data), shape, dtype: "float64" };
}

function lossAt(row: Row, input: Tensor, target: Tensor): number {
  const activated = applyOps(input, row.ops ?? []);
  assert.ok(!isRefusal(activated));
  const loss = lossFunctions[row.loss](activated, target, row.options ?? {});
  assert.ok(!isRefusal(loss));
  return reduce(loss, "mean").data[0];
}

function intervalOf(row: Row, input: Tensor, halfUnits: readonly number[], target: Tensor) {
  const options = { ...row.options, reduction: "mean" } as const;
  const interval = lossInterval(input, Float64Array.from(halfUnits), { ops: [], ...row }, target, options);
  assert.ok(interval !== undefined && !isRefusal(interval));
  return { low: interval.low.data[0], high: interval.high.data[0], exact: interval.exact };
}

function nameOf({ loss, ops = [], kind, options }: Row): string {
  return [...ops.map(({ op }) => op), `${loss} of ${kind}`, ...Object.keys(options ?? {})].join(", ");
}

describe("the interval of a loss of rounded numbers", () => {
  it("is tried of every loss", () => {
    const tried = new Set(rows.map(({ loss }) => loss));
    assert.deepEqual(
      Object.keys(lossFunctions).filter((loss) => !tried.has(loss as LossName)),
      [],
    );
  });

  for (const row of rows) {
    it(`encloses every loss that is possible: ${nameOf(row)}`, () => {
      fc.assert(
        fc.property(example, (made) => {
          const input: Tensor = { data: Float64Array.from(made.logits), shape: [made.n, C], dtype: "float64" };
          const target = targetOf(row.kind, made);
          const { low, high, exact } = intervalOf(row, input, made.halfUnits, target);
          if (row.exact !== undefined) assert.equal(exact, row.exact);
          const tolerance = 1e-12 * Math.max(1, Math.abs(high));
          for (const point of [...made.points, ...made.corners]) {
            const moved = { ...input, data: input.data.map((x, i) => x + point[i] * made.halfUnits[i]) };
            const loss = lossAt(row, moved, target);
            assert.ok(loss >= low - tolerance && loss <= high + tolerance, `${loss} is not in [${low}, ${high}]`);
          }
        }),
        { numRuns: 60 },
      );
    });
  }

  // All 2^6 corners of two samples: an exact interval ends at two of them, where the loss is monotone in each element.
  const monotone = rows.filter(({ exact, kind }) => exact === true && kind !== "soft" && kind !== "rowSigns");
  for (const row of monotone) {
    it(`is reached at two corners: ${nameOf(row)}`, () => {
      const input = tensor([
        [1.2, -0.3, 0.4],
        [0.1, 2, -1.5],
      ]);
      const halfUnits = [0.05, 0.05, 0.5, 0.05, 0.5, 0.05];
      const made = { n: 2, indices: [2, 0], labels: [1, 0, 0, 1, 1, 0], lists: [2, 0, -1, 1, -1, 0], soft: [] };
      const target = targetOf(row.kind, made as unknown as Example);
      const losses = Array.from({ length: 64 }, (_, corner) => {
        const data = input.data.map((x, i) => x + (corner & (1 << i) ? 1 : -1) * halfUnits[i]);
        return lossAt(row, { ...input, data }, target);
      });
      const { low, high } = intervalOf(row, input, halfUnits, target);
      assert.ok(Math.abs(low - Math.min(...losses)) < 1e-14, `${low}, not ${Math.min(...losses)}`);
      assert.ok(Math.abs(high - Math.max(...losses)) < 1e-14, `${high}, not ${Math.max(...losses)}`);
    });
  }

  it("of printed probabilities stays within [0, 1]", () => {
    const interval = lossInterval(
      tensor([1, 0.5]),
      Float64Array.of(0.05, 0.05),
      { ops: [], loss: "BCELoss" },
      tensor([1, 1]),
      {
        reduction: "none",
      },
    );
    assert.ok(interval !== undefined && !isRefusal(interval));
    assert.deepEqual([...interval.low.data].map(Math.abs), [0, -Math.log(0.55)]);
    assert.deepEqual([...interval.high.data], [-Math.log(0.95), -Math.log(0.45)]);
    assert.equal(interval.exact, true);
  });

  it("takes the lowest point between the ends into account", () => {
    const interval = lossInterval(tensor([0.4]), Float64Array.of(0.2), { ops: [], loss: "BCELoss" }, tensor([0.5]), {});
    assert.ok(interval !== undefined && !isRefusal(interval));
    assert.ok(Math.abs(interval.low.data[0] - Math.LN2) < 1e-15);
  });

  it("is a point where the digits are exact", () => {
    const { low, high, exact } = intervalOf(
      { loss: "CrossEntropyLoss", kind: "indices" },
      tensor([[1, 2, 3]]),
      [0, 0, 0],
      tensor([1], "int64"),
    );
    assert.ok(high - low < 1e-15 && exact);
  });

  it("is undefined for integers, refused where the loss is", () => {
    assert.equal(
      lossInterval(
        tensor([[1, 2]], "int64"),
        new Float64Array(2),
        { ops: [], loss: "MultiMarginLoss" },
        tensor([0], "int64"),
        {},
      ),
      undefined,
    );
    const refused = lossInterval(
      tensor([[1, 2]]),
      new Float64Array(2),
      { ops: [], loss: "NLLLoss" },
      tensor([5], "int64"),
      {},
    );
    assert.ok(refused !== undefined && isRefusal(refused));
  });
});

describe("half a unit of the last digit", () => {
  for (const [text, half] of [
    ["0.8", 0.05],
    ["-1.250", 0.0005],
    [".5", 0.05],
    ["3.", 0.5],
    ["1.2e3", 50],
    ["1e-3", 0.0005],
    ["2.5E+01", 0.5],
    ["7.1842e-02", 0.0000005],
    ["1_000.25", 0.005],
    ["0.5f", 0.05],
    ["np.float64(0.30)", 0.005],
    ["12", 0],
    ["nan", 0],
    ["-inf", 0],
    ["", 0],
  ] as const) {
    it(`${text || "no text"}: ${half}`, () => assert.ok(Math.abs(halfUnit(text) - half) <= 1e-16 * half));
  }
});
