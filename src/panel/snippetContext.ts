import type { Evaluation, Misfit } from "../evaluate";
import type { SnippetContext } from "../render/pytorchCode";

/** What a copied program is about. The raw arrays, under the names of the person's own code. */
export function snippetContext(report: Evaluation | Misfit): SnippetContext {
  return {
    input: report.inputLiteral.tensor,
    target: report.targetLiteral.tensor,
    inputName: report.inputLiteral.name,
    targetName: report.targetLiteral.name,
    options: report.kind === "evaluation" ? report.options : {},
  };
}
