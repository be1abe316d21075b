import * as l10n from "@vscode/l10n";
import type { Actions } from "../actions";
import { lazy } from "../shared/lazy";
import { useUnfolded } from "../shared/unfolding";
import type { Evaluated } from "../state";

const SameInTable = lazy(async () => (await import("./SameInTable")).SameInTable);

interface SameInProps {
  readonly report: Evaluated["report"];
  readonly actions: Actions;
}

/** What Keras, optax, scikit-learn and others give for the same arrays. */
export function SameIn({ report, actions }: SameInProps) {
  const [open, setOpen] = useUnfolded("same");
  return (
    <details class="section" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{l10n.t("The same in other frameworks")}</h2>
      </summary>
      {open && <SameInTable {...{ report, actions }} />}
    </details>
  );
}
