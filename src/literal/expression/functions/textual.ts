import * as l10n from "@vscode/l10n";
import type { Family } from "../../text/lexis";
import { unsupported } from "../arrays";
import { construct, keyword, libraryOf, makeArray, requestedDType } from "../construct";
import { readQuoted } from "../quoted";
import { asArray, type ScalarValue } from "../value";
import { argument, type Builtin, required } from "./arguments";

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

/** `np.matrix('1 2; 3 4')`, and of lists: always of two dimensions. */
export const matrix: Builtin = (ev, args, place, name) => {
  const source = required(ev, args, place, 0, "data", "object");
  const library = libraryOf(name);
  const array =
    source.kind === "string"
      ? makeArray(ev, readQuoted(ev, source, "matlab", "[", "]"), library, requestedDType(ev, args, library), place)
      : construct(ev, args, place, library);
  return array.shape.length < 2 ? { ...array, shape: [1, array.data.length] } : array;
};

/** `np.fromstring('1 2 3', sep=' ')`; without a separator it reads bytes. */
export const fromString: Builtin = (ev, args, place) => {
  const source = required(ev, args, place, 0);
  const separator = argument(args, 3, "sep");
  const isText = source.kind === "string" && separator?.kind === "string" && /^\s*[\s,]\s*$/.test(separator.value);
  if (!isText) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  const values = readQuoted(ev, source, "matlab", "[", "]");
  const vector = { ...asArray(values), shape: [asArray(values).data.length], isList: true };
  return makeArray(ev, vector, "numpy", requestedDType(ev, args, "numpy") ?? "float64", place);
};

/** `Fraction(1, 3)`, `Decimal('0.1')`. */
export const exactNumber: Builtin = (ev, args, place) => {
  const parts = args.map(({ value }) =>
    value.kind === "string" ? readQuoted(ev, value, "python") : ev.numeric(value),
  );
  const [numerator, denominator] = parts.map((part) => (part.kind === "scalar" ? part.value : Number.NaN));
  if (
    keyword(args, "context") ||
    parts.length === 0 ||
    parts.length > 2 ||
    denominator === 0 ||
    Number.isNaN(numerator)
  )
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  const value = numerator / (denominator ?? 1);
  return { kind: "scalar", value, written: 2, dtype: undefined, ...place } satisfies ScalarValue;
};
