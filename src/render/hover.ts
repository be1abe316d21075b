import * as l10n from "@vscode/l10n";
import type { Answer, AnswerEvidence, AnswerFix } from "../diagnosis/answer";
import type { ReferenceLoss } from "../engine/pairReport";
import type { RankedReading } from "../engine/reading";
import { directLoss, plainResult, usualLoss } from "../engine/silentTrap";
import type { Raised } from "../engine/verdict";
import type { Evaluation, InputOnly, Misfit, Report } from "../report";
import type { Tensor } from "../tensor/tensor";
import type { Place } from "../textUnit";
import { answerBeside, tokensText } from "./answerNumbers";
import { answerHeadline, isNews, seenText } from "./answerText";
import type { ChartColours } from "./chartInk";
import { findingText } from "./findingText";
import { fixTitle, fixValue } from "./fixText";
import { lossBars } from "./lossBars";
import { misfitText, optionMisfitText, outOfRangeText } from "./misfitText";
import { formatPercent, formatShape, formatShort, formatValue } from "./numbers";
import { optionWords } from "./optionWords";
import { fixCode, pipelineName } from "./pipelineText";
import { inputKindName, isGuessed, readingName, reasonsOf, referenceName } from "./readingText";
import { shownLoss } from "./shownLoss";
import { verdictSigns } from "./verdictText";
import {
  escapeMarkdown,
  joined,
  type MarkdownText,
  markdown,
  markdownCode,
  markdownNumbers,
  markdownPicture,
  markdownSentence,
} from "./writtenText";

/** How the target is named in the hover's first line: `y_true (lesson.py:5, pinned)`. */
export interface TargetLabel {
  /** The input's name, where the hover is over the targets. */
  readonly of: string | undefined;
  readonly name: string | undefined;
  readonly place: string;
  readonly origin: string | undefined;
  /** The place in the code that the loss's options come from. */
  readonly optionsFrom: string | undefined;
}

/**
 * The hover's text as Markdown, the answer in its first line; the host adds the actions. Without colours it has no chart, and below a call
 * that gives this very loss (`isSaid`) neither the number nor what else gives it is said.
 */
export function hoverMarkdown(
  report: Report,
  target: TargetLabel | undefined,
  colours: ChartColours | undefined,
  isSaid = false,
): MarkdownText {
  switch (report.kind) {
    case "evaluation":
      return joined(evaluationLines(report, target, colours, isSaid), "\n\n");
    case "misfit":
      return joined(misfitLines(report, target), "\n\n");
    case "inputOnly":
      return joined(inputOnlyLines(report), "\n\n");
    case "unreadable":
      return joined(
        report.diagnostics.map(({ message }) => markdown`$(error) ${escapeMarkdown(message)}`),
        "\n\n",
      );
  }
}

/**
 * What there is to say about a call, then the fixes that were carried out, each as the link that does it where there is one, then what
 * speaks for it; `placeName` says where in the text something stands. Below its own problem (`isMarked`) the first is not said again.
 */
export function answerMarkdown(
  answer: Answer,
  link: (fix: AnswerFix, title: MarkdownText) => MarkdownText = (_, title) => title,
  placeName: (place: Place) => string | undefined = () => undefined,
  isMarked = false,
): MarkdownText {
  const { fixes, tokens } = answer;
  const head = isMarked ? [] : [escapeMarkdown(answerHeadline(answer))];
  const numbers = answerBeside(answer).join(" · ");
  const beside = [...(tokens ? [tokensText(tokens)] : []), ...(numbers === "" || isMarked ? [] : [numbers])].map(
    escapeMarkdown,
  );
  const mended = fixes.map((fix) => {
    const value = fixValue(fix, answer);
    const title = link(fix, escapeMarkdown(fixTitle(fix.title)));
    return value === undefined ? title : markdown`${title}: ${escapeMarkdown(value)}`;
  });
  const evidence = answer.claim === undefined ? [] : answer.evidence.flatMap((each) => evidenceLine(each, placeName));
  const seen = answer.seen.filter(isNews).map((each) => escapeMarkdown(seenText(each)));
  return joined([...head, ...mended, ...evidence, ...seen, ...beside], "  \n");
}

/** Those that the sentence about the call does not say already. */
function evidenceLine(
  evidence: AnswerEvidence,
  placeName: (place: Place) => string | undefined,
): readonly MarkdownText[] {
  if (evidence.kind !== "operation") return [];
  const place = placeName(evidence.place);
  return place === undefined
    ? []
    : [markdownSentence(l10n.t("{0} is applied in {1}"), markdownCode(evidence.operation), escapeMarkdown(place))];
}

function evaluationLines(
  report: Evaluation,
  target: TargetLabel | undefined,
  colours: ChartColours | undefined,
  isSaid: boolean,
): readonly MarkdownText[] {
  const { reference, readings, reading } = report;
  const tokens =
    reference.kind === "reference" && reference.tokens ? [escapeMarkdown(tokensText(reference.tokens))] : [];
  const beside = shownLoss(report)?.beside.map(escapeMarkdown) ?? [];
  const head = joined([headline(report, target, isSaid), ...(isSaid ? [] : [...beside, ...tokens])], " · ");
  const lines = [head, ...(isSaid ? [] : [joined([...pipelineLines(report)], "  \n")])];
  const ranked = readings.find((candidate) => candidate.reading === reading);
  const [finding] = report.findings;
  if (finding !== undefined) lines.push(markdown`$(warning) ${escapeMarkdown(findingText(finding))}`);
  const chart =
    reference.kind === "reference" && colours !== undefined
      ? lossBars(reference.samples, reference.summary.chance, colours)
      : undefined;
  lines.push(reasonsLine(ranked));
  if (chart !== undefined) lines.push(markdownPicture(chart.svg, chart.alternative));
  lines.push(readingLine(report, target?.optionsFrom !== undefined));
  if (reference.kind === "reference" && reference.value.shape.length > 0) lines.splice(1, 0, vectorLine(reference));
  return lines.filter((line) => line !== "");
}

function headline(report: Evaluation, target: TargetLabel | undefined, isSaid: boolean): MarkdownText {
  const { reference, reading } = report;
  const against = targetText(target, report.target);
  if (reference.kind === "targetOutOfRange")
    return markdown`$(warning) ${escapeMarkdown(outOfRangeText(reference))} · ${against}`;
  if (reference.kind === "optionMisfit")
    return markdown`$(warning) ${escapeMarkdown(optionMisfitText(reference, report))} · ${against}`;
  const { correct, counted } = reference.summary;
  const loss = shownLoss(report)?.first ?? formatValue(reference.mean);
  const number = isSaid ? markdown`` : markdown`**${markdownNumbers(loss)}** `;
  const name = escapeMarkdown(referenceName(reading.task));
  const right =
    counted === 0 ? markdown`` : markdown` · ${escapeMarkdown(l10n.t("{0} of {1} correct", correct, counted))}`;
  const of =
    target?.of === undefined ? markdown`` : markdown` ${markdownSentence(l10n.t("of {0}"), markdownCode(target.of))}`;
  return markdown`${number}${name}${of} ${against}${right}${optionsText(report, target)}`;
}

/** The options that are not torch's defaults, and where they come from: a number without them would mislead. */
function optionsText({ options }: Evaluation, target: TargetLabel | undefined): MarkdownText {
  const written = optionWords(options);
  if (written.length === 0) return markdown``;
  const words = listedMarkdown(written.map(markdownCode));
  return target?.optionsFrom === undefined
    ? markdown` · ${markdownSentence(l10n.t("with {0}"), words)}`
    : markdown` · ${markdownSentence(l10n.t("with {0} as in {1}"), words, escapeMarkdown(target.optionsFrom))}`;
}

/** Code and names in a row, as the language has it. */
function listedMarkdown(words: readonly MarkdownText[]): MarkdownText {
  return words.length === 0
    ? markdown``
    : words.reduce((before, next) => markdownSentence(l10n.t("{0}, {1}"), before, next));
}

function targetText(target: TargetLabel | undefined, tensor: Tensor): MarkdownText {
  const name = target?.name === undefined ? markdownNumbers(formatShape(tensor.shape)) : markdownCode(target.name);
  const details = [target?.place, target?.origin].filter((part) => part !== undefined).map(escapeMarkdown);
  return markdown`${escapeMarkdown(l10n.t("against"))} ${name}${details.length > 0 ? markdown` (${listedMarkdown(details)})` : markdown``}`;
}

const VECTOR_VALUES = 6;

function vectorLine({ value }: ReferenceLoss): MarkdownText {
  const shown = Array.from(value.data.subarray(0, VECTOR_VALUES), (loss) => markdownNumbers(formatValue(loss)));
  const rest = value.data.length - shown.length;
  return markdown`${joined(shown, " · ")}${rest > 0 ? markdown` · ${escapeMarkdown(l10n.t("{0} more in the panel", rest))}` : markdown``}`;
}

/** The pipelines that give the loss; nothing of what other calls would give, which nobody has written. */
function* pipelineLines(report: Evaluation): Iterable<MarkdownText> {
  const { pipelines } = report;
  const matching = pipelines.filter((result) => result.kind === "ran" && result.verdict?.kind === "matches");
  // What is nan is the loss of nothing, whichever way it came about.
  const { reference } = report;
  if (matching.length > 0 && reference.kind === "reference" && Number.isNaN(reference.mean)) return;
  const shown = matching.slice(0, 3).map(({ pipeline }) => markdownCode(pipelineName(pipeline)));
  if (shown.length > 0) {
    yield markdown`${sign("matches")} ${joined(shown, " ≡ ")}`;
    const plain = plainResult(pipelines, usualLoss(report.reading));
    if (plain?.kind === "raised") yield raisedLine(plain);
  } else yield* repairedLines(report);
}

/** Nothing matches as the arrays stand: the first pipeline that does once its fix is made, else the one that raises first of all. */
function* repairedLines({ pipelines, reading }: Evaluation): Iterable<MarkdownText> {
  for (const result of pipelines) {
    if (result.kind !== "raised" || result.repaired?.verdict?.kind !== "matches") continue;
    const { repaired } = result;
    yield raisedLine(result);
    yield markdown`${sign("matches")} ${markdownSentence(l10n.t("with {0} it gives {1}"), markdownCode(fixCode(repaired.fix)), outcome(repaired.value))}`;
    return;
  }
  const raised = plainResult(pipelines, directLoss(reading));
  if (raised?.kind === "raised") yield raisedLine(raised);
}

function raisedLine({ pipeline, refusal: { exception, message } }: Raised): MarkdownText {
  return markdown`${sign("raises")} ${markdownCode(pipelineName(pipeline))} ${escapeMarkdown(`${exception}: ${message}`)}`;
}

/** The verdict's sign in its colour of the theme; VS Code lets through a span with just that. */
function sign(group: "matches" | "raises"): MarkdownText {
  const colour = { matches: markdown`charts-green`, raises: markdown`errorForeground` }[group];
  return markdown`<span style="color:var(--vscode-${colour});">${escapeMarkdown(verdictSigns[group])}</span>`;
}

function outcome({ data, shape }: Tensor): MarkdownText {
  return markdownNumbers(shape.length === 0 ? formatValue(data[0]) : formatShape(shape));
}

function readingLine({ input, reading, readings }: Evaluation, isOfCall: boolean): MarkdownText {
  const kind = readingName(reading, input.shape.length);
  const by = isOfCall ? l10n.t("as the call has it") : l10n.t("chosen");
  const guess = isGuessed(readings, reading) ? markdown`` : markdown` (${escapeMarkdown(by)})`;
  const other = readings.find(
    (candidate) => candidate.reading.inputKind !== reading.inputKind && candidate.confidence >= 0.05,
  );
  const doubt =
    other === undefined
      ? markdown``
      : markdown` · ${markdownSentence(
          l10n.t("also possible: {0}, {1}"),
          escapeMarkdown(inputKindName(other.reading.inputKind)),
          markdownNumbers(formatPercent(other.confidence)),
        )}`;
  return markdown`${shapeText(input)} · ${markdownSentence(l10n.t("read as {0}"), escapeMarkdown(kind))}${guess}${doubt}`;
}

const REASONS = 3;

/** What speaks for the reading, the strongest first. */
function reasonsLine(ranked: RankedReading | undefined): MarkdownText {
  return escapeMarkdown(ranked === undefined ? "" : reasonsOf(ranked).slice(0, REASONS).join(" · "));
}

function misfitLines(report: Misfit, target: TargetLabel | undefined): readonly MarkdownText[] {
  return [
    markdown`$(warning) ${escapeMarkdown(misfitText(report))} (${targetText(target, report.targetLiteral.tensor)})`,
    descriptionLine(report),
  ];
}

function inputOnlyLines(report: InputOnly): readonly MarkdownText[] {
  return [descriptionLine(report)];
}

function descriptionLine({
  inputLiteral: { tensor },
  description: { facts, kinds, rowSums },
}: InputOnly | Misfit): MarkdownText {
  const [likeliest] = kinds;
  const range =
    facts.count === facts.nans
      ? markdown``
      : markdown`, ${markdownNumbers(`${formatShort(facts.min)} … ${formatShort(facts.max)}`)}`;
  const sums = rowSums && tensor.shape.length > 1 ? markdown`, ${rowSumText(rowSums)}` : markdown``;
  const reading =
    facts.count === 0
      ? markdown``
      : markdown` · ${escapeMarkdown(l10n.t("looks like {0}", inputKindName(likeliest.inputKind)))}`;
  return markdown`**${shapeText(tensor)}**${range}${sums}${reading}`;
}

function rowSumText({ min, max }: { readonly min: number; readonly max: number }): MarkdownText {
  return formatShort(min) === formatShort(max)
    ? markdownSentence(l10n.t("rows sum to {0}"), markdownNumbers(formatShort(min)))
    : markdownSentence(
        l10n.t("rows sum to {0} … {1}"),
        markdownNumbers(formatShort(min)),
        markdownNumbers(formatShort(max)),
      );
}

function shapeText({ shape, dtype }: Tensor): MarkdownText {
  return markdownNumbers(`${formatShape(shape)} ${dtype}`);
}
