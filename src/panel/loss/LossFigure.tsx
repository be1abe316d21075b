import * as l10n from "@vscode/l10n";
import { perplexity, toBits } from "../../engine/metrics/probabilities";
import type { ReferenceLoss } from "../../engine/pairReport";
import { tasks } from "../../engine/tasks";
import { formatLoss, formatPercent, formatShape, formatShort, formatValue, typeShown } from "../../render/numbers";
import { referenceName } from "../../render/readingText";
import { listed } from "../../render/sentences";
import { shownLoss } from "../../render/shownLoss";
import { denominatorText } from "../../render/verdictText";
import type { Evaluation } from "../../report";
import type { Actions } from "../actions";
import { sameReading } from "../reading/choices";
import { NumberGrid } from "../shared/NumberGrid";
import { Segments } from "../shared/Segments";
import type { OtherLoss } from "./otherLoss";

interface LossFigureProps {
  readonly report: Evaluation;
  readonly reference: ReferenceLoss;
  /** What the person's own call comes to, where it is not this. */
  readonly other: OtherLoss | undefined;
  readonly actions: Actions;
}

/** The answer: the loss in large digits, what it is a mean or a sum of, and what it is worth. */
export function LossFigure({ report, reference, other, actions }: LossFigureProps) {
  const shown = shownLoss(report);
  const { value, unreduced } = reference;
  const reduction = report.options.reduction ?? "mean";
  return (
    <section class="answer" aria-label={l10n.t("Loss")}>
      <div class="answer-loss">
        {other?.kind === "right" && (
          <>
            <output class="loss-value">{other.value}</output>
            <p class="loss-words">{l10n.t("what your call gives")}</p>
          </>
        )}
        {other !== undefined && <p class="loss-words">{givingWords(report)}</p>}
        {other?.kind === "right" && shown !== undefined ? (
          <p class="loss-definition">{shown.first}</p>
        ) : shown !== undefined ? (
          <>
            <output class="loss-value">{shown.first}</output>
            <div class="loss-beside">
              {shown.beside.length > 0 && <p>{shown.beside.join(" · ")}</p>}
              {shown.isTyped && <TypeChoice type={report.input.dtype} actions={actions} />}
            </div>
          </>
        ) : (
          <LossVector value={value} />
        )}
        <p class="loss-words">{listed([lossKind(report), denominatorText(unreduced.denominator, reduction)])}</p>
        <ChanceScale reference={reference} />
      </div>
      <dl class="facts">
        {facts(report, reference).map(({ name, value: text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Classes along another axis than the call would have them are said first: the number is of a call that nobody wrote. */
function givingWords({ readings, reading }: Evaluation): string {
  const current = readings.find((ranked) => sameReading(ranked.reading, reading));
  const isUnusual = current?.evidence.some((each) => each.kind === "classDim" && !each.usual);
  return isUnusual && reading.classDim !== undefined
    ? l10n.t("With the classes along dim {0}, these values give:", reading.classDim)
    : l10n.t("By definition, these values give:");
}

/** The type in which the loss is shown first. */
function TypeChoice({ type, actions }: { readonly type: string; readonly actions: Actions }) {
  const segments = [
    { value: "asWritten", label: type },
    { value: "float64", label: "float64" },
  ] as const;
  return (
    <Segments
      legend={l10n.t("Type of the loss")}
      segments={segments}
      value={typeShown()}
      onChoose={(chosen) => actions.showType(chosen)}
    />
  );
}

function LossVector({ value }: { readonly value: ReferenceLoss["value"] }) {
  const columns = value.shape.length < 2 ? 1 : (value.shape.at(-1) ?? 1);
  return (
    <>
      <p class="loss-shape">{l10n.t("{0} losses, shape {1}", value.data.length, formatShape(value.shape))}</p>
      <NumberGrid
        label={l10n.t("Losses")}
        rows={columns === 0 ? 0 : value.data.length / columns}
        columns={Array.from({ length: columns }, (_, column) => (columns === 1 ? l10n.t("loss") : String(column)))}
        values={[value.data]}
        at={(row, column) => row * columns + column}
        rowName={String}
      />
    </>
  );
}

function lossKind({ reading }: Evaluation): string {
  const name = referenceName(reading.task);
  return tasks[reading.task].reference === "squaredError" ? name : l10n.t("{0} in nats", name);
}

function facts(report: Evaluation, { mean, sum, summary, samples, tokens }: ReferenceLoss) {
  const { reading, options, inputLiteral } = report;
  const { correct, counted, chance } = summary;
  const reduction = options.reduction ?? "mean";
  const ofReference = tasks[reading.task].reference;
  const classes = tasks[reading.task].exclusive ? (inputLiteral.tensor.shape[reading.classDim ?? 0] ?? 1) : 2;
  const list = [
    reduction !== "mean" && { name: l10n.t("mean"), value: formatValue(mean) },
    reduction !== "sum" && samples.layout.count > 1 && { name: l10n.t("sum"), value: formatLoss(sum) },
    tokens !== undefined && {
      name: l10n.t("tokens"),
      value: tokens.counted === tokens.of ? String(tokens.of) : l10n.t("{0} of {1}", tokens.counted, tokens.of),
    },
    ofReference !== "squaredError" && {
      name:
        tokens !== undefined
          ? l10n.t("bits per token")
          : reduction === "mean"
            ? l10n.t("bits")
            : l10n.t("mean in bits"),
      value: formatLoss(toBits(mean)),
    },
    ofReference === "crossEntropy" && { name: l10n.t("perplexity"), value: formatLoss(perplexity(mean)) },
    {
      name:
        ofReference === "crossEntropy" || ofReference === "binaryCrossEntropy"
          ? l10n.t("chance, ln {0}", classes)
          : l10n.t("chance"),
      value: formatLoss(chance),
    },
    counted > 0 && {
      name: tasks[reading.task].severalLabels ? l10n.t("correct labels") : l10n.t("correct"),
      value: l10n.t("{0} of {1}", correct, counted),
      note: formatPercent(correct / counted),
    },
  ];
  return list.filter((fact) => fact !== false);
}

/** Where the mean lies between 0 and what guessing costs; beyond that the scale is stretched so that both stay on it. */
function ChanceScale({ reference: { mean, summary } }: { readonly reference: ReferenceLoss }) {
  const { chance } = summary;
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY) || !(chance > 0)) return null;
  const end = Math.max(chance, Math.min(mean, chance * 4)) * 1.04;
  const words = l10n.t("{0} × chance ({1})", formatShort(Number((mean / chance).toPrecision(3))), formatLoss(chance));
  return (
    <>
      <svg class="chance-scale" aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none">
        <rect class="scale-track" x="0" y="2" width="100" height="2" />
        <rect class="scale-fill" x="0" y="2" width={(100 * Math.min(mean, end)) / end} height="2" />
        <rect class="scale-chance" x={(100 * chance) / end - 0.3} y="0" width="0.6" height="6" />
      </svg>
      <p class="scale-words">{words}</p>
    </>
  );
}
