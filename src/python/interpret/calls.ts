import type { Place } from "../../textUnit";
import { classOf, inheritsFrom, methodOf } from "../library/classes";
import { memberOf, operationOf } from "../library/operations";
import type { GivenArgument, GivenArguments } from "../library/signature";
import type { Argument, CallExpression } from "../syntax";
import { type Facts, type Library, type ObjectValue, unread, type Value } from "../value";
import { applyOperation, deriveFrom } from "./apply";
import { readAttribute } from "./attributes";
import { changeAttribute, changeData } from "./escape";
import { evaluate } from "./expressions";
import { callFunction } from "./functions";
import { constructLibrary, instantiate } from "./instances";
import { mayChangeArguments } from "./libraries";
import { findInClass, isClosed, libraryBases } from "./lookup";
import { none, unwritten } from "./make";
import { mangled } from "./names";
import { lazily } from "./paths";
import { forgetShape, reshapedInPlace, reshapes } from "./reshaped";
import type { Run } from "./run";
import { specialOf, superCall } from "./specials";
import { someItem } from "./subscript";

const noKeywords: ReadonlyMap<string, GivenArgument> = new Map();

export function given(positional: readonly Value[], keywords: ReadonlyMap<string, Value>): GivenArguments {
  return {
    positional: positional.map((value) => ({ value, place: undefined })),
    keywords:
      keywords.size === 0
        ? noKeywords
        : new Map([...keywords].map(([name, value]) => [name, { value, place: undefined }])),
    complete: true,
  };
}

export function withSelf(self: Value, args: GivenArguments): GivenArguments {
  const { positional, keywords, complete } = args;
  const all: GivenArgument[] = [{ value: self, place: undefined }];
  for (const each of positional) all.push(each);
  return { positional: all, keywords, complete };
}

export function evaluateCall(run: Run, expression: CallExpression): Value {
  const { callee } = expression;
  const place = run.placeOf(expression);
  const named = run.placeOf(callee);
  if (callee.kind === "attribute") {
    const viaSuper = superCall(run, callee.object);
    if (viaSuper !== undefined) {
      return viaSuper(callee.name, evaluateArguments(run, expression.args), place, named);
    }
    const object = evaluate(run, callee.object);
    const member = readAttribute(run, object, mangled(run, callee.name), named, true);
    if (member.kind === "method" && typeof member.callee === "string") {
      const args = evaluateArguments(run, expression.args);
      const reshaped = reshapedInPlace(run, callee, object, args, place, named);
      if (reshaped !== undefined) return reshaped;
      return callMethod(run, object, callee.name, args, place, named);
    }
    return callValue(run, member, evaluateArguments(run, expression.args), place, named);
  }
  const value = evaluate(run, callee);
  return callValue(run, value, evaluateArguments(run, expression.args), place, named);
}

export function evaluateArguments(run: Run, args: readonly Argument[]): GivenArguments {
  const positional: GivenArgument[] = [];
  let keywords: Map<string, GivenArgument> | undefined;
  let complete = true;
  for (const argument of args) {
    const value = evaluate(run, argument.value);
    if (argument.spread === "*") {
      const items = run.iterate(value);
      if (items === undefined) complete = false;
      for (const item of items ?? []) positional.push({ value: item, place: undefined });
      if (items === undefined) positional.push({ value, place: undefined });
    } else if (argument.spread === "**") {
      const entries = value.kind === "dict" ? value.dict.entries : undefined;
      if (entries === undefined) {
        complete = false;
        positional.push({ value, place: undefined });
      }
      for (const { key, value: entry } of entries?.values() ?? []) {
        keywords ??= new Map();
        if (key.kind === "string") keywords.set(key.value, { value: entry, place: undefined });
        else complete = false;
      }
    } else if (argument.name !== undefined) {
      keywords ??= new Map();
      keywords.set(argument.name, { value, place: run.placeOf(argument.value) });
    } else positional.push({ value, place: run.placeOf(argument.value) });
  }
  return { positional, keywords: keywords ?? noKeywords, complete };
}

/** Calls a value. Where it is not known what happens, the arguments escape. */
export function callValue(run: Run, callee: Value, args: GivenArguments, place: Place, named: Place): Value {
  run.step();
  switch (callee.kind) {
    case "function":
      return callFunction(run, callee, { kind: "given", args, self: undefined });
    case "method":
      if (typeof callee.callee === "string") return callMethod(run, callee.self, callee.callee, args, place, named);
      return callFunction(run, callee.callee, { kind: "given", args: withSelf(callee.self, args), self: callee.self });
    case "class":
      return instantiate(run, callee, args, place, named);
    case "object":
      return callObject(run, callee, args, place, named);
    case "library":
      return callLibrary(run, callee.path, args, place, named);
    case "dtype":
      return callLibrary(run, `${modules[callee.library]}.${callee.dtype}`, args, place, named);
    case "partial":
      return callValue(
        run,
        callee.callee,
        {
          positional: [...callee.args.map((value) => ({ value, place: undefined })), ...args.positional],
          keywords: new Map([...given([], callee.keywords).keywords, ...args.keywords]),
          complete: args.complete,
        },
        place,
        named,
      );
    case "unknown":
      run.escape(callee);
      return unknownCall(run, args, place, named);
    case "tensor":
    case "number":
    case "string":
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "slice":
    case "tuple":
    case "list":
    case "dict":
      return unknownCall(run, args, place, named);
  }
}

const modules: Readonly<Record<Library, string>> = {
  torch: "torch",
  numpy: "numpy",
  tensorflow: "tensorflow",
  jax: "jax.numpy",
};

/** Nothing is known of what is called: whatever it was given may have been changed. */
export function unknownCall(run: Run, args: GivenArguments, place: Place, named: Place, facts?: Facts): Value {
  for (const { value } of args.positional) run.escape(value);
  for (const { value } of args.keywords.values()) run.escape(value);
  const result = unread("call", place, run.textAt(named), facts);
  deriveFrom(run, result, args);
  return result;
}

/** A library's function that has no row. */
function unmodelled(run: Run, path: string, args: GivenArguments, place: Place, named: Place): Value {
  if (mayChangeArguments(path) || args.keywords.has("inplace")) return unknownCall(run, args, place, named);
  const out = args.keywords.get("out");
  if (out !== undefined) run.escape(out.value);
  const result = unread("call", place, path);
  deriveFrom(run, result, args);
  return result;
}

function callLibrary(run: Run, path: string, args: GivenArguments, place: Place, named: Place): Value {
  const special = specialOf(path);
  if (special !== undefined) return special(run, args, place, named);
  const out = args.keywords.get("out");
  if (out !== undefined && out.value.kind !== "none") {
    run.escape(out.value);
    return unread("call", place, path);
  }
  const operation = operationOf(path);
  if (operation !== undefined) {
    const apply = () => applyOperation(run, operation, path, args, place, named);
    return path === "builtins.map" || path === "builtins.filter" ? lazily(run, apply) : apply();
  }
  if (classOf(path) !== undefined) return constructLibrary(run, path, args, place, named);
  // A method through its class: `nn.Module.forward(self, x)`.
  const dot = path.lastIndexOf(".");
  const [owner, name] = [path.slice(0, dot), path.slice(dot + 1)];
  const method = methodOf(owner, name);
  if (method !== undefined) return applyOperation(run, method, path, args, place, named);
  const [self, ...others] = args.positional;
  if (self?.value.kind === "tensor" && owner === arrayClass[self.value.library]) {
    return callMethod(run, self.value, name, { ...args, positional: others }, place, named);
  }
  return unmodelled(run, path, args, place, named);
}

function callObject(run: Run, object: ObjectValue, args: GivenArguments, place: Place, named: Place): Value {
  const { type } = object;
  const own = object.object.attributes.get("forward");
  if (own !== undefined) return callValue(run, own, args, place, named);
  if (type.kind === "class") {
    const isModule = libraryBases(type).some((base) => base === "torch.nn.Module" || classOf(base) !== undefined);
    for (const name of isModule && isClosed(type) ? ["__call__", "forward"] : ["__call__"]) {
      const own = findInClass(type, name);
      if (own === undefined) continue;
      if (own.kind !== "function") return callValue(run, own, args, place, named);
      return callFunction(run, own, { kind: "given", args: withSelf(object, args), self: object });
    }
  }
  for (const base of libraryBases(type)) {
    const method = methodOf(base, "__call__") ?? methodOf(base, "forward");
    if (method !== undefined)
      return applyOperation(run, method, `${base}.forward`, withSelf(object, args), place, named);
  }
  if (type.kind === "library") return unmodelled(run, `${type.path}.__call__`, args, place, named);
  run.escape(object);
  return unknownCall(run, args, place, named);
}

export const arrayClass: Readonly<Record<Library, string>> = {
  torch: "torch.Tensor",
  numpy: "numpy.ndarray",
  tensorflow: "tensorflow.Tensor",
  jax: "jax.Array",
};

/** Methods that leave the array as it is although no row says what they give, or although they end in `_`. */
const inert = new Set(["requires_grad_", "retain_grad", "share_memory_", "backward", "detach_", "register_hook"]);
const changing = new Set([
  "fill",
  "sort",
  "resize",
  "put",
  "partition",
  "itemset",
  "setfield",
  "__setitem__",
  "__iadd__",
]);

/** A method by its name, of what the language or a library brings with it. */
export function callMethod(
  run: Run,
  self: Value,
  name: string,
  args: GivenArguments,
  place: Place,
  named: Place,
): Value {
  run.step();
  const all = withSelf(self, args);
  if (self.kind === "object") {
    const own = self.type.kind === "class" ? findInClass(self.type, name) : undefined;
    if (own?.kind === "function") return callFunction(run, own, { kind: "given", args: all, self });
    for (const base of libraryBases(self.type)) {
      const method = methodOf(base, name);
      if (method !== undefined) return applyOperation(run, method, `${base}.${name}`, all, place, named);
    }
    if (/^register_\w*forward\w*hook$/.test(name)) {
      // A hook may put another value in the place of what goes in or comes out.
      changeAttribute(run, self.object, "forward", unread("changed", place, name));
      return unread("call", place, name);
    }
    // Methods of a module that are not modelled read it; those of classes that are not known may do anything.
    const isModule = libraryBases(self.type).some((base) => inheritsFrom(base, "torch.nn.Module"));
    if (isModule && isClosed(self.type)) return unmodelled(run, `torch.nn.Module.${name}`, args, place, named);
    run.escape(self);
    return unknownCall(run, args, place, named);
  }
  const owner = methodOwner(self, name);
  if (owner !== undefined) {
    const row = memberOf(owner, name);
    if (row !== undefined && row.row.property !== true) {
      const path = `${owner}.${name}`;
      if (self.kind === "unknown" && changesInPlace(name)) run.escape(self);
      const result = applyOperation(run, row, path, all, place, named);
      putIn(run, self, args);
      if (self.kind === "unknown" && self.facts.library === undefined) return ofAnyLibrary(result, name);
      if (result.kind === "unknown" && (self.kind === "list" || self.kind === "dict")) someItem(run, self, result);
      return result;
    }
  }
  switch (self.kind) {
    case "tensor": {
      if (name === "backward") return none(unwritten);
      if (inert.has(name)) return name.endsWith("_") ? self : unread("call", place, name);
      if (reshapes(name)) forgetShape(run, self.storage);
      const changes = changesInPlace(name);
      if (changes) changeData(run, self.storage, undefined);
      const result = unread("call", place, `${arrayClass[self.library]}.${name}`);
      deriveFrom(run, result, all);
      return changes && name.endsWith("_") ? unread("changed", place, name) : result;
    }
    case "string":
    case "tuple":
    case "number":
    case "none":
    case "dtype":
    case "slice":
      return unread("call", place, name);
    case "list":
    case "dict":
    case "unknown":
    case "ellipsis":
    case "notImplemented":
    case "function":
    case "method":
    case "class":
    case "library":
    case "partial":
      run.escape(self);
      if (self.kind === "unknown" && inert.has(name)) return unread("call", place, name);
      return unknownCall(run, all, place, named, undefined);
  }
}

/** What a method that arrays of NumPy have as well gives of something unknown: of which library it is, is not known. */
function ofAnyLibrary(result: Value, name: string): Value {
  if (result.kind !== "unknown" || operationOf(`${arrayClass.numpy}.${name}`) === undefined) return result;
  const { library, dtype, ...facts } = result.facts;
  if (library === undefined && dtype === undefined) return result;
  return { ...result, facts };
}

function changesInPlace(name: string): boolean {
  return (name.endsWith("_") && !name.startsWith("_") && !inert.has(name)) || changing.has(name);
}

/** What is put into a list or dict whose content is not known, is in it all the same. */
function putIn(run: Run, self: Value, { positional, keywords }: GivenArguments): void {
  const container = self.kind === "list" ? self.list : self.kind === "dict" ? self.dict : undefined;
  if (container === undefined || ("items" in container ? container.items : container.entries) !== undefined) return;
  for (const { value } of [...positional, ...keywords.values()]) run.state.hold(container, value);
}

/** Names that other things than arrays have as well: of something unknown they say nothing. */
const ambiguous =
  /^(append|extend|insert|pop|remove|clear|index|count|copy|sort|reverse|get|items|keys|values|update|setdefault|split|join|format|replace|strip|lower|upper|find|add|discard|union|to|apply|map|fill|set|size|type|cpu|cuda|train|eval|parameters|step|zero_grad|read|write|close|fit|predict|forward|log|dim|item|numpy|float|half|double|bool|int|long|data|name|shape)$/;

/** The class whose rows a method of this value is looked up in. */
export function methodOwner(self: Value, name: string): string | undefined {
  switch (self.kind) {
    case "tensor":
      return arrayClass[self.library];
    case "list":
      return self.form === "list" || self.form === "set" ? self.form : undefined;
    case "dict":
      return "dict";
    case "string":
      return "str";
    case "tuple":
      return "tuple";
    case "unknown":
      if (self.facts.library !== undefined) return arrayClass[self.facts.library];
      return ambiguous.test(name) ? undefined : arrayClass.torch;
    case "number":
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "function":
    case "method":
    case "class":
    case "object":
    case "library":
    case "partial":
      return undefined;
  }
}
