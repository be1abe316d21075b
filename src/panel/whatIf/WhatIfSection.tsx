import * as l10n from "@vscode/l10n";
import type { ReferenceLoss } from "../../engine/pairReport";
import type { Actions } from "../actions";
import type { SampleTable } from "../samples/sampleTable";
import { lazy } from "../shared/lazy";
import { useUnfolded } from "../shared/unfolding";
import type { Evaluated, ViewState } from "../state";

export interface WhatIfProps {
  readonly evaluated: Evaluated;
  readonly reference: ReferenceLoss;
  readonly table: SampleTable;
  readonly state: ViewState;
  readonly actions: Actions;
}

const WhatIfChanges = lazy(async () => (await import("./WhatIfChanges")).WhatIfChanges);

/** Changes for trial, with the loss following; nothing else changes until it is asked for. */
export function WhatIfSection(props: WhatIfProps) {
  const [open, setOpen] = useUnfolded("whatIf");
  const { snapshot, report } = props.evaluated;
  return (
    <details class="section what-if" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{l10n.t("What if")}</h2>
      </summary>
      {/* Another array, or another way to read it, is begun with afresh. */}
      {open && <WhatIfChanges key={`${snapshot.id} ${JSON.stringify(report.reading)}`} {...props} />}
    </details>
  );
}
