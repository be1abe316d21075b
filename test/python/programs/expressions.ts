import { arrayExpression } from "./arrays";
import type { Random } from "./random";
import { type ArrayType, BOOL, FLOAT, INT, isSame, type ListType, STR, type Type } from "./types";

/** The names that can be used at a place. */
export type Names = Map<string, Type>;

/** Writes expressions of a type, of the names that there are. */
export class Expressions {
  readonly random: Random;
  names: Names;
  /** Whether `flag`, of which nothing is known, may be used. */
  unknown: boolean;

  constructor(random: Random, names: Names, unknown: boolean) {
    this.random = random;
    this.names = names;
    this.unknown = unknown;
  }

  /** A name of a type, if there is one. */
  nameOf(fits: (type: Type) => boolean): [string, Type] | undefined {
    const found = [...this.names].filter(([, type]) => fits(type));
    return found.length > 0 ? this.random.pick(found) : undefined;
  }

  of(type: Type, depth: number): string {
    const { random } = this;
    const named = random.chance(depth <= 0 ? 0.85 : 0.35) ? this.nameOf((other) => isSame(other, type)) : undefined;
    if (named !== undefined) return named[0];
    if (depth > 0 && type.kind !== "function" && type.kind !== "object") {
      if (random.chance(0.05))
        return `(${this.of(type, depth - 1)} if ${this.of(BOOL, depth - 1)} else ${this.of(type, depth - 1)})`;
      const called = random.chance(0.2) ? this.call(type, depth) : undefined;
      if (called !== undefined) return called;
    }
    switch (type.kind) {
      case "int":
        return this.int(depth);
      case "float":
        return this.float(depth);
      case "bool":
        return this.bool(depth);
      case "str":
        return this.str(depth);
      case "list":
        return this.list(type, depth);
      case "tuple":
        return `(${type.of.map((item) => this.of(item, depth - 1)).join(", ")},)`;
      case "dict":
        return this.dict(type.keys, type.of, depth);
      case "array":
        return arrayExpression(this, type, depth);
      case "function":
        return `lambda ${type.takes.map((_, i) => `p${i}`).join(", ")}: ${this.within(
          type.takes.map((each, i) => [`p${i}`, each] as const),
          () => this.of(type.gives, 1),
        )}`;
      case "object":
        return "None";
    }
  }

  /** Writes something in which more names are known. */
  within<T>(more: readonly (readonly [string, Type])[], write: () => T): T {
    const kept = this.names;
    this.names = new Map([...kept, ...more]);
    try {
      return write();
    } finally {
      this.names = kept;
    }
  }

  call(type: Type, depth: number): string | undefined {
    const candidates = [...this.names].flatMap(([name, has]) => {
      if (has.kind === "function" && isSame(has.gives, type)) return [{ name, takes: has.takes }];
      if (has.kind !== "object") return [];
      const fields = [...has.fields]
        .filter(([, each]) => isSame(each, type))
        .map(([field]) => ({ name: `${name}.${field}`, takes: undefined }));
      const methods = [...has.methods]
        .filter(([, each]) => isSame(each.gives, type))
        .map(([method, { takes }]) => ({ name: `${name}.${method}`, takes }));
      return [...fields, ...methods];
    });
    if (candidates.length === 0) return undefined;
    const { name, takes } = this.random.pick(candidates);
    return takes === undefined ? name : `${name}(${takes.map((each) => this.of(each, depth - 1)).join(", ")})`;
  }

  literal(type: "int" | "float"): string {
    const { random } = this;
    if (type === "int") return String(random.int(-3, 9));
    return random
      .pick([String(random.int(-30, 30) / 10), `${random.int(-3, 5)}.0`, "0.5", "1e-2", ".25"])
      .replace(/^(-?\d+)$/, "$1.0");
  }

  int(depth: number): string {
    const { random } = this;
    if (depth <= 0) return this.literal("int");
    const sub = (type: Type) => this.of(type, depth - 1);
    return random.pick<() => string>([
      () => this.literal("int"),
      () => `(${sub(INT)} ${random.pick(["+", "-", "*", "&", "|", "^"])} ${sub(INT)})`,
      () => `(${sub(INT)} ${random.pick(["//", "%"])} ${random.pick(["2", "3", "-3", "7"])})`,
      () => `${random.pick(["min", "max"])}(${sub(INT)}, ${sub(INT)})`,
      () => `abs(${sub(INT)})`,
      () => `int(${sub(FLOAT)})`,
      () => `int(${sub(BOOL)})`,
      () => `round(${sub(FLOAT)})`,
      () => `len(${this.some(["list", "dict", "str", "tuple"]) ?? `[${sub(INT)}]`})`,
      () => `sum(${sub({ kind: "list", of: INT, length: random.int(1, 3) })})`,
      () => this.item(INT, depth),
      () => this.sizeOf(depth),
      () => `int(${sub({ kind: "array", library: random.pick(["torch", "numpy"]), shape: [], of: "i" })})`,
      () =>
        `sum(1 for q in ${sub({ kind: "list", of: INT, length: 2 })} if q ${random.pick([">", "<", "=="])} ${this.literal("int")})`,
      () => `-${sub(INT)}`,
      () => `(${sub(BOOL)} + ${sub(INT)})`,
      () => `${sub({ kind: "list", of: INT, length: 2 })}.count(${sub(INT)})`,
      () => `len(set(${sub({ kind: "list", of: INT, length: 3 })}))`,
      () => `divmod(${sub(INT)}, 4)[${random.int(0, 1)}]`,
    ])();
  }

  float(depth: number): string {
    const { random } = this;
    if (depth <= 0) return this.literal("float");
    const sub = (type: Type) => this.of(type, depth - 1);
    const scalar: ArrayType = { kind: "array", library: random.pick(["torch", "numpy"]), shape: [], of: "f" };
    return random.pick<() => string>([
      () => this.literal("float"),
      () => `(${sub(FLOAT)} ${random.pick(["+", "-", "*"])} ${sub(random.pick([FLOAT, INT]))})`,
      () => `(${sub(random.pick([FLOAT, INT]))} / ${random.pick(["2", "4.0", "-3", "0.5"])})`,
      () => `(${sub(FLOAT)} ${random.pick(["//", "%"])} ${random.pick(["2", "0.75"])})`,
      () => `${random.pick(["min", "max"])}(${sub(FLOAT)}, ${sub(FLOAT)})`,
      () => `abs(${sub(FLOAT)})`,
      () => `float(${sub(INT)})`,
      () => `float(${sub(scalar)})`,
      () => `${sub(scalar)}.item()`,
      () => `math.${random.pick(["sin", "tanh", "floor", "exp"])}(min(${sub(FLOAT)}, 3.0)) * 1.0`,
      () => `math.sqrt(abs(${sub(FLOAT)}))`,
      () => `math.log(1 + abs(${sub(FLOAT)}))`,
      () => `sum(${sub({ kind: "list", of: FLOAT, length: 2 })}) / 2`,
      () => this.item(FLOAT, depth),
      () => `-${sub(FLOAT)}`,
      () => `(${sub(FLOAT)}) ** 2`,
      () => `round(${sub(FLOAT)}, ${random.int(0, 2)})`,
    ])();
  }

  bool(depth: number): string {
    const { random } = this;
    if (this.unknown && random.chance(0.08)) return "flag";
    if (depth <= 0) return random.pick(["True", "False"]);
    const sub = (type: Type) => this.of(type, depth - 1);
    return random
      .pick<() => string>([
        () => `${sub(INT)} ${random.pick(["<", "<=", ">", ">=", "==", "!="])} ${sub(INT)}`,
        () => `${sub(FLOAT)} ${random.pick(["<", ">", "<=", ">="])} ${this.literal("float")}`,
        () => `not ${sub(BOOL)}`,
        () => `(${sub(BOOL)} ${random.pick(["and", "or"])} ${sub(BOOL)})`,
        () => `${this.literal("int")} < ${sub(INT)} <= ${this.literal("int")}`,
        () => `${sub(INT)} ${random.pick(["in", "not in"])} ${sub({ kind: "list", of: INT, length: 2 })}`,
        () => `${sub(STR)} == ${sub(STR)}`,
        () =>
          `isinstance(${sub(random.pick([INT, FLOAT, STR]))}, ${random.pick(["int", "float", "str", "(int, float)"])})`,
        () => `${random.pick(["any", "all"])}([${sub(BOOL)}, ${sub(BOOL)}])`,
        () => `bool(${sub(INT)})`,
        () =>
          `bool((${sub({ kind: "array", library: "torch", shape: [2], of: "i" })} > ${this.literal("int")}).${random.pick(["any", "all"])}())`,
        () => `${this.some(["list", "array"]) ?? "None"} is ${random.pick(["", "not "])}None`,
      ])()
      .replace(/^(.*)$/, "($1)");
  }

  str(depth: number): string {
    const { random } = this;
    const literal = () => random.pick(['"a"', '"mean"', "'b c'", '("x" "y")']);
    if (depth <= 0) return literal();
    const sub = (type: Type) => this.of(type, depth - 1);
    return random.pick<() => string>([
      () => `f"{${this.int(0)}}_{${this.nameOf(({ kind }) => kind === "str")?.[0] ?? "'s'"}}"`,
      () => `f"a{{{${this.bool(0)}}}}" 'b{}'`,
      literal,
      literal,
      () => `str(${sub(INT)})`,
      () => `f"{${this.nameOf(({ kind }) => kind === "int")?.[0] ?? "3"}}-{'k'}"`,
      () => `(${sub(STR)} + ${sub(STR)})`,
      () => `${sub(STR)}.${random.pick(["upper()", "strip()", 'replace("a", "c")', "title()"])}`,
      () => `"-".join([${sub(STR)}, ${sub(STR)}])`,
      () => `(${sub(STR)} * 2)`,
      () => `${sub(STR)}[:1]`,
    ])();
  }

  list({ of, length }: ListType, depth: number): string {
    const { random } = this;
    const sub = (type: Type) => this.of(type, depth - 1);
    const display = () => `[${Array.from({ length }, () => sub(of)).join(", ")}]`;
    if (depth <= 0) return display();
    const longer = this.nameOf(
      (other) => other.kind === "list" && isSame(other.of, of) && other.length >= length && length > 0,
    );
    const isNumber = of.kind === "int" || of.kind === "float";
    const ways: (() => string)[] = [
      display,
      display,
      () => `([${sub(of)}] * ${length})`,
      () => `[${sub(of)} for _ in range(${length})]`,
    ];
    if (longer !== undefined) {
      const [name] = longer;
      ways.push(
        () => `${name}[:${length}]`,
        () => `list(${name})`,
        () => `${name}[::-1]`,
        () => `(${name} + ${this.of({ kind: "list", of, length: 1 }, 0)})`,
        () => `list(reversed(${name}))`,
        () => `[q for q in ${name}]`,
      );
      if (isNumber) {
        const step = this.within([["q", of]], () => this.of(of, depth - 1));
        ways.push(
          () => `[${step} for q in ${name}]`,
          () => `[q * i for i, q in enumerate(${name})]`,
          () => `sorted(${name}${random.pick(["", ", reverse=True", ", key=lambda z: -z", ", key=abs"])})`,
          () => `list(map(lambda q: ${step}, ${name}))`,
        );
      }
    }
    if (of.kind === "int")
      ways.push(
        () => `list(range(${length}))`,
        () => `list(range(${random.int(2, 5)}, ${-length * 2}, -2))`,
      );
    if (isNumber && length > 0) {
      const library = random.pick(["torch", "numpy"] as const);
      ways.push(
        () => `${sub({ kind: "array", library, shape: [length], of: of.kind === "int" ? "i" : "f" })}.tolist()`,
      );
    }
    return random.pick(ways)();
  }

  dict(keys: readonly string[], of: Type, depth: number): string {
    const { random } = this;
    const values = keys.map(() => this.of(of, depth - 1));
    const same = this.nameOf(
      (other) => other.kind === "dict" && String(other.keys) === String(keys) && isSame(other.of, of),
    );
    const ways = [
      () => `{${keys.map((key, i) => `"${key}": ${values[i]}`).join(", ")}}`,
      () => `dict(${keys.map((key, i) => `${key}=${values[i]}`).join(", ")})`,
      () => `{k: ${this.of(of, depth - 1)} for k in ${JSON.stringify(keys)}}`,
      () => `dict(zip(${JSON.stringify(keys)}, [${values.join(", ")}]))`,
    ];
    if (same !== undefined) {
      ways.push(
        () => `{**${same[0]}, "${random.pick(keys)}": ${values[0]}}`,
        () => `dict(${same[0]})`,
        () => `{k: v for k, v in ${same[0]}.items()}`,
        () => `${same[0]}.copy()`,
      );
    }
    return random.pick(ways)();
  }

  /** An item of a list, a dict, a tuple that there is. */
  item(type: Type, depth: number): string {
    const { random } = this;
    const list = this.nameOf((other) => other.kind === "list" && isSame(other.of, type) && other.length > 0);
    const dict = this.nameOf((other) => other.kind === "dict" && isSame(other.of, type));
    const tuple = this.nameOf((other) => other.kind === "tuple" && other.of.some((each) => isSame(each, type)));
    const ways: string[] = [];
    if (list?.[1].kind === "list") {
      ways.push(
        `${list[0]}[${random.int(-list[1].length, list[1].length - 1)}]`,
        `${random.pick(["max", "min"])}(${list[0]})`,
      );
    }
    if (dict?.[1].kind === "dict") {
      ways.push(`${dict[0]}["${random.pick(dict[1].keys)}"]`, `${dict[0]}.get("${random.pick(dict[1].keys)}")`);
      ways.push(`${dict[0]}.get("other", ${this.of(type, 0)})`, `list(${dict[0]}.values())[0]`);
    }
    if (tuple?.[1].kind === "tuple") ways.push(`${tuple[0]}[${tuple[1].of.findIndex((each) => isSame(each, type))}]`);
    return ways.length > 0 ? random.pick(ways) : this.of(type, depth - 1);
  }

  sizeOf(depth: number): string {
    const { random } = this;
    const array = this.nameOf((other) => other.kind === "array" && other.shape.length > 0);
    if (array === undefined || array[1].kind !== "array") return this.of(INT, depth - 1);
    const [name, { library, shape }] = array;
    const axis = random.int(-shape.length, shape.length - 1);
    const ways = [`${name}.shape[${axis}]`, `len(${name})`, `${name}.ndim`];
    if (library === "torch") ways.push(`${name}.size(${axis})`, `${name}.numel()`, `${name}.dim()`);
    else ways.push(`int(${name}.size)`);
    return random.pick(ways);
  }

  some(kinds: readonly Type["kind"][]): string | undefined {
    return this.nameOf(({ kind }) => kinds.includes(kind))?.[0];
  }
}
