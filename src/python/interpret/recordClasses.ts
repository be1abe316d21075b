import { type ClassValue, type ObjectValue, unread, type Value } from "../value";
import { fieldOf, newObject } from "./instances";
import { findInClass } from "./lookup";
import { string, unwritten } from "./make";
import type { Special } from "./specials";

type Fields = readonly (readonly [string, Value])[];

/** What `dataclasses` has besides the decorator. Containers within are not copied here: of those nothing is known afterwards. */
export const recordFunctions: Readonly<Record<string, Special>> = {
  "dataclasses.field": (_run, args, place) =>
    args.positional.length > 0 || !args.complete
      ? unread("call", place, "field")
      : {
          kind: "partial",
          callee: { kind: "library", path: "dataclasses.field", origin: unwritten },
          args: [],
          keywords: new Map([...args.keywords].map(([name, { value }]) => [name, value])),
          origin: unwritten,
        },
  "dataclasses.asdict": (run, args, place) => {
    const fields = args.keywords.size === 0 ? fieldsIn(args.positional[0]?.value) : undefined;
    if (fields === undefined) return unread("call", place, "asdict");
    const entries = fields.map(([name, value]) => [`s:${name}`, { key: string(name, unwritten), value }] as const);
    return run.dict(new Map(entries), unwritten);
  },
  "dataclasses.astuple": (_run, args, place) => {
    const fields = args.keywords.size === 0 ? fieldsIn(args.positional[0]?.value) : undefined;
    if (fields === undefined) return unread("call", place, "astuple");
    return { kind: "tuple", items: fields.map(([, value]) => value), fields: undefined, origin: unwritten };
  },
  "dataclasses.replace": (run, args, place) => {
    const [given] = args.positional;
    const record = given?.value;
    const type = record && recordClass(record);
    if (record?.kind !== "object" || type?.record === undefined || !args.complete || ownConstruction(type))
      return unread("call", place, "replace");
    const made = newObject(run, type, record.origin);
    for (const name of type.record.fields) {
      const value = args.keywords.get(name)?.value ?? record.object.attributes.get(name);
      run.state.setName(made.object.attributes, name, value ?? unread("call", place, name));
    }
    return made;
  },
};

function recordClass(value: Value): ClassValue | undefined {
  if (value.kind !== "object" || value.type.kind !== "class") return undefined;
  return value.type.record?.form === "dataclass" && value.type.opaque !== true ? value.type : undefined;
}

/** Whether more happens when one is made than that its fields are set. */
function ownConstruction(type: ClassValue): boolean {
  return (
    ["__init__", "__post_init__", "__setattr__"].some((name) => findInClass(type, name) !== undefined) ||
    (type.record?.fields.some((name) => {
      const fallback = findInClass(type, name);
      const declared = fallback && fieldOf(fallback);
      return declared?.has("init") || declared?.has("kw_only");
    }) ??
      false)
  );
}

/** The fields of a record whose values are no containers, or arrays, which are copied as well. */
function fieldsIn(record: Value | undefined): Fields | undefined {
  const type = record && recordClass(record);
  if (type?.record === undefined) return undefined;
  const { attributes } = (record as ObjectValue).object;
  const fields = type.record.fields.map((name) => [name, attributes.get(name)] as const);
  const plain = ["number", "string", "none", "dtype", "function", "library", "class"];
  return fields.every(([, value]) => value !== undefined && plain.includes(value.kind))
    ? (fields as Fields)
    : undefined;
}
