import * as l10n from "@vscode/l10n";
import type { Evaluation, Report, RequestOptions } from "../evaluate";

/** What is wrong with typed arrays: unreadable in the newest report, or of a length that torch refuses in the one in view. */
export function optionProblems(
  newest: Report | undefined,
  { options, reading, input }: Pick<Evaluation, "options" | "reading" | "input">,
): { readonly [Option in keyof RequestOptions]?: string } {
  if (newest?.kind === "unreadable" && (newest.argument === "weight" || newest.argument === "posWeight")) {
    return { [newest.argument]: newest.diagnostics[0]?.message };
  }
  const { weight } = options;
  const { classDim } = reading;
  if (weight === undefined || classDim === undefined) return {};
  const classes = input.shape[classDim];
  if (weight.shape.length === 1 && weight.data.length === classes) return {};
  return { weight: l10n.t("{0} classes need as many weights in one row; found {1}", classes, weight.data.length) };
}
