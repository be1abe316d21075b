import assert from "node:assert/strict";
import { ranGroups, refusalGroups } from "../../../../src/panel/pipelines/pipelineGroups";
import { pipelineName } from "../../../../src/render/pipelineText";
import { CLASSES, evaluation, PROBABILITIES, report } from "../pairs";

const { pipelines } = evaluation(PROBABILITIES, CLASSES);

describe("pipelines in groups", () => {
  it("has each of them once", () => {
    const shown = [
      ...ranGroups(pipelines).flatMap(({ rows }) => rows.map(({ result }) => result)),
      ...refusalGroups(pipelines).flatMap(({ results }) => results),
    ];
    assert.deepEqual(
      shown.map(({ pipeline }) => pipelineName(pipeline)).sort(),
      pipelines.map(({ pipeline }) => pipelineName(pipeline)).sort(),
    );
  });

  it("has the matching ones first", () => {
    const [first] = ranGroups(pipelines);
    assert.equal(first.kind, "matches");
    assert.deepEqual(
      first.rows.map(({ result }) => pipelineName(result.pipeline)),
      ["Log → NLLLoss", "Log → CrossEntropyLoss"],
    );
  });

  it("takes the matching ones for one and the same, each with a remark of its own", () => {
    const equals = ranGroups(evaluation("[[2.0, -1.0, 0.5], [0.1, 0.2, 0.3]]", "[0, 2]").pipelines)[0].rows;
    assert.deepEqual(
      equals.map(({ result, again }) => [pipelineName(result.pipeline), again]),
      [
        ["CrossEntropyLoss", false],
        ["LogSoftmax → NLLLoss", true],
        ["Softmax → Log → NLLLoss", true],
        ["LogSoftmax → CrossEntropyLoss", true],
      ],
    );
    assert.equal(new Set(equals.map(({ remark }) => remark)).size, equals.length);
  });

  it("puts those next to each other that give the same for the same reason", () => {
    const differing = ranGroups(pipelines).find(({ kind }) => kind === "differs");
    const repeated = differing?.rows.flatMap(({ again, result }) => (again ? [pipelineName(result.pipeline)] : []));
    assert.deepEqual(repeated, ["LogSoftmax → NLLLoss", "Softmax → Log → NLLLoss", "LogSoftmax → CrossEntropyLoss"]);
    const before = differing?.rows.findIndex(({ again }) => again) ?? 0;
    assert.equal(
      pipelineName(differing?.rows[before - 1].result.pipeline ?? { ops: [], loss: "BCELoss" }),
      "CrossEntropyLoss",
    );
  });

  it("says every refusal once, with all that it is said to", () => {
    const misfit = report(PROBABILITIES, "[0, 1, 2, 0, 1]");
    assert.ok(misfit.kind === "misfit");
    const groups = refusalGroups(misfit.pipelines);
    const messages = groups.map(({ refusal }) => refusal.message);
    assert.equal(new Set(messages).size, messages.length);
    assert.ok(messages.includes("Expected input batch_size (4) to match target batch_size (5)."));
    for (const { refusal, results } of groups) {
      for (const result of results) assert.equal(result.refusal.message, refusal.message);
    }
  });
});
