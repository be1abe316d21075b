import * as l10n from "@vscode/l10n";
import type { Answer, AnswerFix, FixTitle } from "../diagnosis/answer";
import { valueText } from "./answerNumbers";
import { shortened } from "./callName";
import { clauses } from "./sentences";

/** `Remove the softmax`, and what it then gives. */
export function fixTitle(title: FixTitle): string {
  switch (title.kind) {
    case "remove":
      if (title.at === undefined) return l10n.t("Remove the {0}", title.what);
      return title.at.scope === undefined
        ? l10n.t("Remove the {0} in line {1}", title.what, title.at.line)
        : l10n.t("Remove the {0} in {1} (line {2})", title.what, title.at.scope, title.at.line);
    case "use":
      return l10n.t("Use {0}", shortened(title.code) ?? title.code);
    case "swap":
      return title.what === "arguments" ? l10n.t("Swap the arguments") : l10n.t("Swap the columns");
    case "add":
      return l10n.t("Add {0}", title.code);
    case "both":
      return clauses(title.of.map(fixTitle));
    case "logarithm":
      return l10n.t("Take the logarithm first: {0}", title.code);
  }
}

/** `Remove the softmax: 0.1785` */
export function fixText(fix: AnswerFix, answer: Answer): string {
  const text = fixValue(fix, answer);
  return text === undefined ? fixTitle(fix.title) : `${fixTitle(fix.title)}: ${text}`;
}

/** What the call gives with a fix; undefined, too, where that is what it gives already, as a fix behind it leaves it. */
export function fixValue({ value }: AnswerFix, { value: own }: Answer): string | undefined {
  const isSame = value !== undefined && own?.shape.join() === value.shape.join();
  return isSame && value.data.every((each, i) => Object.is(each, own.data[i])) ? undefined : valueText(value);
}

/** `Fix all double-softmax problems`; without a cause, of every kind. */
export function fixAllTitle(cause: string | undefined): string {
  return cause === undefined ? l10n.t("Fix all loss calls") : l10n.t("Fix all {0} problems", cause);
}
