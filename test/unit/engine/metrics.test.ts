import assert from "node:assert/strict";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import {
  binaryBrierScore,
  binaryEntropies,
  brierScore,
  calibration,
  entropies,
  perplexity,
  toBits,
  topKAccuracy,
} from "../../../src/engine/metrics/probabilities";
import { applyOps } from "../../../src/engine/ops/applyOp";
import { reduce } from "../../../src/engine/reduce";
import { isRefusal } from "../../../src/engine/refusal";
import type { Tensor } from "../../../src/tensor/tensor";
import { differences } from "../../golden/allclose";
import { decodeTensor, type EncodedTensor } from "../../golden/compareCase";
import { goldenCases } from "../../golden/goldenFiles";
import { tensor } from "./tensors";

interface MetricCase {
  readonly label: string;
  readonly input: EncodedTensor;
  readonly target: EncodedTensor;
  readonly expected: {
    readonly accuracy: number;
    readonly entropies: readonly number[];
    readonly entropiesInBits?: readonly number[];
    readonly logLoss: number;
    readonly perplexity?: number;
    readonly calibrationError: number;
    readonly calibrationErrorOf10?: number;
    readonly brier?: number;
    readonly topK?: Readonly<Record<string, number>>;
  };
}

const golden: readonly MetricCase[] = goldenCases("metrics");

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, absolute = 1e-14): void {
  assert.deepEqual(differences(actual, expected, absolute), []);
}

/** The largest probability of each row whose target counts, and whether it is the target's. */
function likeliest({ data, shape: [rows, classes] }: Tensor, target: Tensor) {
  const counted = Array.from({ length: rows }, (_, row) => row).filter((row) => target.data[row] >= 0);
  const row = (at: number) => Array.from(data.subarray(at * classes, (at + 1) * classes));
  return {
    confidences: Float64Array.from(counted, (at) => Math.max(...row(at))),
    correct: counted.map((at) => Number(row(at).indexOf(Math.max(...row(at))) === target.data[at])),
  };
}

/** torchmetrics computes calibration errors in float32. */
const FLOAT32 = 1e-6;

function crossEntropyOf(probabilities: Tensor, target: Tensor): number {
  const logs = applyOps(probabilities, [{ op: "log" }]);
  assert.ok(!isRefusal(logs));
  const loss = lossFunctions.NLLLoss(logs, target, {});
  assert.ok(!isRefusal(loss));
  return reduce(loss, "mean").data[0];
}

describe("metrics by scikit-learn, SciPy and torchmetrics", () => {
  for (const { label, input, target, expected } of golden.filter(({ input }) => input.shape.length === 2)) {
    const p = decodeTensor(input);
    const y = decodeTensor(target);
    it(`accuracy and top k, ${label}`, () => {
      assertClose([topKAccuracy(p, y, 1)], [expected.accuracy]);
      for (const [k, share] of Object.entries(expected.topK ?? {}))
        assertClose([topKAccuracy(p, y, Number(k))], [share]);
    });
    it(`entropy in nats and bits, ${label}`, () => {
      assertClose(entropies(p), expected.entropies);
      assertClose(entropies(p).map(toBits), expected.entropiesInBits ?? []);
    });
    it(`log loss and perplexity, ${label}`, () => {
      const loss = crossEntropyOf(p, y);
      assertClose([loss], [expected.logLoss]);
      assertClose([perplexity(loss)], [expected.perplexity ?? Number.NaN]);
    });
    it(`expected calibration error, ${label}`, () => {
      const { confidences, correct } = likeliest(p, y);
      assertClose([calibration(confidences, correct).error], [expected.calibrationError], FLOAT32);
      assertClose(
        [calibration(confidences, correct, 10).error],
        [expected.calibrationErrorOf10 ?? Number.NaN],
        FLOAT32,
      );
    });
    if (expected.brier !== undefined) {
      it(`Brier score, ${label}`, () => assertClose([brierScore(p, y)], [expected.brier ?? Number.NaN]));
    }
  }

  for (const { label, input, target, expected } of golden.filter(({ input }) => input.shape.length === 1)) {
    const p = decodeTensor(input);
    const labels = decodeTensor(target);
    it(`entropy, Brier score and calibration, ${label}`, () => {
      assertClose(binaryEntropies(p), expected.entropies);
      assertClose([binaryBrierScore(p, labels)], [expected.brier ?? Number.NaN]);
      assertClose([calibration(p.data, labels.data).error], [expected.calibrationError], FLOAT32);
    });
  }
});

describe("metrics at their edges", () => {
  it("ignored targets do not count", () => {
    const scores = tensor([
      [0.9, 0.1],
      [0.2, 0.8],
      [0.6, 0.4],
    ]);
    assert.equal(topKAccuracy(scores, tensor([0, -100, 1], "int64"), 1), 0.5);
    assert.ok(Number.isNaN(topKAccuracy(scores, tensor([-100, -100, -100], "int64"), 1)));
  });

  it("of equal scores the first counts, and nan counts as largest, as in torch.argmax", () => {
    const scores = tensor([
      [0.5, 0.5],
      [Number.NaN, 1],
    ]);
    assert.equal(topKAccuracy(scores, tensor([0, 0], "int64"), 1), 1);
    assert.equal(topKAccuracy(scores, tensor([1, 1], "int64"), 1), 0);
    assert.equal(topKAccuracy(scores, tensor([1, 1], "int64"), 2), 1);
  });

  it("classes may stand before other dimensions", () => {
    const scores = tensor([
      [
        [0.9, 0.2],
        [0.1, 0.8],
      ],
    ]);
    assert.equal(topKAccuracy(scores, tensor([[0, 1]], "int64"), 1), 1);
    assert.equal(topKAccuracy(scores, tensor([[0, 0]], "int64"), 1), 0.5);
  });

  it("a distribution that is certain has no entropy, an even one the entropy of chance", () => {
    assert.deepEqual(entropies(tensor([[1, 0, 0]])), Float64Array.of(0));
    assertClose(entropies(tensor([[0.25, 0.25, 0.25, 0.25]])), [Math.log(4)]);
    assert.equal(toBits(Math.log(4)), 2);
  });

  it("the bins of a reliability diagram", () => {
    const { bins, error } = calibration(Float64Array.of(0.05, 0.25, 0.75, 1, 0.95), [0, 1, 1, 1, 0], 2);
    assert.deepEqual(bins, [
      { lower: 0, upper: 0.5, count: 2, confidence: 0.15, accuracy: 0.5 },
      { lower: 0.5, upper: 1, count: 2, confidence: 0.85, accuracy: 0.5 },
      { lower: 1, upper: 1, count: 1, confidence: 1, accuracy: 1 },
    ]);
    assertClose([error], [(2 * 0.35 + 2 * 0.35) / 5]);
  });
});
