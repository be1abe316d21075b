import type { ObjectData } from "../things";
import { type ClassValue, type NumberValue, type ObjectValue, type StringValue, unread, type Value } from "../value";
import { newObject } from "./instances";
import { findInClass, libraryBases, linearised } from "./lookup";
import { keyOf, string, unwritten } from "./make";
import type { Run } from "./run";

/** What the bases of an enumeration say of its members: objects, or the very values that they are written as. */
type Form = "plain" | "mixed" | "values";

function formOf(type: ClassValue): Form | undefined {
  const bases = libraryBases(type);
  if (!bases.some((path) => /^enum\.(?:Enum|IntEnum|StrEnum|Flag|IntFlag)$/.test(path))) return undefined;
  if (bases.every((path) => path === "enum.Enum")) return "plain";
  return bases.every((path) => path === "enum.IntEnum" || path === "enum.StrEnum") ? "values" : "mixed";
}

/** What a body assigns that is no member. */
function isMember(name: string, value: Value): boolean {
  return !name.startsWith("_") && value.kind !== "function" && value.kind !== "method";
}

/** Whether members are their values as well, texts or whole numbers all of them, and equal to them. */
function areValues(type: ClassValue, form: Form): boolean {
  const own = linearised(type).flatMap(({ attributes }) => [...attributes]);
  if (own.some(([name]) => ["__eq__", "__hash__", "__new__", "__init__", "_missing_"].includes(name))) return false;
  const bases = libraryBases(type);
  const mixed = bases.filter((path) => !path.startsWith("enum."));
  const isText = mixed.join() === "builtins.str" || (form === "values" && bases.join() === "enum.StrEnum");
  const isWhole = mixed.join() === "builtins.int" || (form === "values" && bases.join() === "enum.IntEnum");
  if (bases.some((path) => path.includes("Flag")) || !(isText || isWhole)) return false;
  return [...type.attributes].every(
    ([name, value]) =>
      !isMember(name, value) ||
      (isText ? value.kind === "string" : value.kind === "number" && value.type === "int" && value.error === undefined),
  );
}

/** Marks the texts and numbers that are members; a second name for a value is one for the first. */
function markMembers(run: Run, type: ClassValue): void {
  const first = new Map<string, Value>();
  for (const [name, value] of [...type.attributes]) {
    if (!isMember(name, value) || (value.kind !== "string" && value.kind !== "number")) continue;
    const key = String(value.value);
    const marked = first.get(key) ?? { ...value, member: { type, name } };
    first.set(key, marked);
    run.state.setName(type.attributes, name, marked);
  }
}

/** The members in their order, each once; undefined for a class that is no enumeration, or of which they are not known. */
export function membersOf(type: ClassValue): readonly Value[] | undefined {
  if (formOf(type) === undefined) return undefined;
  const members = new Set([...type.attributes].flatMap(([name, value]) => (isMember(name, value) ? [value] : [])));
  return [...members].every((value) => isMarked(value) || (value.kind === "object" && memberName(value) !== undefined))
    ? [...members]
    : undefined;
}

function isMarked(value: Value): value is NumberValue | StringValue {
  return (value.kind === "string" || value.kind === "number") && value.member !== undefined;
}

/** Makes members of what the body of an enumeration assigns; with a constructor of its own nothing is known of them. */
export function makeMembers(run: Run, type: ClassValue): void {
  const form = formOf(type);
  if (form === undefined) return;
  if (form !== "plain" && areValues(type, form)) {
    markMembers(run, type);
    return;
  }
  if (form === "values") return;
  const members = new Map<ObjectData, string>();
  const names = new Map<string, string>();
  const isMade = ["__init__", "__new__", "_missing_", "_generate_next_value_"].some((name) => findInClass(type, name));
  for (const [name, value] of [...type.attributes]) {
    if (!isMember(name, value)) continue;
    // Functions are no members, objects that can be called are, from one version of Python to the next.
    const isOpen = isMade || form === "mixed" || ["library", "partial", "class", "unknown"].includes(value.kind);
    const member = isOpen ? unread("expression", undefined, name) : memberOf(run, type, members, names, name, value);
    run.state.setName(type.attributes, name, member);
  }
  type.members = members;
}

/** A second name for a value is one for its member; of values that are no keys it is not known whether they are the same. */
function memberOf(
  run: Run,
  type: ClassValue,
  members: Map<ObjectData, string>,
  names: Map<string, string>,
  name: string,
  value: Value,
): Value {
  const key = keyOf(value);
  if (key === undefined) return unread("expression", undefined, name);
  const first = names.get(key);
  if (first !== undefined) return type.attributes.get(first) ?? unread("expression", undefined, name);
  const member = newObject(run, type, value.origin);
  for (const each of ["value", "_value_"]) member.object.attributes.set(each, value);
  for (const each of ["name", "_name_"]) member.object.attributes.set(each, string(name, unwritten));
  members.set(member.object, name);
  names.set(key, name);
  return member;
}

/** The member's own name; undefined for what is none, or may be one of several. */
export function memberName({ type, object }: ObjectValue): string | undefined {
  return type.kind === "class" ? type.members?.get(object) : undefined;
}

/** `Kind("classes")`; undefined where the class is no enumeration. */
export function memberByValue(type: ClassValue, value: Value | undefined): Value | undefined {
  if (formOf(type) === undefined) return undefined;
  const key = value && keyOf(value);
  for (const each of type.attributes.values()) {
    if (isMarked(each) && value?.kind === each.kind && each.value === value.value) return each;
  }
  for (const [object, name] of key === undefined ? [] : (type.members ?? [])) {
    const known = object.attributes.get("value");
    if (known !== undefined && keyOf(known) === key) return type.attributes.get(name);
  }
  return unread("call", undefined, type.name);
}

/** `Kind["CLASSES"]`; undefined where the class is no enumeration. */
export function memberByName(type: ClassValue, name: Value): Value | undefined {
  if (formOf(type) === undefined) return undefined;
  const known = name.kind === "string" ? type.attributes.get(name.value) : undefined;
  const isKnown =
    known !== undefined && (isMarked(known) || (known.kind === "object" && memberName(known) !== undefined));
  return isKnown ? known : unread("expression", undefined, type.name);
}
