import * as l10n from "@vscode/l10n";
import { bothText, type ExceptionSentences, lossOr, method } from "./words";

/** What is said of elements of the wrong type. */
export const dtypeSentences = {
  indexDType: ({ found }, { target, loss, says }) =>
    bothText(says) ??
    l10n.t(
      "{0} is {1}, and {2} takes class indices as int64: use {3}",
      target,
      found,
      lossOr(loss, says, "CrossEntropyLoss"),
      method(says, "target", "long()"),
    ),
  probabilityDType: ({ found }, { input, target, says }) => {
    const [float, argmax] = [method(says, "target", "float()"), method(says, "target", "argmax(1)")];
    if (/\.argmax\(/.test(input) || (says.targetAxes === 1 && (says.labels?.max ?? 0) > 1))
      return l10n.t(
        "{0} holds class numbers, and {1} has lost its axis of classes: give the scores of all classes, [N, C], without argmax or squeeze",
        target,
        input,
      );
    if (says.targetAxes === undefined || says.targetAxes === 1)
      return l10n.t(
        "{0} is {1} and has the shape of {2}, as class probabilities have, which are floats: use {3}, or {4} where its rows are one-hot; if it holds class numbers, {2} has lost its axis of classes",
        target,
        found,
        input,
        float,
        argmax,
      );
    return l10n.t(
      "{0} is {1} but has the shape of class probabilities, which have to be floats: use {2}, or {3} where its rows are one-hot",
      target,
      found,
      float,
      argmax,
    );
  },
  elementDType: ({ found, expected }, { input, target, loss, says }) =>
    expected === "int64" || expected === "bool"
      ? l10n.t(
          "{0} is {1}, and {2} takes float scores, not class numbers: give what stands in front of the argmax or .long()",
          input,
          expected,
          loss,
        )
      : expected === "float64" && found === "float32"
        ? l10n.t("{0} is float64 and {1} is float32: use {2}", input, target, method(says, "input", "float()"))
        : l10n.t(
            "{0} is {1}, and {2} wants it {3} like the input: use {4}",
            target,
            found,
            loss,
            expected,
            method(says, "target", floatMethods[expected] ?? "float()"),
          ),
  targetNotFloat: ({ found }, { target, loss, says }) =>
    l10n.t(
      "{0} is {1}, and {2} wants floats: use {3}",
      target,
      found,
      lossOr(loss, says, "BCEWithLogitsLoss"),
      method(says, "target", "float()"),
    ),
  boolTarget: (_, { target, loss, says }) =>
    says.names.loss === undefined && says.names.call === undefined && says.exception.frames.length > 0
      ? l10n.t("a bool tensor is subtracted, and bool has no subtraction: use .float() on it, or ~mask to invert")
      : l10n.t(
          "{0} is bool, and {1} wants floats: use {2}",
          target,
          lossOr(loss, says, "BCEWithLogitsLoss"),
          method(says, "target", "float()"),
        ),
  mixedDTypes: ({ found, expected }, { says: { names } }) =>
    (expected === "float32" && found === "float64") || (expected === "float64" && found === "float32")
      ? l10n.t(
          "one array is float64 and another float32; NumPy's arrays are float64: use .float() on it, be it the input, the target or the weight",
        )
      : names.call?.args.some((arg) => arg.startsWith("weight")) === true
        ? l10n.t("the weight is {0} and the input {1}: use weight.float()", found, expected)
        : l10n.t(
            "one array is {0} where {1} is wanted: use .{2} on it",
            found,
            expected,
            expected === "int64" ? "long()" : (floatMethods[expected] ?? "float()"),
          ),
  integerPair: ({ found }, { loss }) =>
    l10n.t("input and target are both {0}, and {1} wants floats: use .float() on both", found, loss),
  integerMean: ({ operation, found }) =>
    l10n.t("{0} wants floats, and the tensor is {1}: use .float().{0}()", operation, found),
  maskDType: ({ found }) => l10n.t("a mask has to be bool, and it is {0}: use mask.bool(), or a comparison", found),
  integerInput: ({ found, operation }, { input, loss, says }) =>
    /^complex/.test(found)
      ? l10n.t("{0} is {1}, and the operation wants real floats", input, found)
      : operation !== undefined
        ? l10n.t(
            "{0} of integers ({1}): it wants float scores, use .float() where these are scores; class numbers take none",
            operation,
            found,
          )
        : l10n.t(
            "{0} holds integers ({1}), and {2} wants float scores: give the scores, not class numbers, and check that the arguments are not swapped",
            input,
            found,
            lossOr(loss, says, "CrossEntropyLoss"),
          ),
  halfOnCpu: () =>
    l10n.t("this torch has no float16 for that operation on the CPU: use .float() on the scores, or run it on a GPU"),
  integerDivergence: (_, { says }) =>
    l10n.t(
      "kl_div takes floats, and one argument holds integers: give log-probabilities and probabilities, {0} for one-hot rows",
      method(says, "target", "float()"),
    ),
  oneHotDType: () => l10n.t("one_hot takes class indices as int64: use F.one_hot(labels.long(), num_classes)"),
  indexKind: ({ what }) =>
    what === "gather"
      ? l10n.t("gather takes its indices as int64: use .long() on them")
      : what === "scatter"
        ? l10n.t("scatter takes its indices as int64: use .long() on them")
        : what === "embedding"
          ? l10n.t("an embedding takes token numbers as int64: use .long() on them")
          : l10n.t("arrays that index have to be int64: use .long() on the labels"),
} satisfies Partial<ExceptionSentences>;

const floatMethods: Readonly<Record<string, string>> = {
  ...{ float64: "double()", float32: "float()", float16: "half()", bfloat16: "bfloat16()" },
};
