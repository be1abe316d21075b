import type { ReferenceLoss } from "../engine/pairReport";
import type { PipelineResult } from "../engine/verdict";
import { tokensText } from "../render/answerNumbers";
import { findingText } from "../render/findingText";
import { optionMisfitText, outOfRangeText } from "../render/misfitText";
import { formatCount, formatPercent, formatShape, formatShort, formatValue } from "../render/numbers";
import { pipelineRemark } from "../render/pipelineRemark";
import { fixCode, pipelineName } from "../render/pipelineText";
import { inputKindName, isGuessed, readingName, reasonsOf, referenceName } from "../render/readingText";
import { shownLoss } from "../render/shownLoss";
import {
  denominatorText,
  mistakeText,
  type VerdictGroup,
  verdictGroup,
  verdictGroupTitle,
  verdictSigns,
} from "../render/verdictText";
import type { Evaluation } from "../report";
import { numel } from "../tensor/tensor";
import type { ChosenArray, ChosenPair, CodeCall, Guess } from "./choosePair";
import { columns, type Style, type TerminalLine } from "./terminal";
import { worstSamples } from "./worstSamples";

/** Lines under a heading are set off by this. */
const INDENT = "  ";

/** What was evaluated, and where that was guessed why, and how to say otherwise. */
export function pairLines(fileName: string, { input, target, guess, code }: ChosenPair): readonly TerminalLine[] {
  const rows = [argumentRow("input", input), ...(target === undefined ? [] : [argumentRow("target", target)])];
  return [
    [{ text: fileName, style: "bold" }],
    ...columns(rows).map((row): TerminalLine => [INDENT + row.join("  ")]),
    ...warningLines(input),
    ...(target === undefined ? [] : warningLines(target)),
    ...(guess === undefined ? [] : guessLines(guess)),
    ...(code === undefined ? [] : codeLines(code)),
  ];
}

/** The call that the pair comes from, and what of its options could not be taken. */
function codeLines({ text, place, call }: CodeCall): readonly TerminalLine[] {
  const lines: TerminalLine[] = [[{ text: `${INDENT}As ${shortened(text)} has them (${place}).`, style: "dim" }]];
  if (call.call === undefined || call.options !== undefined) return lines;
  return [...lines, [{ text: `${INDENT}Its options are not known: torch's defaults are taken.`, style: "warning" }]];
}

function argumentRow(role: string, { selector, place, literal: { tensor } }: ChosenArray): readonly string[] {
  return [role, shortened(selector), place, formatShape(tensor.shape), tensor.dtype];
}

const WARNINGS_SHOWN = 3;

/** What was taken for what as the array was read: an empty cell for nan, a row for a header. */
function warningLines({ selector, literal, array }: ChosenArray): readonly TerminalLine[] {
  const { diagnostics, columnNames, elementOffsets } = literal;
  const all = diagnostics.filter(({ severity }) => severity === "warning");
  const shown = all.slice(0, WARNINGS_SHOWN).map(({ offset, message }) => {
    const element = elementOffsets.indexOf(offset);
    const column = element === -1 ? undefined : columnNames?.[element % columnNames.length];
    const line = array.place?.start === 0 ? `, line ${array.source.text.slice(0, offset).split("\n").length}` : "";
    return `${shortened(column ?? selector)}${line}: ${message}`;
  });
  const more = all.length > shown.length ? [`${all.length - shown.length} more like these`] : [];
  return [...shown, ...more].map((text) => [{ text: INDENT + text, style: "warning" as const }]);
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

const OTHERS_SHOWN = 3;

function guessLines({ guessed, byName, others }: Guess): readonly TerminalLine[] {
  const what = { pair: "Both were guessed", input: "The input was guessed", target: "The target was guessed" }[guessed];
  const why = byName ? "the shapes fit and the names say so" : "the shapes fit; the names do not say so";
  const style = byName ? "dim" : "warning";
  const shown = others.slice(0, OTHERS_SHOWN);
  const more = others.length > shown.length ? [`${others.length - shown.length} more like these: loss-lens list`] : [];
  return [
    [{ text: `${INDENT}${what}: ${why}. --input and --target choose.`, style }],
    ...shown.map(
      ({ input, target }): TerminalLine => [
        { text: `${INDENT}  also: --input ${quoted(input)} --target ${quoted(target)}`, style: "dim" },
      ],
    ),
    ...more.map((text): TerminalLine => [{ text: `${INDENT}  ${text}`, style: "dim" }]),
  ];
}

function quoted(text: string): string {
  return /^[\w.:,-]+$/.test(text) ? text : `'${shortened(text)}'`;
}

/** The loss, its reading, the pipelines by verdict and the worst samples. */
export function evaluationLines(report: Evaluation, worst: number): readonly TerminalLine[] {
  const { reference } = report;
  return [
    [],
    ...lossLines(report),
    ...readingLines(report),
    ...report.findings.map((finding): TerminalLine => [{ text: findingText(finding), style: "warning" }]),
    ...pipelineLines(report.pipelines, report.input.shape),
    ...(reference.kind === "reference" && worst > 0 ? sampleLines(reference, worst) : []),
  ];
}

function lossLines(report: Evaluation): readonly TerminalLine[] {
  const { reference, reading, options } = report;
  if (reference.kind === "targetOutOfRange") return [[{ text: `No loss: ${outOfRangeText(reference)}`, style: "bad" }]];
  if (reference.kind === "optionMisfit") {
    return [[{ text: `No loss: ${optionMisfitText(reference, report)}`, style: "bad" }]];
  }
  const { value, unreduced, summary } = reference;
  const { correct, counted, chance } = summary;
  const shown = shownLoss(report);
  const beside: readonly TerminalLine[] = [
    ...(shown === undefined || shown.beside.length === 0 ? [] : [[INDENT + shown.beside.join(" · ")]]),
    ...(reference.tokens === undefined ? [] : [[INDENT + tokensText(reference.tokens)]]),
  ];
  const hits = counted === 0 ? "" : ` · ${correct} of ${counted} correct`;
  const how = denominatorText(unreduced.denominator, options.reduction ?? "mean");
  const facts = `${referenceName(reading.task)}, ${how}${hits} · by chance ${formatShort(chance)}`;
  if (shown !== undefined) return [["Loss ", { text: shown.first, style: "bold" }, `  ${facts}`], ...beside];
  return [
    ...beside,
    [`Losses of shape ${formatShape(value.shape)}  ${facts}`],
    ...Array.from(value.data, (loss, index): TerminalLine => [`${INDENT}${index}  ${formatValue(loss)}`]),
  ];
}

function readingLines({ reading, readings, input }: Evaluation): readonly TerminalLine[] {
  const ranked = readings.find((candidate) => candidate.reading === reading);
  const standing = [
    ...(ranked?.confidence ? [formatPercent(ranked.confidence)] : []),
    ...(isGuessed(readings, reading) ? [] : ["chosen"]),
  ].join(", ");
  const reasons = ranked === undefined ? "" : reasonsOf(ranked).join("; ");
  const others = new Map(
    readings
      .filter((candidate) => candidate.reading.inputKind !== reading.inputKind && candidate.confidence >= 0.01)
      .map((candidate) => [candidate.reading.inputKind, candidate.confidence] as const)
      .reverse(),
  );
  return [
    [
      "Read as ",
      { text: readingName(reading, input.shape.length), style: "bold" },
      ` (${standing})${reasons === "" ? "" : `: ${reasons}`}`,
    ],
    ...[...others].reverse().map(
      ([kind, confidence]): TerminalLine => [
        {
          text: `${INDENT}also possible: ${inputKindName(kind)}, ${formatPercent(confidence)}; --as ${kind}`,
          style: "dim",
        },
      ],
    ),
  ];
}

const groups: readonly VerdictGroup[] = ["matches", "coincides", "differs", "unjudged", "raises"];
const styles: Readonly<Record<VerdictGroup, Style>> = {
  matches: "good",
  coincides: "warning",
  differs: "warning",
  unjudged: "bold",
  raises: "bad",
};

/** Of more elements a call that raises is not mended, which would take as long as the loss, for each of them. */
const MOST_MENDED = 1_000_000;

export function pipelineLines(pipelines: readonly PipelineResult[], shape: readonly number[]): readonly TerminalLine[] {
  const isMended = numel(shape) <= MOST_MENDED;
  return groups.flatMap((group): readonly TerminalLine[] => {
    const members = pipelines.filter((result) => verdictGroup(result) === group);
    if (members.length === 0) return [];
    const texts = members.map((result) => [pipelineName(result.pipeline), valueText(result), remark(result, isMended)]);
    const rows = columns(texts, [false, group !== "raises"]);
    const heading = { text: `${verdictSigns[group]} ${verdictGroupTitle(group)}`, style: styles[group] };
    const unmended = `${INDENT}What they give once mended is computed of at most ${formatCount(MOST_MENDED)} elements.`;
    const last: readonly TerminalLine[] = group === "raises" && !isMended ? [[{ text: unmended, style: "dim" }]] : [];
    return [[], [heading], ...rows.map((row): TerminalLine => [INDENT + row.join("  ")]), ...last];
  });
}

function valueText(result: PipelineResult): string {
  if (result.kind === "raised") return result.refusal.exception;
  const { data, shape } = result.value;
  return shape.length === 0 ? formatValue(data[0]) : `shape ${formatShape(shape)}`;
}

function remark(result: PipelineResult, isMended: boolean): string {
  if (result.kind === "ran") {
    const { verdict, pipeline } = result;
    return verdict === undefined || verdict.kind === "matches"
      ? pipelineRemark(pipeline)
      : mistakeText(verdict.mistake);
  }
  const { refusal } = result;
  const repaired = isMended ? result.repaired : undefined;
  if (repaired === undefined) return refusal.message;
  const { data, shape } = repaired.value;
  const gives = shape.length === 0 ? formatValue(data[0]) : `shape ${formatShape(shape)}`;
  return `${refusal.message} [with ${fixCode(repaired.fix)}: ${gives}]`;
}

function sampleLines({ samples }: ReferenceLoss, count: number): readonly TerminalLine[] {
  const worst = worstSamples(samples, count);
  const classes = worst.some(({ predicted }) => predicted !== undefined);
  const head = ["sample", "loss", ...(classes ? ["target", "predicted"] : [])];
  const rows = worst.map(({ index, loss, predicted, target }) => {
    const losses = [String(index), formatValue(loss)];
    return classes ? [...losses, String(target ?? ""), String(predicted ?? "")] : losses;
  });
  const total = samples.layout.count;
  const title = worst.length < total ? `Worst ${worst.length} of ${total} samples` : "Samples, worst first";
  if (worst.length === 0) return [];
  const [heading, ...body] = columns(
    [head, ...rows],
    head.map(() => true),
  );
  return [
    [],
    [{ text: title, style: "bold" }],
    [{ text: INDENT + heading.join("  "), style: "dim" }],
    ...body.map((row): TerminalLine => [INDENT + row.join("  ")]),
  ];
}
