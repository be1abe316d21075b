import * as l10n from "@vscode/l10n";
import { unsupported } from "../arrays";
import type { ArrayValue, ScalarValue, ValuePlace } from "../value";
import type { ExpressionEvaluator } from "./evaluator";
import { arrayExpression, call } from "./readArrays";

type Numeric = ScalarValue | ArrayValue;

/** What the row of python/ at a path makes of values that were read. */
export function applied(ev: ExpressionEvaluator, path: string, values: readonly Numeric[], place: ValuePlace): Numeric {
  const at = { start: place.start, end: place.end };
  const args = values.map((value) => arrayExpression(value, at));
  const read = ev.read({ kind: "opaque", ...at }, call(path, args, at));
  if (read.kind === "array" || read.kind === "scalar") return read;
  throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
}
