import type { Place } from "../../textUnit";
import { classOf, inheritsFrom } from "../library/classes";
import { bindArguments, type GivenArguments } from "../library/signature";
import { Names } from "../things";
import type { Origin } from "../value";
import { type ClassValue, type ObjectValue, unread, type Value } from "../value";
import { applyOperation } from "./apply";
import { unknownCall, withSelf } from "./calls";
import { memberByValue } from "./enums";
import { callFunction } from "./functions";
import { findInClass, isClosed, libraryBases } from "./lookup";
import { unwritten } from "./make";
import type { Run } from "./run";

/** An instance of a class of the file. */
export function instantiate(run: Run, type: ClassValue, args: GivenArguments, place: Place, named: Place): Value {
  const making = findInClass(type, "__new__");
  if (making !== undefined || type.opaque === true) {
    if (making !== undefined) run.escape(making);
    return unknownCall(run, args, place, named);
  }
  const member = memberByValue(type, args.complete ? args.positional[0]?.value : undefined);
  if (member !== undefined) return member;
  if (type.record?.form === "tuple") return namedTuple(run, type, type.record.fields, args, place);
  const self = newObject(run, type, { kind: "operation", operation: type.name, settings: {}, place, operands: [] });
  initialise(run, type, self, args, place, named);
  return self;
}

/** The fields' values in order, from arguments and the defaults in the class, none for what is set later; undefined where one is not known to be given. */
function fieldValues(
  run: Run,
  type: ClassValue,
  fields: readonly string[],
  args: GivenArguments,
  place: Place,
): (Value | undefined)[] | undefined {
  if (!args.complete) return undefined;
  const values: (Value | undefined)[] = [];
  let next = 0;
  for (const name of fields) {
    const fallback = findInClass(type, name);
    const declared = fallback && fieldOf(fallback);
    const [isTaken, isByName] = [said(run, declared, "init", true), said(run, declared, "kw_only", false)];
    if (isTaken === undefined || isByName === undefined) return undefined;
    const positional = isTaken && !isByName ? args.positional[next++]?.value : undefined;
    const value = positional ?? (isTaken ? args.keywords.get(name)?.value : undefined);
    const factory = declared?.get("default_factory");
    if (value !== undefined) values.push(value);
    else if (factory !== undefined) values.push(run.call(factory, [], new Map(), place));
    else {
      const otherwise = declared === undefined ? fallback : declared.get("default");
      if (otherwise === undefined && isTaken) return undefined;
      values.push(otherwise);
    }
  }
  return args.positional.length > next ? undefined : values;
}

/** What a field's declaration says of how the constructor takes it; undefined where that is not known. */
function said(
  run: Run,
  declared: ReadonlyMap<string, Value> | undefined,
  word: string,
  otherwise: boolean,
): boolean | undefined {
  const value = declared?.get(word);
  return value === undefined ? otherwise : run.truth(value);
}

/** How `field(default=…)` is kept in a class: as a call that is still to be made. */
export function fieldOf(value: Value): ReadonlyMap<string, Value> | undefined {
  const isField =
    value.kind === "partial" && value.callee.kind === "library" && value.callee.path === "dataclasses.field";
  return isField ? value.keywords : undefined;
}

function namedTuple(run: Run, type: ClassValue, fields: readonly string[], args: GivenArguments, place: Place): Value {
  const items = fieldValues(run, type, fields, args, place)?.flatMap((value) => value ?? []);
  if (items?.length !== fields.length) return unread("call", place, type.name);
  run.spend(items.length);
  return {
    kind: "tuple",
    items,
    fields,
    type,
    origin: { kind: "operation", operation: type.name, settings: {}, place, operands: [] },
  };
}

/** What `@dataclass` makes `__init__` do. */
function fill(
  run: Run,
  type: ClassValue,
  fields: readonly string[],
  self: ObjectValue,
  args: GivenArguments,
  place: Place,
): void {
  const values = fieldValues(run, type, fields, args, place);
  for (const [i, name] of fields.entries()) {
    const value = values === undefined ? unread("call", place, name) : values[i];
    if (value !== undefined) set(run, self, name, value);
  }
  const after = findInClass(type, "__post_init__");
  if (after?.kind !== "function") return;
  callFunction(run, after, {
    kind: "given",
    args: { positional: [{ value: self, place: undefined }], keywords: new Map(), complete: true },
    self,
  });
}

/** Runs `__init__`, the class's own or the one that it inherits. */
export function initialise(
  run: Run,
  type: ClassValue,
  self: ObjectValue,
  args: GivenArguments,
  place: Place,
  named: Place,
  after?: ClassValue,
): void {
  const init = findInClass(type, "__init__", after);
  if (init?.kind === "function") {
    callFunction(run, init, { kind: "given", args: withSelf(self, args), self });
    return;
  }
  if (init === undefined && type.record !== undefined) {
    fill(run, type, type.record.fields, self, args, place);
    return;
  }
  for (const base of libraryBases(type)) {
    if (classOf(base) === undefined) continue;
    construct(run, base, self, args, place, named);
    return;
  }
  if (init !== undefined || !isClosed(type)) {
    for (const { value } of args.positional) run.escape(value);
    for (const { value } of args.keywords.values()) run.escape(value);
  }
}

/** An instance of a library's class. */
export function constructLibrary(run: Run, path: string, args: GivenArguments, place: Place, named: Place): Value {
  run.step();
  const origin: Origin = {
    kind: "operation",
    operation: path.slice(path.lastIndexOf(".") + 1),
    settings: {},
    place,
    operands: [],
  };
  const self = newObject(run, { kind: "library", path, origin: unwritten }, origin);
  return construct(run, path, self, args, place, named) ? self : unread("call", place, path);
}

/** Gives an instance what a library's constructor gives it. Says whether the arguments are such as it takes. */
export function construct(
  run: Run,
  path: string,
  self: ObjectValue,
  args: GivenArguments,
  place: Place,
  named: Place,
): boolean {
  const known = classOf(path);
  if (known === undefined) return false;
  const bound = bindArguments(known.signature, args);
  if (bound === undefined) {
    for (const { name } of known.signature.parameters) set(run, self, name, unread("call", place, path));
    return false;
  }
  const given = new Map<string, { readonly value: Value; readonly place: Place | undefined }>();
  for (const { name, fallback, index } of known.signature.parameters) {
    const argument = bound.args[index];
    if (argument !== undefined) given.set(name, argument);
    const value = argument?.value ?? fallback;
    if (value !== undefined) set(run, self, name, value);
  }
  const { rest, others } = known.signature;
  if (rest !== undefined) {
    const items = bound.rest.map(({ value }) => value);
    set(run, self, rest, { kind: "tuple", items, fields: undefined, origin: unwritten });
  }
  if (others !== undefined) for (const [name, argument] of bound.others) given.set(name, argument);
  self.object.construction = { path, place, named, given };
  const { construct: also } = known.row;
  if (also !== undefined) {
    const row = {
      apply: (call: Parameters<typeof also>[0]) => {
        also(call, self);
        return self;
      },
    };
    applyOperation(run, { row, signature: known.signature }, path, args, place, named);
  }
  return true;
}

function set(run: Run, { object }: ObjectValue, name: string, value: Value): void {
  run.state.setName(object.attributes, name, value);
}

export function newObject(run: Run, type: ObjectValue["type"], origin: Origin): ObjectValue {
  return {
    kind: "object",
    type,
    object: { attributes: new Names(run.region), region: run.region, construction: undefined },
    origin,
  };
}

export function isModule(type: ObjectValue["type"]): boolean {
  return libraryBases(type).some((base) => inheritsFrom(base, "torch.nn.Module"));
}
