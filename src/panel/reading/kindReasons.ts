import * as l10n from "@vscode/l10n";
import type { Evidence, InputKind } from "../../engine/reading";
import type { ValueFacts } from "../../engine/valueFacts";
import { formatShort } from "../../render/numbers";
import { evidenceText } from "../../render/readingText";

/** What speaks for or against one kind of input: its own reasons, each a clause. */
export function kindReasons(kind: InputKind, facts: ValueFacts, evidence: readonly Evidence[]): readonly string[] {
  const named = evidence.filter((each) => each.kind === "inputName" && each.suggests === kind);
  const own = facts.count === facts.nans ? [] : ofValues(kind, facts);
  return [
    ...own,
    ...evidence.filter(({ kind: each }) => about[kind].has(each)).map(evidenceText),
    ...named.map(evidenceText),
  ];
}

/** What is found out about whole rows, by the kind that it speaks of. */
const about: Readonly<Record<InputKind, ReadonlySet<Evidence["kind"]>>> = {
  logits: new Set<Evidence["kind"]>(),
  probabilities: new Set<Evidence["kind"]>(["rowsSumToOne", "someRowsDoNotSumToOne"]),
  logProbabilities: new Set<Evidence["kind"]>(["exponentialsSumToOne", "noneAboveZero"]),
};

function ofValues(kind: InputKind, { min, max, outsideUnit }: ValueFacts): readonly string[] {
  switch (kind) {
    case "logits":
      return [
        outsideUnit > 0
          ? l10n.t("a logit may have any value")
          : l10n.t("a logit may have any value, but all of them rarely lie in [0, 1]"),
      ];
    case "probabilities":
      if (outsideUnit === 0) return [l10n.t("every value lies in [0, 1]")];
      return [l10n.t("{0} is outside [0, 1], so not a probability", formatShort(min < 0 ? min : max))];
    case "logProbabilities":
      return max > 0 ? [l10n.t("{0} is above 0, so not the logarithm of a probability", formatShort(max))] : [];
  }
}
