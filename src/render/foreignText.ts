import * as l10n from "@vscode/l10n";
import type { Answer } from "../diagnosis/answer";
import type { Cause, Claim, FactsOf } from "../diagnosis/claim";
import { lossByHand } from "../frameworks/byHand";
import { frameworkNames, ignoreOptions, isForeign, type LossFramework } from "../frameworks/framework";
import { frameworkLoss } from "../frameworks/frameworkLosses";
import { effect } from "./claims/words";
import { formatLoss, formatShape, formatShort } from "./numbers";
import { inNumber } from "./plural";
import { thenSentence } from "./sentences";

/** The names that a sentence about another framework's call is made of. */
interface Words {
  readonly input: string;
  readonly target: string;
  readonly loss: string;
  readonly framework: LossFramework;
  /** Written out in torch's functions. */
  readonly isTorch: boolean;
}

/** Undefined where torch's words are as good. */
type Sentences = { readonly [C in Cause]?: (facts: FactsOf[C], words: Words) => string | undefined };

/** What a claim says of a call of another framework's loss, in that framework's words; undefined where torch's words are as good. */
export function foreignText(claim: Claim, { framework, input, target, loss }: Answer): string | undefined {
  const byHand = lossByHand(loss);
  const whose = (byHand ?? frameworkLoss(framework, loss))?.framework;
  if (whose === undefined) return undefined;
  const say = sentences[claim.cause] as ((facts: Claim["facts"], words: Words) => string | undefined) | undefined;
  const named = (argument: Answer["input"]): string => {
    const { text, name, parameter } = argument;
    // What a model makes of its input has no name in the code.
    if (text === undefined && byHand === undefined) return parameter;
    return text !== undefined && text.length <= 30 && !text.includes("\n") ? text : (name ?? parameter);
  };
  return say?.(claim.facts, {
    input: named(input),
    target: named(target),
    loss,
    framework: whose,
    isTorch: framework === "torch",
  });
}

/** What Keras does there with a layer's activation. */
function ofTensorFlow(framework: string): string {
  if (framework !== "keras") return "";
  return `. ${l10n.t("On TensorFlow, Keras leaves out a layer's own with a warning; on JAX and torch it does not")}`;
}

const sentences: Sentences = {
  "logits-in-bce": ({ min, max }, { input, loss, framework }) =>
    `${logits(input, loss, min, max, false)}${remedy(framework, loss, "sigmoid")}`,
  "logits-as-probabilities": ({ min, max, isLog, isBinary }, { input, loss, framework }) =>
    `${logits(input, loss, min, max, isLog)}${isLog ? "" : remedy(framework, loss, isBinary ? "sigmoid" : min === undefined ? undefined : "softmax")}`,
  formula: ({ what }, { input, target }) => {
    switch (what) {
      case "columns":
        return l10n.t(
          "{0}[:, {1}] takes the columns of all labels from every row: use {0}[range(len({1})), {1}]",
          input,
          target,
        );
      case "down":
        return l10n.t("gather runs along the samples, and the classes are along dim 1: use gather(1, …)");
      case "brackets":
        return l10n.t("the product is taken from 1 before it is one: put 1 - {0} in brackets", target);
      case "complement":
        return l10n.t("both products have the logarithm of {0}: the second one is to have log(1 - {0})", input);
      case "positives":
        return l10n.t("only the positives count here: add (1 - {1}) * log(1 - {0}) for the others", input, target);
      case "overlap":
        return l10n.t(
          "perfect predictions give 0.5 here, not 0: the intersection counts twice, 2 * ({0} * {1}).sum()",
          input,
          target,
        );
      case "quantile":
        return l10n.t(
          "the error is {0} - {1}, and so this is the loss of the opposite quantile: it is to be {1} - {0}",
          input,
          target,
        );
      case "percentage":
        return l10n.t(
          "the error is divided by the prediction {0}: a percentage error is divided by {1}",
          input,
          target,
        );
      case "ratio":
        return l10n.t("the ratio of two probabilities is exp of the difference of their logarithms");
      case "ratioTurned":
        return l10n.t("the ratio is upside down: the old probability divides the new one");
      case "reward":
        return l10n.t("minimising this makes {0} smaller where {1} is large: a minus is missing", input, target);
      case "optimist":
        return l10n.t(
          "of the plain and the clipped term the better one is taken: a clipped surrogate takes the worse one",
        );
      case "policyLog":
        return l10n.t("{0} is a probability, and the gradient of a policy has its logarithm", input);
      case "triplet":
        return l10n.t("the distances are in each other's place: {1} is to become small, and {0} large", input, target);
      case "overlapSign":
        return l10n.t("this grows as the predictions get better: the loss is 1 minus it");
      case "zeroDivisor":
        return l10n.t(
          "{0} is 0 in places, and what is divided by it is infinite: leave these out, or divide by clamp(min=…)",
          target,
        );
      case "pairs":
        return l10n.t(
          "{1} is 1 for what belongs together, and just that is pushed apart: {1} belongs to {0} ** 2",
          input,
          target,
        );
    }
  },
  "double-softmax": ({ floor, inCode }, { input, loss, framework }) => {
    if (inCode) return undefined;
    const why = l10n.t("softmax applied twice: {0} applies its own, and {1} holds probabilities already", loss, input);
    return floor === undefined
      ? `${why}${ofTensorFlow(framework)}`
      : thenSentence(why, l10n.t("No sample's loss can fall below {0}", formatLoss(floor)));
  },
  "double-sigmoid": ({ inCode }, { input, loss, framework }) =>
    inCode
      ? undefined
      : `${l10n.t("sigmoid applied twice: {0} applies its own, and {1} holds probabilities already", loss, input)}${ofTensorFlow(framework)}`,
  "swapped-arguments": ({ first, second }, { framework }) =>
    framework === "numpy"
      ? l10n.t("the arguments are swapped: the logarithm belongs to the predictions, and stands at the targets")
      : isPredictionFirst(framework)
        ? l10n.t(
            "the arguments are swapped: predictions come first, then targets: ({0}, {1})",
            first ?? "logits",
            second ?? "labels",
          )
        : l10n.t(
            "the arguments are swapped: {0} takes the targets first, then predictions: ({1}, {2})",
            frameworkNames[framework],
            second ?? "y_true",
            first ?? "y_pred",
          ),
  broadcast: ({ input, target, common }, words) =>
    l10n.t(
      "{0} ({1}) and {2} ({3}) are spread to {4}: give both one shape",
      words.input,
      formatShape(input),
      words.target,
      formatShape(target),
      formatShape(common),
    ),
  "one-based-labels": ({ classes, change }, { target, framework, isTorch }) =>
    l10n.t(
      "the labels in {0} count from 1, and {1} counts the {2} classes from 0: use {0} - 1",
      target,
      frameworkNames[isTorch ? "torch" : framework],
      classes,
    ) + effect(change),
  "padding-not-ignored": ({ value, count, of, change }, { target, framework }) => {
    const option = ignoreOptions[framework];
    const use =
      option === undefined
        ? l10n.t("take the mean where {0} != {1}", target, value)
        : l10n.t("use {0}", `${option}=${value}`);
    return (
      (count === 1
        ? l10n.t("1 of {0} targets is the padding {1} and counts like the others: {2}", of, value, use)
        : l10n.t("{0} of {1} targets are the padding {2} and count like the others: {3}", count, of, value, use)) +
      effect(change)
    );
  },
  "mean-before-weights": ({ by, reduction }, { framework }) => {
    if (framework === "keras") return undefined;
    return reduction === "mean"
      ? l10n.t("the mean is taken before {0} multiplies it: multiply the losses of the samples first", by)
      : l10n.t("the sum is taken before {0} multiplies it: multiply the losses of the samples first", by);
  },
  "weighted-mean": ({ seen, torch, ignored }) =>
    ignored
      ? undefined
      : l10n.t(
          "{0} divides by the number of samples; a weighted mean divides by the sum of the weights: {1}",
          seen,
          formatLoss(torch),
        ),
  "out-of-range": ({ value, classes }, { target, loss, framework }) => {
    if (classes === undefined)
      return l10n.t("{0} lies outside [0, 1], which is all that {1} takes as a target", formatShort(value), loss);
    const names = l10n.t(
      "{0} in {1} names no class: there are {2}, from 0 to {3}",
      value,
      target,
      classes,
      classes - 1,
    );
    if (framework !== "optax") return names;
    return value < 0 && value >= -classes
      ? `${names}; ${l10n.t("JAX counts it from the end and takes class {0}", value + classes)}`
      : `${names}; ${l10n.t("JAX gives nan for it and raises nothing")}`;
  },
  "signs-as-labels": (_, { target, loss }) =>
    l10n.t("the labels in {0} are −1 and 1, and {1} wants 0 and 1: use ({0} + 1) / 2", target, loss),
  "target-not-normalised": ({ sum, labels }, { target, loss }) =>
    labels
      ? l10n.t(
          "{0} marks several labels or none (one row sums to {1}), and {2} wants one class a row",
          target,
          formatShort(sum),
          loss,
        )
      : l10n.t("the rows of {0} do not sum to 1 (one to {1})", target, formatShort(sum)),
  "one-class": (_, { input, loss }) =>
    /binary/i.test(loss)
      ? l10n.t("{0} has one output a sample, whose softmax is always 1: use a sigmoid", input)
      : l10n.t("{0} has one output a sample, whose softmax is always 1: use a binary cross-entropy", input),
  "swapped-columns": ({ a, b, change: { accuracy }, ordered }, { loss, input, framework }) => {
    if (framework !== "scikit-learn") return undefined;
    const why = ordered
      ? l10n.t("{0} takes the columns in the sorted order of the labels, whatever the order of labels=", loss)
      : l10n.t("classes {0} and {1} of {2} stand in each other's place", a, b, input);
    return accuracy === undefined || accuracy.after === accuracy.before
      ? why
      : `${why} (${l10n.t("{0} of {1} right instead of {2}", accuracy.after, accuracy.of, accuracy.before)})`;
  },
  "rows-not-normalised": ({ sum, earlier }, { input, loss }) => {
    const why = l10n.t(
      "the rows of {0} do not sum to 1 (one to {1}); {2} warns of it and takes them as they are",
      input,
      formatShort(sum),
      loss,
    );
    return earlier === undefined
      ? why
      : thenSentence(why, l10n.t("Before scikit-learn 1.5 it divided them by their sums: {0}", formatLoss(earlier)));
  },
  "nan-gradient": ({ elements, before, ofRates, by, value }, { isTorch, input, loss }) => {
    if (by === "sqrt")
      return l10n.t("the square root of 0 has no slope: the gradient is nan, so add a little inside of the root first");
    if (value === undefined)
      return l10n.t("the logarithm of 0 has no slope: the gradient is nan, also where it is left out afterwards");
    if (Math.abs(value) === Number.POSITIVE_INFINITY)
      return l10n.t("the logarithm of 0 is −inf, and so the loss is infinite: {0} is to be above 0", input);
    if (ofRates)
      return l10n.t("{0} wants rates, and {1} goes below 0, as their logarithms do: take exp of it first", loss, input);
    if (before) return inNumber(l10n.t("{0|one value is|# values are} infinite or nan, and so is the loss"), elements);
    const use = isTorch ? "torch.xlogy(y, p)" : "scipy.special.xlogy(y, p)";
    return elements === 1
      ? l10n.t("one logarithm is not finite, and 0 times −inf is nan: use {0}", use)
      : l10n.t("{0} logarithms are not finite, and 0 times −inf is nan: use {1}", elements, use);
  },
  "mean-over-classes": ({ classes, elements }) =>
    l10n.t(
      "the mean is over all {0} elements and so divides by the {1} classes, too: take the sum over the classes first",
      elements,
      classes,
    ),
  shape: ({ outputs, labels }, { target, loss }) => {
    if (labels === undefined) return "";
    return labels === "rows"
      ? l10n.t(
          "{0} holds a row of {1} numbers for each sample, and {2} wants class numbers: use the loss without sparse",
          target,
          outputs ?? 0,
          loss,
        )
      : l10n.t(
          "{0} holds class numbers, and {1} wants a row of {2} numbers for each sample: use the sparse loss",
          target,
          loss,
          outputs ?? 0,
        );
  },
  thresholded: ({ values }, { input, loss, framework }) => {
    if (loss === "roc_auc_score")
      return l10n.t("{0} holds predicted classes, and {1} measures the order of scores: give it those", input, loss);
    if (values === "chosen")
      return l10n.t("{0} holds predicted classes, and {1} wants probabilities: use multi:softprob", input, loss);
    if (values === "predict")
      return l10n.t("{0} holds predicted classes, and {1} wants probabilities: use predict_proba", input, loss);
    return framework === "scikit-learn"
      ? l10n.t(
          "{0} is already decided to 0 and 1, and {1} wants probabilities: each wrong one costs about 36",
          input,
          loss,
        )
      : undefined;
  },
  "softmax-axis": ({ used, meant, of }) =>
    of === "all"
      ? l10n.t(
          "the softmax runs over all rows together, and each row sums to 1 by itself: use axis={0} and keepdims=True",
          meant,
        )
      : l10n.t("the softmax runs over axis {0}, but the classes are along axis {1}: use axis={1}", used, meant),
  "other-framework": ({ framework, clipped }, { loss }) =>
    clipped === undefined
      ? l10n.t("{0} computes this loss in another way", framework)
      : clipped === 1
        ? l10n.t(
            "one probability that counts is too close to 0 or 1 and is clipped by {0} ({1}); without the clip the loss is larger",
            loss,
            framework,
          )
        : l10n.t(
            "{0} probabilities that count are too close to 0 or 1 and are clipped by {1} ({2}); without the clip the loss is larger",
            clipped,
            loss,
            framework,
          ),
};

function logits(input: string, loss: string, min: number | undefined, max: number | undefined, isLog: boolean): string {
  if (isLog) return l10n.t("{0} holds log-probabilities, and {1} wants probabilities", input, loss);
  return min === undefined || max === undefined
    ? l10n.t("{0} holds logits, and {1} wants probabilities", input, loss)
    : l10n.t(
        "{0} holds logits from {1} to {2}, and {3} wants probabilities",
        input,
        formatShort(min),
        formatShort(max),
        loss,
      );
}

function isPredictionFirst(framework: LossFramework): boolean {
  return framework === "optax" || framework === "transformers" || !isForeign(framework);
}

/** Which activation it takes is not known where the form of the scores is not. */
function remedy(framework: LossFramework, loss: string, activation: "softmax" | "sigmoid" | undefined): string {
  // Its divergence takes no logits.
  if (framework === "keras" && !/kl_?div/i.test(loss)) return `: ${l10n.t("use {0}", "from_logits=True")}`;
  if (framework === "monai") return `: ${l10n.t("use {0} or {1}", "sigmoid=True", "softmax=True")}`;
  if (activation === undefined) return `: ${l10n.t("give it the probabilities themselves")}`;
  return `: ${l10n.t("apply a {0} to them first", activation)}`;
}
