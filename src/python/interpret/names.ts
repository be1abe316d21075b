import { bodiesOf } from "../children";
import { classOf } from "../library/classes";
import { operationOf } from "../library/operations";
import type { Body, Expression, FunctionStatement, Pattern, Range, Statement } from "../syntax";
import type { Names, Scope } from "../things";
import type { Value } from "../value";
import type { Run } from "./run";

/** What everybody means by a name that a file uses without importing it: a part of a notebook, an answer in a forum. */
const wellKnown: Readonly<Record<string, string>> = {
  np: "numpy",
  numpy: "numpy",
  torch: "torch",
  nn: "torch.nn",
  F: "torch.nn.functional",
  optim: "torch.optim",
  tf: "tensorflow",
  keras: "keras",
  layers: "keras.layers",
  Sequential: "keras.Sequential",
  Dense: "keras.layers.Dense",
  Activation: "keras.layers.Activation",
  log_loss: "sklearn.metrics.log_loss",
  LogisticRegression: "sklearn.linear_model.LogisticRegression",
  xgb: "xgboost",
  lgb: "lightgbm",
  jnp: "jax.numpy",
  jax: "jax",
  optax: "optax",
  math: "math",
  pd: "pandas",
  plt: "matplotlib.pyplot",
  tensor: "torch.tensor",
};

const noNames: ReadonlySet<string> = new Set();

export function newScope(kind: Scope["kind"], names: Names, parent: Scope | undefined, outline?: Outline): Scope {
  return {
    names,
    parent,
    kind,
    locals: outline?.locals,
    globals: outline?.globals ?? noNames,
    nonlocals: outline?.nonlocals ?? noNames,
    isCaptured: false,
  };
}

/** The value of a name at this moment: local, enclosing, global, built in. */
export function lookUp(run: Run, name: string, at: Range): Value {
  return find(run, name) ?? run.unread(run.stars.includes(undefined) ? "import" : "undefined", at, name);
}

export function find(run: Run, name: string): Value | undefined {
  const start = run.scope;
  for (let scope: Scope | undefined = start; scope !== undefined; scope = scope.parent) {
    if (scope.kind === "function" && scope.globals.has(name)) break;
    if (scope.kind === "class" && scope !== start) continue;
    const held = scope.kind === "class" ? mangled(run, name) : name;
    if (run.state.pass !== undefined) run.state.reads(scope.names, held);
    const value = scope.names.get(held);
    if (value !== undefined) {
      run.state.late?.add(scope.names, held, value);
      return value;
    }
    run.missed?.add(name);
    // Local, and not assigned yet: Python raises, whatever the name is elsewhere.
    if (scope.kind === "function" && scope.locals?.has(name) && !scope.nonlocals.has(name)) return undefined;
  }
  if (run.state.pass !== undefined) run.state.reads(run.module.names, name);
  const global = run.module.names.get(name);
  if (global !== undefined) run.state.late?.add(run.module.names, name, global);
  return global ?? outside(run, name);
}

/** Names that no statement of the file gives: of modules imported as a whole, built in, meant by everybody. */
function outside(run: Run, name: string): Value | undefined {
  for (let i = run.stars.length - 1; i >= 0; i--) {
    const module = run.stars[i];
    if (module === undefined) continue;
    const path = `${module}.${name}`;
    if (operationOf(path) !== undefined || classOf(path) !== undefined || starred.has(path)) {
      return run.library(path);
    }
  }
  if (builtins.has(name) || operationOf(`builtins.${name}`) || classOf(`builtins.${name}`)) {
    return run.library(`builtins.${name}`);
  }
  // Two libraries have one of that name; the layers tell whose it is.
  if (name === "Sequential" && run.texts.some((text) => text.includes("Dense(")))
    return run.library("keras.Sequential");
  const known = Object.hasOwn(wellKnown, name) ? wellKnown[name] : undefined;
  if (known !== undefined) return run.library(known);
  if (/^[A-Z]/.test(name) && classOf(`torch.nn.${name}`)) return run.library(`torch.nn.${name}`);
  return undefined;
}

const starred = new Set(["torch.nn", "torch.optim", "torch.nn.functional"]);

/** Python's own names that are no operations: types, exceptions, what the walk does by itself. */
const builtins = new Set(
  (
    "print super object type isinstance issubclass getattr setattr hasattr delattr property staticmethod classmethod callable id hash " +
    "open input eval exec globals locals vars dir compile iter next repr int float bool str list tuple dict set frozenset bytes " +
    "bytearray complex memoryview slice range enumerate zip map filter format exit quit __import__ breakpoint help " +
    "Exception BaseException ValueError TypeError RuntimeError KeyError IndexError AttributeError ImportError ModuleNotFoundError " +
    "NotImplementedError StopIteration AssertionError ZeroDivisionError OverflowError ArithmeticError LookupError NameError OSError " +
    "IOError FileNotFoundError KeyboardInterrupt SystemExit MemoryError RecursionError UserWarning Warning DeprecationWarning " +
    "FutureWarning RuntimeWarning"
  ).split(" "),
);

/** `self.__x` in a class is `_Class__x` to all others. */
export function mangled(run: Run, name: string): string {
  if (!name.startsWith("__") || name.endsWith("__")) return name;
  const type = run.scope.kind === "class" ? run.owner : run.frame.owner;
  return type === undefined ? name : `_${type.name.replace(/^.*\./, "").replace(/^_+/, "")}${name}`;
}

/** Binds a name where Python binds it: here, in the module, or in the function around. */
export function store(run: Run, name: string, value: Value, at: Range): void {
  // The targets of a comprehension are its own.
  const owner = run.scope.kind === "comprehension" ? run.scope : ownerOf(run, name);
  run.state.setName(owner.names, owner.kind === "class" ? mangled(run, name) : name, value);
  run.records.define(name, run.unit, at.start, at.end, run.qualifier, value);
}

/** Binds a name by a walrus, which in a comprehension binds outside of it. */
export function storeOutside(run: Run, name: string, value: Value, at: Range): void {
  run.state.setName(ownerOf(run, name).names, name, value);
  run.records.define(name, run.unit, at.start, at.end, run.qualifier, value);
}

/** The scope that an assignment here binds a name in. */
export function ownerOf(run: Run, name: string): Scope {
  let owner = run.scope;
  while (owner.kind === "comprehension" && owner.parent !== undefined) owner = owner.parent;
  if (owner.globals.has(name)) return run.module;
  if (!owner.nonlocals.has(name)) return owner;
  let around = owner.parent;
  while (around !== undefined && !(around.kind === "function" && holds(around, name))) around = around.parent;
  return around ?? owner;
}

function holds(scope: Scope, name: string): boolean {
  return scope.names.has(name) || (scope.locals?.has(name) ?? false);
}

const augmentedNames = new WeakMap<Body, ReadonlySet<string>>();

/** The names that `+=` and its like change in a loop's body. */
export function augmentedIn(body: Body): ReadonlySet<string> {
  let names = augmentedNames.get(body);
  if (names === undefined) {
    const found = new Set<string>();
    collectAugmented(body, found);
    names = found;
    augmentedNames.set(body, names);
  }
  return names;
}

function collectAugmented(body: Body, found: Set<string>): void {
  for (const statement of body) {
    if (statement.kind === "augmented") targets(statement.target, found);
    for (const inner of bodiesOf(statement)) collectAugmented(inner, found);
  }
}

/** What the text of a function says of its names. */
interface Outline {
  /** Those that it assigns somewhere, its parameters among them. */
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
}

const outlines = new WeakMap<FunctionStatement, Outline>();

export function outlineOf(node: FunctionStatement): Outline {
  let outline = outlines.get(node);
  if (outline === undefined) {
    const locals = new Set(node.parameters.map(({ name }) => name));
    const outer = new Set<string>();
    collect(node.body, locals, outer);
    for (const name of outer) locals.delete(name);
    outline = { locals, globals: declared(node, "global"), nonlocals: declared(node, "nonlocal") };
    outlines.set(node, outline);
  }
  return outline;
}

function declared({ body }: FunctionStatement, kind: "global" | "nonlocal"): ReadonlySet<string> {
  const names = body.flatMap((statement) => (statement.kind === kind ? statement.names : []));
  return names.length === 0 ? noNames : new Set(names);
}

/** The names that statements assign, those within them included, functions and classes left out. */
export function assignedIn(body: Body): ReadonlySet<string> {
  const found = new Set<string>();
  collect(body, found, new Set());
  return found;
}

function collect(body: Body, found: Set<string>, outer: Set<string>): void {
  for (const statement of body) collectStatement(statement, found, outer);
}

function collectStatement(statement: Statement, found: Set<string>, outer: Set<string>): void {
  for (const inner of bodiesOf(statement)) collect(inner, found, outer);
  switch (statement.kind) {
    case "function":
    case "class":
      found.add(statement.name);
      return;
    case "assign":
    case "delete":
      for (const target of statement.targets) targets(target, found);
      return;
    case "augmented":
    case "annotated":
    case "for":
      targets(statement.target, found);
      return;
    case "with":
      for (const { target } of statement.items) if (target !== undefined) targets(target, found);
      return;
    case "try":
      for (const { name } of statement.handlers) if (name !== undefined) found.add(name);
      return;
    case "match":
      for (const { pattern } of statement.cases) for (const name of namesOf(pattern)) found.add(name);
      return;
    case "import":
      for (const { path, alias } of statement.names) found.add(alias ?? path.split(".")[0]);
      return;
    case "importFrom":
      for (const { name, alias } of statement.names ?? []) found.add(alias ?? name);
      return;
    case "global":
    case "nonlocal":
      for (const name of statement.names) outer.add(name);
      return;
    case "unparsed":
      for (const name of statement.names) found.add(name);
      return;
    case "if":
    case "while":
    case "expression":
    case "return":
    case "assert":
    case "raise":
    case "pass":
    case "break":
    case "continue":
      return;
  }
}

function targets(target: Expression, found: Set<string>): void {
  if (target.kind === "name") found.add(target.name);
  else if (target.kind === "tuple" || target.kind === "list") for (const item of target.items) targets(item, found);
  else if (target.kind === "starred") targets(target.value, found);
}

/** The names that a pattern assigns. */
export function namesOf(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case "value":
      return [];
    case "capture": {
      const inner = pattern.pattern === undefined ? [] : namesOf(pattern.pattern);
      return pattern.name === undefined ? inner : [...inner, pattern.name];
    }
    case "either":
    case "sequence":
    case "class":
      return pattern.patterns.flatMap(namesOf);
    case "rest":
      return pattern.name === undefined ? [] : [pattern.name];
    case "mapping": {
      const names = pattern.patterns.flatMap(namesOf);
      return pattern.rest === undefined ? names : [...names, pattern.rest];
    }
    case "other":
      return pattern.names;
  }
}
