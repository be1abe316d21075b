import * as l10n from "@vscode/l10n";
import { readForms } from "./forms/forms";
import { languageOf } from "./languages/languages";
import type { Literal, Unreadable } from "./literal";
import { Refused, unreadable } from "./refused";
import { blankMargins } from "./text/margins";

const mostExact = 2 ** 53;

/**
 * Reads a text that is one array literal: source code, printed values or a table, as the language id says; of an unknown language, in
 * whichever form it makes sense. An assignment in front of it and words around it do no harm. Total: whatever the text, the answer is a
 * literal or the reason why there is none. `above` are the constants that the text names for sizes, of `definitionsAbove`.
 */
export function parseLiteral(text: string, languageId: string, above = ""): Literal | Unreadable {
  if (/^\s*$/.test(text))
    return unreadable(
      "empty-selection",
      0,
      text.length,
      l10n.t("Nothing is selected; select an array such as [0.1, 0.2]."),
    );
  try {
    const own = languageOf(languageId, text);
    const language = above === "" ? own : { ...own, above };
    const plain = blankMargins(text);
    const result = readForms(language.rewritten ? language.rewritten(plain) : plain, language);
    return result.kind === "literal" ? withRounding(result, text) : result;
  } catch (error) {
    if (error instanceof Refused) return { kind: "unreadable", diagnostics: [error.diagnostic] };
    return unreadable("too-large", 0, text.length, l10n.t("This text is too large or too deeply nested to be read."));
  }
}

/** Says so where a whole number is not the double that stands for it. */
function withRounding(literal: Literal, text: string): Literal {
  const { tensor, elementOffsets, elementLengths } = literal;
  if (tensor.dtype !== "int64") return literal;
  const { data } = tensor;
  for (let i = 0; i < data.length; i++) {
    if (Math.abs(data[i]) < mostExact) continue;
    const [offset, length] = [elementOffsets[i], elementLengths[i]];
    const written = text.slice(offset, offset + length).replace(/[-_',\s]/g, "");
    const [, digits] = /^(0x[\da-f]+|\d+)(?:[lnu]*|[iu]64)$/i.exec(written) ?? [];
    if (digits !== undefined && BigInt(digits) === BigInt(Math.abs(data[i]))) continue;
    const message = l10n.t("This integer is beyond ±2^53 and cannot be held exactly.");
    const warning = { code: "non-numeric", severity: "warning", offset, length, message } as const;
    return { ...literal, diagnostics: [...literal.diagnostics, warning] };
  }
  return literal;
}
