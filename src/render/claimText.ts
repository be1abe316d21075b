import * as l10n from "@vscode/l10n";
import type { Answer } from "../diagnosis/answer";
import type { Cause, Change, Claim, FactsOf } from "../diagnosis/claim";
import { foreignText } from "./foreignText";
import { formatLoss, formatShape, formatShort } from "./numbers";
import { inNumber } from "./plural";
import { thenSentence } from "./sentences";

/** What a claim says: one clause without a full stop, or clauses with full stops between them; empty where the exception says all. */
export function claimText<C extends Cause>(claim: Claim & { readonly cause: C }, answer: Answer): string {
  const foreign = foreignText(claim, answer);
  if (foreign !== undefined) return foreign;
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
    input: short(input.text) ?? input.name ?? "input",
    target: short(target.text) ?? target.name ?? "target",
    loss: loss === "SigmoidFocalLoss" ? "sigmoid_focal_loss" : loss,
  };
}

function short(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 30 && !text.includes("\n") ? text : undefined;
}

/** ` (3.92 → 0.088, 6 of 6 right instead of 0)`; empty where there is nothing to compare. */
function effect({ before, after, accuracy }: Change): string {
  const parts: string[] = [];
  if (before !== undefined && after !== undefined) parts.push(`${formatLoss(before)} → ${formatLoss(after)}`);
  if (accuracy !== undefined && accuracy.after !== accuracy.before) {
    parts.push(l10n.t("{0} of {1} right instead of {2}", accuracy.after, accuracy.of, accuracy.before));
  }
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

type Sentences = { readonly [C in Cause]: (facts: FactsOf[C], words: Words) => string };

const sentences: Sentences = {
  "double-softmax": ({ at, floor, inCode }, { input }) => {
    if (inCode) return l10n.t("softmax applied twice: the second one takes the probabilities of the first for logits");
    const why =
      at === undefined
        ? l10n.t("softmax applied twice: {0} holds probabilities already, and CrossEntropyLoss applies its own", input)
        : l10n.t("softmax applied twice: CrossEntropyLoss applies its own, so give it the logits");
    return floor === undefined
      ? why
      : thenSentence(why, l10n.t("No sample's loss can fall below {0}", formatLoss(floor)));
  },
  "double-sigmoid": ({ at, inCode }, { input, loss }) => {
    if (inCode) return l10n.t("sigmoid applied twice: the second one takes the probabilities of the first for logits");
    return at === undefined
      ? l10n.t("sigmoid applied twice: {0} holds probabilities already, and {1} applies its own", input, loss)
      : l10n.t("sigmoid applied twice: {0} applies its own, so give it the logits", loss);
  },
  "softmax-for-labels": (_, { loss }) =>
    l10n.t("a softmax makes the labels compete, but {0} takes each for a yes or no of its own: use a sigmoid", loss),
  "sigmoid-for-classes": (_, { loss }) =>
    l10n.t("a sigmoid scores each class by itself, but the classes exclude each other: give {0} the logits", loss),
  "cut-scores": ({ operation }, { loss }) =>
    loss === "BCELoss"
      ? l10n.t("{0} gives values from -1 to 1, and BCELoss wants 0 to 1: use sigmoid", operation)
      : loss === "CrossEntropyLoss"
        ? l10n.t(
            "{0} makes every negative score 0, so that no class can be ruled out: give {1} what the last layer gives",
            operation,
            loss,
          )
        : l10n.t(
            "{0} leaves no score below 0, so that no answer can be a no: give {1} what the last layer gives",
            operation,
            loss,
          ),
  "no-logarithm": ({ of, at, logged }, { loss, input }) => {
    if (of === "logits" && logged)
      return l10n.t(
        "{0} wants log-probabilities, and those in {1} do not sum to 1 as probabilities: apply log_softmax to the logits",
        loss,
        input,
      );
    if (of === "logits")
      return l10n.t("{0} wants log-probabilities, and {1} holds logits: apply log_softmax first", loss, input);
    return at === undefined
      ? l10n.t("{0} wants log-probabilities, and {1} holds probabilities: take the logarithm first", loss, input)
      : l10n.t("{0} wants log-probabilities: use log_softmax in place of softmax", loss);
  },
  "logits-in-bce": ({ min, max }, { input }) =>
    min === undefined || max === undefined
      ? l10n.t("BCELoss wants probabilities and gets logits: use BCEWithLogitsLoss")
      : l10n.t(
          "{0} holds logits from {1} to {2}, and BCELoss wants probabilities: use BCEWithLogitsLoss",
          input,
          formatShort(min),
          formatShort(max),
        ),
  "mixed-samples": ({ input, target, change }) =>
    l10n.t(
      "the scores are laid out as {0}, the targets as {1}: each row meets the label of another sample",
      formatShape(input),
      formatShape(target),
    ) + (change === undefined ? "" : effect(change)),
  "wrong-class-axis": ({ used, meant, change, mixed, relaid }, { input }) =>
    (relaid !== undefined
      ? l10n.t(
          "{0} cuts the numbers anew in their old order, which mixes samples: an axis is moved by {1}",
          short(relaid.by) ?? input,
          relaid.code,
        )
      : mixed === undefined
        ? l10n.t("the classes of {0} are along dim {1}, and torch takes dim {2} for them", input, meant, used)
        : l10n.t(
            "{0} mixes samples: its rows run along dim {1}, but the classes are along dim {2}, so move them to the end first",
            short(mixed) ?? input,
            used,
            meant,
          )) + (change === undefined ? "" : effect(change)),
  "softmax-axis": ({ used, meant, of }) => {
    if (of === "both")
      return l10n.t(
        "both softmaxes run over dim {0}, the samples, but the classes are along dim {1}: use dim={1} in both",
        used,
        meant,
      );
    return of === "target"
      ? l10n.t("the target's softmax runs over dim {0}, but the classes are along dim {1}: use dim={1}", used, meant)
      : l10n.t("the softmax runs over dim {0}, but the classes are along dim {1}: use dim={1}", used, meant);
  },
  "shifted-by-one": ({ change, twice, where }, { input, target }) =>
    twice
      ? l10n.t("the model moves the labels by one step itself, and {0} is moved already: give it both unmoved", target)
      : where === "wrapped"
        ? l10n.t("roll moves the first token behind the last, where it counts as a target: leave the last step out")
        : where === "back"
          ? l10n.t(
              "each step is held against the one before it: for the next one cut the last of the scores and the first of the targets",
            ) + effect(change)
          : l10n.t("{0} and {1} are one step apart: each step has to predict the next one", input, target) +
            effect(change),
  "swapped-arguments": ({ first, second }) =>
    l10n.t(
      "the arguments are swapped: predictions come first, then targets: ({0}, {1})",
      second ?? "input",
      first ?? "target",
    ),
  "swapped-columns": ({ a, b, change }, { input }) =>
    l10n.t("classes {0} and {1} of {2} stand in each other's place", a, b, input) + effect(change),
  "padding-not-ignored": ({ value, count, of, change, inLists }) =>
    (inLists
      ? l10n.t("0 fills up the label lists, but is a class of its own: fill up with -1")
      : count === 1
        ? l10n.t("1 of {0} targets is the padding {1} and counts like the others: use ignore_index={1}", of, value)
        : l10n.t(
            "{0} of {1} targets are the padding {2} and count like the others: use ignore_index={2}",
            count,
            of,
            value,
          )) + effect(change),
  "void-label": ({ value, count, of, change }) =>
    (count === 1
      ? l10n.t("1 of {0} targets is {1}, which is not a class: use ignore_index={1}", of, value)
      : l10n.t("{0} of {1} targets are {2}, which is not a class: use ignore_index={2}", count, of, value)) +
    (change.after === undefined ? "" : ` (${formatLoss(change.after)})`),
  "all-ignored": ({ ignoreIndex, why }) => {
    switch (why) {
      case "ignored":
        return l10n.t("every target is {0} and ignored: the mean of nothing is nan, its sum 0", ignoreIndex);
      case "empty":
        return l10n.t("there are no samples, and the mean of nothing is nan");
      case "weightless":
        return l10n.t("the classes of all targets have the weight 0, and the mean divides 0 by 0");
    }
  },
  "one-based-labels": ({ classes, change }, { target }) =>
    l10n.t("the labels in {0} count from 1, and torch counts the {1} classes from 0: use {0} - 1", target, classes) +
    effect(change),
  "signs-as-labels": ({ change, zeros, classes }, { target, loss }) =>
    classes
      ? (zeros
          ? l10n.t("the labels in {0} are -1, 0 and 1, and torch counts the classes from 0: use {0} + 1", target)
          : l10n.t("the labels in {0} are -1 and 1, and torch counts the classes from 0: use ({0} + 1) // 2", target)) +
        (change.after === undefined ? "" : ` (${formatLoss(change.after)})`)
      : zeros
        ? l10n.t(
            "{0} holds -1, 0 and 1, and {1} wants 0 and 1: a -1 rewards the wrong answer, leave it out",
            target,
            loss,
          )
        : l10n.t("the labels in {0} are -1 and 1, and {1} wants 0 and 1: use ({0} + 1) / 2", target, loss) +
          effect(change),
  "labels-as-signs": ({ change }, { target, loss }) =>
    l10n.t("the labels in {0} are 0 and 1, and {1} wants -1 and 1: use 2 * {0} - 1", target, loss) + effect(change),
  percent: ({ argument, max, of }, { input, target }) =>
    l10n.t(
      "{0} goes up to {1}, so it is in per cent: divide by 100",
      of ?? (argument === "input" ? input : target),
      formatShort(max),
    ),
  "mask-255": ({ max, change }, { target }) =>
    l10n.t("{0} goes up to {1}, as masks of 0 and 255 do: use {0} / 255", target, max) + effect(change),
  "class-index-column": ({ max, classes }, { target, loss }) =>
    classes !== undefined
      ? l10n.t("{0} holds class indices, which {1} takes for amounts: use CrossEntropyLoss", target, loss)
      : l10n.t(
          "{0} holds class indices up to {1}, and {2} wants 0 and 1: use CrossEntropyLoss with {3} outputs",
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
  "target-not-normalised": ({ sum, labels, sigmoid }, { target, loss }) =>
    sigmoid
      ? l10n.t(
          "{0} holds what a sigmoid gives, and {1} takes probabilities that sum to 1 (one row sums to {2}): use softmax",
          target,
          loss,
          formatShort(sum),
        )
      : labels && loss === "CrossEntropyLoss"
        ? l10n.t(
            "{0} marks several labels or none (one row sums to {1}), and CrossEntropyLoss wants one class: use BCEWithLogitsLoss",
            target,
            formatShort(sum),
          )
        : l10n.t(
            "the rows of {0} do not sum to 1 (one to {1}), and torch takes them as they are",
            target,
            formatShort(sum),
          ),
  "target-is-logits": ({ min, max }, { target, loss }) =>
    min === undefined || max === undefined
      ? l10n.t("{0} holds logits, and {1} wants probabilities: apply a softmax to it", target, loss)
      : l10n.t(
          "{0} holds scores from {1} to {2}, and {3} wants probabilities: apply a softmax to it",
          target,
          formatShort(min),
          formatShort(max),
          loss,
        ),
  "target-is-log": ({ isLog, change }, { target, loss }) => {
    if (!isLog)
      return l10n.t("{0} holds probabilities, and log_target=True takes them for logarithms", target) + effect(change);
    return loss === "KLDivLoss"
      ? l10n.t("{0} holds log-probabilities: use log_target=True", target) + effect(change)
      : l10n.t("{0} holds log-probabilities, and {1} wants probabilities: apply exp to it", target, loss);
  },
  "multi-hot-as-list": (_, { target }) =>
    l10n.t(
      "{0} marks the labels by 0 and 1, and MultiLabelMarginLoss wants lists of class indices that end with -1",
      target,
    ),
  thresholded: ({ values }, { input }) =>
    values === "argmax"
      ? l10n.t("{0} holds class numbers, and nothing can be learned from them: give the scores themselves", input)
      : l10n.t(
          "{0} is already decided to 0 and 1, and nothing can be learned from it: give the scores themselves",
          input,
        ),
  overflow: ({ exact, dtype, isRate }, { input }) =>
    isRate
      ? l10n.t("{0} holds rates, and PoissonNLLLoss takes exp of it, which is too large: use log_input=False", input)
      : l10n.t("a loss of {0} is more than {1} holds, and becomes inf", exact.toExponential(1), dtype),
  underflow: ({ count, dtype }) =>
    count === 1
      ? l10n.t(
          "one probability is 0 in {0}, and its logarithm -inf: use log_softmax in place of softmax and log",
          dtype,
        )
      : l10n.t(
          "{0} probabilities are 0 in {1}, and their logarithms -inf: use log_softmax in place of softmax and log",
          count,
          dtype,
        ),
  saturated: ({ count, dtype, isNan }, { loss }) =>
    loss === "BCEWithLogitsLoss"
      ? isNan
        ? count === 1
          ? l10n.t("one logit is infinite, and infinity minus infinity is nan")
          : l10n.t("{0} logits are infinite, and infinity minus infinity is nan", count)
        : count === 1
          ? l10n.t("one logit is infinite, and so is the loss")
          : l10n.t("{0} logits are infinite, and so is the loss", count)
      : count === 1
        ? l10n.t(
            "one probability is rounded to 0 or 1 in {0}, and its loss is cut off at 100: use BCEWithLogitsLoss on the logits",
            dtype,
          )
        : l10n.t(
            "{0} probabilities are rounded to 0 or 1 in {1}, and their loss is cut off at 100: use BCEWithLogitsLoss on the logits",
            count,
            dtype,
          ),
  "one-class": (_, { input }) =>
    l10n.t(
      "{0} has one output a sample, whose softmax is always 1, so the loss is always 0: use BCEWithLogitsLoss",
      input,
    ),
  broadcast: ({ input, target, common }, words) =>
    l10n.t(
      "{0} ({1}) and {2} ({3}) are spread to {4}: every prediction is compared with every target",
      words.input,
      formatShape(input),
      words.target,
      formatShape(target),
      formatShape(common),
    ),
  "smoothing-differs": (facts, { target }) => {
    switch (facts.how) {
      case "spread":
        return l10n.t(
          "{0} comes of eps / (K - 1) for the other classes; torch spreads eps / K over all and gives {1}",
          formatLoss(facts.written),
          formatLoss(facts.torch),
        );
      case "sum":
        return l10n.t(
          "the smoothed rows of {0} sum to {1}, not 1: give the class indices and label_smoothing={2}",
          target,
          formatShort(facts.sum),
          facts.smoothing,
        );
      case "twice":
        return l10n.t("{0} is smoothed already, and label_smoothing smooths it once more: do one of both", target);
      case "binary":
        return l10n.t(
          "{0} holds {1} for a no and 1 for a yes: smoothing moves both, so add half of it, y * (1 - eps) + eps / 2",
          target,
          facts.smoothing,
        );
    }
  },
  "weighted-mean": ({ seen, torch, ignored }) =>
    ignored
      ? l10n.t(
          "the mean is {0} because it counts the ignored targets as zeros; over those that count it is {1}",
          seen,
          formatLoss(torch),
        )
      : l10n.t(
          "{0} divides by the number of samples; torch's weighted mean divides by the sum of the weights: {1}",
          seen,
          formatLoss(torch),
        ),
  "sum-per-sample": ({ seen }) =>
    seen === undefined
      ? l10n.t('a mean over all elements is added to a divergence that is summed: use reduction="sum" for both')
      : l10n.t("{0} is the sum over all elements, divided by the number of samples", seen),
  "mean-of-means": ({ mean, weighted }) =>
    l10n.t("{0} is the mean of the batches' means; over all samples it is {1}", formatLoss(mean), formatLoss(weighted)),
  "averaged-twice": ({ count }) =>
    l10n.t("the loss is a mean already, and is divided by the number of samples, {0}, once more", count),
  temperature: ({ student, teacher, after }) =>
    after
      ? l10n.t("the temperature divides what the softmax gives: divide the logits, in front of it")
      : student !== undefined && teacher !== undefined
        ? l10n.t(
            "student and teacher have different temperatures, {0} and {1}",
            formatShort(student),
            formatShort(teacher),
          )
        : l10n.t("only one of student and teacher is divided by the temperature: divide both"),
  "nan-gradient": ({ elements, value, by, option, smoothed }) =>
    option !== undefined
      ? l10n.t(
          "{0} is not finite, as after a division by 0 examples, and so the loss is {1}: divide by at least 1",
          option,
          formatLoss(value ?? Number.NaN),
        )
      : smoothed
        ? l10n.t(
            "label_smoothing gives every class a part of the target, those whose score is -inf, too: mask with a large negative number, -1e4",
          )
        : by === "sqrt"
          ? l10n.t("the loss is 0, and its square root has no slope there: the gradient is nan, so add a little first")
          : value !== undefined
            ? elements === 0
              ? l10n.t(
                  "the loss is {0}, though no value that it is computed from is: numbers like these are too large for it",
                  formatLoss(value),
                )
              : inNumber(l10n.t("{0|one value is|# values are} infinite or nan, and so is the loss"), elements)
            : inNumber(
                l10n.t(
                  "the loss is a number, but {0|one element of its gradient is|# elements of its gradient are} nan: the logarithm of 0 has no slope",
                ),
                elements,
              ),
  "focal-form": (facts) => {
    switch (facts.how) {
      case "mean":
        return l10n.t(
          'pt is made of the mean cross-entropy, but each sample has its own: use reduction="none" and take the mean at the end',
        );
      case "weighted":
        return l10n.t(
          "exp(-loss) is the probability pt only of a loss without {0}: make pt of the plain one, and weigh at the end",
          facts.option,
        );
      case "sided":
        return l10n.t("(1 - p) is how far a yes is off, and p how far a no is: use pt = p * y + (1 - p) * (1 - y)");
    }
  },
  "in-bits": ({ seen, base }, { input, loss }) =>
    base === undefined
      ? l10n.t("{0} is the loss in bits: divided by ln 2", seen)
      : l10n.t("{0} holds logarithms to the base {1}, {2} takes natural ones: use log", input, base, loss),
  perplexity: ({ seen, how }) =>
    how === "sum"
      ? l10n.t("{0} takes the sum over all tokens, and the perplexity is exp of the mean", short(seen) ?? "exp")
      : how === "each"
        ? l10n.t(
            "{0} is the mean of exp, and the perplexity is exp of the mean: take the mean first",
            short(seen) ?? "exp",
          )
        : how === undefined
          ? l10n.t("{0} is the perplexity: e to the power of the loss", seen)
          : l10n.t("{0} takes the loss for bits, and it is in nats: the perplexity is exp(loss)", seen),
  "stuck-at-chance": ({ chance, classes }) =>
    l10n.t(
      "the loss stays at {0}, that of a guess among {1} classes: the outputs say nothing about the targets yet",
      formatLoss(chance),
      classes,
    ),
  clamped: ({ count, bound }) =>
    bound !== undefined
      ? inNumber(
          l10n.t(
            "the clip at {0} moves {0|one probability|# probabilities}, not only those at 0 and 1: use a bound such as 1e-7",
            formatShort(bound),
          ),
          count,
        )
      : inNumber(
          l10n.t(
            "{0|one prediction is exactly 0 or 1 and wrong: BCELoss cuts its loss|# predictions are exactly 0 or 1 and wrong: BCELoss cuts their loss} off at 100",
          ),
          count,
        ),
  negative: (_, { loss }) => l10n.t("{0} cannot be negative on what it is made for", loss),
  "other-framework": ({ framework }) => l10n.t("{0} computes this loss in another way", framework),
  // Calls of torch's losses have neither.
  "logits-as-probabilities": () => "",
  formula: () => "",
  "rows-not-normalised": () => "",
  "mean-over-classes": () => "",
  "variance-is-log": ({ of }) =>
    l10n.t("variances are not negative, logarithms of them may be: give torch.exp({0})", short(of) ?? "log_var"),
  dtype: () => "",
  shape: ({ folded, outputs, cut }, { input, target }) =>
    cut !== undefined
      ? l10n.t("the targets lack a step that the scores still have: use {0} of the scores", cut)
      : folded === undefined
        ? outputs === undefined
          ? ""
          : l10n.t(
              "{0} has {1} outputs a sample, and {2} one label: that is a choice of classes, for CrossEntropyLoss",
              input,
              outputs,
              target,
            )
        : l10n.t(
            "{0} makes {1} rows for {2} targets, {3} for each: it has folded other axes into the batch",
            short(folded.by) ?? input,
            folded.rows,
            folded.targets,
            folded.rows / folded.targets,
          ),
  "out-of-range": ({ value, classes }, { target, input, loss }) => {
    if (classes === undefined)
      return l10n.t("{0} lies outside [0, 1], which is all that {1} takes as a target", formatShort(value), loss);
    return value < 0
      ? l10n.t("{0} names no class: there are {1}, from 0 to {2}", formatShort(value), classes, classes - 1)
      : l10n.t("{0} goes up to {1}, and {2} has {3} outputs: {4} are needed", target, value, input, classes, value + 1);
  },
  "weight-shape": ({ given, classes }, { loss }) =>
    given === undefined || classes === undefined
      ? l10n.t("the weight does not have the shape that {0} takes", loss)
      : loss === "BCEWithLogitsLoss"
        ? l10n.t("pos_weight holds what a yes of each output weighs: give that of the positives alone")
        : l10n.t("the weight has {0} values, and there are {1} classes: give one for each", given, classes),
  "option-invalid": ({ option, ignored, isUnknown }, { loss }) => {
    if (ignored)
      return l10n.t(
        "{0} counts only above 0, and torch ignores this one without a word: give one between 0 and 1",
        option,
      );
    if (isUnknown !== true) return "";
    return option === "label_smoothing"
      ? l10n.t("{0} has no {1}: CrossEntropyLoss has it, and takes logits", loss, option)
      : option === "ignore_index"
        ? l10n.t("{0} has no {1}: leave those elements out with a mask, loss(input[mask], target[mask])", loss, option)
        : "";
  },
  "not-a-tensor": ({ constructed }, { loss }) =>
    constructed === true
      ? l10n.t("the arrays belong to a call of the loss, not to its constructor: write {0}()(input, target)", loss)
      : "",
  autocast: () => l10n.t("autocast refuses BCELoss: use BCEWithLogitsLoss on the logits"),
  graph: ({ what, by }, { input }) => {
    switch (what) {
      case "number":
        return l10n.t(
          "item() makes a Python number of the loss, and numbers have no backward(): call backward() first",
        );
      case "several":
        return l10n.t("there is a loss for each sample, and backward() starts at one number: take the mean first");
      case "none":
        return l10n.t(
          "nothing that {0} is computed from requires a gradient: backward() needs the outputs of a model, or requires_grad=True",
          input,
        );
      case "cut":
        return l10n.t("{0}() cuts {1} off from what it was computed from, so no gradient gets there", by ?? "", input);
      case "lossCut":
        return l10n.t(
          "{0}() makes numbers of the loss, and no gradient goes back through them: call backward() on the loss itself",
          by ?? "",
        );
      case "noGrad":
        return l10n.t("the loss is computed under no_grad(), which keeps nothing for backward()");
      case "inPlace":
        return l10n.t(
          "{0} requires a gradient itself, and cannot be changed in place: do it under torch.no_grad()",
          by ?? input,
        );
      case "changedLater":
        return l10n.t(
          "{0} is changed in place before backward(), which needs it as the loss has seen it: change a copy",
          by ?? input,
        );
      case "maybeChangedLater":
        return l10n.t("{0} may be changed in place before backward(), which may need it as it was", by ?? input);
      case "twice":
        return l10n.t("backward() is called a second time on this loss, after the first has freed the graph");
    }
  },
};
