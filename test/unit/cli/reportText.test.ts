import assert from "node:assert/strict";
import { pipelineLines } from "../../../src/cli/reportText";
import { runPipeline } from "../../../src/engine/runPipeline";
import type { PipelineResult, Repaired } from "../../../src/engine/verdict";
import type { Tensor } from "../../../src/tensor/tensor";

describe("the pipelines of a report", () => {
  const input: Tensor = { data: Float64Array.of(0.5, -1, 2, 0.1), shape: [2, 2], dtype: "float32" };
  const target: Tensor = { data: Float64Array.of(1, 0), shape: [2], dtype: "int64" };
  const reading = { inputKind: "logits", task: "multiclass", targetKind: "classIndices", classDim: 1 } as const;
  const context = { reading, shape: input.shape, reduction: "mean", weighted: false } as const;
  const raised = runPipeline({ ops: [], loss: "BCEWithLogitsLoss" }, { input, target }, {}, context, undefined);
  const textOf = (pipelines: readonly PipelineResult[], shape: readonly number[]) =>
    pipelineLines(pipelines, shape)
      .map((line) => line.map((part) => (typeof part === "string" ? part : part.text)).join(""))
      .join("\n");

  it("say what those that raise give once they are mended", () => {
    assert.match(textOf([raised], [2, 2]), /BCEWithLogitsLoss.*\[with .*one_hot.*: 0\.\d+\]/);
    assert.doesNotMatch(textOf([raised], [2, 2]), /at most/);
  });

  it("do not mend them where the input is large, and say so", () => {
    const unasked: PipelineResult = {
      ...raised,
      get repaired(): Repaired | undefined {
        return assert.fail("mended");
      },
    } as PipelineResult;
    const text = textOf([unasked], [200_000, 10]);
    assert.match(text, /BCEWithLogitsLoss +ValueError/);
    assert.doesNotMatch(text, /\[with/);
    assert.match(text, /What they give once mended is computed of at most 1.000.000 elements\./);
  });
});
