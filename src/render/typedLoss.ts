import { certainDigits } from "../diagnosis/printed";
import { pipelineIn } from "../engine/precision/pipelineIn";
import { isRefusal } from "../engine/refusal";
import type { Evaluation } from "../report";

/** Of more elements the loss is not computed a second time. */
const COMPUTED_ELEMENTS = 20_000;

/** A float32 result is within a unit in the last place of torch's in nearly all cases, and never more than four beside it. */
const OFF = 4e-7;

/**
 * `tensor(0.6628)`: what torch prints for the loss where the input is float32 as it is written, by the first pipeline that gives it. Undefined for
 * other types, for several losses, and where a last digit is not certain.
 */
export function typedLoss({ input, target, options, pipelines }: Evaluation): string | undefined {
  if (input.dtype !== "float32" || input.data.length > COMPUTED_ELEMENTS) return undefined;
  const matching = pipelines.find((result) => result.kind === "ran" && result.verdict?.kind === "matches");
  if (matching?.kind !== "ran" || matching.value.shape.length > 0) return undefined;
  const { ops, loss } = matching.pipeline;
  const computed = pipelineIn("float32", input, ops, loss, target, options);
  const digits = isRefusal(computed) ? undefined : certainDigits(computed.reduced, OFF);
  return digits === undefined ? undefined : `tensor(${digits})`;
}
