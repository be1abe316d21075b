import { isFloatingPoint } from "../../tensor/tensor";
import type { Place } from "../../textUnit";
import { classOf, methodOf } from "../library/classes";
import { memberOf } from "../library/operations";
import { type ClassValue, type ObjectValue, unread, type Value } from "../value";
import { applyOperation, deriveFrom } from "./apply";
import { arrayClass, given } from "./calls";
import { libraryValue } from "./constants";
import { callFunction } from "./functions";
import { findInClass, isClosed, libraryBases } from "./lookup";
import { bool, none, string, unwritten } from "./make";
import { methodOwner } from "./methods";
import { reshapes } from "./reshaped";
import { deriveAll } from "./roots";
import type { Run } from "./run";

const noKeywords: ReadonlyMap<string, Value> = new Map();

/**
 * `value.name`. In front of the parentheses of a call (`toCall`) a name that is not known is a method by that name: its call says more
 * than its value.
 */
export function readAttribute(run: Run, value: Value, name: string, place: Place, toCall = false): Value {
  run.step();
  switch (value.kind) {
    case "library":
      return ofLibrary(run, value.path, name, place);
    case "object":
      return ofObject(run, value, name, place, toCall);
    case "class":
      return ofClass(value, name, place);
    case "tensor":
    case "unknown": {
      const owner =
        value.kind === "tensor" ? arrayClass[value.library] : value.facts.library && arrayClass[value.facts.library];
      const row = owner === undefined ? undefined : memberOf(owner, name);
      if (row?.row.property) {
        return applyOperation(run, row, `${owner}.${name}`, given([value], noKeywords), place, place);
      }
      return row !== undefined || reshapes(name) ? byName(value, name) : missing(run, value, name, place, toCall);
    }
    case "tuple": {
      const index = value.fields?.indexOf(name) ?? -1;
      if (index >= 0) return value.items[index];
      const own = value.type && findInClass(value.type, name);
      if (own === undefined || value.type === undefined) return missing(run, value, name, place, toCall);
      return propertyOf(run, own, value) ?? bound(own, value, value.type) ?? unread("attribute", place, name);
    }
    case "list":
    case "dict":
    case "string": {
      const member = ofMember(run, value, name, place);
      if (member !== undefined) return member;
      const owner = methodOwner(value, name);
      return owner !== undefined && memberOf(owner, name) !== undefined
        ? byName(value, name)
        : missing(run, value, name, place, toCall);
    }
    case "slice":
      if (name === "start") return value.lower;
      if (name === "stop") return value.upper;
      return name === "step" ? value.step : missing(run, value, name, place, toCall);
    case "function":
      if (name === "__name__" && value.node.kind === "function") return string(value.node.name, unwritten);
      return missing(run, value, name, place, toCall);
    case "partial":
      return name === "func" ? value.callee : missing(run, value, name, place, toCall);
    case "dtype":
      // NumPy's types have no such attribute.
      return name === "is_floating_point" && value.library === "torch"
        ? bool(isFloatingPoint(value.dtype), unwritten)
        : missing(run, value, name, place, toCall);
    case "number":
      return ofMember(run, value, name, place) ?? missing(run, value, name, place, toCall);
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "method":
      return missing(run, value, name, place, toCall);
  }
}

/** Whether an instance of a class that is read whole surely has no such attribute: nothing unknown got hold of it. */
export function isMissing(run: Run, { type, object }: ObjectValue, name: string): boolean {
  if (type.kind !== "class" || type.opaque === true || !isClosed(type) || libraryBases(type).length > 0) return false;
  run.missed?.add(name);
  run.state.reads(object.attributes, name);
  if (object.attributes.has(name) || findInClass(type, name) !== undefined || name.startsWith("__")) return false;
  if (["__getattribute__", "__setattr__", "__slots__"].some((each) => findInClass(type, each) !== undefined))
    return false;
  return !run.state.wasLost(object);
}

function byName(self: Value, callee: string): Value {
  return { kind: "method", self, callee, origin: unwritten };
}

/** What a text or number has besides as a member of an enumeration; undefined for what is none, and for what texts have. */
function ofMember(run: Run, value: Value, name: string, place: Place): Value | undefined {
  if ((value.kind !== "string" && value.kind !== "number") || value.member === undefined) return undefined;
  const { type, name: own } = value.member;
  if (name === "name" || name === "_name_") return string(own, unwritten);
  if (name === "value" || name === "_value_") return { ...value, member: undefined };
  const found = findInClass(type, name);
  if (found === undefined) return undefined;
  return propertyOf(run, found, value) ?? bound(found, value, type) ?? unread("attribute", place, name);
}

function missing(run: Run, value: Value, name: string, place: Place, toCall: boolean): Value {
  if (toCall) return byName(value, name);
  const result = unread("attribute", place, name);
  deriveFrom(run, result, given([value], noKeywords));
  return result;
}

function ofLibrary(run: Run, path: string, name: string, place: Place): Value {
  if (name === "__name__") return string(path.slice(path.lastIndexOf(".") + 1), unwritten);
  if (name.startsWith("__") && name !== "__init__" && name !== "__call__") return unread("attribute", place, name);
  return run.member(path, name);
}

/** How `@property`, `@staticmethod` and `@classmethod` are kept in a class: as methods of the decorator. */
export function wrapped(value: Value): string | undefined {
  return value.kind === "method" && value.self.kind === "library" ? value.self.path : undefined;
}

function ofClass(type: ClassValue, name: string, place: Place): Value {
  if (name === "__name__" || name === "__qualname__") return string(type.name, unwritten);
  const found = findInClass(type, name);
  if (found === undefined) {
    const base = libraryBases(type).find((path) => classOf(path) !== undefined);
    return base === undefined ? unread("attribute", place, name) : libraryValue(`${base}.${name}`, unwritten);
  }
  return bound(found, undefined, type) ?? unread("attribute", place, name);
}

/** What a class's attribute is when it is read through an instance or the class; nothing for a property. */
function bound(found: Value, self: Value | undefined, type: ClassValue): Value | undefined {
  const decorator = wrapped(found);
  if (found.kind === "method" && decorator !== undefined && typeof found.callee !== "string") {
    if (decorator === "builtins.staticmethod") return found.callee;
    if (decorator === "builtins.classmethod") return { ...found, self: type };
    return undefined;
  }
  if (found.kind === "function" && self !== undefined) {
    return { kind: "method", self, callee: found, origin: found.origin };
  }
  return found;
}

/** What a class's property gives of an instance; undefined for what is none. */
function propertyOf(run: Run, found: Value, self: Value): Value | undefined {
  if (found.kind !== "method" || typeof found.callee === "string" || wrapped(found)?.endsWith("property") !== true)
    return undefined;
  return callFunction(run, found.callee, { kind: "given", args: given([self], noKeywords), self });
}

function ofObject(run: Run, value: ObjectValue, name: string, place: Place, toCall: boolean): Value {
  const { type, object } = value;
  const inClass = type.kind === "class" ? findInClass(type, name) : undefined;
  const asking = type.kind === "class" ? findInClass(type, "__getattr__") : undefined;
  if (type.kind === "class" && findInClass(type, "__getattribute__") !== undefined) {
    run.escape(value);
    return unread("attribute", place, name);
  }
  if (name === "__dict__") {
    // Whoever has it may give the object any attribute.
    const all = unread("attribute", place, name);
    run.escape(value);
    deriveAll(run.state, all, value);
    return all;
  }
  // A property stands before what the instance itself holds.
  const property = inClass && propertyOf(run, inClass, value);
  if (property !== undefined) return property;
  if (inClass?.kind === "object" && inClass.type.kind === "class") {
    const get = findInClass(inClass.type, "__get__");
    if (get?.kind === "function") {
      return callFunction(run, get, { kind: "given", args: given([inClass, value, type], noKeywords), self: inClass });
    }
  }
  const own = object.attributes.get(name);
  // Where it may not be there, it is the class's then, or whatever stands in for it.
  if (own !== undefined && run.state.mayMiss(object.attributes, name) && (inClass ?? asking) !== undefined)
    return unread("attribute", place, name);
  if (own !== undefined) {
    run.state.late?.add(object.attributes, name, own);
    return own;
  }
  run.missed?.add(name);
  if (name === "__class__") return type;
  // Whether a model is in training, its code is written for both.
  if (name === "training") return unread("attribute", place, name);
  if (inClass !== undefined && type.kind === "class")
    return bound(inClass, value, type) ?? unread("attribute", place, name);
  for (const base of libraryBases(type)) {
    const method = methodOf(base, name);
    if (method === undefined) continue;
    if (method.row.property)
      return applyOperation(run, method, `${base}.${name}`, given([value], noKeywords), place, place);
    return { kind: "method", self: value, callee: name, origin: unwritten };
  }
  if (asking?.kind === "function" && isMissing(run, value, name)) {
    const asked = given([value, string(name, unwritten)], noKeywords);
    return callFunction(run, asking, { kind: "given", args: asked, self: value });
  }
  if (asking !== undefined) {
    run.escape(value);
    return unread("attribute", place, name);
  }
  if (type.kind === "library") {
    const method = methodOf(type.path, "__getattr__");
    const asked =
      method &&
      applyOperation(
        run,
        method,
        `${type.path}.__getattr__`,
        given([value, string(name, unwritten)], noKeywords),
        place,
        place,
      );
    if (asked !== undefined && asked.kind !== "unknown") return asked;
  }
  if (toCall) return { kind: "method", self: value, callee: name, origin: unwritten };
  if (!isClosed(type)) return unread("attribute", place, name);
  return name === "__doc__" ? none(unwritten) : unread("attribute", place, name);
}
