import * as l10n from "@vscode/l10n";
import type { Evaluation, Report, RequestOptions } from "../report";

type Problems = { readonly [Option in keyof RequestOptions]?: string };

/** What is wrong with typed arrays: unreadable in the newest report, or refused by torch in the one in view. */
export function optionProblems(newest: Report | undefined, inView: Evaluation): Problems {
  if (newest?.kind === "unreadable" && (newest.argument === "weight" || newest.argument === "posWeight")) {
    return { [newest.argument]: newest.diagnostics[0]?.message };
  }
  return weightMisfit(inView) ?? {};
}

/** The weights where torch takes none of their shape, so that there is no loss: one for each class is wanted. */
export function weightMisfit({ options, reading, input }: Evaluation): { readonly weight: string } | undefined {
  const { weight } = options;
  const { classDim } = reading;
  if (weight === undefined || classDim === undefined) return undefined;
  const classes = input.shape[classDim];
  if (weight.shape.length === 1 && weight.data.length === classes) return undefined;
  return { weight: l10n.t("{0} classes need as many weights in one row; found {1}", classes, weight.data.length) };
}
