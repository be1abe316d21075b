import * as l10n from "@vscode/l10n";
import { select, unsupported } from "./arrays";
import type { Evaluator } from "./evaluator";
import type { Node } from "./syntax";
import type { ArrayValue, Place, ScalarValue, Value } from "./value";

/** `x[1:, [0, 2], None, ...]`, counted from zero and from the end as Python does; other languages count otherwise. */
export function subscript(ev: Evaluator, value: ScalarValue | ArrayValue, items: readonly Node[], place: Place): Value {
  if (!ev.dialect.listArithmetic)
    throw unsupported(place, l10n.t("An index of an array is not evaluated in this language."));
  if (value.kind === "scalar") throw unsupported(place, l10n.t("A number cannot be indexed."));
  if (
    value.isList &&
    (items.length !== 1 || (items[0].kind !== "slice" && items[0].kind !== "number" && items[0].kind !== "unary"))
  ) {
    throw unsupported(place, l10n.t("This index of a list is not evaluated."));
  }
  let result = value;
  let axis = 0;
  const given = items.filter((item) => !(item.kind === "null" || (item.kind === "name" && item.name === "...")));
  if (given.length > value.shape.length) throw unsupported(place, l10n.t("There are more indices than dimensions."));
  let advanced = 0;
  for (const item of items) {
    if (item.kind === "name" && item.name === "...")
      axis = result.shape.length - (given.length - given.indexOf(items[items.indexOf(item) + 1]));
    else if (item.kind === "null") result = { ...result, shape: result.shape.toSpliced(axis++, 0, 1) };
    else if (item.kind === "slice") {
      result = select(result, axis, slice(ev, item.parts, result.shape[axis]));
      axis++;
    } else {
      const index = ev.numeric(item);
      if (index.written !== 1) throw unsupported(item, l10n.t("“{0}” is not an integer.", ev.excerpt(item)));
      const size = result.shape[axis];
      const wrap = (i: number): number => {
        const at = i < 0 ? i + size : i;
        if (!(at >= 0 && at < size))
          throw unsupported(item, l10n.t("The index {0} is out of range for {1} elements.", i, size));
        return at;
      };
      if (index.kind === "scalar") {
        result = select(result, axis, [wrap(index.value)]);
        result = { ...result, shape: result.shape.toSpliced(axis, 1) };
      } else {
        if (++advanced > 1) throw unsupported(item, l10n.t("More than one list of indices is not evaluated."));
        ev.budget.spend((result.data.length / Math.max(1, size)) * index.data.length, place);
        result = select(result, axis, Array.from(index.data, wrap));
        result = { ...result, shape: result.shape.toSpliced(axis, 1, ...index.shape) };
        axis += index.shape.length;
      }
    }
  }
  if (result.shape.length === 0 && value.isList) {
    return { kind: "scalar", value: result.data[0], written: result.written, dtype: result.dtype, ...place };
  }
  return { ...result, ...place };
}

/** The indices that Python's slice takes from `size` elements. */
function slice(ev: Evaluator, parts: readonly (Node | undefined)[], size: number): number[] {
  const [from, to, by] = [0, 1, 2].map((i) => {
    const part = parts[i];
    return part && part.kind !== "null" ? ev.integer(part) : undefined;
  });
  const step = by ?? 1;
  if (step === 0) throw unsupported(parts[2] ?? { start: 0, end: 0 }, l10n.t("The step of a slice cannot be zero."));
  const clip = (i: number, low: number, high: number): number => Math.min(Math.max(i < 0 ? i + size : i, low), high);
  const start = step > 0 ? clip(from ?? 0, 0, size) : from === undefined ? size - 1 : clip(from, -1, size - 1);
  const stop =
    step > 0 ? (to === undefined ? size : clip(to, 0, size)) : to === undefined ? -1 : clip(to, -1, size - 1);
  const indices: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) indices.push(i);
  return indices;
}
