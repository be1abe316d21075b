import * as l10n from "@vscode/l10n";
import type { DType } from "../../../tensor/tensor";
import type { Library } from "../../dtypes";
import { stack, unsupported } from "../arrays";
import { construct, libraryOf, makeArray, positional } from "../construct";
import { methodNamed } from "../methods";
import { type Builtin, required } from "./arguments";

/** `np.array`, `torch.FloatTensor`, and functions that do what a method does. */

/** `np.reshape(x, (2, 3))` is `x.reshape((2, 3))`. */
export function asMethod(method: string): Builtin {
  return (ev, args, place, name) => {
    const first = required(ev, args, place, 0, "a", "input", "tensor", "x");
    const array = makeArray(ev, ev.evaluate(first), libraryOf(name), undefined, place);
    const rest = args.filter((arg) => arg.value !== first);
    const found = methodNamed(method);
    if (!found) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
    return found.apply(ev, array, rest, place);
  };
}

export const make: Builtin = (ev, args, place, name) => construct(ev, args, place, libraryOf(name));

export function typed(dtype: DType, library: Library | undefined): Builtin {
  return (ev, args, place) => {
    const [first] = positional(args);
    if (positional(args).length > 1 || (library === "torch" && first?.value.kind === "number")) {
      throw unsupported(place, l10n.t("“{0}” holds memory that is not initialised.", ev.excerpt(place)));
    }
    return construct(ev, args, place, library, dtype);
  };
}

export const list: Builtin = (ev, args, place) => {
  const [first] = positional(args);
  if (!first) return stack([], place);
  return { ...ev.array(first.value), isList: true, library: undefined, dtype: undefined, ...place };
};
