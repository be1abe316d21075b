import * as l10n from "@vscode/l10n";
import { unsupported } from "./arrays";
import { libraryOf, makeArray, positional, requestedDType } from "./construct";
import type { Evaluator } from "./evaluator";
import type { Argument, Node } from "./syntax";
import type { Place, Value } from "./value";

/** Names of functions that give back something else than the array put in. */
const changing =
  /rand|soft|sigmoid|norm|relu|elu|tanh|arg|sum|mean|std|var$|max|min|abs|exp|log(?!its)|sqrt|pow|sin|cos|sort|reverse|flip|cum|prod|len|size|shape|round|floor|ceil|clip|clamp|where|empty|like|diag|tri|outer|inner|dot|mul|add|sub|div|inv|det|trans|perm|roll|unique|set$|count|hist|bin|loss|entropy|nll|bce|criterion|model|net|predict|forward|fit|score|accuracy|eval|exec|open|import|choice|shuffle|sample|normal|uniform|map|filter|reduce|range|dropout|linear|conv|pool|embed|encode|decode|transform|scale|pad|crop|slice|split|chunk|index|gather|scatter|select|take|mask|any|all|diff|grad|sign|neg|logit$|expit|cross|kron|trace|rank|quantile|median|mode|cov|corr|complex|real|imag|fft|str|repr|dict|zip|type|id$|hash|next|iter|super|Size|tile|repeat|zeros|ones|full|eye/;

/** An unknown call around one literal (`to_device([…])`, `mx.nd.NDArray([…])`): the literal, with a warning; names that compute are refused. */
export function wrapper(ev: Evaluator, name: string, callee: Node, args: readonly Argument[], place: Place): Value {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const held = outputField(name, args);
  const arrays = positional(args).filter((arg) => arg.value.kind !== "string" && arg.value.kind !== "opaque");
  const isPlain =
    arrays.length === 1 && (!changing.test(last) || /array|tensor/i.test(last)) && holdsArray(arrays[0].value);
  if (!held && !isPlain) {
    throw unsupported(callee, l10n.t("“{0}” is not evaluated; only constants and the usual constructors are.", name));
  }
  const dtype = requestedDType(
    ev,
    args.filter((arg) => arg.name === "dtype"),
    libraryOf(name),
  );
  const value = makeArray(ev, ev.evaluate((held ?? arrays[0]).value), libraryOf(name), dtype, place);
  const message = held
    ? l10n.t("Of “{0}”, “{1}” is read.", name, held.name ?? "")
    : l10n.t("“{0}” is taken to hold its argument unchanged.", name);
  ev.warn("unsupported-expression", callee, message);
  return value;
}

/** The array that counts among the printed fields of a model's output or of `torch.max`: logits before all others. */
function outputField(name: string, args: readonly Argument[]): Argument | undefined {
  const isOutput = /(?:Output\w*|^DTensor)$/.test(name) || name.startsWith("torch.return_types.");
  if (!isOutput || args.length === 0 || args.some((arg) => arg.name === undefined)) return undefined;
  const named = (pattern: RegExp): Argument | undefined =>
    args.find((arg) => pattern.test(arg.name ?? "") && holdsArray(arg.value));
  return named(/^logits$/) ?? named(/^(?:predictions|values|local_tensor)$/) ?? named(/(?<!^loss)$/);
}

function holdsArray(node: Node): boolean {
  return (
    node.kind === "nested" ||
    node.kind === "list" ||
    node.kind === "call" ||
    node.kind === "comprehension" ||
    node.kind === "binary"
  );
}
