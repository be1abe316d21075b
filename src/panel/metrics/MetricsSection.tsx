import * as l10n from "@vscode/l10n";
import type { ReferenceLoss } from "../../engine/pairReport";
import { tasks } from "../../engine/tasks";
import type { Actions } from "../actions";
import type { SampleTable } from "../samples/sampleTable";
import { lazy } from "../shared/lazy";
import { useUnfolded } from "../shared/unfolding";
import type { Evaluated } from "../state";

export interface MetricsProps {
  /** Of its element. */
  readonly id: string;
  readonly evaluated: Evaluated;
  readonly reference: ReferenceLoss;
  readonly table: SampleTable;
  readonly actions: Actions;
}

const MetricsTables = lazy(async () => (await import("./MetricsTables")).MetricsTables);

/** What people read next to a loss: the confusion matrix, precision and recall, ROC and precision–recall curves. */
export function MetricsSection(props: MetricsProps) {
  const [open, setOpen] = useUnfolded("metrics");
  if (!tasks[props.evaluated.report.reading.task].classifies) return null;
  return (
    <details class="section metrics" id={props.id} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{l10n.t("Metrics")}</h2>
      </summary>
      {open && <MetricsTables {...props} />}
    </details>
  );
}
