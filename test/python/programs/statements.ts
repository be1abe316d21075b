import { Expressions } from "./expressions";
import { mutations } from "./mutations";
import { Random } from "./random";
import { type ArrayType, BOOL, FLOAT, type FunctionType, INT, STR, type Type } from "./types";

const PRELUDE = `import math
import os
import numpy as np
import torch
import torch.nn.functional as F
flag = os.environ.get("FLAG") == "1"
`;

/** A program of a seed; the values of its names are printed at the end, and of some on the way. */
export function program(seed: number): string {
  return new Program(new Random(seed)).text();
}

class Program {
  readonly #random: Random;
  readonly #write: Expressions;
  #lines: string[] = [];
  #indent = 0;
  #count = 0;
  /** The names that an assignment at this place may change. */
  #own = new Set<string>();
  #isModule = true;

  constructor(random: Random) {
    this.#random = random;
    this.#write = new Expressions(random, new Map(), random.chance(0.3));
  }

  text(): string {
    const count = this.#random.int(4, 14);
    for (let i = 0; i < count; i++) this.#statement(2);
    for (const [name, { kind }] of this.#write.names) {
      if (kind !== "function" && kind !== "object") this.#line(`print(${name})`);
    }
    return `${PRELUDE}${this.#lines.join("\n")}\n`;
  }

  #line(text: string): void {
    this.#lines.push(`${"    ".repeat(this.#indent)}${text}`);
  }

  /** An indented block; what is first assigned in it is not used behind it. */
  #block(statements: number, depth: number, more: readonly (readonly [string, Type])[] = []): void {
    const kept = this.#write.names;
    const own = this.#own;
    this.#own = new Set(own);
    this.#indent++;
    this.#write.names = new Map([...kept, ...more]);
    for (let i = 0; i < statements; i++) this.#statement(depth - 1);
    this.#write.names = kept;
    this.#own = own;
    this.#indent--;
  }

  #fresh(prefix = "v"): string {
    return `${prefix}${this.#count++}`;
  }

  #bind(name: string, type: Type): void {
    this.#write.names.set(name, type);
    this.#own.add(name);
  }

  #type(): Type {
    const { random } = this.#write;
    const scalar = () => random.pick([INT, INT, FLOAT, FLOAT, BOOL, STR]);
    const library = random.pick(["torch", "torch", "numpy"] as const);
    const array = (): ArrayType => ({
      kind: "array",
      library,
      shape: Array.from({ length: random.pick([0, 1, 1, 2, 2, 2, 3]) }, () => random.int(1, 4)),
      of: random.pick(["f", "f", "f", "i", "i", "b"]),
    });
    return random.pick<() => Type>([
      scalar,
      array,
      array,
      array,
      () => ({ kind: "list", of: random.pick([INT, FLOAT, STR, array()]), length: random.int(1, 4) }),
      () => ({
        kind: "list",
        of: { kind: "list", of: random.pick([INT, FLOAT]), length: random.int(1, 3) },
        length: random.int(1, 3),
      }),
      () => ({ kind: "tuple", of: [scalar(), random.pick([scalar(), array()])] }),
      () => ({ kind: "dict", keys: ["a", "b", "c"].slice(0, random.int(1, 3)), of: random.pick([scalar(), array()]) }),
    ])();
  }

  #statement(depth: number): void {
    const random = this.#random;
    const simple: (() => void)[] = [
      () => this.#assign(),
      () => this.#assign(),
      () => this.#assign(),
      () => this.#again(),
      () => this.#alias(),
      () => this.#unpack(),
      () => this.#augment(),
      () => this.#mutate(),
      () => this.#mutate(),
      () => this.#mutate(),
      () => this.#print(),
      () => this.#view(),
    ];
    const compound: (() => void)[] = [
      () => this.#if(depth),
      () => this.#if(depth),
      () => this.#for(depth),
      () => this.#while(depth),
      () => this.#function(depth),
      () => this.#class(depth),
      () => this.#try(depth),
      () => this.#with(depth),
      () => this.#match(depth),
      () => this.#lambda(),
      () => this.#closure(),
    ];
    random.pick(depth > 0 && random.chance(0.35) ? compound : simple)();
  }

  #assign(): void {
    const random = this.#random;
    const type = this.#type();
    const value = this.#write.of(type, random.int(1, 3));
    const name = this.#fresh();
    if (random.chance(0.08)) {
      const other = this.#fresh();
      this.#line(`${name} = ${other} = ${value}`);
      this.#bind(other, type);
    } else if (random.chance(0.05)) {
      this.#line(`${name}: object = ${value}`);
    } else if (random.chance(0.06)) {
      this.#line(`(${name} := ${value})`);
    } else {
      this.#line(`${name} = ${value}`);
    }
    this.#bind(name, type);
  }

  /** A value of the same type for a name that there is. */
  #again(): void {
    const found = this.#write.nameOf(() => true);
    if (found === undefined || !this.#own.has(found[0]) || found[1].kind === "object") {
      this.#assign();
      return;
    }
    this.#line(`${found[0]} = ${this.#write.of(found[1], 2)}`);
  }

  #alias(): void {
    const found = this.#write.nameOf(
      ({ kind }) => kind === "array" || kind === "list" || kind === "dict" || kind === "object",
    );
    if (found === undefined) {
      this.#assign();
      return;
    }
    const name = this.#fresh();
    this.#line(`${name} = ${found[0]}`);
    this.#bind(name, found[1]);
  }

  /** A part of an array, through which the whole can be changed. */
  #view(): void {
    const random = this.#random;
    const found = this.#write.nameOf((type) => type.kind === "array" && type.shape.length > 0);
    if (found?.[1].kind !== "array") {
      this.#assign();
      return;
    }
    const [of, type] = [found[0], found[1] as ArrayType];
    const [n, ...rest] = type.shape;
    const name = this.#fresh();
    const start = random.int(0, n - 1);
    const [code, shape] = random.pick<() => readonly [string, readonly number[]]>([
      () => [`${of}[${random.int(-n, n - 1)}]`, rest] as const,
      () => [`${of}[${start}:]`, [n - start, ...rest]] as const,
      () => [`${of}[::2]`, [Math.ceil(n / 2), ...rest]] as const,
      () => [`${of}[..., 0]`, type.shape.slice(0, -1)] as const,
      () => [`${of}.reshape(-1)`, [type.shape.reduce((a, b) => a * b, 1)]] as const,
      () => [`${of}.T`, [...type.shape].reverse()] as const,
      () => [`${of}[None]`, [1, ...type.shape]] as const,
      () => [`${of}[[0]]`, [1, ...rest]] as const,
    ])();
    if (code.endsWith(".T") && type.shape.length > 2) {
      this.#assign();
      return;
    }
    this.#line(`${name} = ${code}`);
    this.#bind(name, { ...type, shape });
  }

  #unpack(): void {
    const random = this.#random;
    const a = this.#fresh();
    const b = this.#fresh();
    const [one, two] = [this.#type(), this.#type()];
    const list: Type = { kind: "list", of: random.pick([INT, FLOAT]), length: random.int(2, 4) };
    const swapped = this.#write.nameOf(({ kind }) => kind === "array" || kind === "list" || kind === "int");
    random.pick<() => void>([
      () => {
        this.#line(`${a}, ${b} = ${this.#write.of(one, 2)}, ${this.#write.of(two, 2)}`);
        this.#bind(a, one);
        this.#bind(b, two);
      },
      () => {
        this.#line(`[${a}, ${b}] = ${this.#write.of({ kind: "tuple", of: [one, two] }, 2)}`);
        this.#bind(a, one);
        this.#bind(b, two);
      },
      () => {
        const c = this.#fresh();
        this.#line(
          `(${a}, ${b}), ${c} = (${this.#write.of(one, 1)}, ${this.#write.of(two, 1)}), ${this.#write.of(INT, 1)}`,
        );
        this.#bind(a, one);
        this.#bind(b, two);
        this.#bind(c, INT);
      },
      () => {
        this.#line(
          random.chance(0.5) ? `${a}, *${b} = ${this.#write.of(list, 1)}` : `*${b}, ${a} = ${this.#write.of(list, 1)}`,
        );
        this.#bind(a, list.of);
        this.#bind(b, { ...list, length: list.length - 1 });
      },
      () => {
        const n = random.int(1, 3);
        const rows: ArrayType = {
          kind: "array",
          library: random.pick(["torch", "numpy"]),
          shape: [2, n],
          of: random.pick(["f", "i"]),
        };
        this.#line(`${a}, ${b} = ${this.#write.of(rows, 1)}`);
        this.#bind(a, { ...rows, shape: [n] });
        this.#bind(b, { ...rows, shape: [n] });
      },
      () => {
        const other = this.#write.nameOf((type) => type === swapped?.[1]);
        if (swapped === undefined || other === undefined || !this.#own.has(swapped[0]) || !this.#own.has(other[0])) {
          this.#assign();
          return;
        }
        this.#line(`${swapped[0]}, ${other[0]} = ${other[0]}, ${swapped[0]}`);
      },
    ])();
  }

  #augment(): void {
    const random = this.#random;
    const found = this.#write.nameOf(
      ({ kind }) => kind === "int" || kind === "float" || kind === "str" || kind === "list",
    );
    if (found === undefined || !this.#own.has(found[0])) {
      this.#assign();
      return;
    }
    const [name, type] = found;
    if (type.kind === "list") this.#line(`${name} += ${this.#write.of({ ...type, length: 1 }, 1)}`);
    else if (type.kind === "str") this.#line(`${name} += "z"`);
    else this.#line(`${name} ${random.pick(["+=", "-=", "*="])} ${this.#write.of(type, 1)}`);
  }

  #mutate(): void {
    const found = this.#write.nameOf(({ kind }) => ["array", "list", "dict", "object"].includes(kind));
    const lines = found === undefined ? [] : mutations(this.#write, found[0], found[1]);
    if (lines.length === 0) {
      this.#assign();
      return;
    }
    for (const line of this.#random.pick(lines)) this.#line(line);
  }

  #print(): void {
    const found = this.#write.nameOf(({ kind }) => kind !== "function" && kind !== "object");
    if (found === undefined || !this.#isModule || this.#indent > 0) {
      this.#assign();
      return;
    }
    this.#line(`print(${found[0]})`);
  }

  #if(depth: number): void {
    const random = this.#random;
    this.#line(`if ${this.#write.of(BOOL, 2)}:`);
    this.#block(random.int(1, 3), depth);
    if (random.chance(0.25)) {
      this.#line(`elif ${this.#write.of(BOOL, 1)}:`);
      this.#block(random.int(1, 2), depth);
    }
    if (random.chance(0.5)) {
      this.#line("else:");
      this.#block(random.int(1, 2), depth);
    }
  }

  #for(depth: number): void {
    const random = this.#random;
    const i = this.#fresh("i");
    const x = this.#fresh("x");
    const list = this.#write.nameOf(({ kind }) => kind === "list");
    const dict = this.#write.nameOf(({ kind }) => kind === "dict");
    const array = this.#write.nameOf((type) => type.kind === "array" && type.shape.length > 0);
    const ways: (readonly [string, readonly (readonly [string, Type])[]])[] = [
      [`for ${i} in range(${random.pick(["2", "3", "1, 4", "3, 0, -1"])}):`, [[i, INT]]],
      [`for ${i} in [${this.#write.of(INT, 1)}, ${this.#write.of(INT, 1)}]:`, [[i, INT]]],
    ];
    if (list?.[1].kind === "list") {
      const { of } = list[1];
      // A copy, as the body may make the list longer.
      ways.push(
        [`for ${x} in list(${list[0]}):`, [[x, of]]],
        [
          `for ${i}, ${x} in enumerate(${list[0]}[:3]):`,
          [
            [i, INT],
            [x, of],
          ],
        ],
      );
      ways.push([
        `for ${i}, ${x} in zip([1, 2], ${list[0]}):`,
        [
          [i, INT],
          [x, of],
        ],
      ]);
    }
    if (dict?.[1].kind === "dict")
      ways.push([
        `for ${i}, ${x} in list(${dict[0]}.items()):`,
        [
          [i, STR],
          [x, dict[1].of],
        ],
      ]);
    if (array?.[1].kind === "array") {
      const of: Type = { ...array[1], shape: array[1].shape.slice(1) };
      ways.push([`for ${x} in ${array[0]}:`, [[x, of]]]);
      ways.push([
        `for ${i}, ${x} in enumerate(${array[0]}):`,
        [
          [i, INT],
          [x, of],
        ],
      ]);
    }
    const [head, names] = random.pick(ways);
    this.#line(head);
    this.#block(random.int(1, 3), depth, names);
    if (random.chance(0.2)) {
      this.#indent++;
      this.#line(
        `if ${this.#write.within(names, () => this.#write.of(BOOL, 1))}: ${random.pick(["break", "continue"])}`,
      );
      this.#indent--;
    }
    if (random.chance(0.1)) {
      this.#line("else:");
      this.#block(1, depth);
    }
  }

  #while(depth: number): void {
    const random = this.#random;
    const i = this.#fresh("w");
    this.#line(`${i} = 0`);
    this.#line(`while ${i} < ${random.int(1, 3)}${random.chance(0.2) ? ` and ${this.#write.of(BOOL, 1)}` : ""}:`);
    this.#indent++;
    this.#line(`${i} += 1`);
    this.#indent--;
    this.#block(random.int(1, 2), depth);
    if (random.chance(0.2)) {
      this.#indent++;
      this.#line(`if ${this.#write.of(BOOL, 1)}: break`);
      this.#indent--;
    }
    this.#write.names.set(i, INT);
  }

  #function(depth: number): void {
    if (!this.#isModule || this.#indent > 0) {
      this.#assign();
      return;
    }
    const name = this.#fresh("f");
    const { takes, gives } = this.#signature();
    const global = this.#random.chance(0.2)
      ? this.#write.nameOf(({ kind }) => kind === "int" || kind === "array")
      : undefined;
    this.#body(name, takes, gives, depth, [], global);
    this.#bind(name, { kind: "function", takes, gives });
    const result = this.#fresh();
    this.#line(`${result} = ${name}(${takes.map((type) => this.#write.of(type, 1)).join(", ")})`);
    this.#bind(result, gives);
  }

  #signature(): FunctionType {
    const takes = Array.from({ length: this.#random.int(0, 3) }, () => {
      // Such as there is, so that it can be called.
      const found = this.#random.chance(0.7)
        ? this.#write.nameOf(({ kind }) => kind !== "function" && kind !== "object")
        : undefined;
      return found?.[1] ?? this.#type();
    });
    return { takes, gives: this.#type() };
  }

  #body(
    name: string,
    takes: readonly Type[],
    gives: Type,
    depth: number,
    self: readonly (readonly [string, Type])[],
    global?: [string, Type],
  ): void {
    const random = this.#random;
    const parameters = takes.map((type) => [this.#fresh("p"), type] as const);
    const names = [...self.map(([each]) => each), ...parameters.map(([each]) => each)];
    const defaulted = self.length === 0 && random.chance(0.2) ? `, ${this.#fresh("p")}=${this.#write.of(INT, 0)}` : "";
    this.#line(`def ${name}(${names.join(", ")}${names.length > 0 ? defaulted : ""}):`);
    const own = this.#own;
    const isModule = this.#isModule;
    this.#own = new Set([...parameters.map(([each]) => each), ...(global ? [global[0]] : [])]);
    this.#isModule = false;
    this.#indent++;
    if (global !== undefined) this.#line(`global ${global[0]}`);
    this.#indent--;
    const kept = this.#write.names;
    this.#write.names = new Map([...kept, ...self, ...parameters]);
    this.#block(random.int(0, 3), depth - 1);
    this.#indent++;
    if (random.chance(0.15)) this.#line(`if ${this.#write.of(BOOL, 1)}: return ${this.#write.of(gives, 1)}`);
    if (global !== undefined) this.#line(`${global[0]} = ${this.#write.of(global[1], 1)}`);
    this.#line(`return ${this.#write.of(gives, 2)}`);
    this.#indent--;
    this.#write.names = kept;
    this.#own = own;
    this.#isModule = isModule;
  }

  #class(depth: number): void {
    if (!this.#isModule || this.#indent > 0) {
      this.#assign();
      return;
    }
    const random = this.#random;
    const name = this.#fresh("C");
    const fields = new Map(Array.from({ length: random.int(1, 3) }, (_, i) => [`a${i}`, this.#type()] as const));
    const methods = new Map<string, FunctionType>();
    this.#line(`class ${name}:`);
    this.#indent++;
    this.#line("def __init__(self):");
    this.#indent++;
    for (const [field, type] of fields) this.#line(`self.${field} = ${this.#write.of(type, 1)}`);
    this.#indent--;
    const self: Type = { kind: "object", fields, methods: new Map() };
    for (let i = 0; i < random.int(1, 2); i++) {
      const { takes, gives } = this.#signature();
      this.#body(`m${i}`, takes, gives, depth, [["self", self]]);
      methods.set(`m${i}`, { takes, gives });
    }
    this.#indent--;
    const object = this.#fresh("o");
    if (random.chance(0.25)) {
      const [field, type] = random.pick([...fields]);
      const derived = this.#fresh("D");
      this.#line(`class ${derived}(${name}):`);
      this.#line("    def __init__(self):");
      this.#line("        super().__init__()");
      this.#line(`        self.${field} = ${this.#write.of(type, 1)}`);
      this.#line(`${object} = ${derived}()`);
    } else {
      this.#line(`${object} = ${name}()`);
    }
    this.#bind(object, { kind: "object", fields, methods });
    const [method, { takes, gives }] = random.pick([...methods]);
    const result = this.#fresh();
    this.#line(`${result} = ${object}.${method}(${takes.map((type) => this.#write.of(type, 1)).join(", ")})`);
    this.#bind(result, gives);
  }

  #try(depth: number): void {
    const random = this.#random;
    const name = this.#fresh();
    const type = this.#type();
    this.#line(`${name} = ${this.#write.of(type, 1)}`);
    this.#bind(name, type);
    const failing = random.pick([
      ["[1][5]", "IndexError"],
      ['{}["k"]', "KeyError"],
      ["1 // 0", "ZeroDivisionError"],
      ['int("x")', "ValueError"],
      ["torch.zeros(2).view(3)", "RuntimeError"],
      ["(1).foo", "AttributeError"],
      ["undefined_name", "NameError"],
      ["0", "ValueError"],
      ['int("7")', "ValueError"],
    ]);
    this.#line("try:");
    this.#block(1, depth);
    this.#indent++;
    this.#line(`t = ${failing[0]}`);
    this.#line(`${name} = ${this.#write.of(type, 1)}`);
    this.#indent--;
    this.#line(
      `except ${random.pick([failing[1], "Exception", `(${failing[1]}, TypeError)`])}${random.chance(0.3) ? " as e" : ""}:`,
    );
    this.#block(random.int(1, 2), depth);
    if (random.chance(0.3)) {
      this.#line("else:");
      this.#block(1, depth);
    }
    if (random.chance(0.3)) {
      this.#line("finally:");
      this.#block(1, depth);
    }
  }

  #with(depth: number): void {
    this.#line(`with ${this.#random.pick(["torch.no_grad()", "torch.inference_mode(False)", "torch.enable_grad()"])}:`);
    this.#block(this.#random.int(1, 2), depth);
  }

  #match(depth: number): void {
    const random = this.#random;
    this.#line(`match ${this.#write.of(INT, 2)}:`);
    this.#indent++;
    this.#line(`case ${random.pick(["0", "1", "0 | 1 | 2", "-1"])}:`);
    this.#block(1, depth);
    this.#line(random.pick(["case _:", "case other if other > 1:"]));
    this.#block(1, depth);
    this.#indent--;
  }

  #lambda(): void {
    const { takes, gives } = this.#signature();
    const name = this.#fresh("g");
    const type: Type = { kind: "function", takes, gives };
    this.#line(`${name} = ${this.#write.of(type, 2)}`);
    this.#bind(name, type);
  }

  #closure(): void {
    if (!this.#isModule || this.#indent > 0) {
      this.#assign();
      return;
    }
    const name = this.#fresh("f");
    const [start, step] = [this.#write.of(INT, 1), this.#write.of(INT, 1)];
    const inner = this.#fresh("h");
    this.#line(`def ${name}():`);
    this.#line(`    k = ${start}`);
    this.#line("    def inner(d=1):");
    this.#line("        nonlocal k");
    this.#line(`        k = k + d + ${step}`);
    this.#line("        return k");
    this.#line("    return inner");
    this.#line(`${inner} = ${name}()`);
    this.#bind(inner, { kind: "function", takes: [INT], gives: INT });
    const result = this.#fresh();
    this.#line(`${result} = ${inner}() + ${inner}(3)`);
    this.#bind(result, INT);
  }
}
