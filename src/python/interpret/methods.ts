import type { Place } from "../../textUnit";
import { inheritsFrom, methodOf } from "../library/classes";
import { memberOf, operationOf } from "../library/operations";
import type { GivenArguments } from "../library/signature";
import { unread, type Value } from "../value";
import { applyOperation, deriveFrom } from "./apply";
import { arrayClass, unknownCall, unmodelled, withSelf } from "./calls";
import { changeAttribute, changeData } from "./escape";
import { callFunction } from "./functions";
import { findInClass, isClosed, libraryBases } from "./lookup";
import { none, unwritten } from "./make";
import { forgetShape, reshapes } from "./reshaped";
import type { Run } from "./run";
import { someItem } from "./subscript";

/** Methods by their names, of what the language or a library brings with it. */

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

/** Of these, the casts that no other array has; modules have them, which are no result of a computation. */
const casts = /^(float|half|double|bool|int|long)$/;
const computes =
  /^(lt|le|gt|ge|eq|ne|argmax|argmin|max|min|sigmoid|softmax|log_softmax|round|sign|where|one_hot|squeeze|unsqueeze|view|reshape|add|sub|mul|truediv|neg|sum|mean)$/;

function isComputed({ origin }: Value): boolean {
  return origin.kind === "operation" && computes.test(origin.operation);
}

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
      if (casts.test(name) && isComputed(self)) return arrayClass.torch;
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
