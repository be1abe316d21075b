import assert from "node:assert/strict";
import { type PairReport, reportPair } from "../../../src/engine/pairReport";
import { typedLoss } from "../../../src/engine/precision/typedLoss";
import { sampleGradient } from "../../../src/engine/sampleGradient";
import type { Ran } from "../../../src/engine/verdict";
import { sampleSlopes } from "../../../src/engine/whatIf/definitionGradient";
import { evaluate } from "../../../src/evaluate";
import { definitionSnippet } from "../../../src/render/definitionCode";
import { hoverMarkdown } from "../../../src/render/hover";
import { pipelineName } from "../../../src/render/pipelineText";
import { precisionRows } from "../../../src/render/precisionText";
import { pipelineSnippet } from "../../../src/render/pytorchCode";
import { guessOf, isGuessed } from "../../../src/render/readingText";
import type { Evaluation } from "../../../src/report";
import { tensor } from "./tensors";

const rows = [
  [2, -1, 0.5],
  [0.1, 0.2, 3.3],
];
const teacherRows = [
  [1.5, -0.5, 0.2],
  [0, 0.4, 2.9],
];
const [input, target] = [tensor(rows), tensor(teacherRows)];

function read(temperature: number | undefined, reduction: "batchmean" | "mean" | "sum" = "batchmean"): PairReport {
  const choice = { task: "distribution", targetKind: "logits", ...(temperature && { temperature }) } as const;
  const report = reportPair({ input, target }, undefined, choice, { reduction });
  assert.ok(report !== undefined);
  return report;
}

function close(actual: number | undefined, expected: number): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-12, `${actual}, not ${expected}`);
}

function of(report: PairReport, name: string): Ran {
  const found = report.pipelines.find(({ pipeline }) => pipelineName(pipeline) === name);
  assert.ok(found?.kind === "ran", name);
  return found;
}

/**
 * F.kl_div(F.log_softmax(s / T, 1), F.softmax(t / T, 1), reduction="batchmean") * T * T in torch 2.13, float64, and what uniform
 * probabilities cost by it.
 */
const truths = [
  { T: 1, divergence: 0.022873583480172266, chance: 0.4809786953517676 },
  { T: 2, divergence: 0.04626785208483275, chance: 0.6160297060314737 },
  { T: 4, divergence: 0.056560038515547806, chance: 0.6265937412900034 },
];

describe("targets that are logits of a teacher", () => {
  for (const { T, divergence, chance } of truths) {
    const divided = T === 1 ? "" : `div(${T}) → `;
    const square = T === 1 ? "" : ` × ${T * T}`;
    const name = (own: string) => `${divided}${own}${square}, target: ${divided}Softmax`;

    it(`at temperature ${T} cost T² times the divergence of the two softmaxes, as KLDivLoss of them`, () => {
      const report = read(T);
      assert.ok(report.reference.kind === "reference");
      close(report.reference.value.data[0], divergence);
      close(report.reference.summary.chance, chance);
      const { value, verdict } = of(report, name("LogSoftmax → KLDivLoss"));
      assert.deepEqual(verdict, { kind: "matches" });
      close(value.data[0], divergence);
      close(
        read(T, "sum").reference.kind === "reference"
          ? of(read(T, "sum"), name("LogSoftmax → KLDivLoss")).value.data[0]
          : 0,
        2 * divergence,
      );
      assert.deepEqual(of(read(T, "mean"), name("LogSoftmax → KLDivLoss")).verdict, {
        kind: "differs",
        mistake: { kind: "meanOverElements", classes: 3 },
      });
    });
  }

  it("are nan where their softmax is forgotten, and too small without the square of the temperature", () => {
    const raw = of(read(undefined), "LogSoftmax → KLDivLoss");
    assert.deepEqual(raw.verdict, { kind: "differs", mistake: { kind: "teacherLogits" } });
    assert.ok(Number.isNaN(raw.value.data[0]));
    const small = of(read(2), "div(2) → LogSoftmax → KLDivLoss, target: div(2) → Softmax");
    assert.deepEqual(small.verdict, { kind: "differs", mistake: { kind: "withoutSquare", temperature: 2 } });
    close(small.value.data[0], 0.011566963021208188);
  });

  it("have the cross-entropy of soft targets beside them, which includes the teacher's entropy", () => {
    const { value, verdict } = of(read(2, "mean"), "div(2) → CrossEntropyLoss × 4, target: div(2) → Softmax");
    assert.deepEqual(verdict, { kind: "differs", mistake: { kind: "entropyIncluded" } });
    close(value.data[0], 3.824687300725798);
  });

  it("give the gradient that autograd leaves, by the pipeline and by the definition", () => {
    const expected = [
      [0.060676198684785465, -0.06305126169880992, 0.002375063014024348],
      [-0.011444114015512085, -0.03826746257016393, 0.04971157658567608],
    ];
    const report = read(2);
    assert.ok(report.reference.kind === "reference");
    const { layout } = report.reference.samples;
    const found = sampleGradient(report)?.data;
    for (const [sample, row] of expected.entries()) {
      const slopes = sampleSlopes(report, layout, sample);
      for (const [column, slope] of row.entries()) {
        close(found?.[3 * sample + column], slope);
        close(slopes[column] / 2, slope);
      }
    }
  });

  it("are so by their name where nothing else fits, which is said; by choice under any other", () => {
    const asked = (name: string, choice = {}) => {
      const source = (values: unknown) =>
        ({ kind: "text", text: JSON.stringify(values), languageId: "python" }) as const;
      return evaluate({
        input: { ...source(rows), name: "student" },
        target: { ...source(teacherRows), name },
        choice,
        options: { reduction: "mean" },
      });
    };
    const named = asked("teacher_logits");
    assert.ok(named.kind === "evaluation");
    assert.equal(named.reading.targetKind, "logits");
    assert.match(
      hoverMarkdown(named, undefined, undefined),
      /the name teacher\\?_logits says that the targets are scores of another model/,
    );
    const other = asked("values");
    assert.ok(other.kind === "misfit");
    assert.match(hoverMarkdown(other, undefined, undefined), /Scores of another model are for KLDivLoss/);
    assert.deepEqual([...new Set(other.readings.map(({ reading }) => reading.targetKind))], ["logits", "values"]);
    const chosen = asked("values", { targetKind: "logits" });
    assert.ok(chosen.kind === "evaluation");
    // Nothing was guessed: hover, panel and command line say that a person chose it.
    assert.equal(isGuessed(chosen.readings, chosen.reading), false);
    assert.equal(guessOf(chosen.readings), undefined);
    assert.equal(guessOf(named.readings)?.reading, named.reading);
  });

  it("are so by their name, too, where none is below 0", () => {
    const positive = tensor([
      [1.5, 0.5, 0.2],
      [0, 0.4, 2.9],
    ]);
    const args = { input, target: positive, targetName: "teacher_logits" };
    const report = reportPair(args, "student", {}, { reduction: "batchmean" });
    assert.equal(report?.reading.targetKind, "logits");
    assert.equal(report.readings[0].reading, report.reading);
    assert.ok(report.reference.kind === "reference");
    close(report.reference.value.data[0], 0.11989042969548351);
  });

  it("are none where there is one class, an infinity, or another shape", () => {
    const choice = { targetKind: "logits" } as const;
    for (const [scores, teacher] of [
      [tensor([[2], [0.1]]), tensor([[1.5], [0.3]])],
      [
        input,
        tensor([
          [1.5, Number.POSITIVE_INFINITY, 0.2],
          [0, 0.4, 2.9],
        ]),
      ],
      [input, tensor([0.5, 1.5])],
    ] as const) {
      assert.equal(reportPair({ input: scores, target: teacher }, undefined, choice, {}), undefined);
    }
  });

  it("are written as programs with the softmax, the temperature and its square", () => {
    const report = read(2);
    assert.ok(report.reference.kind === "reference");
    const names = { inputName: "s", targetName: "t" };
    const torch = pipelineSnippet({ ...report, ...names }, report.pipelines[0]);
    assert.ok(
      torch.includes(
        "loss = loss_fn(torch.log_softmax(s.div(2), dim=1), torch.softmax(t.div(2), dim=1))\nloss = loss * 4.0\n",
      ),
      torch,
    );
    assert.ok(torch.includes("# 0.04626785"), torch);
    const numpy = definitionSnippet({ ...report, reference: report.reference, ...names }, "numpy") ?? "";
    assert.ok(numpy.includes("rows = t / 2"), numpy);
    assert.ok(numpy.includes("np.sum(4.0 * np.sum("), numpy);
  });

  it("give in float32 what torch gives", () => {
    const report = read(2);
    const [, float32] = precisionRows(report as Evaluation, of(report, pipelineName(report.pipelines[0].pipeline)));
    // 0.046268194913864136, within a unit in the last place
    assert.equal(float32.value, "0.04626819");
  });

  /** F.kl_div as above, of torch 2.13 in float32: the divergence cancels, and T² multiplies what is lost. */
  const narrow = [
    {
      T: 4,
      student: [
        [2.66, 0.34, 3.83],
        [-4.61, -1.46, 8.41],
      ],
      teacher: [
        [3.48, 0.19, 3.66],
        [-4.03, -1.57, 8.05],
      ],
      torch: 0.06638693809509277,
    },
    {
      T: 8,
      student: [
        [-4.2, -4, -2.59],
        [2.23, -1.05, 1.89],
      ],
      teacher: [
        [-4.51, -3.84, -2.14],
        [2.19, -0.92, 1.23],
      ],
      torch: 0.052491188049316406,
    },
  ];
  for (const { T, student, teacher, torch } of narrow) {
    it(`are known in float32 as far as torch's own lies from them, at temperature ${T}`, () => {
      const choice = { task: "distribution", targetKind: "logits", inputKind: "logits", temperature: T } as const;
      const [own, other] = [tensor(student, "float32"), tensor(teacher, "float32")];
      const report = reportPair({ input: own, target: other }, undefined, choice, { reduction: "batchmean" });
      const typed = report && typedLoss(report);
      assert.ok(typed?.off !== undefined);
      assert.ok(Math.abs(typed.value - torch) <= typed.off, `${typed.value} ± ${typed.off}, not ${torch}`);
    });
  }
});
