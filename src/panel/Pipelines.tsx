import * as l10n from "@vscode/l10n";
import type { Evaluation, Misfit } from "../evaluate";
import { type VerdictGroup, verdictGroupTitle, verdictSigns } from "../render/verdictText";
import type { Actions } from "./actions";
import { PipelineRow } from "./PipelineRow";
import { ranGroups, refusalGroups } from "./pipelineGroups";
import { Refusal } from "./Refusal";

interface PipelinesProps {
  readonly report: Evaluation | Misfit;
  readonly actions: Actions;
}

/** Every candidate pipeline on these numbers, in groups by verdict. */
export function Pipelines({ report, actions }: PipelinesProps) {
  const refusals = refusalGroups(report.pipelines);
  return (
    <section class="pipelines" aria-labelledby="pipelines-heading">
      <h2 id="pipelines-heading">{l10n.t("Pipelines on these numbers")}</h2>
      {ranGroups(report.pipelines).map(({ kind, results }) => (
        <div key={kind} class="group">
          <GroupHeading group={kind} count={results.length} />
          <ul class="pipeline-list">
            {results.map((result, index) => (
              <PipelineRow key={index} {...{ result, report, actions }} />
            ))}
          </ul>
        </div>
      ))}
      {refusals.length > 0 && (
        <div class="group">
          <GroupHeading group="raises" count={refusals.reduce((sum, { results }) => sum + results.length, 0)} />
          <ul class="pipeline-list">
            {refusals.map((group, index) => (
              <Refusal key={index} {...{ group, report, actions }} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function GroupHeading({ group, count }: { readonly group: VerdictGroup; readonly count: number }) {
  return (
    <h3 class="group-heading">
      <span class={`sign ${group}`} aria-hidden="true">
        {verdictSigns[group]}
      </span>
      {verdictGroupTitle(group)} <span class="count">{count}</span>
    </h3>
  );
}
