import type { Place } from "../../textUnit";
import { operationOf } from "../library/operations";
import type { GivenArguments } from "../library/signature";
import { type DictObject, Names } from "../things";
import { type ObjectValue, unread, type Value } from "../value";
import { applyOperation } from "./apply";
import { setAttribute } from "./assign";
import { isMissing, readAttribute } from "./attributes";
import { unknownCall } from "./calls";
import { isInstance, typeNames } from "./isInstance";
import { findInClass, isClosed, libraryBases } from "./lookup";
import { bool, none, unwritten } from "./make";
import { operatorFunctions } from "./operatorFunctions";
import { PathEnds } from "./paths";
import { printed } from "./printed";
import { recordFunctions } from "./recordClasses";
import type { Run } from "./run";

export type Special = (run: Run, args: GivenArguments, place: Place, named: Place) => Value;

const specials: Readonly<Record<string, Special>> = {
  "builtins.print": (run, args, place) => {
    for (const { value } of args.positional) printed(run, value);
    run.records.show(
      "print",
      place,
      args.positional.map(({ value }) => value),
    );
    return none(unwritten);
  },
  "builtins.isinstance": (run, args, place) => {
    const [value, type] = args.positional;
    const known = value && type && isInstance(value.value, type.value);
    return known === undefined ? run.unread("expression", place) : bool(known, unwritten);
  },
  "builtins.type": (run, args, place) => {
    const value = args.positional[0]?.value;
    if (args.positional.length !== 1 || value === undefined) return unread("call", place, "type");
    if (value.kind === "object") return value.type;
    if (value.kind === "dict" && value.dict.type !== undefined) return run.library(value.dict.type);
    if ((value.kind === "string" || value.kind === "number") && value.member !== undefined) return value.member.type;
    const name = typeNames[value.kind === "number" ? value.type : value.kind === "list" ? value.form : value.kind];
    return name === undefined
      ? unread("call", place, "type")
      : { kind: "library", path: `builtins.${name}`, origin: unwritten };
  },
  "builtins.getattr": (run, args, place) => {
    const [object, name, otherwise] = args.positional.map(({ value }) => value);
    if (object === undefined || name?.kind !== "string") return unread("attribute", place, "getattr");
    if (otherwise !== undefined && object.kind === "object") {
      const { attributes } = object.object;
      if (run.state.mayMiss(attributes, name.value)) return unread("attribute", place, name.value);
      if (isMissing(run, object, name.value) && findInAny(object, "__getattr__") === undefined) return otherwise;
    }
    const value = readAttribute(run, object, name.value, place);
    if (otherwise === undefined || value.kind !== "unknown") return value;
    return unread("attribute", place, name.value);
  },
  "builtins.hasattr": (run, args, place) => {
    const [object, name] = args.positional.map(({ value }) => value);
    if (object === undefined || name?.kind !== "string" || object.kind === "unknown")
      return unread("expression", place);
    if (object.kind === "object") {
      if (run.state.mayMiss(object.object.attributes, name.value)) return unread("expression", place);
      if (isMissing(run, object, name.value) && findInAny(object, "__getattr__") === undefined)
        return bool(false, unwritten);
    }
    const value = readAttribute(run, object, name.value, place);
    return value.kind === "unknown" || value.kind === "library" ? unread("expression", place) : bool(true, unwritten);
  },
  "collections.ChainMap": (run, args, place, named) => layered(run, args, place, named, "collections.ChainMap"),
  "types.MappingProxyType": (run, args, place, named) => layered(run, args, place, named, "types.MappingProxyType"),
  "builtins.setattr": (run, args) => {
    const [object, name, value] = args.positional.map((each) => each.value);
    if (object === undefined || value === undefined) return none(unwritten);
    if (name?.kind === "string") setAttribute(run, object, name.value, value);
    else {
      loseAttributes(run, object);
      run.escape(value);
    }
    return none(unwritten);
  },
  "builtins.delattr": (run, args) => {
    const object = args.positional[0]?.value;
    if (object !== undefined) run.escape(object);
    return none(unwritten);
  },
  "builtins.callable": (_run, args, place) => {
    const kind = args.positional[0]?.value.kind;
    if (kind === "function" || kind === "class" || kind === "method" || kind === "partial")
      return bool(true, unwritten);
    return unread("expression", place);
  },
  "builtins.exec": loses,
  "builtins.eval": loses,
  "builtins.globals": loses,
  "builtins.locals": loses,
  "torch.get_default_dtype": (run, _args, place) =>
    run.hasOtherDefault
      ? unread("call", place, "get_default_dtype")
      : { kind: "dtype", dtype: "float32", library: "torch", origin: unwritten },
  "torch.set_default_dtype": (run, args) => {
    const type = args.positional[0]?.value;
    if (type?.kind !== "dtype" || type.dtype !== "float32") run.hasOtherDefault = true;
    return none(unwritten);
  },
  "torch.set_default_tensor_type": (run) => {
    run.hasOtherDefault = true;
    return none(unwritten);
  },
  "sys._getframe": loses,
  "inspect.currentframe": loses,
  "builtins.vars": (run, args, place, named) => variables(run, args) ?? unknownCall(run, args, place, named),
  "builtins.exit": ends,
  "builtins.quit": ends,
  "sys.exit": ends,
  "os._exit": ends,
  "os.abort": ends,
  "collections.namedtuple": (run, args, place) => {
    const [name, names] = args.positional.map(({ value }) => value);
    const fields =
      names?.kind === "string"
        ? names.value.split(/[\s,]+/).filter((each) => each !== "")
        : names && run.iterate(names)?.flatMap((each) => (each.kind === "string" ? [each.value] : []));
    const defaults = args.keywords.get("defaults")?.value;
    const fallbacks = defaults === undefined || defaults.kind === "none" ? [] : run.iterate(defaults);
    const isOther = args.keywords.size > (defaults === undefined ? 0 : 1) || args.positional.length > 2;
    if (name?.kind !== "string" || fields === undefined || fallbacks === undefined || isOther || !args.complete)
      return unread("call", place, "namedtuple");
    const from = fields.length - fallbacks.length;
    return {
      kind: "class",
      name: name.value,
      bases: [],
      attributes: new Names(
        run.region,
        fallbacks.map((value, i) => [fields[from + i] ?? "", value] as const),
      ),
      record: { form: "tuple", fields },
      origin: unwritten,
    };
  },
  "collections.deque": (run, args, place) => {
    const row = operationOf("collections.deque");
    const result =
      row === undefined
        ? unread("call", place, "deque")
        : applyOperation(run, row, "collections.deque", args, place, place);
    // What is put in later may push something out.
    const isBounded = args.positional.length > 1 || args.keywords.size > 0;
    if (isBounded && result.kind === "list") run.state.seal(result.list);
    return result;
  },
  ...recordFunctions,
  "functools.partial": (_run, args, place) => {
    const [callee, ...rest] = args.positional.map(({ value }) => value);
    if (callee === undefined || !args.complete) return unread("call", place, "partial");
    const keywords = new Map([...args.keywords].map(([name, { value }]) => [name, value]));
    return { kind: "partial", callee, args: rest, keywords, origin: unwritten };
  },
};

function findInAny({ type }: ObjectValue, name: string): Value | undefined {
  return type.kind === "class" ? findInClass(type, name) : undefined;
}

/** Dicts seen as one, of which the first that has a key answers: what is changed in one of them is not known in the others any more. */
function layered(run: Run, args: GivenArguments, place: Place, named: Place, type: string): Value {
  const maps = args.positional.map(({ value }) => value);
  const entries: NonNullable<DictObject["entries"]> = new Map();
  for (const map of maps.toReversed()) {
    if (map.kind !== "dict" || map.dict.entries === undefined) return unknownCall(run, args, place, named);
    run.spend(map.dict.entries.size);
    for (const [key, entry] of map.dict.entries) entries.set(key, entry);
  }
  const { dict, ...result } = run.dict(entries, unwritten);
  const seen = { ...result, dict: { ...dict, type } };
  for (const map of maps) if (map.kind === "dict") run.state.alias(seen.dict, map.dict);
  return seen;
}

/** Some attribute was set, and which one is not known. */
function loseAttributes(run: Run, object: Value): void {
  run.escape(object);
  if (object.kind === "object") {
    for (const name of [...object.object.attributes.keys()])
      setAttribute(run, object, name, unread("changed", undefined, name));
  } else if (object.kind === "class") {
    for (const name of [...object.attributes.keys()])
      setAttribute(run, object, name, unread("changed", undefined, name));
  } else if (object.kind === "library") run.loseEverything();
}

/** What it is given, or who gets hold of what it gives, may change anything. */
function loses(run: Run, _args: GivenArguments, place: Place, named: Place): Value {
  run.loseEverything();
  return unread("call", place, run.textAt(named));
}

/** The attributes of an object as the dict that they are kept in; undefined where not all are known. */
function variables(run: Run, { positional: [first], complete }: GivenArguments): Value | undefined {
  const object = first?.value;
  if (object?.kind !== "object" || !complete || !isClosed(object.type)) return undefined;
  if (libraryBases(object.type).some((path) => path !== "types.SimpleNamespace" && path !== "argparse.Namespace"))
    return undefined;
  const { attributes } = object.object;
  const entries: NonNullable<DictObject["entries"]> = new Map();
  for (const [name, value] of attributes) {
    if (run.state.mayMiss(attributes, name)) return undefined;
    entries.set(`s:${name}`, { key: { kind: "string", value: name, origin: unwritten }, value });
  }
  run.spend(entries.size);
  const result = run.dict(entries, unwritten);
  run.state.alias(result.dict, object.object);
  return result;
}

function ends(): never {
  throw new PathEnds();
}

export function specialOf(path: string): Special | undefined {
  if (path.startsWith("operator.")) return operatorFunctions.get(path);
  return Object.hasOwn(specials, path) ? specials[path] : undefined;
}
