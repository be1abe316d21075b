import * as l10n from "@vscode/l10n";
import { unsupported } from "../arrays";
import { positional } from "../construct";
import { made } from "../value";
import type { Builtin } from "./arguments";

/** Functions of numbers. */

export function elementwise(apply: (x: number) => number, keepsInt = false): Builtin {
  return (ev, args, place, name) => {
    const values = positional(args);
    if (values.length !== 1) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
    const value = ev.numeric(values[0].value);
    if (value.kind === "scalar") {
      const result = apply(value.value);
      return {
        kind: "scalar",
        value: result,
        written: keepsInt ? value.written : 2,
        dtype: undefined,
        ...place,
      };
    }
    if (value.isList || value.library) throw unsupported(place, l10n.t("“{0}” takes a number.", name));
    const written = keepsInt ? value.written : 2;
    return made(value.data.map(apply), value.shape, { written, dtype: undefined, library: undefined }, place);
  };
}

/** Functions that go by the same name in every language. */
export const common: readonly [string, Builtin][] = [
  ["log", elementwise(Math.log)],
  ["log2", elementwise(Math.log2)],
  ["log10", elementwise(Math.log10)],
  ["log1p", elementwise(Math.log1p)],
  ["exp", elementwise(Math.exp)],
  ["sqrt", elementwise(Math.sqrt)],
  ["abs", elementwise(Math.abs, true)],
];
