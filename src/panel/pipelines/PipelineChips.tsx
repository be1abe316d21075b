import { Fragment } from "preact";
import type { Pipeline } from "../../engine/verdict";
import { besideLoss, lossName, opName } from "../../render/pipelineText";

/** Softmax → Log → NLLLoss, each module a chip. */
export function PipelineChips({ pipeline }: { readonly pipeline: Pipeline }) {
  const { ops, loss } = pipeline;
  return (
    <span class="chips">
      {ops.map((op, index) => (
        // The same op may stand twice in a pipeline, so only its place tells it apart.
        <Fragment key={`${index} ${op.op}`}>
          <span class="chip">{opName(op)}</span>
          <span class="arrow"> → </span>
        </Fragment>
      ))}
      <span class="chip chip-loss">{lossName(loss)}</span>
      {besideLoss(pipeline)}
    </span>
  );
}
