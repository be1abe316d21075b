import * as l10n from "@vscode/l10n";
import { formatShape } from "../numbers";
import { type ClaimSentences, effect, short } from "./words";

/** What is said of numbers in the wrong places: axes, steps, columns, arguments, shapes. */
export const placesSentences = {
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
  "mixed-samples": ({ input, target, change }) =>
    l10n.t(
      "the scores are laid out as {0}, the targets as {1}: each row meets the label of another sample",
      formatShape(input),
      formatShape(target),
    ) + (change === undefined ? "" : effect(change)),
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
        : where === "own"
          ? l10n.t(
              "each step's scores are held against the token that the model is given there; to learn the next one, cut the last of the scores and the first of the targets",
            )
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
  broadcast: ({ input, target, common, by }, words) =>
    by === undefined
      ? l10n.t(
          "{0} ({1}) and {2} ({3}) are spread to {4}: every prediction is compared with every target",
          words.input,
          formatShape(input),
          words.target,
          formatShape(target),
          formatShape(common),
        )
      : l10n.t(
          "the losses ({0}) and {1} ({2}) are spread to {3}: every loss is multiplied by every number",
          formatShape(input),
          by,
          formatShape(target),
          formatShape(common),
        ),
  shape: ({ folded, outputs, cut }, { input, target, rows }) =>
    cut !== undefined
      ? l10n.t("the targets lack a step that the scores still have: use {0} of the scores", cut)
      : folded === undefined
        ? outputs === undefined
          ? rows === undefined
            ? ""
            : l10n.t(
                "the batch sizes differ: {0} has {1} rows and {2} has {3}, and each row needs its own label",
                input,
                rows.input,
                target,
                rows.target,
              )
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
} satisfies Partial<ClaimSentences>;
