import { dataOf, type Facts, type NumberValue, type TensorValue, type Value } from "../../src/python/value";

/** A value as recorded.py writes it. */
export type Recorded =
  | {
      readonly kind: "torch" | "numpy";
      readonly shape: readonly number[];
      readonly dtype: string;
      readonly values?: readonly (number | boolean | string)[];
    }
  | { readonly kind: "bool" | "int" | "float"; readonly value: number | boolean | string }
  | { readonly kind: "str"; readonly value: string }
  | { readonly kind: "list" | "tuple"; readonly items: readonly Recorded[] }
  | { readonly kind: "dict"; readonly items: readonly (readonly [string | number, Recorded])[] }
  /** `long`: too much of it to be compared. */
  | { readonly kind: "none" | "other" | "long" };

/** `known`: the same value throughout. `unknown`: nothing contradicts. Otherwise what is wrong. */
export type Outcome = "known" | "unknown" | { readonly wrong: string };

const RELATIVE = 1e-5;
const ABSOLUTE = 1e-6;
/** What half precision keeps, and how much of it a few operations lose. */
const RELATIVE_OF = new Map([
  ["float16", 4e-3],
  ["bfloat16", 3e-2],
]);

/** Compares what the interpreter says with what the program computed. */
export function compare(value: Value, truth: Recorded): Outcome {
  if (truth.kind === "long") return "unknown";
  switch (value.kind) {
    case "unknown":
      return compareFacts(value.facts, truth);
    case "tensor":
      return compareTensor(value, truth);
    case "number":
      return compareNumber(value, truth);
    case "string":
      return truth.kind === "str" && truth.value === value.value
        ? "known"
        : differs(JSON.stringify(value.value), truth);
    case "tuple":
      return truth.kind === "tuple" ? compareItems(value.items, truth.items) : differs("a tuple", truth);
    case "list":
      return compareList(value.list.items, value.list.numbers?.shape[0], value.form, truth);
    case "dict":
      return compareDict(value.dict.entries, truth);
    case "none":
      return truth.kind === "none" ? "known" : differs("None", truth);
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "function":
    case "method":
    case "class":
      return truth.kind === "other" ? "known" : differs(`a ${value.kind}`, truth);
    case "object":
      // A named tuple is both.
      return truth.kind === "other" || truth.kind === "tuple" ? "unknown" : differs("an object", truth);
    case "library":
    case "partial":
      return truth.kind === "other" ? "known" : differs(`a ${value.kind}`, truth);
  }
}

export function show(truth: Recorded): string {
  return JSON.stringify(truth).slice(0, 300);
}

function differs(said: string, truth: Recorded): Outcome {
  return { wrong: `${said} is ${show(truth)}` };
}

function compareFacts({ library, dtype, shape, lastSize }: Facts, truth: Recorded): Outcome {
  if (library === undefined && dtype === undefined && shape === undefined && lastSize === undefined) return "unknown";
  const said = JSON.stringify({ library, dtype, shape: shape?.map((size) => size ?? "?"), lastSize });
  if (truth.kind !== "torch" && truth.kind !== "numpy") {
    const isScalar = truth.kind === "bool" || truth.kind === "int" || truth.kind === "float";
    // A number has no more of an array than that it may be called one of no axes.
    if (library === undefined && isScalar && (shape === undefined || shape.length === 0)) return "unknown";
    return differs(said, truth);
  }
  const fits =
    (library === undefined || library === truth.kind) &&
    (dtype === undefined || dtype === truth.dtype) &&
    (lastSize === undefined || lastSize === truth.shape.at(-1)) &&
    (shape === undefined ||
      (shape.length === truth.shape.length && shape.every((size, i) => size === undefined || size === truth.shape[i])));
  return fits ? "unknown" : differs(said, truth);
}

function compareTensor(tensor: TensorValue, truth: Recorded): Outcome {
  const { library, dtype, shape, storage, view } = tensor;
  const said = `${library} ${dtype} [${shape}]`;
  if (truth.kind === "bool" || truth.kind === "int" || truth.kind === "float") return differs(said, truth);
  if (truth.kind !== "torch" && truth.kind !== "numpy") return differs(said, truth);
  if (truth.kind !== library || truth.dtype !== dtype || String(truth.shape) !== String(shape))
    return differs(said, truth);
  const data = dataOf(tensor);
  if (data === undefined || truth.values === undefined) return "unknown";
  if (data.length !== truth.values.length) return { wrong: `${data.length} elements for ${show(truth)}` };
  for (let i = 0; i < data.length; i++) {
    const slack = storage.error?.[view === undefined ? i : view[i]] ?? 0;
    if (!near(data[i], truth.values[i], dtype, slack)) {
      return { wrong: `${said} ${Array.from(data.slice(0, 12), (each) => +each.toPrecision(9))} is ${show(truth)}` };
    }
  }
  return "known";
}

function compareNumber({ type, value, error }: NumberValue, truth: Recorded): Outcome {
  // A scalar of NumPy is a number where only its value matters.
  if (truth.kind === "numpy" && truth.shape.length === 0 && truth.values !== undefined) {
    const kind = truth.dtype === "bool" ? "bool" : truth.dtype.startsWith("float") ? "float" : "int";
    return kind === type && near(value, truth.values[0], truth.dtype, error ?? 0)
      ? "known"
      : differs(`${type} ${value}`, truth);
  }
  if (truth.kind !== type) return differs(`${type} ${value}`, truth);
  return near(value, truth.value, type === "float" ? "float64" : "int64", error ?? 0)
    ? "known"
    : differs(`${type} ${value}`, truth);
}

function near(said: number, written: number | boolean | string, dtype: string, slack: number): boolean {
  const truth = typeof written === "string" ? toNumber(written) : Number(written);
  if (Object.is(said, truth) || said === truth) return true;
  if (!dtype.includes("float") || !Number.isFinite(truth) || !Number.isFinite(said)) return false;
  return Math.abs(said - truth) <= ABSOLUTE + (RELATIVE_OF.get(dtype) ?? RELATIVE) * Math.abs(truth) + 4 * slack;
}

function toNumber(word: string): number {
  return word === "inf" ? Number.POSITIVE_INFINITY : word === "-inf" ? Number.NEGATIVE_INFINITY : Number.NaN;
}

function compareList(
  items: readonly Value[] | undefined,
  length: number | undefined,
  form: "list" | "set" | "iterator" | "range",
  truth: Recorded,
): Outcome {
  if (form !== "list") return truth.kind === "other" ? "unknown" : differs(`a ${form}`, truth);
  if (truth.kind !== "list") return differs("a list", truth);
  if (items !== undefined) return compareItems(items, truth.items);
  return length === undefined || length === truth.items.length ? "unknown" : differs(`a list of ${length}`, truth);
}

function compareItems(items: readonly Value[], truth: readonly Recorded[]): Outcome {
  if (items.length !== truth.length)
    return { wrong: `${items.length} items of ${JSON.stringify(truth).slice(0, 300)}` };
  return together(items.map((item, i) => compare(item, truth[i])));
}

function compareDict(
  entries: ReadonlyMap<string, { readonly key: Value; readonly value: Value }> | undefined,
  truth: Recorded,
): Outcome {
  if (truth.kind !== "dict") return differs("a dict", truth);
  if (entries === undefined) return "unknown";
  const found = [...entries.values()];
  if (found.length !== truth.items.length) return differs(`a dict of ${found.length}`, truth);
  return together(
    found.map(({ key, value }, i) => {
      const [name, item] = truth.items[i];
      const written = key.kind === "string" || key.kind === "number" ? key.value : undefined;
      return written === name ? compare(value, item) : differs(`the key ${written}`, truth);
    }),
  );
}

export function together(outcomes: readonly Outcome[]): Outcome {
  const wrong = outcomes.find((outcome) => typeof outcome === "object");
  return wrong ?? (outcomes.includes("unknown") ? "unknown" : "known");
}
