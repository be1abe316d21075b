import type { TensorValue, Value } from "../../src/python/value";
import type { DType } from "../../src/tensor/tensor";
import type { Case, Seen, Step } from "./operationsCompare";
import { apply, isProperty, origin, snapshot } from "./operationsMachine";
import type { Random } from "./operationsRandom";
import { operations } from "./operationsTable";

/** An argument as Python and the rows both read it. */
type Arg =
  | { readonly t: "int" | "float" | "bool"; readonly v: number | string | boolean }
  | { readonly t: "str"; readonly v: string }
  | { readonly t: "none" | "ellipsis" }
  | { readonly t: "slice" | "list" | "tuple"; readonly v: readonly Arg[] }
  | { readonly t: "dtype"; readonly lib: Library; readonly v: string }
  | { readonly t: "ref"; readonly i: number; readonly k?: number };

type Library = "torch" | "numpy";

interface Made {
  readonly arg: Arg;
  readonly value: TensorValue;
}

const torchTypes: readonly DType[] = [
  "float32",
  "float32",
  "float32",
  "float32",
  "float64",
  "int64",
  "int64",
  "bool",
  "int32",
  "uint8",
  "float16",
  "bfloat16",
  "int8",
];
const numpyTypes: readonly DType[] = [
  "float64",
  "float64",
  "float64",
  "float32",
  "int64",
  "int64",
  "bool",
  "int32",
  "uint8",
  "float16",
  "int8",
  "int16",
];

export function caseOf(random: Random, only: string | undefined): Case {
  const library: Library = only
    ? only.startsWith("numpy")
      ? "numpy"
      : "torch"
    : random.chance(0.6)
      ? "torch"
      : "numpy";
  return new Builder(random, library).build(only);
}

class Builder {
  private readonly steps: Step[] = [];
  private readonly results: Value[] = [];
  private readonly pool: Made[] = [];

  constructor(
    private readonly random: Random,
    private readonly library: Library,
  ) {}

  build(only: string | undefined): Case {
    const table = operations.filter(({ path }) =>
      only ? path === only : path.startsWith("operator.") || path.startsWith(this.library),
    );
    const many = this.random.of([1, 1, 1, 2, 2, 3, 4]);
    for (let n = 0; n < many; n++) {
      const operation = this.random.of(table);
      const first = this.tensor(operation.parameters[0]?.token ?? "t", undefined);
      const args: Arg[] = [];
      const kwargs: Record<string, Arg> = {};
      operation.parameters.forEach(({ token, name, optional }, i) => {
        if (optional && this.random.chance(0.5)) return;
        if (i === 0 && isTensorToken(token)) args.push(first.arg);
        else if (token.startsWith("*"))
          args.push(...(this.argument(token.slice(1), first.value) as { v: readonly Arg[] }).v);
        else if (name !== undefined) kwargs[name] = this.argument(token, first.value);
        else args.push(this.argument(token, first.value));
      });
      const seen = this.step(operation.path, args, kwargs);
      if (seen.kind === "unknown") break;
    }
    return { steps: this.steps, final: this.results.map(seenOf) };
  }

  private step(path: string, args: readonly Arg[], kwargs: Readonly<Record<string, Arg>>): Seen {
    const valued = Object.fromEntries(Object.entries(kwargs).map(([name, arg]) => [name, this.value(arg)]));
    const result = apply(
      path,
      args.map((arg) => this.value(arg)),
      valued,
    );
    const seen = seenOf(result);
    const text = `${path}(${[...args.map(shown), ...Object.entries(kwargs).map(([name, arg]) => `${name}=${shown(arg)}`)].join(", ")})`;
    this.steps.push({ path, args, kwargs, property: isProperty(path), text, seen });
    const i = this.results.push(result) - 1;
    if (result.kind === "tensor") this.pool.push({ arg: { t: "ref", i }, value: result });
    if (result.kind === "tuple") {
      result.items.forEach((item, k) => {
        if (item.kind === "tensor") this.pool.push({ arg: { t: "ref", i, k }, value: item });
      });
    }
    return seen;
  }

  private value(arg: Arg): Value {
    switch (arg.t) {
      case "int":
      case "float":
      case "bool":
        return {
          kind: "number",
          type: arg.t,
          value: Number(
            arg.v === "inf" ? Number.POSITIVE_INFINITY : arg.v === "-inf" ? Number.NEGATIVE_INFINITY : arg.v,
          ),
          origin,
        };
      case "str":
        return { kind: "string", value: arg.v, origin };
      case "none":
      case "ellipsis":
        return { kind: arg.t, origin };
      case "slice": {
        const [lower, upper, step] = arg.v.map((part) => this.value(part));
        return { kind: "slice", lower, upper, step, origin };
      }
      case "list":
        return {
          kind: "list",
          form: "list",
          list: { items: arg.v.map((item) => this.value(item)), region: 0, changed: false, numbers: undefined },
          origin,
        };
      case "tuple":
        return { kind: "tuple", items: arg.v.map((item) => this.value(item)), fields: undefined, origin };
      case "dtype":
        return { kind: "dtype", dtype: arg.v as DType, library: arg.lib, origin };
      case "ref": {
        const value = this.results[arg.i];
        if (arg.k === undefined) return value;
        return value.kind === "tuple" ? value.items[arg.k] : value;
      }
    }
  }

  /** A tensor of a kind: one that is there, or a new one, in a shape that goes with another's where `beside` is given. */
  private tensor(token: string, beside: TensorValue | undefined): Made {
    const fits = this.pool.filter(
      ({ value }) =>
        value.library === this.library &&
        suits(token, value.dtype) &&
        (token !== "m" || value.shape.length === 2) &&
        (token !== "v" || value.shape.length === 1) &&
        (!beside || this.random.chance(0.2) || value.shape.join() === beside.shape.join()),
    );
    if (fits.length > 0 && this.random.chance(0.7)) return this.random.of(fits);
    const types = (this.library === "torch" ? torchTypes : numpyTypes).filter((dtype) => suits(token, dtype));
    const shape =
      beside && this.random.chance(0.93)
        ? this.besides(beside.shape)
        : this.shape(token === "m" ? 2 : token === "v" ? 1 : undefined);
    const dtype =
      beside && this.random.chance(0.6) && types.includes(beside.dtype) ? beside.dtype : this.random.of(types);
    return this.create(shape, dtype);
  }

  private create(shape: readonly number[], dtype: DType): Made {
    const isWritten = !(shape.includes(0) || (dtype === "bfloat16" && this.library === "numpy"));
    const list = this.nested(shape, dtype);
    const whole: readonly number[] = isWritten ? shape : [2];
    const path = this.library === "torch" ? "torch.tensor" : "numpy.array";
    this.step(path, [isWritten ? list : this.nested([2], dtype)], {
      dtype: { t: "dtype", lib: this.library, v: dtype },
    });
    const made = this.pool.at(-1);
    if (made === undefined || made.value.shape.join() !== whole.join())
      throw new Error(`no tensor of ${dtype} ${shape}`);
    return made;
  }

  private besides(shape: readonly number[]): readonly number[] {
    if (this.random.chance(0.6)) return shape;
    const some = shape.map((size) => (this.random.chance(0.3) ? 1 : size));
    return this.random.chance(0.3) ? some.slice(Math.min(1, some.length)) : some;
  }

  private shape(ndim: number | undefined): readonly number[] {
    const rank = ndim ?? this.random.of([0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4]);
    return Array.from({ length: rank }, () => this.random.of([1, 2, 2, 3, 3, 4]));
  }

  private nested(shape: readonly number[], dtype: DType): Arg {
    if (shape.length === 0) return this.element(dtype);
    return { t: "list", v: Array.from({ length: shape[0] }, () => this.nested(shape.slice(1), dtype)) };
  }

  private element(dtype: DType): Arg {
    if (dtype === "bool") return { t: "bool", v: this.random.chance(0.5) };
    if (dtype.includes("int")) {
      const low = dtype.startsWith("u") ? 0 : -4;
      return {
        t: "int",
        v: this.random.chance(0.05)
          ? this.random.of([100, 127, 64, 50])
          : this.random.int(9) + low + (low === 0 ? 0 : 1),
      };
    }
    const number = this.number();
    return dtype === "float16" && Math.abs(Number(number.v)) > 60000 ? { t: "float", v: 1.5 } : number;
  }

  private number(): Extract<Arg, { t: "float" | "int" | "bool" }> {
    if (this.random.chance(0.02)) return { t: "float", v: this.random.of(["inf", "-inf"]) };
    if (this.random.chance(0.03))
      return { t: "float", v: this.random.of([1e30, 1e-30, 88.5, 700, 1e5, 3e38, 1e-42, 65000, 16777217]) };
    if (this.random.chance(0.4)) return { t: "float", v: this.random.of([0, 0, 1, 1, -1, 0.5, 2, -2, 3, -0.5, 0.25]) };
    return { t: "float", v: (this.random.int(801) - 400) / this.random.of([10, 100, 100, 1000]) };
  }

  /** An argument; `first` is what the operation is applied to. */
  private argument(token: string, first: TensorValue): Arg {
    const { random } = this;
    const { shape } = first;
    const int = (v: number): Arg => ({ t: "int", v });
    const tuple = (items: readonly number[]): Arg => ({ t: "tuple", v: items.map(int) });
    const dim = (): number =>
      random.chance(0.04) ? shape.length : random.int(2 * Math.max(1, shape.length)) - Math.max(1, shape.length);
    switch (token) {
      case "t":
      case "f":
      case "i":
      case "l":
      case "b":
      case "m":
      case "v":
        return this.tensor(token, first).arg;
      case "any":
        return this.tensor("t", undefined).arg;
      case "tn":
        return random.chance(0.5) ? this.tensor("t", first).arg : this.argument("n", first);
      case "n":
        return random.chance(0.4) ? int(random.int(7) - 2) : this.number();
      case "p":
        return { t: "float", v: random.of([0.1, 0.5, 1, 2, 1e-7]) };
      case "int":
        return int(random.int(7) - 2);
      case "small":
        return random.chance(0.5) ? int(random.int(12) - 3) : { t: "float", v: (random.int(80) - 20) / 10 };
      case "step":
        return random.of<Arg>([
          int(1),
          int(2),
          int(-1),
          { t: "float", v: 0.5 },
          { t: "float", v: 0.1 },
          { t: "float", v: -0.3 },
        ]);
      case "size":
        return int(random.int(4) + (random.chance(0.9) ? 1 : 0));
      case "dim":
        return int(dim());
      case "dims": {
        const all = shape.map((_, axis) => axis);
        const some = all.filter(() => random.chance(0.5));
        return random.chance(0.4)
          ? int(dim())
          : tuple((some.length > 0 ? some : all).map((axis) => (random.chance(0.3) ? axis - shape.length : axis)));
      }
      case "order": {
        const rest = shape.map((_, axis) => axis);
        const order: number[] = [];
        while (rest.length > 0) order.push(rest.splice(random.int(rest.length), 1)[0]);
        return tuple(order.map((axis) => (random.chance(0.2) ? axis - shape.length : axis)));
      }
      case "bool":
        return { t: "bool", v: random.chance(0.6) };
      case "dtype":
        return { t: "dtype", lib: this.library, v: random.of(this.library === "torch" ? torchTypes : numpyTypes) };
      case "fdtype":
        return { t: "dtype", lib: this.library, v: random.of(["float32", "float64"]) };
      case "newshape":
        return tuple(this.factors(shape.reduce((a, b) => a * b, 1)));
      case "shape":
        return tuple(this.shape(undefined));
      case "wide":
        return tuple([
          ...(random.chance(0.3) ? [2] : []),
          ...shape.map((size) => (size === 1 ? random.of([1, 3, 2]) : random.chance(0.2) ? -1 : size)),
        ]);
      case "reps":
        return tuple([...(random.chance(0.3) ? [2] : []), ...shape.map(() => random.of([1, 1, 2, 0, 3]))]);
      case "same":
        return {
          t: random.chance(0.5) ? "list" : "tuple",
          v: Array.from({ length: random.int(3) + 1 }, (_, i) =>
            i === 0 ? this.tensor("t", first).arg : this.tensor("t", first).arg,
          ),
        };
      case "data":
        return this.nested(this.shape(undefined), random.of(["float32", "int64", "bool", "float64"] as const));
      case "index":
        return this.index(shape);
      case "labels": {
        const made = this.create(
          shape.length > 0 ? shape.map((size) => (random.chance(0.7) ? size : 1)) : [2],
          "int64",
        );
        return made.arg;
      }
      case "pad":
        return tuple(Array.from({ length: 2 * random.int(shape.length + 1) }, () => random.int(3)));
      case "none":
        return { t: "none" };
      default:
        if (token.startsWith("'")) return { t: "str", v: random.of(token.slice(1, -1).split("|")) };
        if (/^-?[\d.]/.test(token)) return { t: token.includes(".") ? "float" : "int", v: Number(token) };
        throw new Error(`no token ${token}`);
    }
  }

  private factors(total: number): readonly number[] {
    const result: number[] = [];
    let rest = total;
    while (result.length < 4 && (rest > 1 || this.random.chance(0.4))) {
      const divisors = Array.from({ length: rest }, (_, i) => i + 1).filter((i) => rest % i === 0);
      const chosen = this.random.of(divisors.length > 0 ? divisors : [1]);
      result.push(chosen);
      rest = chosen > 0 ? rest / chosen : 0;
    }
    if (rest !== 1) result.push(rest);
    if (result.length > 0 && this.random.chance(0.4)) result[this.random.int(result.length)] = -1;
    if (this.random.chance(0.05)) result.push(2);
    return result;
  }

  private index(shape: readonly number[]): Arg {
    const { random } = this;
    const items: Arg[] = [];
    let hasEllipsis = false;
    for (let axis = 0; axis < shape.length; axis++) {
      const size = shape[axis];
      const place = (): number => (random.chance(0.03) ? size : random.int(2 * size) - size);
      const kind = random.of([
        "int",
        "int",
        "slice",
        "slice",
        "slice",
        "all",
        "new",
        "ellipsis",
        "list",
        "array",
        "mask",
        "stop",
      ]);
      if (kind === "stop" && axis > 0) break;
      if (kind === "new") items.push({ t: "none" });
      if (kind === "ellipsis" && !hasEllipsis) {
        items.push({ t: "ellipsis" });
        hasEllipsis = true;
        break;
      }
      if (kind === "int") items.push({ t: "int", v: place() });
      else if (kind === "slice")
        items.push({
          t: "slice",
          v: [
            this.bound(size),
            this.bound(size),
            random.chance(0.7) ? { t: "none" } : { t: "int", v: random.of([1, 2, 3, 1, 2, -1, -2]) },
          ],
        });
      else if (kind === "list")
        items.push({
          t: "list",
          v: Array.from({ length: random.int(3) + 1 }, () => ({ t: "int", v: place() }) as const),
        });
      else if (kind === "array") {
        const path = this.library === "torch" ? "torch.tensor" : "numpy.array";
        const inner = random.of([[2], [1], [2, 2], [3], []]);
        const fill = (sizes: readonly number[]): Arg =>
          sizes.length === 0
            ? { t: "int", v: place() }
            : { t: "list", v: Array.from({ length: sizes[0] }, () => fill(sizes.slice(1))) };
        this.step(path, [fill(inner)], { dtype: { t: "dtype", lib: this.library, v: "int64" } });
        items.push({ t: "ref", i: this.results.length - 1 });
      } else if (kind === "mask")
        items.push(
          random.chance(0.5)
            ? { t: "list", v: Array.from({ length: size }, () => ({ t: "bool", v: random.chance(0.5) }) as const) }
            : this.create([size], "bool").arg,
        );
      else items.push({ t: "slice", v: [{ t: "none" }, { t: "none" }, { t: "none" }] });
    }
    if (shape.length > 1 && random.chance(0.1)) return this.create(shape, "bool").arg;
    return items.length === 1 && random.chance(0.7) ? items[0] : { t: "tuple", v: items };
  }

  private bound(size: number): Arg {
    return this.random.chance(0.4) ? { t: "none" } : { t: "int", v: this.random.int(2 * size + 3) - size - 1 };
  }
}

function isTensorToken(token: string): boolean {
  return /^[tfilbmv]$/.test(token);
}

function suits(token: string, dtype: DType): boolean {
  if (token === "f") return dtype.includes("float");
  if (token === "i") return dtype.includes("int");
  if (token === "l") return dtype === "int64";
  return token === "b" ? dtype === "bool" : true;
}

function seenOf(value: Value): Seen {
  if (value.kind === "tensor")
    return { kind: "tensor", lib: value.library, dtype: value.dtype, shape: value.shape, ...snapshot(value) };
  if (value.kind === "number") return { kind: "number", type: value.type, value: value.value, error: value.error };
  if (value.kind === "tuple") return { kind: "items", items: value.items.map(seenOf) };
  if (value.kind === "list")
    return value.list.items ? { kind: "items", items: value.list.items.map(seenOf) } : { kind: "unknown" };
  return { kind: value.kind === "unknown" ? "unknown" : value.kind === "none" ? "none" : "other" };
}

function shown(arg: Arg): string {
  switch (arg.t) {
    case "int":
    case "float":
    case "bool":
    case "str":
      return arg.t === "bool"
        ? arg.v
          ? "True"
          : "False"
        : arg.t === "float" && Number.isInteger(arg.v)
          ? `${arg.v}.`
          : String(arg.v);
    case "none":
      return "None";
    case "ellipsis":
      return "...";
    case "slice":
      return `slice(${arg.v.map(shown).join(", ")})`;
    case "list":
      return `[${arg.v.map(shown).join(", ")}]`;
    case "tuple":
      return `(${arg.v.map(shown).join(", ")},)`;
    case "dtype":
      return `${arg.lib}.${arg.v}`;
    case "ref":
      return arg.k === undefined ? `r${arg.i}` : `r${arg.i}[${arg.k}]`;
  }
}
