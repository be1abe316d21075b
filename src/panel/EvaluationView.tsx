import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { formatCode } from "../render/numbers";
import type { Actions } from "./actions";
import { CopyMenu } from "./CopyMenu";
import { LossCurve } from "./LossCurve";
import { LossFigure } from "./LossFigure";
import { OptionsForm } from "./OptionsForm";
import { optionProblems } from "./optionProblems";
import { PairHeader } from "./PairHeader";
import { Pipelines } from "./Pipelines";
import { ReadingBar } from "./ReadingBar";
import { ReadingReasons } from "./ReadingReasons";
import { Samples } from "./Samples";
import { Steps } from "./Steps";
import { sampleTable } from "./sampleTable";
import type { Good, ViewState } from "./state";
import { Warning } from "./Warning";

interface EvaluationViewProps {
  readonly good: Good;
  readonly state: ViewState;
  readonly actions: Actions;
}

/** A pair that was read, from the question to the answer to all that led there. */
export function EvaluationView({ good, state, actions }: EvaluationViewProps) {
  const { snapshot, report } = good;
  const { reference, reading, inputLiteral, targetLiteral } = report;
  const evaluated = reference.kind === "reference" ? reference : undefined;
  const table = useMemo(() => evaluated && sampleTable(report, evaluated), [report, evaluated]);
  return (
    <>
      <PairHeader {...{ snapshot, inputLiteral, targetLiteral, actions }}>
        <CopyMenu {...{ good, table, actions }} />
      </PairHeader>
      <section class="reading" aria-label={l10n.t("How it is read")}>
        <ReadingBar {...{ report, state, actions }} />
        <ReadingReasons {...{ report, actions }} />
        <OptionsForm
          reading={reading}
          classes={reading.classDim === undefined ? undefined : report.input.shape[reading.classDim]}
          options={state.options}
          problems={optionProblems(state.report, report)}
          actions={actions}
        />
      </section>
      {evaluated !== undefined ? (
        <LossFigure {...{ report, reference: evaluated }} />
      ) : (
        <OutOfRange {...{ good, actions }} />
      )}
      <Warning good={good} />
      <Pipelines shown={good} actions={actions} />
      {evaluated !== undefined && table !== undefined && (
        <>
          <Steps {...{ good, table }} />
          <div class="side-by-side">
            <Samples {...{ good, table, sort: state.sort, selected: state.selected, actions }} />
            <LossCurve {...{ report, reference: evaluated, table, selected: state.selected, actions }} />
          </div>
        </>
      )}
    </>
  );
}

interface OutOfRangeProps {
  readonly good: Good;
  readonly actions: Actions;
}

/** There is no loss: a target names a class that the input does not have. */
function OutOfRange({ good: { snapshot, report }, actions }: OutOfRangeProps) {
  const { reference, targetLiteral } = report;
  if (reference.kind !== "targetOutOfRange") return null;
  const { element, value, classes } = reference;
  const span = { offset: targetLiteral.elementOffsets[element], length: targetLiteral.elementLengths[element] };
  return (
    <section class="notice" role="alert">
      <p class="lead">
        <span class="sign raises" aria-hidden="true">
          ✕
        </span>
        {l10n.t("Target {0} is {1}, but there are {2} classes: 0…{3}.", element, plain(value), classes, classes - 1)}
      </p>
      <p>
        {l10n.t("So there is no loss to show.")}{" "}
        {snapshot.targetPlace?.revealable && (
          <button type="button" class="link" onClick={() => actions.reveal(snapshot, "target", span)}>
            {l10n.t("Show in the editor")}
          </button>
        )}
      </p>
    </section>
  );
}

function plain(value: number): string {
  return Number.isInteger(value) ? String(value) : formatCode(value);
}
