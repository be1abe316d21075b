import * as l10n from "@vscode/l10n";
import type { DType } from "../../../tensor/tensor";
import type { Library } from "../../dtypes";
import { stack, unsupported } from "../arrays";
import { makeArray, positional } from "../construct";
import { castTo, made, writtenAs } from "../value";
import type { Builtin } from "./arguments";

/** `np.array`, `torch.FloatTensor`, and functions that do what a method does. */

export function typed(dtype: DType, library: Library | undefined): Builtin {
  return (ev, args, place) => {
    const [first] = positional(args);
    if (positional(args).length > 1 || (library === "torch" && first?.value.kind === "number")) {
      throw unsupported(place, l10n.t("“{0}” holds memory that is not initialised.", ev.excerpt(place)));
    }
    // `new Float32Array(3)`: so many zeros.
    if (library === undefined && first?.value.kind === "number") {
      const count = ev.integer(first.value);
      ev.budget.spend(count, place);
      return made(new Float64Array(count), [count], { written: writtenAs(dtype), dtype, library, isList: true }, place);
    }
    if (!first) throw unsupported(place, l10n.t("There are no values in “{0}”.", ev.excerpt(place)));
    const value = ev.evaluate(first.value);
    if (library !== undefined) return makeArray(ev, value, library, dtype, place);
    if (value.kind !== "array") throw unsupported(value, l10n.t("“{0}” is not an array.", ev.excerpt(value)));
    return { ...castTo(value, dtype), isList: false, start: place.start, end: place.end };
  };
}

export const list: Builtin = (ev, args, place) => {
  const [first] = positional(args);
  if (!first) return stack([], place);
  return { ...ev.array(first.value), isList: true, library: undefined, dtype: undefined, ...place };
};
