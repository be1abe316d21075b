import * as l10n from "@vscode/l10n";
import type { ExceptionKind } from "../../paste/exceptions/exception";
import type { ExceptionFactsOf } from "../../paste/exceptions/facts";
import type { ExceptionSays } from "../../paste/pasteAnswer";

/** What each kind of exception says, from the numbers in its words and the arrays' names. */
export type ExceptionSentences = {
  readonly [K in ExceptionKind]: (facts: ExceptionFactsOf[K], words: ExceptionWords) => string;
};

export interface ExceptionWords {
  readonly input: string;
  readonly target: string;
  readonly loss: string;
  readonly says: ExceptionSays;
}

export function wordsOf(says: ExceptionSays): ExceptionWords {
  const { names } = says;
  return {
    input: names.input ?? l10n.t("the input"),
    target: names.target ?? l10n.t("the target"),
    loss: names.loss ?? l10n.t("the loss"),
    says,
  };
}

/** `labels.long()`, `(a + b).long()`; the bare name of the parameter where its text is not known. */
export function method({ names }: ExceptionSays, argument: "input" | "target", call: string): string {
  const text = names[argument] ?? argument;
  return `${/^[\w.]+(?:\([^()]*\)|\[[^[\]]*\])*(?:\.\w+(?:\([^()]*\))?)*$/.test(text) ? text : `(${text})`}.${call}`;
}

/** The failing call with one argument replaced: `criterion(out, labels.long())`. */
export function fixedCall({ names }: ExceptionSays, argument: "input" | "target", text: string): string | undefined {
  const { call } = names;
  const before = names[argument];
  if (call === undefined || before === undefined) return undefined;
  const args = call.args.map((each) =>
    each === before
      ? text
      : each.replace(/^((?:input|target)\s*=\s*)(.+)$/s, (all, key, value) => (value === before ? key + text : all)),
  );
  return `${call.callee}(${args.join(", ")})`;
}

export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** The class of the loss that surely says these words, where none is named. */
export function lossOr(loss: string, { names }: ExceptionSays, usual: string): string {
  return names.loss === undefined ? usual : loss;
}

/** Where one array is written for both, a fix of its type would make labels of scores. */
export function bothText({ names: { input, target } }: ExceptionSays): string | undefined {
  return target !== undefined && target === input
    ? l10n.t(
        "{0} is given as the scores and as the target, which holds class numbers: give the labels in its place",
        target,
      )
    : undefined;
}
