import * as l10n from "@vscode/l10n";
import type { DType } from "../../tensor/tensor";
import { defaultDType, dtypeNamed, type Library } from "../dtypes";
import { reshape, unsupported } from "./arrays";
import type { Evaluator } from "./evaluator";
import { type Argument, dottedName } from "./syntax";
import { type ArrayValue, asArray, castTo, dtypeOf, made, type Place, type Value } from "./value";

/** The library that a qualified or printed name belongs to. */
export function libraryOf(name: string): Library | undefined {
  const dot = name.indexOf(".");
  const prefix = dot < 0 ? "" : name.slice(0, dot);
  const last = name.slice(name.lastIndexOf(".") + 1);
  if (/^(?:np|numpy|cp|cupy|pd|pandas|pl)$/.test(prefix)) return "numpy";
  if (/^(?:torch|nn|F|th|Variable)$/.test(prefix)) return "torch";
  if (/^(?:tf|tensorflow|keras|K)$/.test(prefix)) return "tensorflow";
  if (/^(?:jnp|jax)$/.test(prefix)) return "jax";
  if (prefix !== "" && prefix !== "math") return undefined;
  if (last === "EagerTensor") return "tensorflow";
  if (/^(?:tensor|as_tensor|from_numpy|\w*Tensor|Parameter)$/.test(last)) return "torch";
  if (/^(?:Array|DeviceArray)$/.test(last)) return "jax";
  if (/^(?:array|asarray|matrix|ndarray|float\d+|int\d+|uint8)$/.test(last)) return "numpy";
  return undefined;
}

export function keyword(args: readonly Argument[], ...names: readonly string[]): Argument | undefined {
  return args.find((argument) => argument.name !== undefined && names.includes(argument.name));
}

export function positional(args: readonly Argument[]): readonly Argument[] {
  return args.filter((argument) => argument.name === undefined);
}

/** The dtype asked for by keyword or, where a name or string of a type stands there, by position; refuses one that no tensor here has. */
function requestedDType(ev: Evaluator, args: readonly Argument[], library: Library | undefined): DType | undefined {
  const given = keyword(args, "dtype", "type");
  const second = positional(args)[1];
  if (!given)
    return second && (second.value.kind === "string" || dottedName(second.value) !== undefined)
      ? ev.dtype(second.value, library)
      : undefined;
  if (given.value.kind === "null") return undefined;
  const dtype = ev.dtype(given.value, library);
  if (!dtype && ev.excerpt(given.value).replace(/^["']|["']$/g, "") !== "object") {
    throw unsupported(given.value, l10n.t("The type “{0}” is not known here.", ev.excerpt(given.value)));
  }
  return dtype;
}

/** An array of `library` made from a list, a number or another array, as `np.array(…)` and its like do. */
export function makeArray(
  ev: Evaluator,
  value: Value,
  library: Library | undefined,
  dtype: DType | undefined,
  place: Place,
): ArrayValue {
  if (value.kind !== "scalar" && value.kind !== "array")
    throw unsupported(value, l10n.t("“{0}” is not an array.", ev.excerpt(value)));
  const array = asArray(value);
  const own = array.library && array.library !== "jax" && library !== "jax" ? dtypeOf(array) : array.dtype;
  const narrowed = library === "jax" && own ? (own === "float64" ? "float32" : own === "int64" ? "int32" : own) : own;
  const isBare = !library && !array.library && ev.dialect.wideFloats;
  const result = dtype ?? narrowed ?? defaultDType(array.written, isBare ? "numpy" : (library ?? array.library));
  const cast = castTo({ ...array, dtype: array.dtype ?? (array.library ? dtypeOf(array) : undefined) }, result);
  return { ...cast, library: library ?? array.library, isList: false, start: place.start, end: place.end };
}

/** `np.array(…)`, `torch.tensor(…)` and their like, printed or written. */
export function construct(
  ev: Evaluator,
  args: readonly Argument[],
  place: Place,
  library: Library | undefined,
  fixed?: DType,
): ArrayValue {
  const values = positional(args);
  const source = values[0] ?? keyword(args, "data", "object", "value", "values", "a", "input", "initial_value");
  if (!source) throw unsupported(place, l10n.t("There are no values in “{0}”.", ev.excerpt(place)));
  refuseOthers(ev, args, values, library);
  if (source.value.kind === "string" && values[1]) {
    // Python's array.array('d', […]).
    const code = dtypeNamed(source.value.value, "numpy");
    if (code) return makeArray(ev, ev.evaluate(values[1].value), "numpy", code, place);
  }
  const dtype = requestedDType(ev, args, library) ?? fixed;
  let array = makeArray(ev, ev.evaluate(source.value), library, dtype, place);
  const shape = keyword(args, "size", "shape");
  if (shape && shape.value.kind !== "opaque") {
    const sizes = ev.integers(shape.value);
    const count = sizes.reduce((product, size) => product * size, 1);
    if (array.data.length === 1 && count !== 1) {
      ev.budget.spend(count, place);
      array = made(new Float64Array(count).fill(array.data[0]), sizes, array, place);
    } else array = reshape(array, sizes, shape.value);
  }
  const ndmin = keyword(args, "ndmin");
  if (ndmin) {
    const rank = ev.integer(ndmin.value);
    array = {
      ...array,
      shape: [...new Array<number>(Math.max(0, Math.min(64, rank) - array.shape.length)).fill(1), ...array.shape],
    };
  }
  return array;
}

/** A second array, or the indices of a sparse one: what they would change is not known here. */
function refuseOthers(
  ev: Evaluator,
  args: readonly Argument[],
  values: readonly Argument[],
  library: Library | undefined,
): void {
  const [first, ...others] = values;
  const isCode = first?.value.kind === "string";
  const other = others.find(({ value }) => {
    const isName = value.kind === "string" || value.kind === "null" || dottedName(value) !== undefined;
    return !isName && !ev.dtype(value, library) && !(isCode && value === others[0].value);
  });
  const sparse = keyword(args, "indices", "crow_indices", "ccol_indices", "quantization_scheme");
  const bad = other ?? sparse;
  if (bad) throw unsupported(bad, l10n.t("“{0}” is not evaluated.", ev.excerpt(bad)));
}
