import * as l10n from "@vscode/l10n";
import { unsupported } from "../arrays";
import type { Language } from "../language";
import { readQuoted } from "../quoted";
import { type Builtin, required } from "./arguments";

/** Functions that read numbers out of strings. */

/** `json.loads("[0.1, 0.2]")` and its like. */
export function parsed(language: Language): Builtin {
  return (ev, args, place) => {
    const source = required(ev, args, place, 0);
    if (source.kind !== "string")
      throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
    return { ...readQuoted(ev, source, language), ...place };
  };
}
