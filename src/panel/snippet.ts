import type { PipelineResult } from "../engine/verdict";
import type { Snapshot } from "../protocol";
import { pipelineSnippet } from "../render/pytorchCode";
import type { Evaluation, Misfit } from "../report";
import { inputName, targetName } from "./argumentNames";

/** Two arrays in view, with the snapshot that they came in. */
export interface Shown {
  readonly snapshot: Snapshot;
  readonly report: Evaluation | Misfit;
}

/** The PyTorch program of a pipeline on the raw arrays, under the names of the person's own code. */
export function snippetOf({ snapshot, report }: Shown, result: PipelineResult): string {
  const { inputLiteral, targetLiteral } = report;
  return pipelineSnippet(
    {
      input: inputLiteral.tensor,
      target: targetLiteral.tensor,
      inputName: inputName(snapshot, inputLiteral),
      targetName: targetName(snapshot, targetLiteral),
      options: report.kind === "evaluation" ? report.options : {},
    },
    result,
  );
}
