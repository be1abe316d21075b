import assert from "node:assert/strict";
import * as l10n from "@vscode/l10n";
import fc from "fast-check";
import { readBundle } from "../../../../scripts/l10nTexts";
import { lossBins } from "../../../../src/engine/lossBins";
import { reliability } from "../../../../src/engine/metrics/reliability";
import { chanceRoom } from "../../../../src/panel/charts/axes/ChanceLine";
import { heatField, heatScale } from "../../../../src/panel/charts/data/heatField";
import { type Mark, markAt, steppedMark } from "../../../../src/panel/charts/data/marks";
import { type SampleTable, sampleTable } from "../../../../src/panel/samples/sampleTable";
import type { Request } from "../../../../src/report";
import { evaluation } from "../pairs";

function table(input: string, target: string, more?: Partial<Request>): SampleTable {
  const report = evaluation(input, target, more);
  assert.ok(report.reference.kind === "reference");
  return sampleTable(report, report.reference);
}

describe("losses as bars", () => {
  it("has one a sample where there is room", () => {
    const { bars, perBar } = lossBins(Float64Array.of(0.5, Number.NaN, 0.1), 3);
    assert.equal(perBar, 1);
    assert.deepEqual(
      bars.map(({ sample }) => sample),
      [0, 1, 2],
    );
  });

  it("has the worst of each group where there is not, and leaves no sample out", () => {
    const losses = fc.float64Array({ minLength: 1, maxLength: 200, noNaN: true });
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 50 }), (loss, most) => {
        const { bars, perBar } = lossBins(loss, most);
        assert.ok(bars.length <= most);
        for (const [sample, value] of loss.entries()) assert.ok(bars[Math.floor(sample / perBar)].loss >= value);
        for (const bar of bars) assert.equal(loss[bar.sample], bar.loss);
      }),
    );
  });

  it("takes nan for the worst", () => {
    assert.equal(lossBins(Float64Array.of(3, Number.NaN, 5, 1), 1).bars[0].sample, 1);
  });
});

describe("values as a field", () => {
  it("has a row a sample and a column a class, with the target's marked", () => {
    const field = heatField(
      table("[[0.8, 0.2], [0.15, 0.85], [0.5, 0.5]]", "[0, 1, 0]", {
        choice: { inputKind: "probabilities", task: "multiclass" },
      }),
    );
    assert.deepEqual([field.rows, field.columns], [3, 2]);
    const marked = [0, 1, 2].map((row) => [0, 1].map((column) => field.marked(field.element(row, column))));
    assert.deepEqual(marked, [
      [true, false],
      [false, true],
      [true, false],
    ]);
    assert.equal(field.sampleOf(2, 1), 2);
  });

  it("has the last axis as columns where every value is a sample", () => {
    const field = heatField(
      table("[[0.1, 0.9, 0.2], [0.7, 0.4, 0.6]]", "[[0., 1., 0.], [1., 0., 1.]]", {
        choice: { task: "binary", inputKind: "probabilities" },
      }),
    );
    assert.deepEqual([field.rows, field.columns], [2, 3]);
    assert.equal(field.element(1, 2), 5);
    assert.equal(field.sampleOf(1, 2), 5);
    assert.deepEqual([0, 1].map(field.rowName), ["0", "1"]);
    assert.ok(field.marked(1) && !field.marked(0));
  });

  it("has the samples of a slice alone", () => {
    const spatial = table(
      "[[[1.5, 2.0, 0.0], [0.5, -1.0, 3.0]], [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]]",
      "[[0, 1, 1], [0, 0, 1]]",
      { choice: { inputKind: "logits", classDim: 1 } },
    );
    const field = heatField(spatial, [1, undefined]);
    assert.deepEqual([field.rows, field.columns], [3, 2]);
    assert.deepEqual([0, 1, 2].map(field.rowName), ["1, 0", "1, 1", "1, 2"]);
    assert.deepEqual([field.element(0, 0), field.element(0, 1)], [6, 9]);
    const binary = table("[[0.1, 0.9, 0.2], [0.7, 0.4, 0.6]]", "[[0., 1., 0.], [1., 0., 1.]]", {
      choice: { task: "binary", inputKind: "probabilities" },
    });
    const row = heatField(binary, [1, undefined]);
    assert.deepEqual([row.rows, row.columns, row.element(0, 2)], [1, 3, 5]);
  });

  it("is shaded from the least to the largest finite value", () => {
    const { least, most, isDiverging, heat } = heatScale(Float64Array.of(2, 10, Number.NaN, Number.POSITIVE_INFINITY));
    assert.deepEqual([least, most, isDiverging], [2, 10, false]);
    assert.deepEqual([2, 6, 10, Number.POSITIVE_INFINITY, Number.NaN].map(heat), [0, 0.5, 1, 1, 0]);
  });

  it("is shaded from 0 on to both sides where there are values of both signs", () => {
    const { isDiverging, heat } = heatScale(Float64Array.of(-2, 8, Number.NEGATIVE_INFINITY));
    assert.equal(isDiverging, true);
    assert.deepEqual([-2, 0, 4, 8, Number.NEGATIVE_INFINITY].map(heat), [0.25, 0, 0.5, 1, 1]);
  });
});

describe("reliability", () => {
  it("compares the confidence in the likeliest class with how often it is right", () => {
    const result = reliability(
      table("[[0.95, 0.05], [0.95, 0.05], [0.35, 0.65], [0.35, 0.65], [0.5, 0.5]]", "[0, 1, 1, 1, -100]", {
        choice: { inputKind: "probabilities", task: "multiclass" },
      }),
    );
    assert.ok(result !== undefined);
    const bins = result.bins.map(({ lower, count, accuracy }) => [lower, count, accuracy]);
    assert.deepEqual(bins, [
      [0.6, 2, 1],
      [0.9, 2, 0.5],
    ]);
    // (|1 − 0.65| · 2 + |0.5 − 0.95| · 2) / 4
    assert.ok(Math.abs(result.error - 0.4) < 1e-12);
  });

  it("compares the probability of yes with how often it is yes", () => {
    const result = reliability(table("[0.25, 0.25, 0.75, 0.75]", "[0., 1., 1., 1.]"));
    assert.deepEqual(
      result?.bins.map(({ confidence, accuracy }) => [confidence, accuracy]),
      [
        [0.25, 0.5],
        [0.75, 1],
      ],
    );
  });

  it("is that of some of the samples", () => {
    const binary = table("[0.25, 0.25, 0.75, 0.75]", "[0., 1., 1., 1.]");
    assert.deepEqual(
      reliability(binary, Uint32Array.of(1, 2))?.bins.map(({ confidence, accuracy, count }) => [
        confidence,
        accuracy,
        count,
      ]),
      [
        [0.25, 1, 1],
        [0.75, 1, 1],
      ],
    );
  });

  it("has nothing to say where every target is ignored", () => {
    const all = table("[[0.9, 0.1]]", "[-100]", {
      choice: { inputKind: "probabilities", task: "multiclass", targetKind: "classIndices" },
    });
    assert.equal(reliability(all), undefined);
  });
});

describe("the marks of a chart", () => {
  const mark = (x: number, y: number): Mark => ({
    box: { x, y, width: 10, height: 10 },
    words: () => `${x} ${y}`,
    sample: undefined,
  });
  const row = [mark(0, 0), mark(40, 0), mark(80, 0)];

  it("are found under the pointer and near it, and not from afar", () => {
    assert.equal(markAt(row, 45, 5), 1);
    assert.equal(markAt(row, 56, 5), 1);
    assert.equal(markAt(row, 76, 5), 2);
    assert.equal(markAt(row, 45, 60), undefined);
    assert.equal(markAt([], 0, 0), undefined);
  });

  const steps: readonly [string, number, number | undefined, string, number | undefined][] = [
    ["to the next", 3, undefined, "ArrowRight", 2],
    ["upwards to the next", 3, undefined, "ArrowUp", 2],
    ["back", 3, undefined, "ArrowLeft", 0],
    ["to the first", 3, undefined, "Home", 0],
    ["to the last", 30, undefined, "End", 29],
    ["ten on", 30, undefined, "PageUp", 11],
    ["not beyond the last", 3, undefined, "PageUp", 2],
    ["a row down", 12, 4, "ArrowDown", 5],
    ["no row up from the first", 12, 4, "ArrowUp", 1],
    ["to the last cell", 12, 4, "End", 11],
    ["nowhere for other keys", 3, undefined, "a", undefined],
  ];
  for (const [name, count, columns, key, expected] of steps) {
    it(`are gone through by keys: ${name}`, () => assert.equal(steppedMark(count, columns, 1, key), expected));
  }
});

describe("the room beside a chart for what a guess costs", () => {
  afterEach(() => l10n.config({ contents: {} }));

  it("is as wide as its word is in the language", () => {
    const [english, russian] = [{}, readBundle("l10n/bundle.l10n.ru.json")].map((contents) => {
      l10n.config({ contents: { ...contents } });
      return { room: chanceRoom(1.0986), letters: l10n.t("chance").length };
    });
    assert.ok(russian.letters > english.letters);
    // A letter of the editor's interface font takes less than 6.7 pixels at the charts' size.
    for (const { room, letters } of [english, russian]) assert.ok(room >= 6 + letters * 6.7);
    assert.ok(english.room < 60);
  });
});
