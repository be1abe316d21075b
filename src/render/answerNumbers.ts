import * as l10n from "@vscode/l10n";
import type { Answer, AnswerVisits } from "../diagnosis/answer";
import type { TokenLoss } from "../engine/tokens";
import type { Tensor } from "../tensor/tensor";
import { formatLoss, formatPrinted, formatShape, formatSure, formatValue, typeShown } from "./numbers";

/** What the call gives: as print shows it in the type of the arguments, or all digits of float64, as the person has set it. */
export function answerValue({ value, printed, visits }: Answer): string | undefined {
  return visits === undefined ? shownValue({ value, printed }) : visitsValue(visits);
}

function shownValue({ value, printed }: Pick<Answer, "value" | "printed">): string | undefined {
  if (value === undefined || value.shape.length > 0) return valueText(value);
  if (typeShown() === "float64") return formatValue(value.data[0]);
  return printed === undefined ? valueText(value) : formatPrinted(printed);
}

const MOST_VISITS = 4;

/** `0.2014, 1.6204`: what it gives each time, the first of them. */
function visitsValue(visits: AnswerVisits): string {
  const { each, areAll } = visits;
  const named = areOfSeveral(visits);
  const shown = each.slice(0, MOST_VISITS).map((visit) => {
    const value = visit.exception?.type ?? shownValue(visit) ?? "?";
    return named ? `${visit.loss} ${value}` : value;
  });
  const text = shown.join(", ");
  if (!areAll) return l10n.t("{0}, then not known", text);
  return each.length > MOST_VISITS ? l10n.t("{0}, … ({1} in all)", text, each.length) : text;
}

/** Whether one place in the code calls several losses. */
export function areOfSeveral({ each }: AnswerVisits): boolean {
  return each.some(({ loss }) => loss !== each[0].loss);
}

/** The same loss beside it: what `.item()` shows, as far as its digits are certain, and the digits of float64. */
export function answerBeside(answer: Answer): readonly string[] {
  const { value, printed, item, input, verdict } = answer;
  // More digits are for who holds them against a print: of a number that is not meant nobody needs them.
  if (value === undefined || value.shape.length > 0 || verdict === "wrong") return [];
  const [exact] = value.data;
  if (!Number.isFinite(exact) || printed === undefined) return [];
  const isNarrow = input.dtype === "float32";
  const sure = item ?? (isNarrow ? formatSure(exact, FLOAT32_OFF * Math.max(Math.abs(exact), 0.5)) : undefined);
  const beside = [
    typeShown() === "float64" && l10n.t("print shows {0}", formatPrinted(printed)),
    sure !== undefined && l10n.t(".item() shows {0}", formatPrinted(sure)),
    typeShown() === "asWritten" && isNarrow && l10n.t("{0} in float64", formatValue(exact)),
  ];
  return beside.filter((text) => text !== false);
}

/** How far a loss of float32 lies from the exact one, of its size; a small one comes of the logarithm of a rounded number near 1. */
const FLOAT32_OFF = 4e-7;

/** A scalar as people quote it; the shape of several. */
export function valueText(value: Tensor | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.data.length === 1) return formatLoss(value.data[0]);
  if (value.data.length <= 4) return `[${[...value.data].map(formatLoss).join(", ")}]`;
  return l10n.t("{0} values", formatShape(value.shape));
}

/** `5 of 6 tokens counted · perplexity 1.2983 · 0.3766 bits per token` */
export function tokensText({ counted, of, perplexity, bitsPerToken }: TokenLoss): string {
  return [
    counted === of ? l10n.t("tokens: {0}", counted) : l10n.t("tokens: {0} of {1} counted", counted, of),
    l10n.t("perplexity {0}", formatLoss(perplexity)),
    l10n.t("{0} bits per token", formatLoss(bitsPerToken)),
  ].join(" · ");
}
