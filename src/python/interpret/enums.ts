import { type ClassValue, type ObjectData, type ObjectValue, unread, type Value } from "../value";
import { newObject } from "./instances";
import { findInClass, libraryBases } from "./lookup";
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

/** Makes members of what the body of an enumeration assigns; with a constructor of its own nothing is known of them. */
export function makeMembers(run: Run, type: ClassValue): void {
  const form = formOf(type);
  if (form === undefined || form === "values") return;
  const members = new Map<ObjectData, string>();
  const names = new Map<string, string>();
  const isMade = ["__init__", "__new__", "_missing_", "_generate_next_value_"].some((name) => findInClass(type, name));
  for (const [name, value] of [...type.attributes]) {
    if (name.startsWith("_") || value.kind === "function" || value.kind === "method") continue;
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
  return known?.kind === "object" && memberName(known) !== undefined
    ? known
    : unread("expression", undefined, type.name);
}
