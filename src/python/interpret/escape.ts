import { inheritsFrom } from "../library/classes";
import { itemsOf } from "../lists";
import type { DictObject, ListObject, ObjectData, Storage } from "../things";
import type { ClassValue, FunctionValue, ObjectValue, Value } from "../value";
import { unread } from "../value";
import { callFunction } from "./functions";
import { libraryBases, linearised } from "./lookup";
import { maybe } from "./paths";
import { rootsOf } from "./roots";
import type { Run } from "./run";

/** Sets a list's items; where it may be another list as well, none of them is known any more. */
export function changeItems(run: Run, list: ListObject, items: Value[] | undefined): void {
  const certain = release(run, list) && !run.state.isSealed(list);
  if (items !== undefined) run.spend(items.length);
  run.state.setItems(list, certain ? items : undefined);
}

export function changeEntries(run: Run, dict: DictObject, entries: DictObject["entries"]): void {
  run.state.setEntries(dict, release(run, dict) ? entries : undefined);
}

export function changeData(run: Run, storage: Storage, data: Float64Array | undefined): void {
  const known = release(run, storage) ? data : undefined;
  run.state.setData(storage, known, known && storage.error?.slice());
}

export function changeAttribute(run: Run, object: ObjectData, name: string, value: Value | undefined): void {
  const certain = release(run, object);
  run.state.setAttribute(object, object.attributes, name, certain ? value : unread("changed", undefined, name));
}

/** Makes unknown what a thing may be besides itself. Says whether it is surely itself. */
function release(run: Run, thing: object): boolean {
  const aliases = run.state.aliasesOf(thing);
  if (aliases === undefined || aliases.size === 0) return true;
  const seen = new Set<object>([thing]);
  for (const each of aliases) lose(run, each, seen);
  return false;
}

type Thing = ListObject | DictObject | Storage | ObjectData;

/** What was lost before is lost once more at little cost. */
const workOfLost = 0.2;

function isLost(thing: Thing): boolean {
  if ("data" in thing) return thing.changed && thing.data === undefined;
  if ("items" in thing) return thing.changed && thing.items === undefined;
  return "entries" in thing && thing.entries === undefined;
}

/** A mutable thing, and all that it may be besides itself, is not known any more; what it holds stays. */
function lose(run: Run, thing: object, seen: Set<object>): void {
  if (seen.has(thing)) return;
  seen.add(thing);
  const { state } = run;
  const known = thing as Thing;
  run.budget.charge(isLost(known) ? workOfLost : 1);
  if ("data" in known) state.setData(known, undefined, undefined);
  else if ("items" in known) state.setItems(known, undefined);
  else if ("entries" in known) state.setEntries(known, undefined);
  else if ("attributes" in known) {
    state.loses(known);
    for (const name of [...known.attributes.keys()]) {
      state.setAttribute(known, known.attributes, name, unread("changed", undefined, name));
    }
  }
  for (const each of state.aliasesOf(thing) ?? []) lose(run, each, seen);
}

/** Something that is not modelled got hold of a value: all that can be changed through it may have been. */
export function escapeValue(run: Run, value: Value, seen: Set<object> = new Set()): void {
  switch (value.kind) {
    case "tensor":
      lose(run, value.storage, seen);
      return;
    case "list": {
      if (value.form === "range" || seen.has(value.list)) return;
      // Numbers in rows that nobody looked into need not be made to be lost.
      const items = value.list.items === undefined ? undefined : itemsOf(value.list);
      lose(run, value.list, seen);
      for (const item of items ?? run.state.heldBy(value.list)) escapeValue(run, item, seen);
      return;
    }
    case "dict": {
      if (seen.has(value.dict)) return;
      const { entries } = value.dict;
      lose(run, value.dict, seen);
      for (const entry of entries?.values() ?? []) escapeValue(run, entry.value, seen);
      if (entries === undefined) for (const each of run.state.heldBy(value.dict)) escapeValue(run, each, seen);
      return;
    }
    case "tuple":
      if (seen.has(value)) return;
      seen.add(value);
      for (const item of value.items) escapeValue(run, item, seen);
      return;
    case "object":
      escapeObject(run, value, seen);
      return;
    case "method":
      escapeValue(run, value.self, seen);
      if (typeof value.callee !== "string") escapeFunction(run, value.callee, value.self, seen);
      if (value.setter !== undefined) escapeFunction(run, value.setter, value.self, seen);
      return;
    case "function":
      escapeFunction(run, value, undefined, seen);
      return;
    case "partial":
      escapeValue(run, value.callee, seen);
      for (const each of value.args) escapeValue(run, each, seen);
      for (const each of value.keywords.values()) escapeValue(run, each, seen);
      return;
    case "unknown":
      for (const source of rootsOf(run.state, value, (walked) => run.budget.charge(walked)))
        loseWhole(run, source, seen);
      return;
    case "number":
    case "string":
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "class":
    case "library":
      return;
  }
}

/** What is not known may be a thing, or a part of it: so nothing of it is known any more. */
function loseWhole(run: Run, source: object, seen: Set<object>): void {
  if (seen.has(source)) return;
  const thing = source as Thing;
  const parts: Value[] = [];
  if ("items" in thing) parts.push(...(thing.items ?? []));
  else if ("entries" in thing) for (const { value } of thing.entries?.values() ?? []) parts.push(value);
  else if ("attributes" in thing) {
    if (thing.construction?.path.startsWith("torch.nn.")) {
      loseModule(run, thing, seen);
      return;
    }
    parts.push(...thing.attributes.values());
  }
  lose(run, source, seen);
  for (const part of [...parts, ...run.state.heldBy(source)]) escapeValue(run, part, seen);
}

/** What a module is made of, other code leaves as it is. */
function loseModule(run: Run, module: ObjectData, seen: Set<object>): void {
  seen.add(module);
  run.state.loses(module);
  const isOwn = module.construction?.path === "torch.nn.Module";
  for (const [name, value] of [...module.attributes]) {
    escapeValue(run, value, seen);
    if (!isOwn || value.kind === "object") continue;
    run.state.setAttribute(module, module.attributes, name, unread("changed", undefined, name));
  }
}

/** What a module is made of, other code leaves as it is; what it holds besides may be replaced. */
function escapeObject(run: Run, { object, type }: ObjectValue, seen: Set<object>): void {
  if (seen.has(object)) return;
  seen.add(object);
  run.state.loses(object);
  const isModule = libraryBases(type).some((base) => inheritsFrom(base, "torch.nn.Module"));
  for (const [name, value] of [...object.attributes]) {
    escapeValue(run, value, seen);
    const isPart = value.kind === "object" || (type.kind === "library" && value.kind !== "unknown");
    if (isModule && isPart) continue;
    run.state.setAttribute(object, object.attributes, name, unread("changed", undefined, name));
  }
  for (const each of run.state.aliasesOf(object) ?? []) lose(run, each, seen);
  if (type.kind === "class" && !isModule)
    runSpecialMethods(run, { kind: "object", object, type, origin: type.origin }, seen);
}

/** Methods that the language calls by itself, in code that is not followed. */
function runSpecialMethods(run: Run, self: ObjectValue & { readonly type: ClassValue }, seen: Set<object>): void {
  for (const { attributes } of linearised(self.type)) {
    for (const [name, method] of attributes) {
      const isSpecial = /^__(?!init|new|call|getattr|setattr|class|post|subclass)\w+__$/.test(name);
      if (isSpecial && method.kind === "function") escapeFunction(run, method, self, seen);
    }
  }
}

/** A function in other hands may be called at any time, with anything. */
export function escapeFunction(run: Run, callee: FunctionValue, self: Value | undefined, seen: Set<object>): void {
  if (seen.has(callee.node) || run.frames.length > 8) return;
  seen.add(callee.node);
  if (run.frames.some((frame) => frame.function?.node === callee.node)) return;
  maybe(run, () => {
    const args = callee.node.parameters.map(({ name }) => unread("parameter", undefined, name));
    if (self !== undefined && args.length > 0) args[0] = self as never;
    callFunction(run, callee, { kind: "unknown", args, self });
  });
}
