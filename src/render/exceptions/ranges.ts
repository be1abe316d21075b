import * as l10n from "@vscode/l10n";
import type { ExceptionSays } from "../../paste/pasteAnswer";
import { formatPrinted } from "../numbers";
import { bothText, type ExceptionSentences, lossOr, method } from "./words";

/** What is said of values outside what the loss takes. */
export const rangeSentences = {
  outOfBounds: ({ target: value }, { target, input, loss, says }) =>
    boundsText(value, target, input, lossOr(loss, says, "CrossEntropyLoss"), says),
  indexRange: ({ index, size, isLabel }) =>
    !isLabel
      ? l10n.t(
          "the index {0} is out of range: that axis has {1} entries, 0 to {2}",
          formatPrinted(String(index)),
          size,
          size - 1,
        )
      : l10n.t(
          "the label {0} is out of range: there are {1} scores along that axis, for the classes 0 to {2}: more outputs are needed, or labels that count from 0",
          formatPrinted(String(index)),
          size,
          size - 1,
        ),
  deviceIndex: () =>
    l10n.t(
      "an index on the GPU is out of range, for a loss mostly a label that is no class: look at labels.min() and labels.max() in front of the gather, scatter or indexing",
    ),
  variance: ({ negative }) =>
    negative
      ? l10n.t("a variance is negative, as a layer's plain outputs can be: use torch.exp or F.softplus on them")
      : l10n.t("var has another shape than the input: give one variance an element, or a last axis of 1"),
  ctcLengths: ({ which }) =>
    which === "input"
      ? l10n.t(
          "input_lengths wants one length a sample of the batch; the batch is dim 1 of log_probs, [T, N, C]: use permute(1, 0, 2) where it is dim 0",
        )
      : l10n.t(
          "target_lengths wants one length a sample of the batch; the batch is dim 1 of log_probs, [T, N, C]: use permute(1, 0, 2) where it is dim 0",
        ),
  ctcInputLength: ({ most, found }) =>
    l10n.t(
      "input_lengths has {0}, and log_probs has {1} steps along dim 0: give the lengths behind the model's strides, or permute(1, 0, 2) to [T, N, C]",
      found,
      most,
    ),
  ctcTargets: ({ wanted, found, dim }) =>
    dim === 0
      ? l10n.t(
          "targets has {1} along dim 0 and needs {0}: a row for each sample of the batch, [N, S], or all labels in one row, as many as target_lengths add up to",
          wanted,
          found,
        )
      : l10n.t(
          "target_lengths asks for {0} labels, and targets holds {1}: give lengths that the targets have",
          wanted,
          found,
        ),
  ctcIntegers: ({ which }) => l10n.t("{0} holds floats, and lengths are integers: use .long()", which),
  ctcNegative: ({ which, found }) =>
    l10n.t("{0} holds {1}, and a length is 0 or more", which, formatPrinted(String(found))),
  ctcNumbers: () =>
    l10n.t(
      "the lengths are single numbers: give one a sample, torch.full((N,), T) for input_lengths and likewise for target_lengths",
    ),
  targetRange: ({ classes, least, most }) =>
    l10n.t(
      "the labels lie between {0} and {1}, and n_classes={2} counts them from 0 to {3}: raise n_classes, or count labels from 0",
      least,
      most,
      classes,
      classes - 1,
    ),
  ctcBlank: () => l10n.t("blank is no class of log_probs: it counts from 0 to C − 1"),
  deviceLabel: (_, { target, says }) =>
    says.labels !== undefined && says.classes !== undefined && (says.labels.max >= says.classes || says.labels.min < 0)
      ? boundsText(
          says.labels.min < 0 ? says.labels.min : says.labels.max,
          target,
          says.names.input ?? l10n.t("the model"),
          "CrossEntropyLoss",
          says,
        )
      : l10n.t(
          "a label lies outside 0 to C − 1: look at {0} and {1}; labels from 1, a padding of −1 or a mask of 255 are the usual ones",
          method(says, "target", "min()"),
          method(says, "target", "max()"),
        ),
  deviceAssert: (_, { says }) =>
    l10n.t(
      "mostly a label out of range on the GPU: run it on the CPU, or with CUDA_LAUNCH_BLOCKING=1, and look at {0} and {1}",
      method(says, "target", "min()"),
      method(says, "target", "max()"),
    ),
  oneHotRange: ({ negative }) =>
    negative
      ? l10n.t("a label is negative, and one_hot takes 0 and up: drop the padding or the −1 first")
      : l10n.t(
          "a label is as large as num_classes or larger: labels count from 0, so num_classes=labels.max() + 1 at least",
        ),
  listRange: (_, { target, says }) =>
    bothText(says) ?? l10n.t("{0} holds a class that is out of range: classes count from 0 to C − 1", target),
  embeddingRange: () =>
    l10n.t(
      "a token number is negative, or as large as the embedding's table or larger: nn.Embedding needs num_embeddings of the largest plus 1",
    ),
  labelRange: ({ label, classes }) =>
    classes === undefined
      ? l10n.t("a label is out of range: labels count from 0 to num_class - 1")
      : label === undefined
        ? l10n.t("a label is out of range: with {0} classes labels count from 0 to {1}", classes, classes - 1)
        : label === classes
          ? l10n.t(
              "the label {0} is out of range: {1} classes count from 0 to {2}, so subtract 1, or add an output",
              label,
              classes,
              classes - 1,
            )
          : l10n.t("the label {0} is out of range: {1} classes count from 0 to {2}", label, classes, classes - 1),
  labelsFromOne: ({ expected, got }) =>
    l10n.t("the labels are {0} and have to be {1}: number them from 0, with y - 1 or a LabelEncoder", got, expected),
  inputOutsideUnit: (_, { input, says }) =>
    l10n.t(
      "{0} is not all between 0 and 1, as logits are not, and BCELoss wants probabilities: use BCEWithLogitsLoss, or look for nan in it",
      says.names.input ?? input,
    ),
  targetOutsideUnit: (_, { target }) =>
    l10n.t(
      "{0} is not all between 0 and 1, and BCELoss wants 0 and 1: class indices need CrossEntropyLoss, a mask of 255 a division, signs (y + 1) / 2",
      target,
    ),
} satisfies Partial<ExceptionSentences>;

function boundsText(
  value: number,
  target: string,
  input: string,
  loss: string,
  { labels, classes, names }: ExceptionSays,
): string {
  if (value === -100)
    return l10n.t(
      "the label −100 is out of range: −100 is what is ignored unless ignore_index says otherwise, so leave ignore_index as it is",
    );
  if (value < 0)
    return l10n.t(
      "the label {0} in {1} is out of range: if it marks padding, use ignore_index={2}; signs −1 and 1 become 0 and 1 by (y + 1) / 2",
      formatPrinted(String(value)),
      target,
      value,
    );
  if (value === 255)
    return l10n.t(
      "the label 255 in {0} is out of range: in a mask it marks what does not count, use ignore_index=255; a mask of 0 and 255 needs mask / 255",
      target,
    );
  if (labels !== undefined && classes !== undefined && labels.min === 1 && labels.max === classes)
    return l10n.t(
      "the labels in {0} count from 1 to {1}, and {2} counts {1} classes from 0: use {0} - 1",
      target,
      classes,
      loss,
    );
  const most = Math.max(value, labels?.max ?? value);
  const needed = most + 1;
  if (classes !== undefined && classes <= value)
    return l10n.t(
      "the label {0} in {1} is out of range: {2} has {3} outputs, for the classes 0 to {4}: {5} are needed, or labels that count from 0",
      value,
      target,
      names.input ?? l10n.t("the model"),
      classes,
      classes - 1,
      needed,
    );
  return l10n.t(
    "the label {0} in {1} is out of range: {2} needs at least {3} outputs, nn.Linear(…, {3}), or labels that count from 0",
    value,
    target,
    input,
    needed,
  );
}
