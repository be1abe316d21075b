import * as l10n from "@vscode/l10n";
import type { Averaging, Explanation, LossExplanations, OptionChange } from "../engine/explainLoss";
import type { PairReport } from "../engine/pairReport";
import type { SeenLoss } from "../engine/seenLoss";
import { formatLoss, formatShort, formatValue } from "./numbers";
import { fixCode, pipelineName } from "./pipelineText";
import { listed } from "./sentences";
import { mistakeText } from "./verdictText";

/** `CrossEntropyLoss, mean, label_smoothing=0.1`: what to write to get the value. */
export function explanationName({ pipeline, averaging, change, fix }: Explanation): string {
  const parts = [pipelineName(pipeline), averagingText(averaging), ...changeTexts(change)];
  if (fix !== undefined) parts.push(l10n.t("after {0}", fixCode(fix)));
  return listed(parts);
}

/** What it means that this explanation gives the loss: one or two sentences. */
export function explanationText({ verdict, alike }: Explanation, { reference }: PairReport): string {
  const sentences: string[] = [];
  if (verdict?.kind === "differs") {
    sentences.push(capital(`${mistakeText(verdict.mistake)}.`));
    if (reference.kind === "reference")
      sentences.push(l10n.t("By definition the loss is {0}.", formatLoss(reference.mean)));
  } else if (verdict?.kind === "coincides") {
    sentences.push(l10n.t("It only happens to agree here: {0}.", mistakeText(verdict.mistake)));
  }
  if (alike.length > 0) sentences.push(l10n.t("The same from {0}.", listed(alike.map(pipelineName))));
  return sentences.join(" ");
}

/** What is said where nothing rounds to the loss. */
export function nearestText({ nearest }: LossExplanations, seen: SeenLoss): string {
  if (nearest === undefined) return l10n.t("No pipeline gives {0} on these arrays.", formatShort(seen.value));
  return l10n.t(
    "No pipeline gives {0} on these arrays. The nearest is {1} with {2}, off by {3}.",
    formatShort(seen.value),
    explanationName(nearest),
    formatValue(nearest.value),
    formatShort(Math.abs(nearest.value - seen.value)),
  );
}

function averagingText(averaging: Averaging): string {
  switch (averaging) {
    case "mean":
    case "sum":
    case "batchmean":
      return averaging;
    case "meanOfLosses":
      return l10n.t('reduction="none" and then .mean()');
  }
}

function* changeTexts({ labelSmoothing, overOthers, ignoreIndex, unweighted }: OptionChange): Iterable<string> {
  const smoothing =
    labelSmoothing === undefined ? undefined : `label_smoothing=${Number(labelSmoothing.toPrecision(6))}`;
  if (smoothing !== undefined && overOthers !== undefined) {
    yield l10n.t("{0}, which is {1} spread over the other classes alone", smoothing, overOthers);
  } else if (smoothing !== undefined) yield smoothing;
  if (ignoreIndex !== undefined) yield `ignore_index=${ignoreIndex}`;
  if (unweighted) yield l10n.t("without the weights");
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
