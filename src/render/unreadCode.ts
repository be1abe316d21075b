import * as l10n from "@vscode/l10n";
import type { SelectedExpression } from "../pairing/selectedExpression";
import { shortName } from "./fileText";

/** What code that was selected is, why it has no values, and what to do: `isRunning` where there may be a program that has them. */
export function unreadCodeText({ kind, text, callee, assigned }: SelectedExpression, isRunning: boolean): string {
  const what = shortName(text.replaceAll(/\s+/g, " "));
  return `${said()} ${advice()}`;

  function said(): string {
    switch (kind) {
      case "call":
        return l10n.t(
          "{0} is a call of {1}. Loss Lens reads code and never runs it, so the values that it returns are not known.",
          what,
          shortName(callee ?? what),
        );
      case "name":
        return l10n.t("The values of {0} are not written in the code. They are known only when it runs.", what);
      case "computed":
        return l10n.t("{0} is computed when the code runs. Its values are not known before.", what);
    }
  }

  function advice(): string {
    const variable = assigned ?? (kind === "name" ? text : undefined);
    if (variable === undefined)
      return isRunning
        ? l10n.t("Give it a name to read it from the running program, or type its values.")
        : l10n.t("Type its values, or give it a name and read that in a notebook or at a breakpoint.");
    return isRunning
      ? l10n.t("Read the variable {0} from the running program, or type its values.", shortName(variable))
      : l10n.t("Type its values, or read the variable {0} in a notebook or at a breakpoint.", shortName(variable));
  }
}
