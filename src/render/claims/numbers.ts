import * as l10n from "@vscode/l10n";
import { formatLoss, formatShort } from "../numbers";
import { inNumber } from "../plural";
import type { ClaimSentences } from "./words";

/** What is said of numbers that a type or a loss has no room for. */
export const numbersSentences = {
  underflow: ({ count, dtype }) =>
    count === 1
      ? l10n.t(
          "one probability is 0 in {0}, and its logarithm −inf: use log_softmax in place of softmax and log",
          dtype,
        )
      : l10n.t(
          "{0} probabilities are 0 in {1}, and their logarithms −inf: use log_softmax in place of softmax and log",
          count,
          dtype,
        ),
  overflow: ({ exact, dtype, isRate }, { input }) =>
    isRate
      ? l10n.t("{0} holds rates, and PoissonNLLLoss takes exp of it, which is too large: use log_input=False", input)
      : l10n.t("a loss of {0} is more than {1} holds, and becomes inf", exact.toExponential(1), dtype),
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
  "nan-gradient": ({ elements, value, by, option, smoothed }) =>
    option !== undefined
      ? l10n.t(
          "{0} is not finite, as after a division by 0 examples, and so the loss is {1}: divide by at least 1",
          option,
          formatLoss(value ?? Number.NaN),
        )
      : smoothed
        ? l10n.t(
            "label_smoothing gives every class a part of the target, those whose score is −inf, too: mask with a large negative number, −1e4",
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
  negative: (_, { loss }) => l10n.t("{0} cannot be negative on what it is made for", loss),
  "in-bits": ({ seen, base }, { input, loss }) =>
    base === undefined
      ? l10n.t("{0} is the loss in bits: divided by ln 2", seen)
      : l10n.t("{0} holds logarithms to the base {1}, {2} takes natural ones: use log", input, base, loss),
} satisfies Partial<ClaimSentences>;
