import * as l10n from "@vscode/l10n";
import type { Raised } from "../engine/verdict";
import type { Evaluation, Misfit } from "../evaluate";
import { formatValue } from "../render/numbers";
import { fixCode } from "../render/pipelineText";
import { mistakeText, verdictSigns } from "../render/verdictText";
import type { Actions } from "./actions";
import { PipelineChips } from "./PipelineChips";
import { PipelineCode } from "./PipelineRow";
import type { RefusalGroup } from "./pipelineGroups";

interface RefusalProps {
  readonly group: RefusalGroup;
  readonly report: Evaluation | Misfit;
  readonly actions: Actions;
}

/** What torch says, word for word, the pipelines it says it to, and what each gives once its arguments are mended. */
export function Refusal({ group: { refusal, results }, report, actions }: RefusalProps) {
  return (
    <li class="refusal">
      <p class="torch-text">
        <span class="exception">{refusal.exception}</span>: {refusal.message}
      </p>
      <ul class="pipeline-list">
        {results.map((result, index) => (
          <li key={index} class="pipeline">
            <PipelineChips pipeline={result.pipeline} />
            <Repair result={result} />
            <PipelineCode {...{ result, report, actions }} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function Repair({ result: { repaired } }: { readonly result: Raised }) {
  if (repaired === undefined) {
    return (
      <>
        <span class="pipeline-value none">{"\u2013"}</span>
        <span class="pipeline-remark">{l10n.t("no conversion of the arguments helps")}</span>
      </>
    );
  }
  const { fix, value, verdict } = repaired;
  const kind = verdict?.kind ?? "unjudged";
  return (
    <>
      <span class="pipeline-value">
        {value.shape.length === 0 ? formatValue(value.data[0]) : l10n.t("{0} losses", value.data.length)}
      </span>
      <span class="pipeline-remark">
        {l10n.t("with")} <code>{fixCode(fix)}</code>
        {verdict !== undefined && (
          <span class={`after-fix ${kind}`}>
            {" "}
            <span class={`sign ${kind}`} aria-hidden="true">
              {verdictSigns[kind]}
            </span>
            {verdict.kind === "matches" ? l10n.t("matches") : mistakeText(verdict.mistake)}
          </span>
        )}
      </span>
    </>
  );
}
