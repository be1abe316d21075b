import * as l10n from "@vscode/l10n";
import type { Snapshot } from "../../protocol";
import { misfitText } from "../../render/misfitText";
import { formatShape } from "../../render/numbers";
import { targetKindName } from "../../render/readingText";
import type { Misfit } from "../../report";
import type { Actions } from "../actions";
import { Pipelines } from "../pipelines/Pipelines";
import { unbroken } from "../shared/unbroken";

interface MisfitViewProps {
  readonly snapshot: Snapshot;
  readonly report: Misfit;
  readonly actions: Actions;
}

/** Two arrays that have nothing to do with each other: what was found, what would fit, and what torch says. */
export function MisfitView({ snapshot, report, actions }: MisfitViewProps) {
  const input = report.inputLiteral.tensor.shape;
  return (
    <>
      <section class="notice" role="alert">
        <p class="lead">
          <span class="sign raises" aria-hidden="true">
            ✕
          </span>
          {unbroken(misfitText(report))}
        </p>
        <p>{l10n.t("What would fit:")}</p>
        <ul class="plain-list">
          {fitting(input).map((words) => (
            <li key={words}>{unbroken(words)}</li>
          ))}
        </ul>
        <button type="button" class="primary" onClick={actions.chooseTarget}>
          {l10n.t("Other targets…")}
        </button>
        {[...new Map(report.readings.map(({ reading }) => [reading.targetKind, reading])).values()].map(
          ({ task, targetKind }) => (
            <button key={targetKind} type="button" onClick={() => actions.choose({ task, targetKind })}>
              {l10n.t("Read the targets as {0}", targetKindName(targetKind))}
            </button>
          ),
        )}
      </section>
      <Pipelines id="section-pipelines" shown={{ snapshot, report }} actions={actions} />
    </>
  );
}

function fitting(shape: readonly number[]): readonly string[] {
  const same = l10n.t("one value for each of the input's: shape {0}", formatShape(shape));
  if (shape.length < 2) return [same];
  const withoutClasses = shape.filter((_, axis) => axis !== 1);
  return [l10n.t("class indices 0…{0}: shape {1}", shape[1] - 1, formatShape(withoutClasses)), same];
}
