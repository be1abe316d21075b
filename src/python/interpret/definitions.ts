import type { ClassStatement, Expression, FunctionStatement, LambdaExpression } from "../syntax";
import { Names, type Scope } from "../things";
import { type ClassValue, type FunctionValue, unread, type Value } from "../value";
import { callValue, given } from "./calls";
import { nameAfter } from "./definedName";
import { makeMembers } from "./enums";
import { evaluate } from "./expressions";
import { findInClass } from "./lookup";
import { literalAt, unwritten } from "./make";
import { MANAGER } from "./managed";
import { newScope, store } from "./names";
import type { Run } from "./run";
import { execute } from "./statements";

/** Where functions that are defined here look names up: class bodies are left out. */
function enclosing(scope: Scope): Scope {
  let result = scope;
  while (result.kind === "class" && result.parent !== undefined) result = result.parent;
  return result;
}

export function lambda(run: Run, node: LambdaExpression): Value {
  return functionValue(run, node, undefined, []);
}

function functionValue(
  run: Run,
  node: FunctionStatement | LambdaExpression,
  owner: ClassValue | undefined,
  decorations: readonly string[],
): FunctionValue {
  const fallbacks = node.parameters.map(({ fallback }) =>
    fallback === undefined ? undefined : evaluate(run, fallback),
  );
  const value: FunctionValue = {
    kind: "function",
    node,
    unit: run.unit,
    scope: enclosing(run.scope),
    fallbacks,
    owner,
    decorations,
    origin: literalAt(run.placeOf(node)),
  };
  for (let scope: Scope | undefined = value.scope; scope !== undefined; scope = scope.parent) scope.isCaptured = true;
  if (node.kind === "function") run.defined.push(value);
  return value;
}

export function defineFunction(run: Run, node: FunctionStatement, owner: ClassValue | undefined): void {
  const decorators = node.decorators.map((decorator) => ({ decorator, path: decoratorPath(run, decorator) }));
  const paths = decorators.flatMap(({ path }) => path ?? []);
  let value: Value = functionValue(run, node, owner, paths);
  for (const { decorator, path } of decorators.reverse()) value = decorated(run, value, decorator, path, node);
  const start = nameStart(run, node, "def");
  store(run, node.name, value, { start, end: start + node.name.length });
}

/** The path of a library's decorator, called or not. */
function decoratorPath(run: Run, decorator: Expression): string | undefined {
  const callee = decorator.kind === "call" ? decorator.callee : decorator;
  const value = callee.kind === "name" || callee.kind === "attribute" ? evaluate(run, callee) : undefined;
  return value?.kind === "library" ? value.path : undefined;
}

const kept =
  /^(builtins\.(staticmethod|classmethod|property)|torch\.(no_grad|inference_mode|enable_grad|compile|jit\.\w+|autograd\.no_grad|cuda\.amp\.\w+|amp\.\w+)|functools\.(wraps|lru_cache|cache|cached_property|total_ordering|singledispatch)|abc\.\w+|typing\.\w+|typing_extensions\.\w+|tensorflow\.function|jax\.jit|flax\.linen\.(compact|jit|nowrap)|flax\.nnx\.jit|numba\.\w+|contextlib\.\w+|pytest\..*|unittest\..*|hydra\.main|torch\._dynamo\.\w+|enum\.\w+|atexit\.register|dataclasses\.dataclass)$/;

function decorated(
  run: Run,
  value: Value,
  decorator: Expression,
  path: string | undefined,
  node: FunctionStatement,
): Value {
  if (path !== undefined && kept.test(path)) {
    const wrapping = /^(builtins\.(staticmethod|classmethod|property)|functools\.cached_property)$/.test(path);
    if (!wrapping || value.kind !== "function")
      return path === MANAGER && node.decorators.length > 1 ? opaque(run, value, decorator) : value;
    const as = path === "functools.cached_property" ? "builtins.property" : path;
    return {
      kind: "method",
      self: { kind: "library", path: as, origin: unwritten },
      callee: value,
      origin: value.origin,
    };
  }
  // `@name.setter`: the property stays what it is to those who read it.
  if (decorator.kind === "attribute" && ["setter", "getter", "deleter"].includes(decorator.name)) {
    const property = evaluate(run, decorator.object);
    const sets = decorator.name === "setter" && property.kind === "method" && value.kind === "function";
    return sets ? { ...property, setter: value } : property;
  }
  const callee = evaluate(run, decorator);
  if (callee.kind !== "function" && callee.kind !== "partial" && callee.kind !== "class")
    return opaque(run, value, decorator);
  const place = run.placeOf(decorator);
  return callValue(run, callee, given([value], new Map()), place, place);
}

/** What a decorator that is not modelled makes of a function; the function's own body is looked at all the same. */
function opaque(run: Run, value: Value, decorator: Expression): Value {
  if (value.kind === "function") run.escape(value);
  return run.unread("call", decorator);
}

/** Where the name of a `def` or `class` stands: the tree does not say. */
function nameStart(run: Run, node: FunctionStatement | ClassStatement, keyword: string): number {
  return nameAfter(run.text, keyword, node);
}

export function defineClass(run: Run, node: ClassStatement): void {
  const bases: Value[] = [];
  let opaque = false;
  for (const { name, spread, value } of node.bases) {
    const base = evaluate(run, value);
    // What a metaclass does when the class and its instances are made.
    if (name === "metaclass" && base.kind === "class") for (const each of base.attributes.values()) run.escape(each);
    if (spread !== undefined || (name === "metaclass" && !(base.kind === "library" && base.path.startsWith("abc."))))
      opaque = true;
    else if (name === undefined && (!isPlain(base) || isNamedTuple(base))) bases.push(base);
  }
  const attributes = new Names(run.region);
  let form: NonNullable<ClassValue["record"]>["form"] | undefined = bases.some(isNamedTuple) ? "tuple" : undefined;
  const replacing: Expression[] = [];
  for (const decorator of node.decorators) {
    const path = decoratorPath(run, decorator);
    if (path === "dataclasses.dataclass") form = "dataclass";
    else if (path === undefined || !kept.test(path)) {
      replacing.unshift(decorator);
    }
  }
  // A field that is written again stays where the base has it.
  const annotated = form === undefined ? [] : [...new Set([...inheritedFields(bases), ...annotatedNames(run, node)])];
  const isKept = form === undefined || isOrdered(run, node);
  const type: ClassValue = {
    kind: "class",
    name: run.qualifier === "" || run.scope.kind === "function" ? node.name : `${run.qualifier}.${node.name}`,
    bases,
    attributes: attributes,
    opaque: opaque || replacing.length > 0 || !isKept,
    ...(form !== undefined ? { record: { form, fields: annotated } } : {}),
    origin: literalAt(run.placeOf(node)),
  };
  const { scope, qualifier, owner } = run;
  run.scope = newScope("class", attributes, scope);
  run.qualifier = type.name;
  run.owner = type;
  try {
    execute(run, node.body);
  } finally {
    Object.assign(run, { scope, qualifier, owner });
  }
  makeMembers(run, type);
  run.classes.push(type);
  for (const base of bases) {
    const hook = base.kind === "class" ? findInClass(base, "__init_subclass__") : undefined;
    if (hook?.kind === "function") callValue(run, hook, given([type], new Map()), run.placeOf(node), run.placeOf(node));
  }
  const start = nameStart(run, node, "class");
  let made: Value = type;
  for (const decorator of replacing) {
    const place = run.placeOf(decorator);
    made = callValue(run, evaluate(run, decorator), given([made], new Map()), place, place);
  }
  // Decorators that give the class back as it is, as those of a registry do.
  if (made === type) type.opaque = opaque || !isKept;
  store(run, node.name, made, { start, end: start + node.name.length });
}

function isNamedTuple(base: Value): boolean {
  return base.kind === "library" && base.path === "typing.NamedTuple";
}

/** The fields that a record's class declares; annotations of the class itself are none. */
function annotatedNames(run: Run, { body }: ClassStatement): readonly string[] {
  return body.flatMap((each) =>
    each.kind === "annotated" && each.target.kind === "name" && !/\bClassVar\b/.test(annotationOf(run, each.annotation))
      ? [each.target.name]
      : [],
  );
}

/** Where an annotation says how the constructor takes a field, in what order it takes the others is not known. */
function isOrdered(run: Run, { body }: ClassStatement): boolean {
  return !body.some(
    (each) => each.kind === "annotated" && /\b(?:InitVar|KW_ONLY)\b/.test(annotationOf(run, each.annotation)),
  );
}

function annotationOf(run: Run, annotation: Expression): string {
  return run.textAt(run.placeOf(annotation)).slice(0, 200);
}

function inheritedFields(bases: readonly Value[]): readonly string[] {
  return bases.flatMap((base) => (base.kind === "class" ? (base.record?.fields ?? []) : []));
}

/** Bases that bring nothing with them. */
function isPlain(base: Value): boolean {
  return (
    base.kind === "library" &&
    /^(builtins\.object|abc\.ABC|typing\.\w+|typing_extensions\.\w+|collections\.abc\.\w+)$/.test(base.path)
  );
}

export function parameterValues(run: Run, { node, fallbacks }: FunctionValue, self: Value | undefined): Value[] {
  return node.parameters.map(({ name, start, kind }, i) => {
    if (i === 0 && self !== undefined) return self;
    const place = { unit: run.unit, start, end: start + name.length };
    if (kind === "keywordRest") return run.dict(undefined, { kind: "unread", reason: "parameter", place, name });
    const fallback = fallbacks[i];
    // Whose default is a number, that is given numbers: `gamma=0.99`.
    const isNumber = fallback?.kind === "number" && fallback.type !== "bool";
    return unread("parameter", place, name, isNumber ? { isNumber } : {});
  });
}
