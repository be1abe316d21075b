import type { Place } from "../../textUnit";
import { operationOf } from "../library/operations";
import type { GivenArguments } from "../library/signature";
import type { Expression } from "../syntax";
import type { Scope } from "../things";
import { unread, type Value } from "../value";
import { applyOperation, deriveFrom } from "./apply";
import { withSelf } from "./calls";
import { changeAttribute, changeEntries, changeItems } from "./escape";
import type { Run } from "./run";

/** Methods that give the array itself another shape, and the one that gives a new array of that shape. */
const reshaping: Readonly<Record<string, string | undefined>> = {
  squeeze_: "squeeze",
  unsqueeze_: "unsqueeze",
  t_: "t",
  transpose_: "transpose",
  swapaxes_: "swapaxes",
  swapdims_: "swapdims",
  resize_: undefined,
  resize_as_: undefined,
  as_strided_: undefined,
  set_: undefined,
  resize: undefined,
};

/** Whether a method of an array gives the array itself another shape. */
export function reshapes(name: string): boolean {
  return Object.hasOwn(reshaping, name);
}

/** A shape that changes in place: the name gets the array of the new shape, and other names for the same memory are not known. */
export function reshapedInPlace(
  run: Run,
  callee: Expression & { readonly kind: "attribute" },
  self: Value,
  args: GivenArguments,
  place: Place,
  named: Place,
): Value | undefined {
  if (self.kind !== "tensor" || !reshapes(callee.name)) return undefined;
  const path = `torch.Tensor.${reshaping[callee.name]}`;
  const row = operationOf(path);
  const all = withSelf(self, args);
  let result: Value;
  if (row !== undefined && self.library === "torch") result = applyOperation(run, row, path, all, place, named);
  else {
    run.escape(self);
    result = unread("changed", place, callee.name, { library: self.library, dtype: self.dtype });
    deriveFrom(run, result, all);
  }
  forgetShape(run, self.storage);
  rebind(run, callee.object, result);
  return result;
}

/** Gives what an expression names another value, silently. */
export function rebind(run: Run, target: Expression, value: Value): void {
  if (target.kind === "name") {
    for (let scope: typeof run.scope | undefined = run.scope; scope !== undefined; scope = scope.parent) {
      run.state.reads(scope.names, target.name);
      if (!scope.names.has(target.name)) continue;
      run.state.setName(scope.names, target.name, value);
      return;
    }
  } else if (target.kind === "attribute" && target.object.kind === "name") {
    run.state.reads(run.scope.names, target.object.name);
    const owner = run.scope.names.get(target.object.name);
    if (owner?.kind === "object") changeAttribute(run, owner.object, target.name, value);
  }
}

/**
 * Memory whose arrays may have another shape now: wherever one of them is held, its shape is not known any more. Lists, dicts and
 * objects are looked into as far as anything of the program can be reached.
 */
export function forgetShape(run: Run, storage: object): void {
  const scopes = new Set<Scope>();
  const enclosing = [run.scope, ...run.frames.map(({ scope }) => scope), ...run.defined.map(({ scope }) => scope)];
  for (const each of enclosing)
    for (let at: Scope | undefined = each; at && !scopes.has(at); at = at.parent) scopes.add(at);
  const seen = new Set<object>();
  for (const { names } of scopes) {
    if (names.isGone) continue;
    for (const [name, value] of [...names]) {
      run.state.reads(names, name);
      const kept = without(run, value, storage, seen);
      if (kept !== value) run.state.setName(names, name, kept);
    }
  }
}

/** The value with all arrays of that memory of unknown shape; what it holds is changed where it stands. */
function without(run: Run, value: Value, storage: object, seen: Set<object>): Value {
  run.budget.charge(1);
  switch (value.kind) {
    case "tensor":
      if (value.storage !== storage) return value;
      return unread("changed", undefined, undefined, { library: value.library, dtype: value.dtype });
    case "list": {
      const { items } = value.list;
      if (items === undefined || seen.has(value.list)) return value;
      seen.add(value.list);
      const kept = items.map((item) => without(run, item, storage, seen));
      if (kept.some((item, i) => item !== items[i])) changeItems(run, value.list, kept);
      return value;
    }
    case "tuple": {
      const items = value.items.map((item) => without(run, item, storage, seen));
      return items.some((item, i) => item !== value.items[i]) ? { ...value, items } : value;
    }
    case "dict": {
      const { entries } = value.dict;
      if (entries === undefined || seen.has(value.dict)) return value;
      seen.add(value.dict);
      const kept = new Map(entries);
      let isSame = true;
      for (const [key, entry] of entries) {
        const item = without(run, entry.value, storage, seen);
        if (item !== entry.value) isSame = false;
        kept.set(key, { key: entry.key, value: item });
      }
      if (!isSame) changeEntries(run, value.dict, kept);
      return value;
    }
    case "object":
      if (seen.has(value.object)) return value;
      seen.add(value.object);
      for (const [name, held] of [...value.object.attributes]) {
        const kept = without(run, held, storage, seen);
        if (kept !== held) changeAttribute(run, value.object, name, kept);
      }
      return value;
    case "class":
      if (seen.has(value)) return value;
      seen.add(value);
      for (const [name, held] of [...value.attributes]) {
        const kept = without(run, held, storage, seen);
        if (kept !== held) run.state.setAttribute(value, value.attributes, name, kept);
      }
      return value;
    case "method": {
      const self = without(run, value.self, storage, seen);
      return self === value.self ? value : { ...value, self };
    }
    case "partial": {
      const args = value.args.map((each) => without(run, each, storage, seen));
      const keywords = new Map([...value.keywords].map(([name, each]) => [name, without(run, each, storage, seen)]));
      return { ...value, args, keywords };
    }
    case "number":
    case "string":
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "function":
    case "library":
    case "unknown":
      return value;
  }
}
