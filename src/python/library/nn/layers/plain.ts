import type { OperationCall } from "../../../operation";
import type { Value } from "../../../value";
import type { LibraryClass } from "../../libraryClass";
import { refuse } from "../../tensor/arguments";
import { factsOf, operands } from "../../tensor/make";
import { isTensor } from "../losses/pythonType";
import { MODE } from "../mode";
import { delegated } from "./delegate";
import { dropped, identity } from "./functions";
import { type LayerOptions, layerClass, output } from "./shaped";

/** Layers that move values, or leave them as they are. */
export const plainClasses: readonly LibraryClass[] = [
  moving("Identity", "*rest, **others", identity),
  moving("Flatten", "start_dim=1, end_dim=-1", (call, options) =>
    by(call, options, "torch.flatten", "flatten", ["start_dim", "end_dim"]),
  ),
  moving("Unflatten", "dim, unflattened_size", (call, options) => {
    const sizes = options.value("unflattened_size") ?? refuse();
    return by(call, options, "torch.unflatten", "unflatten", ["dim"], new Map([["sizes", sizes]]));
  }),
  moving("Dropout", "p=0.5, inplace=False", (call, options) => {
    const p = options.value("p");
    const mode = options.value(MODE);
    const isOff = (p?.kind === "number" && p.value === 0) || (mode && call.machine.truth(mode) === false);
    return isOff ? identity(call) : dropped(call, options);
  }),
  ...["Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"].map((name) =>
    moving(name, "p=0.5, inplace=False", dropped),
  ),
];

function moving(
  name: string,
  options: string,
  apply: (call: OperationCall, options: LayerOptions) => Value,
): LibraryClass {
  return layerClass(name, options, "input", apply, true);
}

function by(
  call: OperationCall,
  options: LayerOptions,
  path: string,
  operation: string,
  passes: readonly string[],
  more: ReadonlyMap<string, Value> = new Map(),
): Value {
  const input = call.arg("input") ?? refuse();
  if (isTensor(input) === false) refuse();
  const keywords = new Map(more);
  for (const name of passes) keywords.set(name, options.value(name) ?? refuse());
  const from = operands(call, "input");
  const result = delegated(call, path, [input], keywords, from);
  return result ?? output(call, operation, from, { dtype: factsOf(input).dtype });
}
