import * as l10n from "@vscode/l10n";
import type { Answer } from "../diagnosis/answer";
import type { Cause, Change, Claim, FactsOf } from "../diagnosis/claim";
import { formatLoss, formatShape, formatShort } from "./numbers";

/** What a claim says: one clause without a full stop, or clauses with full stops between them. */
export function claimText<C extends Cause>(claim: Claim & { readonly cause: C }, answer: Answer): string {
  const say: (facts: FactsOf[C], words: Words) => string = sentences[claim.cause];
  return say(claim.facts as FactsOf[C], wordsOf(answer));
}

/** The arrays as the person calls them. */
interface Words {
  readonly input: string;
  readonly target: string;
  readonly loss: string;
}

function wordsOf({ input, target, loss }: Answer): Words {
  return {
    input: input.name ?? short(input.text) ?? "input",
    target: target.name ?? short(target.text) ?? "target",
    loss: loss === "SigmoidFocalLoss" ? "sigmoid_focal_loss" : loss,
  };
}

function short(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 30 && !text.includes("\n") ? text : undefined;
}

/** `: loss 3.92 → 0.088, 6 of 6 right instead of 0`; empty where there is nothing to compare. */
function effect({ before, after, accuracy }: Change): string {
  const parts: string[] = [];
  if (before !== undefined && after !== undefined) {
    parts.push(l10n.t("the loss goes from {0} to {1}", formatLoss(before), formatLoss(after)));
  }
  if (accuracy !== undefined && accuracy.after !== accuracy.before) {
    parts.push(l10n.t("{0} of {1} right instead of {2}", accuracy.after, accuracy.of, accuracy.before));
  }
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

type Sentences = { readonly [C in Cause]: (facts: FactsOf[C], words: Words) => string };

const sentences: Sentences = {
  "double-softmax": ({ at, floor }, { input }) => {
    const why =
      at === undefined
        ? l10n.t("softmax applied twice: {0} are already probabilities, and CrossEntropyLoss applies its own", input)
        : l10n.t("softmax applied twice: CrossEntropyLoss applies its own; give it the logits");
    return floor === undefined ? why : `${why}. ${l10n.t("No sample's loss can fall below {0}", formatLoss(floor))}`;
  },
  "double-sigmoid": ({ at }, { input, loss }) =>
    at === undefined
      ? l10n.t("sigmoid applied twice: {0} are already probabilities, and {1} applies its own", input, loss)
      : l10n.t("sigmoid applied twice: {0} applies its own; give it the logits", loss),
  "softmax-for-labels": (_, { loss }) =>
    l10n.t("a softmax makes the labels compete, though {0} takes each for a yes or no of its own; use a sigmoid", loss),
  "sigmoid-for-classes": (_, { loss }) =>
    l10n.t("a sigmoid for each class, though the classes exclude each other: {0} wants the logits", loss),
  "no-logarithm": ({ of }, { loss, input }) =>
    of === "probabilities"
      ? l10n.t(
          "no logarithm is taken: {0} wants log-probabilities, and {1} are probabilities; use log_softmax",
          loss,
          input,
        )
      : l10n.t("{0} wants log-probabilities, and {1} are logits; apply log_softmax first", loss, input),
  "logits-in-bce": ({ min, max }, { input }) =>
    min === undefined || max === undefined
      ? l10n.t("BCELoss wants probabilities and gets logits; use BCEWithLogitsLoss")
      : l10n.t(
          "{0} are logits (from {1} to {2}), and BCELoss wants probabilities; use BCEWithLogitsLoss",
          input,
          formatShort(min),
          formatShort(max),
        ),
  "wrong-class-axis": ({ used, meant, change }, { input }) =>
    l10n.t("the classes of {0} are along dim {1}, and torch takes them along dim {2}", input, meant, used) +
    (change === undefined ? "" : effect(change)),
  "softmax-axis": ({ used, meant }) =>
    l10n.t("the softmax runs along dim {0}, over the samples; the classes are along dim {1}", used, meant),
  "shifted-by-one": ({ change }, { input, target }) =>
    l10n.t("{0} and {1} are one step apart: each step is to predict the next one", input, target) + effect(change),
  "swapped-arguments": ({ first, second }) =>
    l10n.t(
      "the arguments are swapped: the predictions come first, then the targets ({0}, {1})",
      second ?? "input",
      first ?? "target",
    ),
  "swapped-columns": ({ a, b, change }, { input }) =>
    l10n.t("columns {0} and {1} of {2} stand in each other's place", a, b, input) + effect(change),
  "padding-not-ignored": ({ value, count, of, change, inLists }) =>
    inLists
      ? l10n.t("0 fills up the label lists, but is a class of its own; fill up with -1") + effect(change)
      : l10n.t(
          "{0} of {1} targets are the padding {2} and count like all others; use ignore_index={2}",
          count,
          of,
          value,
        ) + effect(change),
  "void-label": ({ value, count, of, change }) =>
    l10n.t("{0} of {1} targets are {2}, which is no class; use ignore_index={2}", count, of, value) +
    (change.after === undefined ? "" : ` (${formatLoss(change.after)})`),
  "all-ignored": ({ ignoreIndex }) =>
    l10n.t("every target is {0} and ignored: the mean of nothing is nan, the sum 0", ignoreIndex),
  "one-based-labels": ({ classes, change }, { target }) =>
    l10n.t("{0} count from 1, and torch counts the {1} classes from 0; use {0} - 1", target, classes) + effect(change),
  "signs-as-labels": ({ change }, { target, loss }) =>
    l10n.t("{0} are -1 and 1, and {1} wants 0 and 1; use ({0} + 1) / 2", target, loss) + effect(change),
  "labels-as-signs": ({ change }, { target, loss }) =>
    l10n.t("{0} are 0 and 1, and {1} wants -1 and 1; use 2 * {0} - 1", target, loss) + effect(change),
  percent: ({ argument, max }, { input, target }) =>
    l10n.t(
      "{0} go up to {1}: they are per cent; divide by 100",
      argument === "input" ? input : target,
      formatShort(max),
    ),
  "mask-255": ({ max, change }, { target }) =>
    l10n.t("{0} go up to {1}: a mask of 0 and 255; use {0} / 255", target, max) + effect(change),
  "class-index-column": ({ max }, { target, loss }) =>
    l10n.t(
      "{0} are class indices up to {1}, and {2} wants 0 and 1; use CrossEntropyLoss with {3} outputs",
      target,
      max,
      loss,
      max + 1,
    ),
  "inverted-weights": ({ rare, weight, frequent, other }) =>
    l10n.t(
      "the weights are upside down: the rare class {0} weighs {1}, the frequent class {2} weighs {3}",
      rare,
      formatShort(weight),
      frequent,
      formatShort(other),
    ),
  "inverted-pos-weight": ({ given, balanced }) =>
    l10n.t(
      "pos_weight is upside down: it is {0}, and negatives / positives is {1}",
      formatShort(given),
      formatShort(balanced),
    ),
  "target-not-normalised": ({ sum, labels }, { target, loss }) =>
    labels && loss === "CrossEntropyLoss"
      ? l10n.t(
          "{0} mark several labels or none (a row sums to {1}), and CrossEntropyLoss wants one class; use BCEWithLogitsLoss",
          target,
          formatShort(sum),
        )
      : l10n.t(
          "the rows of {0} do not sum to 1 (one to {1}), and torch takes them as they are",
          target,
          formatShort(sum),
        ),
  "target-is-logits": ({ min, max }, { target, loss }) =>
    l10n.t(
      "{0} are scores (from {1} to {2}), and {3} wants probabilities; apply a softmax to them",
      target,
      formatShort(min),
      formatShort(max),
      loss,
    ),
  "target-is-log": ({ isLog, change }, { target, loss }) =>
    isLog
      ? loss === "KLDivLoss"
        ? l10n.t("{0} are log-probabilities; use log_target=True", target) + effect(change)
        : l10n.t("{0} are log-probabilities, and {1} wants probabilities; apply exp to them", target, loss)
      : l10n.t("{0} are probabilities, and log_target=True takes them for logarithms", target) + effect(change),
  "multi-hot-as-list": (_, { target }) =>
    l10n.t(
      "{0} are 0 and 1 for each class, and MultiLabelMarginLoss wants lists of class indices that end with -1",
      target,
    ),
  thresholded: (_, { input }) =>
    l10n.t(
      "{0} are already decided to 0 and 1: nothing can be learned from them; give the scores in front of the decision",
      input,
    ),
  underflow: ({ count, dtype }) =>
    l10n.t(
      "{0} probabilities are 0 in {1}, and their logarithm is -inf; use log_softmax instead of softmax and log",
      count,
      dtype,
    ),
  saturated: ({ count, dtype }, { loss }) =>
    loss === "BCEWithLogitsLoss"
      ? l10n.t("{0} logits are infinite, and infinity less infinity is nan", count)
      : l10n.t(
          "{0} probabilities are exactly 0 or 1 in {1}: their loss is cut off at 100; use BCEWithLogitsLoss on the logits",
          count,
          dtype,
        ),
  "one-class": (_, { input }) =>
    l10n.t("{0} have one output, whose softmax is always 1: the loss is always 0; use BCEWithLogitsLoss", input),
  broadcast: ({ input, target, common }, words) =>
    l10n.t(
      "{0} ({1}) and {2} ({3}) are spread to {4}: every prediction is compared with every target",
      words.input,
      formatShape(input),
      words.target,
      formatShape(target),
      formatShape(common),
    ),
  "smoothing-differs": ({ written, torch }) =>
    l10n.t(
      "smoothing with eps / (K - 1) is another one than torch's: {0} there is label_smoothing={1}",
      formatShort(written),
      formatShort(torch),
    ),
  "weighted-mean": ({ seen, torch }) =>
    l10n.t(
      "{0} divides by the number of samples; the weighted mean of torch divides by the sum of the weights: {1}",
      seen,
      formatLoss(torch),
    ),
  "sum-per-sample": ({ seen }) => l10n.t("{0} is the sum over the elements, divided by the number of samples", seen),
  "mean-of-means": ({ mean, weighted }) =>
    l10n.t("{0} is the mean of the batches' means; over all samples it is {1}", formatLoss(mean), formatLoss(weighted)),
  temperature: ({ student, teacher }) =>
    student !== undefined && teacher !== undefined
      ? l10n.t(
          "student and teacher are softened by different temperatures, {0} and {1}",
          formatShort(student),
          formatShort(teacher),
        )
      : l10n.t("only one of student and teacher is divided by the temperature"),
  "nan-gradient": ({ elements, value }) =>
    value
      ? l10n.t("{0} values are infinite or nan, and the loss is nan", elements)
      : l10n.t(
          "the loss is a number, but {0} elements of its gradient are nan: the logarithm of 0 has no slope",
          elements,
        ),
  "focal-form": () =>
    l10n.t(
      'pt is made of the mean cross-entropy; the focal loss needs it for each sample: reduction="none", and the mean at the end',
    ),
  "in-bits": ({ seen }) => l10n.t("{0} is the loss in bits: divided by ln 2", seen),
  perplexity: ({ seen }) => l10n.t("{0} is the perplexity: e to the power of the loss", seen),
  "stuck-at-chance": ({ chance }) => l10n.t("the loss is that of a guess, {0}", formatLoss(chance)),
  clamped: ({ count }) =>
    l10n.t("{0} predictions are exactly 0 or 1 and wrong: BCELoss cuts the loss of each off at 100", count),
  negative: (_, { loss }) => l10n.t("{0} is never negative on what it is made for", loss),
  "other-framework": ({ framework }) => l10n.t("{0} computes this loss in another way", framework),
  dtype: () => l10n.t("the types do not fit"),
  shape: () => l10n.t("the shapes do not fit"),
  "out-of-range": ({ value, classes }, { target, input, loss }) =>
    classes === undefined
      ? l10n.t("{0} lies outside [0, 1], which is all that {1} takes", formatShort(value), loss)
      : value < 0
        ? l10n.t("{0} names no class: there are {1}, from 0 to {2}", formatShort(value), classes, classes - 1)
        : l10n.t(
            "{0} go up to {1}, and {2} have {3} outputs: {4} are needed",
            target,
            value,
            input,
            classes,
            value + 1,
          ),
  "weight-shape": (_, { loss }) => l10n.t("the weight does not have the shape that {0} takes", loss),
  "option-invalid": ({ option }, { loss }) => l10n.t("{0} does not take this {1}", loss, option || l10n.t("option")),
  "not-a-tensor": (_, { loss }) => l10n.t("{0} takes tensors", loss),
  autocast: () => l10n.t("BCELoss is refused under autocast; use BCEWithLogitsLoss on the logits"),
  graph: () => l10n.t("no gradient comes through"),
};
