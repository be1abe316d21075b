import * as l10n from "@vscode/l10n";
import type { Reduction } from "../../engine/loss";
import { inputKindName, targetKindName, taskName } from "../../render/readingText";
import type { Evaluation, RequestOptions } from "../../report";
import type { Actions } from "../actions";
import { Segments } from "../shared/Segments";
import type { ViewState } from "../state";
import { candidates, type Decision, withDecision } from "./choices";
import { Field } from "./OptionsForm";

interface ReadingBarProps {
  readonly report: Evaluation;
  readonly state: ViewState;
  readonly actions: Actions;
}

/** How the pair is read, every part of it one click from being read otherwise. */
export function ReadingBar({ report, state, actions }: ReadingBarProps) {
  const { readings, reading } = report;
  const { choice, options } = state;
  const offered = candidates(readings, reading);
  const decide = (decision: Decision) => actions.choose(withDecision(readings, choice, decision));
  return (
    <div class="reading-bar">
      <Segments
        legend={l10n.t("Input holds")}
        segments={offered.inputKind.map((value) => ({ value, label: inputKindName(value) }))}
        value={reading.inputKind}
        onChoose={(inputKind) => decide({ inputKind })}
      />
      {offered.task.length > 1 && (
        <Segments
          legend={l10n.t("Task")}
          segments={offered.task.map((value) => ({ value, label: taskName(value) }))}
          value={reading.task}
          onChoose={(task) => decide({ task })}
        />
      )}
      {offered.targetKind.length > 1 && (
        <Segments
          legend={l10n.t("Targets hold")}
          segments={offered.targetKind.map((value) => ({ value, label: targetKindName(value) }))}
          value={reading.targetKind}
          onChoose={(targetKind) => decide({ targetKind })}
        />
      )}
      {offered.classDim.length > 1 && reading.classDim !== undefined && (
        <Segments
          legend={l10n.t("Classes along")}
          segments={offered.classDim.map((value) => ({
            value,
            label: l10n.t("dim {0} (size {1})", value, report.input.shape[value]),
          }))}
          value={reading.classDim}
          onChoose={(classDim) => decide({ classDim })}
        />
      )}
      {reading.inputKind === "logits" && reading.targetKind === "logits" && (
        <Field
          label={l10n.t("temperature")}
          hint={l10n.t("above 0: divides the logits of both, and its square multiplies the loss")}
          placeholder="1"
          value={choice.temperature?.toString() ?? ""}
          problem={undefined}
          onCommit={(text) => {
            const { temperature: _, ...others } = choice;
            const temperature = Number(text);
            if (text.trim() === "") actions.choose(others);
            else if (temperature > 0 && Number.isFinite(temperature)) actions.choose({ ...others, temperature });
            else return l10n.t("a temperature is a number above 0, not {0}", text);
            return undefined;
          }}
        />
      )}
      <ReductionSegments {...{ report, options, actions }} />
    </div>
  );
}

interface ReductionProps {
  readonly report: Evaluation;
  readonly options: RequestOptions;
  readonly actions: Actions;
}

function ReductionSegments({ report, options, actions }: ReductionProps) {
  const offered: Reduction[] = ["mean", "sum", "none"];
  // Only the divergence has it in torch.
  if (report.pipelines.some(({ pipeline }) => pipeline.loss === "KLDivLoss")) offered.push("batchmean");
  if (!offered.includes(options.reduction)) offered.push(options.reduction);
  return (
    <Segments
      legend={l10n.t("Reduction")}
      segments={offered.map((value) => ({ value, label: value }))}
      value={options.reduction}
      onChoose={(reduction) => actions.setOptions({ ...options, reduction })}
    />
  );
}
