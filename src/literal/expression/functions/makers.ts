import * as l10n from "@vscode/l10n";
import type { DType } from "../../../tensor/tensor";
import { defaultDType } from "../../dtypes";
import { unsupported } from "../arrays";
import { keyword, libraryOf, makeArray, positional, requestedDType } from "../construct";
import { asArray, dtypeOf, made, type ScalarValue, writtenAs } from "../value";
import { argument, type Builtin, filled, required, sizes } from "./arguments";

/** Functions that make arrays out of sizes and numbers: `zeros`, `full`, `eye`, `arange`, `linspace`, `one_hot`. */

export function constantFill(value: number): Builtin {
  return (ev, args, place, name) => {
    const library = libraryOf(name);
    const dtype = requestedDType(ev, args, library) ?? defaultDType(2, library ?? "numpy");
    return filled(ev, sizes(ev, args, place), value, dtype, library, place);
  };
}

export function likeFill(value: number | undefined): Builtin {
  return (ev, args, place, name) => {
    const library = libraryOf(name);
    const like = makeArray(ev, ev.evaluate(required(ev, args, place, 0, "a", "input")), library, undefined, place);
    const dtype =
      requestedDType(ev, value === undefined ? args.filter((arg) => arg.name !== undefined) : args, library) ??
      dtypeOf(like);
    const fill = value ?? asArray(ev.numeric(required(ev, args, place, 1, "fill_value"))).data[0];
    return filled(ev, like.shape, fill, dtype, library, place);
  };
}

export const full: Builtin = (ev, args, place, name) => {
  const library = libraryOf(name);
  const shape = ev.integers(required(ev, args, place, 0, "shape", "size", "dims"));
  const value = ev.numeric(required(ev, args, place, 1, "fill_value", "value"));
  if (value.kind === "array" && value.data.length !== 1)
    throw unsupported(value, l10n.t("This fills with more than one number."));
  const dtype =
    requestedDType(
      ev,
      args.filter((arg) => arg.name !== undefined),
      library,
    ) ??
    value.dtype ??
    defaultDType(value.written, library ?? "numpy");
  return filled(ev, shape, asArray(value).data[0], dtype, library, place);
};

export const eye: Builtin = (ev, args, place, name) => {
  const library = libraryOf(name);
  const rows = ev.integer(required(ev, args, place, 0, "N", "n", "num_rows"));
  const second = argument(args, 1, "M", "m", "num_columns");
  const columns = second && second.kind !== "null" && !ev.dtype(second, library) ? ev.integer(second) : rows;
  const k = argument(args, 2, "k");
  const diagonal = k ? ev.integer(k) : 0;
  const dtype = requestedDType(ev, args, library) ?? defaultDType(2, library ?? "numpy");
  const array = filled(ev, [rows, columns], 0, dtype, library, place);
  for (let i = 0; i < rows; i++)
    if (i + diagonal >= 0 && i + diagonal < columns) array.data[i * columns + i + diagonal] = 1;
  return array;
};

export const arange: Builtin = (ev, args, place, name) => {
  const library = name === "range" ? undefined : libraryOf(name);
  const values = positional(args).map((arg) => ev.numeric(arg.value) as ScalarValue);
  const named = ["start", "stop", "step"].map(
    (key) => keyword(args, key) ?? (key === "stop" ? keyword(args, "end") : undefined),
  );
  const pick = (index: number): ScalarValue | undefined =>
    values[index] ?? (named[index] && (ev.numeric(named[index].value) as ScalarValue));
  const [start, stop] = values.length === 1 && !named[1] ? [undefined, values[0]] : [pick(0), pick(1)];
  const step = pick(2);
  if (!stop) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  const by = step?.value ?? 1;
  const from = start?.value ?? 0;
  const count = Math.max(0, Math.ceil((stop.value - from) / by));
  if (Number.isNaN(count)) throw unsupported(place, l10n.t("“{0}” has no end.", ev.excerpt(place)));
  ev.budget.spend(count, place);
  const written = Math.max(start?.written ?? 1, stop.written, step?.written ?? 1, 1) as 1 | 2;
  const dtype = library
    ? (requestedDType(
        ev,
        args.filter((arg) => arg.name !== undefined),
        library,
      ) ?? defaultDType(written, library))
    : undefined;
  const data = Float64Array.from({ length: count }, (_, i) => from + i * by);
  return made(
    data,
    [count],
    { written: dtype ? writtenAs(dtype) : written, dtype, library, isList: library === undefined },
    place,
  );
};

export const linspace: Builtin = (ev, args, place, name) => {
  const library = libraryOf(name);
  const [start, end] = [required(ev, args, place, 0, "start"), required(ev, args, place, 1, "end", "stop")].map(
    (node) => asArray(ev.numeric(node)).data[0],
  );
  const stepsNode = argument(args, 2, "steps", "num");
  const steps = stepsNode ? ev.integer(stepsNode) : 50;
  const endpoint = keyword(args, "endpoint");
  const intervals = endpoint && asArray(ev.numeric(endpoint.value)).data[0] === 0 ? steps : steps - 1;
  ev.budget.spend(steps, place);
  const dtype =
    requestedDType(
      ev,
      args.filter((arg) => arg.name !== undefined),
      library,
    ) ?? defaultDType(2, library ?? "numpy");
  const step = (end - start) / Math.max(1, intervals);
  const data = Float64Array.from({ length: steps }, (_, i) => (i === intervals && i > 0 ? end : start + i * step));
  return made(data, [steps], { written: writtenAs(dtype), dtype, library }, place);
};

export const oneHot: Builtin = (ev, args, place, name) => {
  const labels = asArray(ev.numeric(required(ev, args, place, 0, "tensor", "indices", "x", "input")));
  const classesNode = argument(args, 1, "num_classes", "depth");
  const largest = labels.data.reduce((max, value) => Math.max(max, value), -1);
  const classes = classesNode ? ev.integer(classesNode) : -1;
  const depth = classes === -1 ? largest + 1 : classes;
  if (labels.written === 2 || labels.data.some((value) => value < 0 || value >= depth))
    throw unsupported(labels, l10n.t("Class indices must be integers from 0 to {0}.", depth - 1));
  const library = name.startsWith("F.") || name.startsWith("nn.") || name === "one_hot" ? "torch" : libraryOf(name);
  const dtype: DType = library === "torch" ? "int64" : "float32";
  const array = filled(ev, [...labels.shape, depth], 0, dtype, library, place);
  labels.data.forEach((label, i) => {
    array.data[i * depth + label] = 1;
  });
  return array;
};
