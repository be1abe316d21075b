import * as l10n from "@vscode/l10n";
import type { Reading } from "../engine/reading";
import type { OptionMisfit, TargetOutOfRange } from "../engine/reference";
import { valueFacts } from "../engine/valueFacts";
import type { Misfit } from "../report";
import { formatShape, formatShort } from "./numbers";

interface Fitted {
  readonly input: { readonly shape: readonly number[] };
  readonly options: { readonly [Option in "weight" | "posWeight"]?: { readonly shape: readonly number[] } };
  readonly reading: Reading;
}

/** Why an option goes with no loss on these arrays: what was found and what is expected. A clause without a full stop. */
export function optionMisfitText({ option }: OptionMisfit, { input, options, reading }: Fitted): string {
  switch (option) {
    case "weight":
    case "posWeight": {
      const found = formatShape(options[option]?.shape ?? []);
      return reading.classDim === undefined
        ? l10n.t("found a shape of {0}; expected one that broadcasts to {1}", found, formatShape(input.shape))
        : l10n.t(
            "found a shape of {0}; expected one weight for each of {1} classes",
            found,
            input.shape[reading.classDim],
          );
    }
    case "labelSmoothing":
      return l10n.t("label smoothing lies between 0 and 1");
    case "ignoreIndex":
      return l10n.t("class probabilities have no index to ignore: ignore_index is for class indices");
  }
}

/** Why no reading takes two arrays: their shapes, or what the targets hold. One sentence or two. */
export function misfitText({ inputLiteral, targetLiteral, readings }: Misfit): string {
  const [input, target] = [inputLiteral.tensor, targetLiteral.tensor];
  const { min, max, nans } = valueFacts(target);
  const values = nans > 0 ? "nan" : `${formatShort(min)} … ${formatShort(max)}`;
  const [own, others] = [withoutOnes(input.shape), withoutOnes(target.shape)];
  if (own === others && readings.some(({ reading }) => reading.targetKind === "logits")) {
    return l10n.t(
      "Targets of {0} are neither 0 and 1, nor −1 and 1, nor probabilities. Scores of another model are for KLDivLoss, once they have gone through a softmax; other values are for a regression loss such as MSELoss.",
      values,
    );
  }
  if (own === others) {
    return l10n.t(
      "Targets of {0} are neither 0 and 1, nor −1 and 1, nor probabilities. Values like these are for a regression loss such as MSELoss.",
      values,
    );
  }
  if (input.shape.some((_, dim) => withoutOnes(input.shape.filter((_size, axis) => axis !== dim)) === others)) {
    return l10n.t("The targets have the shape of class indices, but {0} are not whole numbers from 0 on.", values);
  }
  return l10n.t(
    "Targets of shape {0} do not fit an input of shape {1}.",
    formatShape(target.shape),
    formatShape(input.shape),
  );
}

function withoutOnes(shape: readonly number[]): string {
  return shape.filter((size) => size !== 1).join();
}

/** `target 3 at position 1 names no class of 3 (0…2)`. */
export function outOfRangeText({ value, element, classes }: TargetOutOfRange): string {
  return l10n.t(
    "target {0} at position {1} names no class of {2} (0…{3})",
    formatShort(value),
    element,
    classes,
    classes - 1,
  );
}
