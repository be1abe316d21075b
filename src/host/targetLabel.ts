import * as l10n from "@vscode/l10n";
import type { Reason } from "../pairing/pairAt";
import type { TargetLabel } from "../render/hover";
import type { OpenPair } from "./evaluator";
import { type PlacedSource, sourceLabel } from "./textUnits";

/** Which array is the target, and why, as it is said beside the loss. */
export function targetLabel({ input, target, reason, optionsFrom, at }: OpenPair): TargetLabel | undefined {
  if (target === undefined) return undefined;
  const { place } = target;
  const isHere = place !== undefined && place.document === at?.document && place.span.offset === at.span.offset;
  return {
    of: isHere ? input.source.name : undefined,
    name: target.source.name,
    place: sourceLabel(target),
    origin: originOf(target, reason),
    optionsFrom,
  };
}

/** Why it is this array; of one that was typed, copied or opened the label tells. */
export function originOf({ place }: PlacedSource, reason: Reason | undefined): string | undefined {
  return reason === undefined || (reason === "chosen" && place === undefined) ? undefined : reasonText(reason);
}

/** Why an array is the target. */
function reasonText(reason: Reason): string {
  switch (reason) {
    case "selection":
      return l10n.t("second selection");
    case "call":
      return l10n.t("same call");
    case "table":
      return l10n.t("same table");
    case "pinned":
      return l10n.t("pinned");
    case "likeliest":
      return l10n.t("guessed by name and shape");
    case "here":
      return l10n.t("the array here");
    case "chosen":
      return l10n.t("chosen");
  }
}
