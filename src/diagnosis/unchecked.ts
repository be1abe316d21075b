import { applyOps } from "../engine/ops/applyOp";
import { isRefusal } from "../engine/refusal";
import { isUnmodelled } from "../python/library/nn/losses/declared/unmodelled";
import type { Origin, UnreadReason, Value } from "../python/value";
import type { Tensor } from "../tensor/tensor";
import type { Unchecked } from "./answer";
import { allHold, classDimOf, distinct, extremes, isOneHot, isWithin, sumsAlong } from "./arrays";
import type { ArgumentFacts, CallFacts } from "./callFacts";
import { isMoved } from "./causes/axes";
import { foldedAxes } from "./causes/folded";
import { overMiddleAxis } from "./causes/softmaxAxis";
import { accuracyOf, callValue } from "./evaluateForm";
import { differences } from "./meaning";
import { originChain } from "./originChain";
import { quantityOf } from "./questions/quantities";
import type { CallCase } from "./row";

/** Below this the reading of the input is said to be open. */
export const SURE = 0.75;

/** Everything that would have to be known for a tick and is not. Empty: the call is right, if nothing speaks against it. */
export function uncheckedOf(instance: CallCase): readonly Unchecked[] {
  const { facts, value } = instance;
  const { loss } = facts.call;
  if (isUnmodelled(loss)) return [{ kind: "moreArrays", loss }];
  const known = facts.input.tensor !== undefined && facts.target.tensor !== undefined && value !== undefined;
  if (known && differences.has(facts.call.loss)) return Number.isFinite(value) ? [] : [{ kind: "notFinite", value }];
  const unread = [
    ...[facts.input, facts.target].filter(({ tensor }) => tensor === undefined).map(unreadArgument),
    ...facts.options.unknown.map((parameter) => unreadOption(facts, parameter)),
  ];
  if (unread.length > 0) return isElementMean(facts) ? [{ kind: "elementMean" }, ...unread] : unread;
  if (value === undefined) return [{ kind: isRounding(facts) ? "rounding" : "loss" }];
  if (!Number.isFinite(value)) return [{ kind: "notFinite", value }];
  if (facts.loss === undefined) return [{ kind: "loss" }];
  return [...readingDoubt(instance), ...axisDoubt(facts), ...targetDoubt(facts)];
}

/** A divergence of rows, whatever they hold, that is divided by their length, too. */
function isElementMean({ call, options, input, target }: CallFacts): boolean {
  if (call.loss !== "KLDivLoss" || options.unknown.includes("reduction")) return false;
  const isRow = [input, target].some(({ shape }) => shape !== undefined && shape.length < 2);
  return (options.known.reduction ?? "mean") === "mean" && !isRow;
}

/** Whether the loss of the digits as written is there, and the program's own is too uncertain to be said. */
function isRounding({ form }: CallFacts): boolean {
  const value = form && callValue(form);
  return value !== undefined && !isRefusal(value);
}

export function unreadArgument({ parameter, text, value }: ArgumentFacts): Unchecked {
  const { reason, name } = whyUnread(value);
  return { kind: "argument", parameter, text, reason, name };
}

export function unreadOption({ call, units }: CallFacts, parameter: string): Unchecked {
  const option = call.options.get(parameter);
  const place = option?.place;
  const { reason, name } =
    option === undefined ? { reason: "expression" as const, name: undefined } : whyUnread(option.value);
  return {
    kind: "option",
    parameter,
    text: place && units[place.unit].text.slice(place.start, place.end),
    reason,
    name,
  };
}

/** The first thing on the way back that was not read. */
function whyUnread(value: Value): { readonly reason: UnreadReason; readonly name: string | undefined } {
  return (
    unreadIn(value.origin, 24) ??
    unreadIn(originChain(value).base.origin, 24) ?? { reason: "expression", name: undefined }
  );
}

function unreadIn(
  origin: Origin,
  depth: number,
): { readonly reason: UnreadReason; readonly name: string | undefined } | undefined {
  if (origin.kind === "unread") return { reason: origin.reason, name: origin.name };
  if (depth === 0 || origin.kind === "literal") return undefined;
  const inner = origin.kind === "join" ? origin.of : origin.operands.map(({ value }) => value.origin);
  for (const each of inner.slice(0, 4)) {
    const found = unreadIn(each, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readingDoubt({ facts, meaning }: CallCase): readonly Unchecked[] {
  const either = (or: "logits" | "probabilities" | "logProbabilities"): readonly Unchecked[] => [
    { kind: "reading", either: meaning.kind, or },
  ];
  const sure = meaning.confidence >= SURE;
  switch (facts.loss) {
    case "CrossEntropyLoss":
      if (meaning.kind === "probabilities") return either("logits");
      return sure ? [] : either("probabilities");
    case "NLLLoss":
    case "KLDivLoss":
      return meaning.kind === "logProbabilities" && sure ? [] : either("logProbabilities");
    case "BCELoss":
      return meaning.suggestedByName === "logits" && meaning.known !== "code" ? either("probabilities") : [];
    case "BCEWithLogitsLoss":
    case "MultiLabelSoftMarginLoss":
    case "SigmoidFocalLoss":
    case "SoftMarginLoss":
      if (meaning.kind === "logits" && sure) return [];
      return meaning.kind === "logits" ? either("probabilities") : either("logits");
    case "MultiLabelMarginLoss":
    case "MultiMarginLoss":
    case "HingeEmbeddingLoss":
    case "MSELoss":
    case "L1Loss":
    case "HuberLoss":
    case "SmoothL1Loss":
    case "PoissonNLLLoss":
    case "GaussianNLLLoss":
    case "CosineEmbeddingLoss":
    case "MarginRankingLoss":
    case "TripletMarginLoss":
    case "SoftmaxFocalLoss":
    case "RetinaNetFocalLoss":
    case "MMDetFocalLoss":
    case "DiceLoss":
    case "TverskyLoss":
    case undefined:
      return [];
  }
}

/** As many steps as classes: nothing raises, whichever axis holds the classes. */
function axisDoubt(facts: CallFacts): readonly Unchecked[] {
  const { form } = facts;
  const middle = overMiddleAxis(facts) ? [{ kind: "softmaxAxis", dim: 1 } as const] : [];
  if (middle.length > 0) return middle;
  if (form === undefined || (form.loss !== "CrossEntropyLoss" && form.loss !== "NLLLoss")) return [];
  const { shape } = form.input;
  const rank = shape.length;
  const viewed = foldedAxes(facts);
  if (viewed !== undefined) return [{ kind: "classAxis", ...viewed }];
  if (rank !== 3 || shape[1] !== shape[2] || shape.join() === form.target.shape.join()) return [];
  if (isMoved(facts)) return [];
  const other = applyOps(form.input, [{ op: "movedim", source: rank - 1, destination: 1 }]);
  if (isRefusal(other)) return [];
  const [own, moved] = [accuracyOf(form), accuracyOf({ ...form, input: other })];
  if (own !== undefined && moved !== undefined && own.correct > moved.correct) return [];
  return [{ kind: "classAxis", size: shape[1], of: facts.input.text }];
}

/** Targets that lie outside of what the loss takes, or are not sure to lie inside. */
function targetDoubt(facts: CallFacts): readonly Unchecked[] {
  const { form } = facts;
  if (form === undefined) return [{ kind: "loss" }];
  const { input, target } = form;
  const doubt: readonly Unchecked[] = [{ kind: "target" }];
  const rank = input.shape.length;
  const holds = (dim: number, transform: "none" | "exp" = "none"): boolean =>
    rank > 0 &&
    (transform === "exp" ? extremes(target.data).max <= 0 : isWithin(target, 0, 1)) &&
    allHold(sumsAlong(target, dim, transform));
  switch (form.loss) {
    case "CrossEntropyLoss":
    case "NLLLoss":
    case "MultiMarginLoss":
      if (rank === 0 || input.data.length === 0) return doubt;
      if (form.loss === "CrossEntropyLoss" && input.shape.join() === target.shape.join()) {
        // A few yes and no of a batch, of which one is a yes, look like one sample.
        if (rank === 1 && input.data.length <= 3 && extremes(target.data).whole) return doubt;
        return holds(classDimOf(rank)) && input.shape[classDimOf(rank)] > 1 ? [] : doubt;
      }
      return input.shape[classDimOf(rank)] > 1 ? [] : doubt;
    case "KLDivLoss": {
      const transform = form.options.logTarget ? "exp" : "none";
      const any = input.shape.some((size, dim) => size > 1 && holds(dim, transform));
      if (!any || input.shape.join() !== target.shape.join()) return doubt;
      return isElementMean(facts) ? [{ kind: "elementMean" }] : [];
    }
    case "BCELoss":
    case "BCEWithLogitsLoss":
    case "MultiLabelSoftMarginLoss":
    case "SigmoidFocalLoss":
      // One yes in every row is more likely one class of several than several labels.
      if (rank === 2 && input.shape[0] > 1 && input.shape[1] > 2 && isOneHot(target, 1)) return doubt;
      return isWithin(target, 0, 1) ? [] : doubt;
    case "SoftMarginLoss":
    case "HingeEmbeddingLoss":
      // Distances are not negative.
      if (form.loss === "HingeEmbeddingLoss" && extremes(input.data).min < 0) return [{ kind: "distances" }];
      return distinct(target.data, 2)?.every((value) => value === 1 || value === -1) ? [] : doubt;
    case "MultiLabelMarginLoss":
      return areLists(target) ? [] : doubt;
    case "CosineEmbeddingLoss":
    case "MarginRankingLoss": {
      const { input2 } = form.options;
      if (input2?.shape.join() !== input.shape.join()) return [{ kind: "shapes" }];
      if (form.loss === "MarginRankingLoss" && target.shape.join() !== input.shape.join()) return doubt;
      return target.data.every((value) => value === 1 || value === -1) ? [] : doubt;
    }
    case "TripletMarginLoss": {
      const shapes = [target, form.options.negative].map((each) => each?.shape.join());
      return shapes.every((shape) => shape === input.shape.join()) ? [] : [{ kind: "shapes" }];
    }
    case "PoissonNLLLoss":
      return quantityOf(facts) === (form.options.logInput === false ? "plain" : "log") ? [] : [{ kind: "rates" }];
    case "GaussianNLLLoss":
      return quantityOf(facts) === "plain" ? [] : [{ kind: "variances" }];
    case "MSELoss":
    case "L1Loss":
    case "HuberLoss":
    case "SmoothL1Loss":
    case "SoftmaxFocalLoss":
    case "RetinaNetFocalLoss":
    case "MMDetFocalLoss":
    case "DiceLoss":
    case "TverskyLoss":
      return doubt;
  }
}

/** Rows of class indices, each once, that end with −1 and hold nothing behind it. */
function areLists({ data, shape }: Tensor): boolean {
  const classes = shape.at(-1) ?? 1;
  for (let start = 0; start < data.length; start += classes) {
    const row = [...data.subarray(start, start + classes)];
    const end = row.indexOf(-1);
    const labels = end === -1 ? row : row.slice(0, end);
    if (new Set(labels).size < labels.length || (end !== -1 && row.slice(end).some((value) => value !== -1)))
      return false;
  }
  return data.includes(-1);
}
