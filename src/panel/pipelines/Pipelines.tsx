import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { pipelineName } from "../../render/pipelineText";
import { type VerdictGroup, verdictGroupTitle, verdictSigns } from "../../render/verdictText";
import type { Actions } from "../actions";
import { PipelineRow } from "./PipelineRow";
import { PipelineValue } from "./PipelineValue";
import { ranGroups, refusalGroups } from "./pipelineGroups";
import { Refusal } from "./Refusal";
import type { Shown } from "./snippet";

interface PipelinesProps {
  readonly shown: Shown;
  readonly actions: Actions;
}

/** Every candidate pipeline on these numbers, in groups by verdict. */
export function Pipelines({ shown, actions }: PipelinesProps) {
  const { pipelines } = shown.report;
  const refusals = refusalGroups(pipelines);
  const id = useId();
  return (
    <section class="pipelines" aria-labelledby={id}>
      <h2 id={id}>{l10n.t("Pipelines on these numbers")}</h2>
      {ranGroups(pipelines).map(({ kind, rows }) => (
        <div key={kind} class="group">
          <GroupHeading group={kind} count={rows.length}>
            {kind === "matches" && rows.length > 1 && l10n.t("equal in general; what sets each apart")}
          </GroupHeading>
          <ul class={kind === "matches" && rows.length > 1 ? "equals" : undefined}>
            {rows.map(({ result, remark, again }) => (
              <PipelineRow key={pipelineName(result.pipeline)} {...{ result, shown, actions }}>
                <PipelineValue value={result.value} />
                <span class="pipeline-remark">{again && kind !== "matches" ? l10n.t("likewise") : remark}</span>
              </PipelineRow>
            ))}
          </ul>
        </div>
      ))}
      {refusals.length > 0 && (
        <div class="group">
          <GroupHeading group="raises" count={refusals.reduce((sum, { results }) => sum + results.length, 0)} />
          <ul>
            {refusals.map((group) => (
              <Refusal key={group.refusal.message} {...{ group, shown, actions }} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface GroupHeadingProps {
  readonly group: VerdictGroup;
  readonly count: number;
  readonly children?: ComponentChildren;
}

function GroupHeading({ group, count, children }: GroupHeadingProps) {
  return (
    <h3 class="group-heading">
      <span class={`sign ${group}`} aria-hidden="true">
        {verdictSigns[group]}
      </span>
      {verdictGroupTitle(group)} <span class="count">{count}</span>
      {children && <span class="group-remark">{children}</span>}
    </h3>
  );
}
