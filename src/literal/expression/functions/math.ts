import * as l10n from "@vscode/l10n";
import { unsupported } from "../arrays";
import { applied } from "../interpreted/applied";
import { asArray } from "../value";
import type { Builtin } from "./arguments";

/** A function of numbers, and of arrays element by element, by the row at a path. */
export function elementwise(path: string, keepsInt = false): Builtin {
  const builtin: Builtin = (ev, args, place, name) => {
    const [only] = args;
    if (args.length !== 1 || only.name !== undefined)
      throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
    const value = ev.numeric(only.value);
    if (value.kind === "array" && (value.isList || value.library))
      throw unsupported(place, l10n.t("“{0}” takes a number.", name));
    const result = asArray(applied(ev, path, [value], place));
    const written = keepsInt ? value.written : 2;
    if (value.kind === "scalar") return { kind: "scalar", value: result.data[0], written, dtype: undefined, ...place };
    return { ...result, written, dtype: undefined, library: undefined };
  };
  return Object.assign(builtin, { path });
}

/** Functions that go by the same name in every language. */
export const common: readonly [string, Builtin][] = [
  ["log", elementwise("numpy.log")],
  ["log2", elementwise("numpy.log2")],
  ["log10", elementwise("numpy.log10")],
  ["log1p", elementwise("numpy.log1p")],
  ["exp", elementwise("numpy.exp")],
  ["sqrt", elementwise("numpy.sqrt")],
  ["abs", elementwise("numpy.abs", true)],
];
