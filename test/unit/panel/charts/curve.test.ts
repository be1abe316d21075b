import assert from "node:assert/strict";
import fc from "fast-check";
import { type Curve, curveOf, inputAt, lossAt } from "../../../../src/engine/lossCurve";
import { dotsOf, inputAxis, lossAxis } from "../../../../src/panel/charts/data/curve";
import { curveBins, worstPoint } from "../../../../src/panel/charts/data/curveBins";
import { sampleTable, slicedSamples } from "../../../../src/panel/samples/sampleTable";
import { type Axis, niceTicks, placeOn, valueAt } from "../../../../src/render/chartScale";
import type { Request } from "../../../../src/report";
import { CLASSES, evaluation, PROBABILITIES } from "../pairs";

function curve(input: string, target: string, more?: Partial<Request>): Curve {
  const report = evaluation(input, target, more);
  assert.ok(report.reference.kind === "reference");
  return curveOf(report, sampleTable(report, report.reference));
}

const pairs: readonly [string, Curve][] = [
  ["class probabilities", curve(PROBABILITIES, CLASSES)],
  ["class logits", curve("[[2.0, -1.0, 0.5], [0.1, 0.2, 0.3]]", "[0, 2]")],
  ["binary probabilities", curve("[0.1, 0.9, 0.2]", "[0., 1., 1.]")],
  ["binary logits", curve("[-2.2, 2.2, -1.4, 0.3]", "[0., 1., 1., 0.]")],
  ["±1 targets", curve("[-2.2, 2.2, -1.4, 0.3]", "[-1, 1, 1, -1]")],
  ["label logits", curve("[[2.0, -1.0], [0.5, -3.0]]", "[[1., 1.], [0., 0.]]", { choice: { inputKind: "logits" } })],
];

describe("the curve with the samples on it", () => {
  for (const [name, { kind, x, loss }] of pairs) {
    it(`has every sample of ${name} on it`, () => {
      for (const [point, value] of loss.entries()) assert.ok(Math.abs(value - lossAt(kind, x[point])) < 1e-12);
    });
  }

  it("is the logistic loss for logits of a yes or no, −log p for everything else", () => {
    assert.deepEqual(
      pairs.map(([, { kind }]) => kind),
      ["negativeLog", "negativeLog", "negativeLog", "logistic", "logistic", "logistic"],
    );
  });

  it("tells right from wrong", () => {
    assert.deepEqual([...curve("[0.1, 0.9, 0.2]", "[0., 1., 1.]").right], [1, 1, 0]);
    assert.deepEqual(
      [...curve("[[2.0, -1.0], [0.5, 3.0]]", "[0, 0]", { choice: { inputKind: "logits" } }).right],
      [1, 0],
    );
  });

  it("knows the sample of a label", () => {
    const labels = pairs[5][1];
    assert.deepEqual([0, 1, 2, 3].map(labels.sampleOf), [0, 0, 1, 1]);
  });

  it("has its inverse", () => {
    const losses = fc.double({ min: 1e-3, max: 30, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom("negativeLog", "logistic"), losses, (kind, loss) => {
        assert.ok(Math.abs(lossAt(kind, inputAt(kind, loss)) - loss) < 1e-9);
      }),
    );
  });
});

describe("the axes", () => {
  it("show chance and every finite loss", () => {
    const { loss } = pairs[1][1];
    const axis = lossAxis(pairs[1][1], Math.log(3));
    assert.equal(axis.from, 0);
    assert.ok(axis.to > Math.max(...loss, Math.log(3)));
  });

  it("become logarithmic where probabilities are too small to be told apart", () => {
    const small = inputAxis(curve("[[1e-7, 1.0], [0.5, 0.5]]", "[0, 1]", { choice: { inputKind: "probabilities" } }));
    assert.equal(small.scale, "log");
    assert.ok(placeOn(small, 1e-7) >= 0 && placeOn(small, 1e-7) < 0.1);
    assert.equal(inputAxis(pairs[0][1]).scale, "linear");
  });

  const ticks: readonly [number, number, number, readonly number[]][] = [
    [0, 1.37, 4, [0, 0.5, 1]],
    [0, 10, 5, [0, 2, 4, 6, 8, 10]],
    [-3, 3, 6, [-3, -2, -1, 0, 1, 2, 3]],
    [0, 0.009, 4, [0, 0.0025, 0.005, 0.0075]],
    [2, 2, 4, [2]],
  ];
  for (const [from, to, count, expected] of ticks) {
    it(`have round ticks from ${from} to ${to}`, () => assert.deepEqual(niceTicks(from, to, count), expected));
  }

  it("place values and find them again", () => {
    const axes: readonly Axis[] = [
      { from: -2, to: 5, scale: "linear", ticks: [] },
      { from: 1e-6, to: 1, scale: "log", ticks: [] },
    ];
    for (const axis of axes) {
      for (const place of [0, 0.25, 1]) assert.ok(Math.abs(placeOn(axis, valueAt(axis, place)) - place) < 1e-12);
    }
  });
});

describe("the dots", () => {
  const dots = (drawn: Curve) => dotsOf(drawn, inputAxis(drawn), lossAxis(drawn, 1), 400, 200);

  it("stand for every sample that has a place", () => {
    for (const [, drawn] of pairs) {
      const total = dots(drawn).reduce((sum, { count }) => sum + count, 0);
      assert.equal(total, drawn.loss.length);
    }
  });

  it("are at the upper edge for an infinite loss, and nowhere for nan", () => {
    const broken = curve("[[0.0, 1.0], [nan, 0.5], [0.5, 0.5]]", "[0, 0, 0]", {
      choice: { inputKind: "probabilities" },
    });
    const drawn = dots(broken);
    assert.deepEqual(drawn.map(({ point, endless }) => [point, endless]).sort(), [
      [0, true],
      [2, false],
    ]);
    assert.equal(drawn.find(({ endless }) => endless)?.cy, 0);
  });

  it("can be those of some points alone", () => {
    const drawn = pairs[0][1];
    const some = dotsOf(drawn, inputAxis(drawn), lossAxis(drawn, 1), 400, 200, [2]);
    assert.deepEqual(
      some.map(({ point }) => point),
      [2],
    );
  });
});

describe("a crowd", () => {
  const count = 50_000;
  const x = Float64Array.from({ length: count }, (_, index) => (index + 1) / count);
  const crowd: Curve = {
    kind: "negativeLog",
    x,
    loss: x.map((p) => -Math.log(p)),
    right: Uint8Array.from(x, (p) => Number(p > 0.5)),
    sampleOf: (point) => point,
  };

  it("is counted in few stretches, every point once, right apart from wrong", () => {
    const bins = curveBins(crowd, { from: 0, to: 1, scale: "linear", ticks: [] }, 40);
    assert.ok(bins.length <= 40);
    assert.equal(
      bins.reduce((sum, { right, wrong }) => sum + right + wrong, 0),
      count,
    );
    assert.equal(
      bins.reduce((sum, { right }) => sum + right, 0),
      count / 2,
    );
  });

  it("has the worst point of each stretch and of all", () => {
    const [first] = curveBins(crowd, { from: 0, to: 1, scale: "linear", ticks: [] }, 4);
    assert.equal(first.worst, 0);
    assert.equal(worstPoint(crowd), 0);
    assert.equal(worstPoint({ loss: Float64Array.of(Number.NaN, 1, 2) }), 2);
  });

  it("leaves out what has no place", () => {
    const broken: Curve = { ...crowd, x: Float64Array.of(Number.NaN, 0.5), loss: Float64Array.of(Number.NaN, 0.7) };
    const bins = curveBins(broken, { from: 0, to: 1, scale: "linear", ticks: [] }, 4);
    assert.deepEqual(
      bins.map(({ index, right, wrong }) => [index, right + wrong]),
      [[2, 1]],
    );
  });
});

describe("the samples of a slice", () => {
  const spatial = evaluation(
    "[[[1.5, 2.0, 0.0], [0.5, -1.0, 3.0]], [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]]",
    "[[0, 1, 1], [0, 0, 1]]",
    { choice: { inputKind: "logits", classDim: 1 } },
  );

  it("are alone on the curve, with their own losses", () => {
    assert.ok(spatial.reference.kind === "reference");
    const table = sampleTable(spatial, spatial.reference);
    const samples = slicedSamples(table, [1, undefined]);
    assert.deepEqual([...samples], [3, 4, 5]);
    const drawn = curveOf(spatial, table, samples);
    assert.deepEqual([...drawn.loss], [...table.loss.subarray(3)]);
    assert.deepEqual([0, 1, 2].map(drawn.sampleOf), [3, 4, 5]);
  });

  it("have all of their labels", () => {
    const labels = evaluation("[[2.0, -1.0], [0.5, -3.0]]", "[[1., 1.], [0., 0.]]", {
      choice: { inputKind: "logits", task: "multilabel" },
    });
    assert.ok(labels.reference.kind === "reference");
    const table = sampleTable(labels, labels.reference);
    const drawn = curveOf(labels, table, Uint32Array.of(1));
    // Against targets of 0 the logit that speaks for them is −x.
    assert.deepEqual([...drawn.x], [-0.5, 3]);
    assert.deepEqual([0, 1].map(drawn.sampleOf), [1, 1]);
  });
});
