import { pipelineGradient } from "../../engine/gradient";
import { isRefusal } from "../../engine/refusal";
import { applyFix } from "../../engine/runPipeline";
import type { Pipeline } from "../../engine/verdict";
import type { Evaluation } from "../../report";
import type { Tensor } from "../../tensor/tensor";

/** ∂L/∂input of a pipeline that computes the reading's loss, as its `backward()` would leave it in `input.grad`. */
export interface SampleGradient {
  readonly pipeline: Pipeline;
  /** An entry an element of the input, in its order. */
  readonly data: Float64Array;
}

/** That of the first pipeline that matches, or that does once its fix is made; undefined where none has a gradient. */
export function sampleGradient({ input, target, options, pipelines }: Evaluation): SampleGradient | undefined {
  for (const result of pipelines) {
    if (result.kind === "ran" && result.verdict?.kind === "matches") {
      const data = gradientOf(result.pipeline, input, target, options);
      if (data !== undefined) return { pipeline: result.pipeline, data };
    }
    if (result.kind === "raised" && result.repaired?.verdict?.kind === "matches") {
      const { fix, pipeline } = result.repaired;
      const fixed = applyFix(fix, { input, target });
      // A moved axis has its elements in another order.
      if ("kind" in fixed || (fix.argument === "input" && fix.ops.some(({ op }) => op === "movedim"))) continue;
      const data = gradientOf(pipeline, fixed.input, fixed.target, options);
      if (data?.length === input.data.length) return { pipeline, data };
    }
  }
  return undefined;
}

function gradientOf(
  { ops, loss }: Pipeline,
  input: Tensor,
  target: Tensor,
  options: Evaluation["options"],
): Float64Array | undefined {
  const gradient = pipelineGradient(input, ops, loss, target, options);
  return isRefusal(gradient) ? undefined : gradient.data;
}
