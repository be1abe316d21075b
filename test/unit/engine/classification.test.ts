import assert from "node:assert/strict";
import {
  confusionMatrix,
  matthews,
  type PrecisionAndRecall,
  precisionAndRecall,
} from "../../../src/engine/metrics/confusion";
import { binaryLogLoss, logLoss } from "../../../src/engine/metrics/logLoss";
import {
  averagePrecision,
  oneVersusRest,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from "../../../src/engine/metrics/ranking";
import { isClose } from "../../golden/allclose";
import { goldenCases } from "../../golden/goldenFiles";

type Scores<T> = { readonly [Key in "precision" | "recall" | "f1"]: T };

interface ClassCase {
  readonly label: string;
  readonly classes: number;
  readonly probabilities: readonly number[];
  readonly target: readonly number[];
  readonly expected: {
    readonly confusion: readonly number[];
    readonly perClass: Scores<readonly number[]>;
    readonly macro: Scores<number>;
    readonly micro: Scores<number>;
    readonly weighted: Scores<number>;
    readonly matthews: number;
    readonly logLoss: number;
    readonly averagePrecision: readonly number[];
    readonly rocAuc?: { readonly macro: number; readonly weighted: number };
    readonly macroAveragePrecision?: number;
  };
}

interface BinaryCase {
  readonly label: string;
  readonly probabilities: readonly number[];
  readonly target: readonly number[];
  readonly expected: {
    readonly binary: Scores<number>;
    readonly matthews: number;
    readonly logLoss: number;
    readonly rocAuc: number;
    readonly averagePrecision: number;
  };
}

const golden = goldenCases<ClassCase | BinaryCase>("classification");

function assertClose(actual: number, expected: number, what: string): void {
  assert.ok(isClose(actual, expected, 1e-12), `${what}: ${actual}, not ${expected}`);
}

function assertScores(actual: Omit<PrecisionAndRecall, "support">, expected: Scores<number>, what: string): void {
  for (const key of ["precision", "recall", "f1"] as const) assertClose(actual[key], expected[key], `${what} ${key}`);
}

/** The first of the largest, as NumPy's argmax has it. */
function predictions({ probabilities, classes, target }: ClassCase): number[] {
  return target.map((_, sample) => {
    const row = probabilities.slice(sample * classes, (sample + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
}

describe("metrics of predictions, by scikit-learn", () => {
  for (const each of golden) {
    if ("classes" in each) {
      it(each.label, () => {
        const { classes, target, expected } = each;
        const matrix = confusionMatrix(target, predictions(each), classes);
        assert.deepEqual([...matrix.counts], expected.confusion);
        const { perClass, macro, micro, weighted } = precisionAndRecall(matrix);
        perClass.forEach((scores, c) => {
          const { precision, recall, f1 } = expected.perClass;
          assertScores(scores, { precision: precision[c], recall: recall[c], f1: f1[c] }, `class ${c}`);
        });
        assertScores(macro, expected.macro, "macro");
        assertScores(micro, expected.micro, "micro");
        assertScores(weighted, expected.weighted, "weighted");
        assertClose(matthews(matrix), expected.matthews, "MCC");
        const p = Float64Array.from(each.probabilities);
        assertClose(logLoss(p, target, classes), expected.logLoss, "log_loss");
        const precision = oneVersusRest(averagePrecision, p, target, classes);
        for (const [c, value] of precision.perClass.entries()) {
          assertClose(value, expected.averagePrecision[c], `AP of class ${c}`);
        }
        if (expected.rocAuc === undefined || expected.macroAveragePrecision === undefined) return;
        assertClose(precision.macro, expected.macroAveragePrecision, "macro AP");
        const auc = oneVersusRest(rocAuc, p, target, classes);
        assertClose(auc.macro, expected.rocAuc.macro, "macro AUC");
        assertClose(auc.weighted, expected.rocAuc.weighted, "weighted AUC");
      });
      continue;
    }
    it(each.label, () => {
      const { probabilities, target, expected } = each;
      const predicted = probabilities.map((p) => Number(p > 0.5));
      const matrix = confusionMatrix(target, predicted, 2);
      assertScores(precisionAndRecall(matrix).perClass[1], expected.binary, "yes");
      assertClose(matthews(matrix), expected.matthews, "MCC");
      assertClose(binaryLogLoss(probabilities, target), expected.logLoss, "log_loss");
      assertClose(rocAuc(probabilities, target), expected.rocAuc, "AUC");
      assertClose(averagePrecision(probabilities, target), expected.averagePrecision, "AP");
    });
  }

  it("curves begin at nothing and end at everything, one point for equal scores", () => {
    const [scores, labels] = [
      [0.9, 0.4, 0.4, 0.1],
      [1, 1, 0, 0],
    ];
    assert.deepEqual(
      rocCurve(scores, labels).map(({ x, y }) => [x, y]),
      [
        [0, 0],
        [0, 0.5],
        [0.5, 1],
        [1, 1],
      ],
    );
    assert.deepEqual(
      precisionRecallCurve(scores, labels).map(({ x, y }) => [x, y]),
      [
        [0, 1],
        [0.5, 1],
        [1, 2 / 3],
        [1, 0.5],
      ],
    );
  });

  it("one class alone has no AUC, and no samples have no scores", () => {
    assert.ok(Number.isNaN(rocAuc([0.2, 0.7], [1, 1])));
    assert.ok(Number.isNaN(rocAuc([], [])));
    assert.equal(averagePrecision([0.2, 0.7], [0, 0]), 0);
    assert.deepEqual(precisionAndRecall(confusionMatrix([], [], 2)).micro, {
      precision: 0,
      recall: 0,
      f1: 0,
      support: 0,
    });
    assert.ok(Number.isNaN(logLoss(new Float64Array(0), [], 3)));
  });
});
