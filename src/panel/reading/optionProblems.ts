import { optionMisfitText } from "../../render/misfitText";
import type { Evaluation, Report, RequestOptions } from "../../report";

type Problems = { readonly [Option in keyof RequestOptions]?: string };

/** What is wrong with typed options: unreadable in the newest report, or without a loss in the one in view. */
export function optionProblems(newest: Report | undefined, inView: Evaluation): Problems {
  if (newest?.kind === "unreadable" && (newest.argument === "weight" || newest.argument === "posWeight")) {
    return { [newest.argument]: newest.diagnostics[0]?.message };
  }
  const { reference } = inView;
  return reference.kind === "optionMisfit" ? { [reference.option]: optionMisfitText(reference, inView) } : {};
}
