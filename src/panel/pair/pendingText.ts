import * as l10n from "@vscode/l10n";
import type { Snapshot } from "../../protocol";
import { formatCount } from "../../render/numbers";
import { aboutValues, sizeText } from "../../render/size";
import type { Progress } from "../../report";
import { type Pending, textLength } from "../state";

/** What happens to a pair that has no result yet. */
export function pendingText(snapshot: Snapshot, pending: Pending): string {
  // It may be over at once.
  if (pending.kind === "waiting") return l10n.t("Evaluating …");
  if (pending.kind === "running") return evaluatingText(snapshot);
  return pending.reason === undefined
    ? l10n.t("Cancelled: this array has not been evaluated.")
    : l10n.t("The evaluation ended without a result: {0}", pending.reason);
}

function evaluatingText(snapshot: Snapshot): string {
  const values = formatCount(aboutValues(snapshot.request.input));
  return l10n.t("Evaluating about {0} values ({1}) …", values, sizeText(textLength(snapshot)));
}

/** Which part of an evaluation is being done. */
export function stageText({ request }: Snapshot, progress: Progress | undefined): string {
  switch (progress?.kind) {
    case undefined:
      return l10n.t("Starting");
    case "reading": {
      const { name } = request[progress.argument] ?? {};
      if (name !== undefined) return l10n.t("Reading {0}", name);
      return progress.argument === "input" ? l10n.t("Reading the input") : l10n.t("Reading the targets");
    }
    case "understanding":
      return l10n.t("Looking at what the values are");
    case "pipelines":
      return l10n.t("Trying pipeline {0} of {1}", progress.done + 1, progress.of);
    case "fixes":
      return l10n.t("Mending what raises: {0} of {1}", progress.done + 1, progress.of);
  }
}
