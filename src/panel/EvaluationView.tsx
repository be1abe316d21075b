import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { sampleGradient } from "../engine/sampleGradient";
import { tasks } from "../engine/tasks";
import { optionMisfitText } from "../render/misfitText";
import { shortLoss, shownLoss } from "../render/shownLoss";
import type { Evaluation } from "../report";
import type { Actions } from "./actions";
import { Charts } from "./charts/Charts";
import { Compare } from "./compare/Compare";
import { LossFigure } from "./loss/LossFigure";
import { OutOfRange } from "./loss/OutOfRange";
import { type OtherLoss, otherLoss } from "./loss/otherLoss";
import { Precision } from "./loss/Precision";
import { SeenLoss } from "./loss/SeenLoss";
import { Steps } from "./loss/Steps";
import { Usual } from "./loss/Usual";
import { MetricsSection } from "./metrics/MetricsSection";
import { CopyMenu } from "./pair/CopyMenu";
import { Findings } from "./pair/Findings";
import { PairHeader } from "./pair/PairHeader";
import { VerdictSign, YourCall } from "./pair/YourCall";
import { Pipelines } from "./pipelines/Pipelines";
import { optionProblems } from "./reading/optionProblems";
import { ReadingSection } from "./reading/ReadingSection";
import { SameIn } from "./same/SameIn";
import { SampleFormula } from "./samples/SampleFormula";
import { Samples } from "./samples/Samples";
import { sampleTable } from "./samples/sampleTable";
import { AnswerBar, type Content } from "./shared/AnswerBar";
import { useDeferredValue } from "./shared/useDeferredValue";
import type { Evaluated, ViewState } from "./state";
import { WhatIfSection } from "./whatIf/WhatIfSection";

interface EvaluationViewProps {
  readonly evaluated: Evaluated;
  /** True where these are not the numbers of the present choices. */
  readonly stale: boolean;
  /** Why they are not, where it is to be said above them. */
  readonly older: ComponentChildren;
  readonly state: ViewState;
  readonly actions: Actions;
}

/** What is computed for every sample of larger inputs follows after the answer has been painted. */
const AT_ONCE_ELEMENTS = 100_000;

/** A pair that was read, from the question to the answer to all that led there. */
export function EvaluationView({ evaluated, stale, older, state, actions }: EvaluationViewProps) {
  const { snapshot, report } = evaluated;
  const { reference, input, inputLiteral, targetLiteral } = report;
  const selected = state.selected;
  const problems = optionProblems(state.report, report);
  const { classNames } = state.options;
  const loss = reference.kind === "reference" ? reference : undefined;
  const instant = input.data.length <= AT_ONCE_ELEMENTS;
  const deferred = useDeferredValue(evaluated, instant);
  const shown = deferred?.snapshot === snapshot ? deferred : undefined;
  const details = useMemo(() => shown && detailsOf(shown, classNames), [shown, classNames]);
  const table = details?.table;
  const deferredDetails = useDeferredValue(details?.evaluated, instant);
  const differentiated = deferredDetails === details?.evaluated ? deferredDetails : undefined;
  const gradient = useMemo(() => differentiated && sampleGradient(differentiated.report), [differentiated]);
  const answer = useRef<HTMLDivElement>(null);
  const isOld = snapshot !== state.snapshot;
  const call = Math.min(state.call, snapshot.codeUses.length - 1);
  const other = otherLoss(snapshot.codeUses[call], report);
  return (
    <>
      <PairHeader {...{ snapshot, inputLiteral, targetLiteral, actions }} locked={isOld ? undefined : state.locked}>
        <button
          type="button"
          class="quiet"
          aria-pressed={state.baseline?.report === report}
          title={l10n.t("Keep this evaluation to compare the next ones with")}
          onClick={() => actions.setBaseline(state.baseline?.report === report ? undefined : evaluated)}
        >
          {l10n.t("Baseline")}
        </button>
        <CopyMenu {...{ evaluated, table, gradient, actions }} />
      </PairHeader>
      {older !== undefined && <div class="older-words">{older}</div>}
      <div class={stale ? "outcome older" : "outcome"}>
        <div class="answer-top" ref={answer}>
          <YourCall at={call} {...{ snapshot, isOld, actions }} />
          {loss !== undefined && <LossFigure {...{ report, reference: loss, other, actions }} />}
          {reference.kind === "targetOutOfRange" && <OutOfRange {...{ evaluated, reference, actions }} />}
          {reference.kind === "optionMisfit" && (
            <p class="notice">{l10n.t("No loss: {0}.", optionMisfitText(reference, report))}</p>
          )}
          {call < 0 && <Usual {...{ evaluated, actions }} />}
          <Findings findings={report.findings} />
        </div>
        <AnswerBar above={answer} contents={contentsOf(report, details !== undefined)}>
          <Short {...{ evaluated, call, other }} />
        </AnswerBar>
        <ReadingSection id={sections.reading} found={table?.found} {...{ evaluated, state, problems, actions }} />
        {state.baseline !== undefined && state.baseline.report !== report && table !== undefined && (
          <Compare {...{ evaluated, actions }} baseline={state.baseline} nameOf={table.nameOf} />
        )}
        <SeenLoss report={report} />
        <div class="details">
          {details !== undefined && (
            <div class="side-by-side">
              <Samples
                id={sections.samples}
                {...{ ...details, gradient, selected, actions }}
                sort={state.sort}
                slice={state.slice}
              />
              <Charts
                id={sections.charts}
                {...{ ...details, selected, actions }}
                report={details.evaluated.report}
                slice={state.slice}
              />
              <SampleFormula {...{ ...details, selected }} report={details.evaluated.report} />
              <WhatIfSection {...{ ...details, state, actions }} />
            </div>
          )}
          <Pipelines
            id={sections.pipelines}
            shown={evaluated}
            given={other === undefined ? undefined : shortLoss(report)}
            actions={actions}
          />
          <div class="between">
            {details !== undefined && <MetricsSection id={sections.metrics} {...details} actions={actions} />}
            {details !== undefined && <Steps id={sections.steps} {...details} gradient={gradient} />}
            <Precision evaluated={evaluated} />
            {loss !== undefined && <SameIn {...{ report, actions }} />}
          </div>
        </div>
      </div>
    </>
  );
}

const sections = {
  reading: "section-reading",
  samples: "section-samples",
  charts: "section-charts",
  pipelines: "section-pipelines",
  metrics: "section-metrics",
  steps: "section-steps",
} as const;

function contentsOf({ reading }: Evaluation, hasSamples: boolean): readonly Content[] {
  const ofSamples: readonly Content[] = [
    { id: sections.samples, title: l10n.t("Samples") },
    { id: sections.charts, title: l10n.t("Charts") },
  ];
  const metrics: readonly Content[] = [{ id: sections.metrics, title: l10n.t("Metrics") }];
  return [
    { id: sections.reading, title: l10n.t("Reading") },
    ...(hasSamples ? ofSamples : []),
    { id: sections.pipelines, title: l10n.t("Pipelines") },
    ...(hasSamples && tasks[reading.task].classifies ? metrics : []),
    ...(hasSamples ? [{ id: sections.steps, title: l10n.t("Steps") }] : []),
  ];
}

interface ShortProps {
  readonly evaluated: Evaluated;
  readonly call: number;
  readonly other: OtherLoss | undefined;
}

/** The loss, and the verdict on the person's own call. */
function Short({ evaluated: { snapshot, report }, call, other }: ShortProps) {
  const use = snapshot.codeUses[call];
  // What the call gives stands behind it, and beside another number, or none, that of the reading would be taken for its own.
  const isSaid = use?.value !== undefined || other !== undefined;
  const value = isSaid || shownLoss(report) === undefined ? undefined : shortLoss(report);
  return (
    <>
      {value !== undefined && <strong>{value}</strong>}
      {use !== undefined && (
        <span class="short-call">
          <VerdictSign verdict={use.verdict} />
          {use.call}
          {use.value !== undefined && ` = ${use.value}`}
        </span>
      )}
    </>
  );
}

/** What the sections about single samples have in common; none where there is no loss. */
function detailsOf(evaluated: Evaluated, classNames: string | undefined) {
  const { report, snapshot } = evaluated;
  const { reference } = report;
  return reference.kind === "reference"
    ? { evaluated, reference, table: sampleTable(report, reference, classNames, snapshot.classLists) }
    : undefined;
}
