import type { Tensor } from "../tensor/tensor";
import { pipelineGradient } from "./gradient";
import type { PairReport } from "./pairReport";
import { isRefusal } from "./refusal";
import { applyFix } from "./runPipeline";
import type { Pipeline } from "./verdict";

/** ∂L/∂input of a pipeline that computes the reading's loss, as its `backward()` would leave it in `input.grad`. */
export interface SampleGradient {
  readonly pipeline: Pipeline;
  /** An entry an element of the input, in its order. */
  readonly data: Float64Array;
}

/** That of the first pipeline that matches, or that does once its fix is made; undefined where none has a gradient. */
export function sampleGradient({ input, target, options, pipelines }: PairReport): SampleGradient | undefined {
  for (const result of pipelines) {
    if (result.kind === "ran" && result.verdict?.kind === "matches") {
      const data = gradientOf(result.pipeline, input, target, options);
      if (data !== undefined) return { pipeline: result.pipeline, data };
    }
    if (result.kind === "raised" && result.repaired?.verdict?.kind === "matches") {
      const { fix, pipeline } = result.repaired;
      const fixed = applyFix(fix, { input, target });
      if ("kind" in fixed) continue;
      // Back through the fix, too, to the array as it stands.
      const ops = fix.argument === "input" ? [...fix.ops, ...pipeline.ops] : pipeline.ops;
      const data = gradientOf({ ...pipeline, ops }, input, fixed.target, options);
      if (data !== undefined) return { pipeline, data };
    }
  }
  return undefined;
}

function gradientOf(
  pipeline: Pipeline,
  input: Tensor,
  target: Tensor,
  options: PairReport["options"],
): Float64Array | undefined {
  const gradient = pipelineGradient(input, pipeline, target, options);
  return isRefusal(gradient) ? undefined : gradient.data;
}
