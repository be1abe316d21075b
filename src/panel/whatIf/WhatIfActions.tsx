import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { scaledValues, type WhatIf, type WhatIfOutcome } from "../../engine/whatIf/whatIf";
import { formatCount, formatShort } from "../../render/numbers";
import { inNumber } from "../../render/plural";
import { type NumberEdit, rewriteEdits, sharesPlaces, writeBackEdits } from "../../render/writeBack";
import type { Actions } from "../actions";
import { whatIfSnippet } from "../pipelines/snippet";
import type { Evaluated } from "../state";

interface CopyCodeProps {
  readonly evaluated: Evaluated;
  readonly outcome: WhatIfOutcome;
  readonly actions: Actions;
}

/** The changes as a program: the way to keep those that are no values of the array. */
export function CopyCode({ evaluated, outcome, actions }: CopyCodeProps) {
  return (
    <button
      type="button"
      class="quiet"
      title={l10n.t("The PyTorch code of the loss with these changes")}
      onClick={() => {
        const code = whatIfSnippet(evaluated, outcome);
        if (code !== undefined) actions.copy(code, l10n.t("PyTorch code with these changes"));
      }}
    >
      {l10n.t("Copy code")}
    </button>
  );
}

interface WriteBackProps {
  readonly evaluated: Evaluated;
  readonly changes: WhatIf;
  readonly actions: Actions;
}

/** Puts changed values into the document; a temperature changes all of them, and that is said. */
export function WriteBack({ evaluated: { snapshot, report }, changes, actions }: WriteBackProps) {
  const { inputLiteral, reading } = report;
  const shared = useMemo(() => sharesPlaces(inputLiteral), [inputLiteral]);
  const { temperature, values } = changes;
  const scaled = temperature !== 1;
  if (snapshot.inputPlace.anchor === undefined || (!scaled && values.size === 0)) return null;
  if (scaled && shared) {
    return (
      <p class="what-if-words">
        {l10n.t("Not to be written back: several values of the array come from one expression.")}
      </p>
    );
  }
  const { text } = snapshot.request.input;
  const few = scaled ? [] : writeBackEdits(text, inputLiteral, values);
  const count = scaled ? inputLiteral.tensor.data.length : few.length;
  if (count === 0) return null;
  const edits = (): readonly NumberEdit[] =>
    scaled ? (rewriteEdits(text, inputLiteral, scaledValues(report, changes)) ?? []) : few;
  return (
    <>
      <button type="button" class="primary" onClick={() => actions.writeBack(snapshot, edits())}>
        {inNumber(l10n.t("Write {0|the value|# values} back"), { count, written: formatCount(count) })}
      </button>
      {scaled && (
        <p class="what-if-words">
          {reading.inputKind === "logits"
            ? l10n.t(
                "All values change: each is divided by {0} and rounded as it is written.",
                formatShort(temperature),
              )
            : l10n.t(
                "All values change: to what they are at temperature {0}, rounded as they are written.",
                formatShort(temperature),
              )}
        </p>
      )}
    </>
  );
}
