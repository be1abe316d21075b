import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { sampleGradient } from "../engine/sampleGradient";
import { optionMisfitText } from "../render/misfitText";
import type { Actions } from "./actions";
import { Charts } from "./charts/Charts";
import { Compare } from "./compare/Compare";
import { LossFigure } from "./loss/LossFigure";
import { OutOfRange } from "./loss/OutOfRange";
import { Precision } from "./loss/Precision";
import { SeenLoss } from "./loss/SeenLoss";
import { Steps } from "./loss/Steps";
import { Warning } from "./loss/Warning";
import { MetricsSection } from "./metrics/MetricsSection";
import { CodeUses } from "./pair/CodeUses";
import { CopyMenu } from "./pair/CopyMenu";
import { Findings } from "./pair/Findings";
import { PairHeader } from "./pair/PairHeader";
import { useLate } from "./parts/useLate";
import { Pipelines } from "./pipelines/Pipelines";
import { ClassNamesNote } from "./reading/ClassNamesNote";
import { OptionsForm } from "./reading/OptionsForm";
import { optionProblems } from "./reading/optionProblems";
import { ReadingBar } from "./reading/ReadingBar";
import { ReadingReasons } from "./reading/ReadingReasons";
import { SameIn } from "./same/SameIn";
import { SampleFormula } from "./samples/SampleFormula";
import { Samples } from "./samples/Samples";
import { sampleTable } from "./samples/sampleTable";
import type { Good, ViewState } from "./state";
import { WhatIfSection } from "./whatIf/WhatIfSection";

interface EvaluationViewProps {
  readonly good: Good;
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
export function EvaluationView({ good, stale, older, state, actions }: EvaluationViewProps) {
  const { snapshot, report } = good;
  const { reference, reading, input, inputLiteral, targetLiteral } = report;
  const selected = state.selected;
  const problems = optionProblems(state.report, report);
  const { classNames } = state.options;
  const evaluated = reference.kind === "reference" ? reference : undefined;
  const instant = input.data.length <= AT_ONCE_ELEMENTS;
  const late = useLate(good, instant);
  const shown = late?.snapshot === snapshot ? late : undefined;
  const details = useMemo(() => shown && detailsOf(shown, classNames), [shown, classNames]);
  const table = details?.table;
  const later = useLate(details?.good, instant);
  const differentiated = later === details?.good ? later : undefined;
  const gradient = useMemo(() => differentiated && sampleGradient(differentiated.report), [differentiated]);
  return (
    <>
      <PairHeader {...{ snapshot, inputLiteral, targetLiteral, actions }} locked={state.locked}>
        <button
          type="button"
          class="quiet"
          aria-pressed={state.pinned?.report === report}
          title={l10n.t("Keep this evaluation to compare the next ones with")}
          onClick={() => actions.pin(state.pinned?.report === report ? undefined : good)}
        >
          {state.pinned?.report === report ? l10n.t("Pinned") : l10n.t("Pin")}
        </button>
        <CopyMenu {...{ good, table, gradient, actions }} />
      </PairHeader>
      <section class="reading" aria-label={l10n.t("How it is read")}>
        <ReadingBar {...{ report, state, actions }} />
        <ReadingReasons {...{ report, actions }} />
        <OptionsForm
          classes={reading.classDim === undefined ? undefined : input.shape[reading.classDim]}
          options={state.options}
          from={state.options === snapshot.request.options ? snapshot.optionsFrom : undefined}
          {...{ reading, problems, actions }}
        />
        {table?.found !== undefined && <ClassNamesNote {...{ found: table.found, actions }} options={state.options} />}
      </section>
      {older !== undefined && <div class="older-words">{older}</div>}
      <div class={stale ? "outcome older" : "outcome"}>
        {evaluated !== undefined && <LossFigure {...{ report, reference: evaluated }} />}
        {reference.kind === "targetOutOfRange" && <OutOfRange {...{ good, reference, actions }} />}
        {reference.kind === "optionMisfit" && (
          <p class="notice">{l10n.t("No loss: {0}.", optionMisfitText(reference, report))}</p>
        )}
        {state.pinned !== undefined && state.pinned.report !== report && table !== undefined && (
          <Compare {...{ good, actions }} pinned={state.pinned} nameOf={table.nameOf} />
        )}
        <Findings findings={report.findings} />
        <Warning good={good} />
        <CodeUses uses={snapshot.codeUses} />
        <div class="details">
          <div class="verdicts">
            <Pipelines shown={good} actions={actions} />
            <SeenLoss report={report} />
          </div>
          {details !== undefined && (
            <div class="side-by-side">
              <Samples {...{ ...details, gradient, selected, actions }} sort={state.sort} slice={state.slice} />
              <Charts {...{ ...details, selected, actions }} report={details.good.report} slice={state.slice} />
              <SampleFormula {...{ ...details, selected }} report={details.good.report} />
              <WhatIfSection {...{ ...details, state, actions }} />
            </div>
          )}
          <div class="between">
            {details !== undefined && <MetricsSection {...details} actions={actions} />}
            {details !== undefined && <Steps {...details} gradient={gradient} />}
            <Precision good={good} />
            {evaluated !== undefined && <SameIn {...{ report, actions }} />}
          </div>
        </div>
      </div>
    </>
  );
}

/** What the sections about single samples have in common; none where there is no loss. */
function detailsOf(good: Good, classNames: string | undefined) {
  const { report, snapshot } = good;
  const { reference } = report;
  return reference.kind === "reference"
    ? { good, reference, table: sampleTable(report, reference, classNames, snapshot.classLists) }
    : undefined;
}
