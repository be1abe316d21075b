import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { pipelineName } from "../../render/pipelineText";
import { type VerdictGroup, verdictGroupTitle, verdictSigns } from "../../render/verdictText";
import type { Actions } from "../actions";
import { useUnfolded } from "../shared/unfolding";
import { PipelineRow } from "./PipelineRow";
import { PipelineValue } from "./PipelineValue";
import { ranGroups, refusalGroups } from "./pipelineGroups";
import { Refusal } from "./Refusal";
import type { ShownPair } from "./snippet";

interface PipelinesProps {
  readonly id: string;
  readonly shown: ShownPair;
  /** The loss that the first of them give, where it is not that of the person's own call. */
  readonly given?: string | undefined;
  readonly actions: Actions;
}

/** Every candidate pipeline on these numbers: those that give the loss, and folded what is often written instead and what raises. */
export function Pipelines({ id, shown, given, actions }: PipelinesProps) {
  const { pipelines } = shown.report;
  const groups = ranGroups(pipelines);
  const refusals = refusalGroups(pipelines);
  const heading = useId();
  return (
    <section class="pipelines" id={id} aria-labelledby={heading}>
      <h2 id={heading}>{l10n.t("Pipelines on these numbers")}</h2>
      {groups.map(({ kind, rows }) => (
        <Group key={kind} group={kind} given={given} count={rows.length}>
          <ul class={kind === "matches" && rows.length > 1 ? "equals" : undefined}>
            {rows.map(({ result, remark, again }) => (
              <PipelineRow key={pipelineName(result.pipeline)} {...{ result, shown, actions }}>
                <PipelineValue value={result.value} />
                <span class="pipeline-remark">{again && kind !== "matches" ? l10n.t("likewise") : remark}</span>
              </PipelineRow>
            ))}
          </ul>
        </Group>
      ))}
      {refusals.length > 0 && (
        <Group group="raises" count={refusals.reduce((sum, { results }) => sum + results.length, 0)}>
          <ul>
            {refusals.map((group) => (
              <Refusal key={group.refusal.message} {...{ group, shown, actions }} />
            ))}
          </ul>
        </Group>
      )}
    </section>
  );
}

interface GroupProps {
  readonly group: VerdictGroup;
  readonly given?: string | undefined;
  readonly count: number;
  readonly children: ComponentChildren;
}

/** What gives the loss, and what nothing is known of, is in view; the rest unfolds. */
function Group({ group, given, count, children }: GroupProps) {
  const [open, setOpen] = useUnfolded(`pipelines ${group}`);
  const heading = (
    <h3 class="group-heading">
      <span class={`sign ${group}`} aria-hidden="true">
        {verdictSigns[group]}
      </span>
      {group === "matches" && given !== undefined ? l10n.t("These give {0}", given) : verdictGroupTitle(group)}{" "}
      <span class="count">{count}</span>
    </h3>
  );
  if (group === "matches" || group === "unjudged") {
    return (
      <div class="group">
        {heading}
        {children}
      </div>
    );
  }
  return (
    <details class="group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{heading}</summary>
      {open && children}
    </details>
  );
}
