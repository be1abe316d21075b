import assert from "node:assert/strict";
import { teacherScores } from "../../../src/engine/teacherScores";
import { evaluate } from "../../../src/evaluate";
import { hoverMarkdown } from "../../../src/render/hover";
import { tensor } from "./tensors";

const student = [
  [2, -1, 0.5],
  [0.1, 0.2, 3.3],
];
const teacher = [
  [1.5, -0.5, 0.2],
  [0, 0.4, 2.9],
];
/** F.kl_div(student.log_softmax(1), teacher.softmax(1), reduction="batchmean") in torch 2.13, float64. */
const DIVERGENCE = 0.022873583480172266;

describe("targets that are scores of another model", () => {
  it("give the divergence of the two softmaxes", () => {
    const found = teacherScores(tensor(student), tensor(teacher), {});
    assert.equal(found?.dim, 1);
    assert.ok(Math.abs((found?.divergence ?? 0) - DIVERGENCE) < 1e-12);
  });

  it("are no scores where they have another shape, one class or an infinity", () => {
    assert.equal(teacherScores(tensor(student), tensor([0.5, 1.5]), {}), undefined);
    assert.equal(teacherScores(tensor([[2], [0.1]]), tensor([[1.5], [0.3]]), {}), undefined);
    assert.equal(
      teacherScores(
        tensor(student),
        tensor([
          [1.5, Number.POSITIVE_INFINITY, 0.2],
          [0, 0.4, 2.9],
        ]),
        {},
      ),
      undefined,
    );
  });

  it("are named where no reading takes them", () => {
    const source = (rows: unknown) => ({ kind: "text", text: JSON.stringify(rows), languageId: "python" }) as const;
    const report = evaluate({
      input: { ...source(student), name: "student" },
      target: { ...source(teacher), name: "teacher" },
      choice: {},
      options: { reduction: "mean" },
    });
    assert.equal(report.kind, "misfit");
    assert.match(
      hoverMarkdown(report, undefined, undefined),
      /Scores of another model need a softmax over dim 1 first, and KLDivLoss then gives 0\.0229/,
    );
  });
});
