import { strict as assert } from "node:assert";
import type { Ran } from "../../../src/engine/verdict";
import { evaluate } from "../../../src/evaluate";
import { lossRounding, precisionRows } from "../../../src/render/precisionText";

function evaluated(input: string, target: string) {
  const source = (text: string) => ({ kind: "text" as const, text, languageId: "python", name: undefined });
  const options = { reduction: "mean" } as const;
  const report = evaluate({ input: source(input), target: source(target), choice: {}, options });
  assert.ok(report.kind === "evaluation");
  return report;
}

function pipeline(report: ReturnType<typeof evaluated>, loss: string): Ran {
  const found = report.pipelines.find((each): each is Ran => each.kind === "ran" && each.pipeline.loss === loss);
  assert.ok(found !== undefined);
  return found;
}

describe("how sure a loss is", () => {
  it("in narrower types, as torch gives it there", () => {
    const report = evaluated("np.array([[2., -1., .5], [.1, .2, .3]])", "np.array([0, 2])");
    const rows = precisionRows(report, pipeline(report, "CrossEntropyLoss"));
    // torch: F.cross_entropy(x.to(dtype), y).item(), printed with 8 decimals
    assert.deepEqual(
      rows.map(({ type, value }) => [type, value]),
      [
        ["float64", "0.62162707"],
        ["float32", "0.62162709"],
        ["float16", "0.62158203"],
        ["bfloat16", "0.62109375"],
      ],
    );
  });

  it("names what is lost: a sigmoid that is exactly 1 in float32", () => {
    const report = evaluated("[20.0, -1.0]", "[1.0, 0.0]");
    const sigmoid = report.pipelines.find((each): each is Ran => {
      return each.kind === "ran" && each.pipeline.loss === "BCELoss" && each.pipeline.ops.length === 1;
    });
    assert.ok(sigmoid !== undefined);
    const float32 = precisionRows(report, sigmoid).find(({ type }) => type === "float32");
    assert.match(float32?.remark ?? "", /1 of Sigmoid become exactly 1/);
  });

  it("given the printed digits: a probability of 0.8 is between 0.75 and 0.85", () => {
    const text = "[[0.8, 0.2]]";
    const report = evaluated(text, "[0]");
    const log = pipeline(report, "NLLLoss");
    assert.equal(
      lossRounding(report, text, log),
      `If the input was rounded to the digits it has here, the loss lies between ${(-Math.log(0.85)).toFixed(8)} and ${(-Math.log(0.75)).toFixed(8)}.`,
    );
  });

  it("says nothing of an interval where the loss is nan", () => {
    const text = "[[nan, 0.2]]";
    const report = evaluated(text, "[0]");
    assert.equal(lossRounding(report, text, pipeline(report, "CrossEntropyLoss")), undefined);
  });
});
