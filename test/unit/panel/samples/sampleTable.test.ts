import assert from "node:assert/strict";
import {
  type SampleSort,
  type SampleTable,
  sampleTable,
  sortedSamples,
} from "../../../../src/panel/samples/sampleTable";
import type { Evaluation, Request } from "../../../../src/report";
import { CLASSES, evaluation, PROBABILITIES } from "../pairs";

function tableOf(report: Evaluation): SampleTable {
  assert.ok(report.reference.kind === "reference");
  return sampleTable(report, report.reference);
}

function table(input: string, target: string, more?: Partial<Request>): SampleTable {
  return tableOf(evaluation(input, target, more));
}

function close(actual: ArrayLike<number> | undefined, expected: readonly number[]): void {
  assert.equal(actual?.length, expected.length);
  for (const [index, value] of expected.entries()) assert.ok(Math.abs((actual?.[index] ?? Number.NaN) - value) < 1e-12);
}

describe("the samples of a pair", () => {
  it("have the probability that the input gives to their class", () => {
    close(table(PROBABILITIES, CLASSES).probability, [0.8, 0.8, 0.9, 0.85]);
  });

  it("have it from the softmax of logits and the exponential of log-probabilities", () => {
    const logits = table("[[0.0, 0.0], [1.0, 1.0]]", "[0, 1]", { choice: { inputKind: "logits" } });
    close(logits.probability, [0.5, 0.5]);
    const logs = table("[[-0.6931471805599453, -0.6931471805599453], [0.0, -inf]]", "[0, 0]", {
      choice: { inputKind: "logProbabilities" },
    });
    close(logs.probability, [0.5, 1]);
  });

  it("have the probability of yes or of no where there is one value a sample", () => {
    const binary = table("[0.1, 0.9, 0.2]", "[0., 1., 1.]");
    close(binary.probability, [0.9, 0.9, 0.2]);
    assert.equal(binary.marks, undefined);
  });

  it("have none where the target is ignored", () => {
    const { probability, expected } = table("[[2.0, 1.0], [0.5, 1.5]]", "[0, -100]", {
      choice: { inputKind: "logits" },
    });
    assert.deepEqual([...(expected ?? [])], [0, -1]);
    assert.ok(Number.isNaN(probability?.[1]));
  });

  it("mark what the target names", () => {
    assert.deepEqual([...(table(PROBABILITIES, CLASSES).marks ?? [])], [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]);
    const labels = table(PROBABILITIES, "[[1., 1., 0.], [0., 1., 1.], [1., 0., 1.], [1., 1., 0.]]");
    assert.deepEqual([...(labels.marks ?? [])], [1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0]);
    assert.equal(labels.probability, undefined);
  });

  it("are named by their place in the input without the class axis", () => {
    const spatial = table(
      "[[[1.5, 2.0, 0.0], [0.5, -1.0, 3.0]], [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]]",
      "[[0, 1, 1], [0, 0, 1]]",
      {
        choice: { inputKind: "logits", classDim: 1 },
      },
    );
    assert.deepEqual([0, 2, 3, 5].map(spatial.nameOf), ["0, 0", "0, 2", "1, 0", "1, 2"]);
    assert.equal(table("[0.2, 0.3, 0.5]", "torch.tensor(2)").nameOf(0), "0");
  });
});

describe("the order of the samples", () => {
  const wrong = table("[[0.9, 0.1], [0.5, 0.5], [1.0, 0.0], [0.5, 0.5], [0.2, 0.8]]", "[0, 1, 1, 0, 0]", {
    choice: { inputKind: "probabilities" },
  });
  const orders: readonly [SampleSort, readonly number[]][] = [
    [{ column: "loss", descending: true }, [2, 4, 1, 3, 0]],
    [{ column: "loss", descending: false }, [0, 1, 3, 4, 2]],
    [{ column: "sample", descending: true }, [4, 3, 2, 1, 0]],
    [{ column: "expected", descending: false }, [0, 3, 4, 1, 2]],
    [{ column: "probability", descending: false }, [2, 4, 1, 3, 0]],
    [{ column: "value", classColumn: 1, descending: true }, [4, 1, 3, 0, 2]],
    [{ column: "value", descending: false }, [1, 3, 4, 0, 2]],
    // Of an array that had more classes.
    [{ column: "value", classColumn: 9, descending: true }, [4, 1, 3, 0, 2]],
    [{ column: "gradient", descending: true }, [3, 2, 0, 1, 4]],
  ];
  const gradient = Float64Array.of(0.2, 0, 0, 0.1, 0.3, -0.2, -0.9, 0.5, 0.1, 0);
  for (const [sort, order] of orders) {
    it(`by ${[sort.column, sort.classColumn].join(" ")}, ${sort.descending ? "descending" : "ascending"}`, () => {
      assert.deepEqual([...sortedSamples(wrong, sort, [], gradient)], order);
    });
  }

  it("is of the slice alone where one is chosen", () => {
    const spatial = table(
      "[[[1.5, 2.0, 0.0], [0.5, -1.0, 3.0]], [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]]",
      "[[0, 1, 1], [0, 0, 1]]",
      { choice: { inputKind: "logits", classDim: 1 } },
    );
    const inOrder = (slice: readonly (number | undefined)[]) => [
      ...sortedSamples(spatial, { column: "sample", descending: false }, slice),
    ];
    assert.deepEqual(inOrder([]), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(inOrder([1, undefined]), [3, 4, 5]);
    assert.deepEqual(inOrder([undefined, 2]), [2, 5]);
    assert.deepEqual(inOrder([0, 1]), [1]);
    const worst = [...sortedSamples(spatial, { column: "loss", descending: true }, [0, undefined])];
    assert.deepEqual([...worst].sort(), [0, 1, 2]);
    assert.ok(spatial.loss[worst[0]] >= spatial.loss[worst[1]] && spatial.loss[worst[1]] >= spatial.loss[worst[2]]);
  });

  it("has nan before every other loss", () => {
    const broken = table("[[0.9, 0.1], [nan, 0.5], [0.0, 1.0]]", "[0, 0, 0]", {
      choice: { inputKind: "probabilities" },
    });
    assert.deepEqual([...sortedSamples(broken, { column: "loss", descending: true })], [1, 2, 0]);
  });
});
