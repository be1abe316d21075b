import * as l10n from "@vscode/l10n";
import type { Ran } from "../../engine/verdict";
import { lazy } from "../shared/lazy";
import { useUnfolded } from "../shared/unfolding";
import type { Evaluated } from "../state";

const PrecisionTable = lazy(async () => (await import("./PrecisionTable")).PrecisionTable);

/** Larger pairs are not computed four times over. */
const COMPUTED_ELEMENTS = 200_000;

/** How sure the digits are: the loss in narrower floating types, and the interval that the printed digits of the input allow. */
export function Precision({ evaluated: { snapshot, report } }: { readonly evaluated: Evaluated }) {
  const [open, setOpen] = useUnfolded("precision");
  const matching = report.pipelines.find((result): result is Ran => {
    return result.kind === "ran" && result.verdict?.kind === "matches";
  });
  if (matching === undefined || report.input.data.length > COMPUTED_ELEMENTS) return null;
  const { text } = snapshot.request.input;
  return (
    <details class="section" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{l10n.t("Precision")}</h2>
      </summary>
      {open && <PrecisionTable {...{ report, text, matching }} />}
    </details>
  );
}
