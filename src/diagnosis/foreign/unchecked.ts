import { lossByHand } from "../../frameworks/byHand";
import { isForeign } from "../../frameworks/framework";
import { sameShape } from "../../tensor/shape";
import type { Unchecked } from "../answer";
import { allHold, isOneHot, sumsAlong } from "../arrays";
import { SURE, unreadArgument, unreadOption } from "../unchecked";
import { isItsDefinition } from "./byHand";
import { accuracyOf, type ForeignCase } from "./foreignCase";

/** Everything that would have to be known for a tick and is not. */
export function uncheckedForeign(instance: ForeignCase): readonly Unchecked[] {
  const { facts, call, outcome, expectation, loss } = instance;
  if (loss.framework === "pytorch-metric-learning") return [{ kind: "pairs" }];
  if (call === undefined || expectation === undefined || outcome === undefined) {
    const unread = [
      ...[facts.input, facts.target].filter(({ tensor }) => tensor === undefined).map(unreadArgument),
      ...[...facts.call.options]
        .filter(([, { value }]) => value.kind === "unknown")
        .map(([name]) => unreadOption(facts, name)),
    ];
    return unread.length > 0 ? unread : [{ kind: "loss" }];
  }
  if (outcome.kind === "raises") return [{ kind: "loss" }];
  const strange = outcome.values.data.find((value) => !Number.isFinite(value));
  if (strange !== undefined) return [{ kind: "notFinite", value: strange }];
  if (lossByHand(facts.call.loss) !== undefined && !isItsDefinition(facts.call)) return [{ kind: "formula" }];
  // Its two halves take different things where no activation is named.
  if (loss.name === "DiceCELoss" && expectation.takes === "probabilities") return [{ kind: "loss" }];
  return [...readingDoubt(instance), ...targetDoubt(instance), ...axisDoubt(instance)];
}

/** Another axis as long as the classes', along which more of the labels are right. */
function axisDoubt({ expectation, call, classAxis, facts }: ForeignCase): readonly Unchecked[] {
  if (call === undefined || expectation?.targets !== "classIndices" || classAxis === undefined) return [];
  const { shape } = call.prediction;
  if (shape.length < 3 || call.truth.data.length * shape[classAxis] !== call.prediction.data.length) return [];
  const own = accuracyOf(call, classAxis);
  const isBetter = shape.some((size, axis) => {
    if (axis === 0 || axis === classAxis || size !== shape[classAxis]) return false;
    const other = accuracyOf(call, axis);
    return own !== undefined && other !== undefined && other.correct > own.correct;
  });
  return isBetter ? [{ kind: "classAxis", size: shape[classAxis], of: facts.input.text }] : [];
}

function readingDoubt({ expectation, meaning, call, classAxis }: ForeignCase): readonly Unchecked[] {
  if (expectation === undefined || call === undefined) return [];
  const either = (or: "logits" | "probabilities" | "logProbabilities"): readonly Unchecked[] => [
    { kind: "reading", either: meaning.kind, or },
  ];
  switch (expectation.takes) {
    case "logits":
      if (meaning.kind === "logits") return meaning.confidence >= SURE ? [] : either("probabilities");
      return either("logits");
    case "probabilities":
      if (meaning.kind !== "probabilities") return either("probabilities");
      if (meaning.known !== "code" && meaning.suggestedByName === "logits") return either("logits");
      // A sum of 1 is what tells probabilities of classes.
      if (classAxis !== undefined && call.prediction.shape[classAxis] > 1)
        return allHold(sumsAlong(call.prediction, classAxis)) || meaning.known === "code" ? [] : either("logits");
      return [];
    case "logProbabilities":
      return meaning.kind === "logProbabilities" ? [] : either("logProbabilities");
    case "values":
      // A margin is no probability.
      return expectation.kin === "HingeEmbeddingLoss" && meaning.kind !== "logits" ? either("logits") : [];
  }
}

function targetDoubt({ expectation, call, classAxis, loss }: ForeignCase): readonly Unchecked[] {
  if (expectation === undefined || call === undefined) return [];
  // These have a value of labels alone that are whole and name a class.
  if (!isForeign(loss.framework)) return [];
  const { prediction, truth } = call;
  switch (expectation.targets) {
    case "classIndices":
      return classAxis === undefined && prediction.shape.length > 1 ? [{ kind: "target" }] : [];
    case "classProbabilities":
      return classAxis === undefined || allHold(sumsAlong(truth, classAxis)) ? [] : [{ kind: "target" }];
    case "binary":
      // One yes in every row is more likely one class of several than several labels.
      return prediction.shape.length === 2 && prediction.shape[0] > 1 && prediction.shape[1] > 2 && isOneHot(truth, 1)
        ? [{ kind: "target" }]
        : [];
    case "values":
      return loss.name === "roc_auc_score" ||
        sameShape(prediction.shape, truth.shape) ||
        prediction.data.length === truth.data.length
        ? []
        : [{ kind: "target" }];
  }
}
