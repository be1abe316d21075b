import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { optionMisfitText } from "../render/misfitText";
import type { Actions } from "./actions";
import { Charts } from "./Charts";
import { ClassNamesNote } from "./ClassNamesNote";
import { CodeUses } from "./CodeUses";
import { Compare } from "./Compare";
import { CopyMenu } from "./CopyMenu";
import { Findings } from "./Findings";
import { LossFigure } from "./LossFigure";
import { OptionsForm } from "./OptionsForm";
import { OutOfRange } from "./OutOfRange";
import { optionProblems } from "./optionProblems";
import { PairHeader } from "./PairHeader";
import { Pipelines } from "./Pipelines";
import { Precision } from "./Precision";
import { ReadingBar } from "./ReadingBar";
import { ReadingReasons } from "./ReadingReasons";
import { SampleFormula } from "./SampleFormula";
import { Samples } from "./Samples";
import { SeenLoss } from "./SeenLoss";
import { Steps } from "./Steps";
import { sampleGradient } from "./sampleGradient";
import { sampleTable } from "./sampleTable";
import type { Good, ViewState } from "./state";
import { Warning } from "./Warning";
import { WhatIfSection } from "./WhatIfSection";

interface EvaluationViewProps {
  readonly good: Good;
  /** Why these are not the numbers of the present choices; undefined where they are. */
  readonly older: string | undefined;
  readonly state: ViewState;
  readonly actions: Actions;
}

/** A pair that was read, from the question to the answer to all that led there. */
export function EvaluationView({ good, older, state, actions }: EvaluationViewProps) {
  const { snapshot, report } = good;
  const { reference, reading, input, inputLiteral, targetLiteral } = report;
  const selected = state.selected;
  const problems = optionProblems(state.report, report);
  const { classNames } = state.options;
  const evaluated = reference.kind === "reference" ? reference : undefined;
  const { classLists } = snapshot;
  const table = useMemo(
    () => evaluated && sampleTable(report, evaluated, classNames, classLists),
    [report, evaluated, classNames, classLists],
  );
  const gradient = useMemo(() => evaluated && sampleGradient(report), [report, evaluated]);
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
      {older !== undefined && <p class="older-words">{older}</p>}
      <div class={older === undefined ? "outcome" : "outcome older"}>
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
          <div>
            <Pipelines shown={good} actions={actions} />
            <SeenLoss report={report} />
            {table !== undefined && <Steps {...{ good, table, gradient }} />}
            <Precision good={good} />
          </div>
          {evaluated !== undefined && table !== undefined && (
            <div class="side-by-side">
              <Samples {...{ good, table, gradient, selected, actions }} sort={state.sort} slice={state.slice} />
              <SampleFormula {...{ report, reference: evaluated, table, selected }} />
              <WhatIfSection {...{ good, reference: evaluated, table, state, actions }} />
              <Charts {...{ report, reference: evaluated, table, selected, actions }} slice={state.slice} />
            </div>
          )}
        </div>
      </div>
    </>
  );
}
