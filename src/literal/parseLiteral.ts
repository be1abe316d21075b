import * as l10n from "@vscode/l10n";
import { readForms } from "./forms/forms";
import { languageOf } from "./languages/languages";
import type { Literal, Unreadable } from "./literal";
import { Refused, unreadable } from "./refused";
import { blankMargins } from "./text/margins";

/**
 * Reads a text that is one array literal: source code, printed values or a table, as the language id says; of an unknown language, in
 * whichever form it makes sense. An assignment in front of it and words around it do no harm. Total: whatever the text, the answer is a
 * literal or the reason why there is none.
 */
export function parseLiteral(text: string, languageId: string): Literal | Unreadable {
  if (/^\s*$/.test(text))
    return unreadable(
      "empty-selection",
      0,
      text.length,
      l10n.t("Nothing is selected; select an array such as [0.1, 0.2]."),
    );
  try {
    const language = languageOf(languageId, text);
    const plain = blankMargins(text);
    return readForms(language.rewritten ? language.rewritten(plain) : plain, language);
  } catch (error) {
    if (error instanceof Refused) return { kind: "unreadable", diagnostics: [error.diagnostic] };
    return unreadable("too-large", 0, text.length, l10n.t("This text is too large or too deeply nested to be read."));
  }
}
