import * as l10n from "@vscode/l10n";
import { useState } from "preact/hooks";
import { silentTrap } from "../../engine/silentTrap";
import { formatValue } from "../../render/numbers";
import { pipelineName } from "../../render/pipelineText";
import { mistakeText } from "../../render/verdictText";
import { sentence } from "../parts/sentence";
import { snippetOf } from "../pipelines/snippet";
import type { Good } from "../state";

/** What would go wrong without a word from torch, before anyone has to look for it. */
export function Warning({ good }: { readonly good: Good }) {
  const [open, setOpen] = useState(false);
  const trap = silentTrap(good.report);
  if (trap === undefined) return null;
  const { wrong, mistake, reference, right } = trap;
  const name = pipelineName(wrong.pipeline);
  const single = wrong.value.shape.length === 0;
  return (
    <aside class="warning" aria-label={l10n.t("Warning")}>
      <p>
        <strong>
          <span class="sign differs" aria-hidden="true">
            ≠
          </span>{" "}
          {single
            ? l10n.t("{0} would give {1} on these values.", name, formatValue(wrong.value.data[0]))
            : l10n.t("{0} would give other losses on these values.", name)}
        </strong>{" "}
        {sentence(mistakeText(mistake))}{" "}
        {single && l10n.t("Without that the loss is {0}.", formatValue(reference.value.data[0]))}
        {right !== undefined && (
          <>
            {" "}
            {l10n.t("{0} computes it.", pipelineName(right.pipeline))}{" "}
            <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? l10n.t("Hide the code") : l10n.t("Show the code")}
            </button>
          </>
        )}
      </p>
      {open && right !== undefined && <pre class="code">{snippetOf(good, right)}</pre>}
    </aside>
  );
}
