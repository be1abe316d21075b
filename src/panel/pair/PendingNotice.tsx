import * as l10n from "@vscode/l10n";
import { useId } from "preact/hooks";
import type { Snapshot } from "../../protocol";
import type { Actions } from "../actions";
import type { Pending } from "../state";
import { pendingText, stageText } from "./pendingText";

interface PendingNoticeProps {
  readonly snapshot: Snapshot;
  readonly pending: Pending;
  readonly actions: Actions;
}

/** How far an evaluation has come, and the way out of it; or that it was stopped, and the way back. What has not begun has neither. */
export function PendingNotice({ snapshot, pending, actions }: PendingNoticeProps) {
  const id = useId();
  const running = pending.kind === "running";
  const progress = running ? pending.progress : undefined;
  const measured = progress !== undefined && "of" in progress ? { value: progress.done, max: progress.of } : {};
  return (
    <div class="pending">
      <p id={id} class="pending-words">
        {pendingText(snapshot, pending)}
      </p>
      {running && <progress aria-labelledby={id} {...measured} />}
      {/* One button, so that the focus stays when it changes from the way out to the way back. */}
      {pending.kind !== "waiting" && (
        <button
          key="button"
          type="button"
          class={running ? "quiet" : "primary"}
          onClick={running ? actions.cancel : actions.evaluateAgain}
        >
          {running ? l10n.t("Cancel") : l10n.t("Evaluate Again")}
        </button>
      )}
      {running && <p class="pending-stage">{stageText(snapshot, progress)}</p>}
    </div>
  );
}
