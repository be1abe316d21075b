import * as l10n from "@vscode/l10n";
import type { TargetOutOfRange } from "../../engine/reference";
import { formatShort } from "../../render/numbers";
import type { Actions } from "../actions";
import type { Evaluated } from "../state";

interface OutOfRangeProps {
  readonly evaluated: Evaluated;
  readonly reference: TargetOutOfRange;
  readonly actions: Actions;
}

/** There is no loss: a target names a class that the input does not have. */
export function OutOfRange({ evaluated: { snapshot, report }, reference, actions }: OutOfRangeProps) {
  const { element, value, classes } = reference;
  const { elementOffsets, elementLengths } = report.targetLiteral;
  const span = { offset: elementOffsets[element], length: elementLengths[element] };
  const named = Number.isInteger(value) ? String(value) : formatShort(value);
  return (
    <section class="notice" role="alert">
      <p class="lead">
        <span class="sign raises" aria-hidden="true">
          ✕
        </span>
        {l10n.t("Target {0} is {1}, but there are {2} classes: 0…{3}.", element, named, classes, classes - 1)}
      </p>
      <p>
        {l10n.t("So there is no loss to show.")}{" "}
        {snapshot.targetPlace?.anchor && (
          <button type="button" class="link" onClick={() => actions.reveal(snapshot, "target", span)}>
            {l10n.t("Show in the editor")}
          </button>
        )}
      </p>
    </section>
  );
}
