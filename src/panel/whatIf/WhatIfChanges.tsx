import * as l10n from "@vscode/l10n";
import { useMemo, useState } from "preact/hooks";
import { isChanged, outcomeGradient, outcomeOf, unchanged, type WhatIf } from "../../engine/whatIf/whatIf";
import { formatShort, formatValue } from "../../render/numbers";
import type { RequestOptions } from "../../report";
import { worstSample } from "../samples/sampleTable";
import { CopyCode, WriteBack } from "./WhatIfActions";
import { WhatIfOptions } from "./WhatIfOptions";
import type { WhatIfProps } from "./WhatIfSection";
import { WhatIfValues } from "./WhatIfValues";

/** The changes, the loss and the gradient with them, and what can be done with them. */
export function WhatIfChanges({ evaluated, reference, table, state, actions }: WhatIfProps) {
  const { report, snapshot } = evaluated;
  const [changes, setChanges] = useState<WhatIf>(state.whatIf);
  const change = (next: WhatIf) => {
    setChanges(next);
    actions.tryOut(next);
  };
  const outcome = useMemo(() => outcomeOf(report, changes), [report, changes]);
  const before = reference.value.shape.length === 0 ? reference.value.data[0] : reference.mean;
  const sample = Math.min(state.selected ?? worstSample(table) ?? 0, table.layout.count - 1);
  const gradient = outcome && outcomeGradient(report, changes, outcome, table.layout, sample);
  const { request } = snapshot;
  const options = changedOptions(state.options, changes);
  return (
    <>
      <p class="what-if-loss">
        <output>{outcome === undefined ? l10n.t("no loss") : formatValue(outcome.loss)}</output>
        {reference.value.shape.length > 0 && <span class="what-if-difference">{l10n.t("the mean")}</span>}
        {outcome !== undefined && isChanged(changes) && (
          <span class="what-if-difference">
            {l10n.t("{0} from {1}", signedShort(outcome.loss - before), formatValue(before))}
          </span>
        )}
      </p>
      <WhatIfOptions {...{ report, table, changes }} onChange={change} />
      {sample >= 0 && <WhatIfValues {...{ report, request, table, sample, gradient, changes }} onChange={change} />}
      <div class="what-if-actions">
        <button type="button" class="quiet" disabled={!isChanged(changes)} onClick={() => change(unchanged)}>
          {l10n.t("Reset")}
        </button>
        {options !== undefined && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              actions.setOptions(options);
              change({ ...unchanged, temperature: changes.temperature, values: changes.values });
            }}
          >
            {l10n.t("Use these options")}
          </button>
        )}
        {outcome !== undefined && isChanged(changes) && <CopyCode {...{ evaluated, outcome, actions }} />}
        <WriteBack {...{ evaluated, changes, actions }} />
      </div>
      {options !== undefined && (
        <p class="what-if-words">
          {l10n.t("Options of the loss are not values of the array: they go into your code, not into the literal.")}
        </p>
      )}
    </>
  );
}

/** The options with the changes in them; undefined where they have none. */
function changedOptions(
  options: RequestOptions,
  { labelSmoothing, weight, ignoreIndex }: WhatIf,
): RequestOptions | undefined {
  if ([labelSmoothing, weight, ignoreIndex].every((each) => each === undefined)) return undefined;
  return {
    ...options,
    ...(labelSmoothing !== undefined && { labelSmoothing }),
    ...(ignoreIndex !== undefined && { ignoreIndex }),
    ...(weight !== undefined && { weight: `[${weight.join(", ")}]` }),
  };
}

function signedShort(value: number): string {
  return `${value > 0 ? "+" : ""}${formatShort(value)}`;
}
