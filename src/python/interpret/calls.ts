import type { Place } from "../../textUnit";
import { classOf, methodOf } from "../library/classes";
import { operationOf } from "../library/operations";
import type { GivenArgument, GivenArguments } from "../library/signature";
import type { Argument, CallExpression } from "../syntax";
import { type ClassValue, type Facts, type Library, type ObjectValue, unread, type Value } from "../value";
import { applyOperation, deriveFrom } from "./apply";
import { readAttribute } from "./attributes";
import { evaluate } from "./expressions";
import { callFunction } from "./functions";
import { constructLibrary, instantiate } from "./instances";
import { mayChangeArguments } from "./libraries";
import { findInClass, isClosed, libraryBases } from "./lookup";
import { callMethod } from "./methods";
import { mangled } from "./names";
import { lazily } from "./paths";
import { reshapedInPlace } from "./reshaped";
import type { Run } from "./run";
import { specialOf } from "./specials";
import { itemOf } from "./subscript";
import { superCall } from "./superCall";

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
  const isAwaited = run.awaited === expression;
  const called = (value: Value): Value => {
    if (value.kind === "library" && value.path === "asyncio.run") run.awaited = expression.args[0]?.value;
    const args = evaluateArguments(run, expression.args);
    run.isAwaited = isAwaited;
    return callValue(run, value, args, place, named);
  };
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
    return called(member);
  }
  return called(evaluate(run, callee));
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
      const entries =
        value.kind === "dict"
          ? value.dict.entries && [...value.dict.entries.values()]
          : ownEntries(run, value, argument);
      if (entries === undefined) {
        complete = false;
        positional.push({ value, place: undefined });
      }
      for (const { key, value: entry } of entries ?? []) {
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

/** What `**` takes of an object of the file that has `keys` and `__getitem__`. */
function ownEntries(
  run: Run,
  value: Value,
  { value: at }: Argument,
): readonly { readonly key: Value; readonly value: Value }[] | undefined {
  if (value.kind !== "object" || value.type.kind !== "class") return undefined;
  const place = run.placeOf(at);
  const names = ["keys", "__getitem__"].map((name) => findInClass(value.type as ClassValue, name));
  if (names.some((method) => method?.kind !== "function")) return undefined;
  const keys = run.iterate(run.call(readAttribute(run, value, "keys", place), [], new Map(), place));
  return keys?.map((key) => {
    const [object, index] = [value, key].map((each) => ({ value: each, place: undefined }));
    return { key, value: itemOf(run, object, index, place) };
  });
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
export function unmodelled(run: Run, path: string, args: GivenArguments, place: Place, named: Place): Value {
  if (mayChangeArguments(path) || args.keywords.has("inplace")) return unknownCall(run, args, place, named);
  const out = args.keywords.get("out");
  if (out !== undefined) run.escape(out.value);
  // What a class of the file has of its base is known by the name that the code gives it: `self.lm_head`.
  const name = path.startsWith("torch.nn.Module.") ? run.textAt(named).slice(0, 100) : path;
  const result = unread("call", place, name);
  deriveFrom(run, result, args);
  return result;
}

/** Functions that call what they are given when their items are asked for. */
const lazyFunctions = new Set(["builtins.map", "builtins.filter", "itertools.starmap", "itertools.accumulate"]);

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
    return lazyFunctions.has(path) ? lazily(run, apply) : apply();
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
