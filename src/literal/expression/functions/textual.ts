import * as l10n from "@vscode/l10n";
import type { Family } from "../../text/lexis";
import { unsupported } from "../arrays";
import { readQuoted } from "../quoted";
import { type Builtin, required } from "./arguments";

/** Functions that read numbers out of strings. */

/** `json.loads("[0.1, 0.2]")` and its like. */
export function parsed(family: Family): Builtin {
  return (ev, args, place) => {
    const source = required(ev, args, place, 0);
    if (source.kind !== "string")
      throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
    return { ...readQuoted(ev, source, family), ...place };
  };
}
