import type { Place } from "../../textUnit";
import { classOf, inheritsFrom, methodOf } from "../library/classes";
import { operationOf } from "../library/operations";
import type { GivenArguments } from "../library/signature";
import type { Expression } from "../syntax";
import { Names } from "../things";
import { type ClassValue, type ObjectValue, unread, type Value } from "../value";
import { applyOperation } from "./apply";
import { setAttribute } from "./assign";
import { isMissing, readAttribute } from "./attributes";
import { callValue, unknownCall, withSelf } from "./calls";
import { callFunction } from "./functions";
import { initialise } from "./instances";
import { findInClass, isClosed, libraryBases, linearised } from "./lookup";
import { bool, none, unwritten } from "./make";
import { callMethod } from "./methods";
import { find } from "./names";
import { binary, operatorNames } from "./operators";
import { PathEnds } from "./paths";
import { printed } from "./printed";
import { recordFunctions } from "./recordClasses";
import type { Run } from "./run";
import { itemOf } from "./subscript";

export type Special = (run: Run, args: GivenArguments, place: Place, named: Place) => Value;
type Member = (name: string, args: GivenArguments, place: Place, named: Place) => Value;

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
  "builtins.type": (_run, args, place) => {
    const value = args.positional[0]?.value;
    if (args.positional.length !== 1 || value === undefined) return unread("call", place, "type");
    if (value.kind === "object") return value.type;
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
  "builtins.exec": (run, _args, place) => {
    run.loseEverything();
    return unread("call", place, "exec");
  },
  "builtins.eval": (run, _args, place) => {
    run.loseEverything();
    return unread("call", place, "eval");
  },
  "builtins.globals": (run, _args, place) => {
    run.loseEverything();
    return unread("call", place, "globals");
  },
  "builtins.locals": (run, _args, place) => {
    run.loseEverything();
    return unread("call", place, "locals");
  },
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
  "builtins.vars": (run, args, place, named) => unknownCall(run, args, place, named),
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

function ends(): never {
  throw new PathEnds();
}

export function specialOf(path: string): Special | undefined {
  if (path.startsWith("operator.")) return operatorFunctions.get(path);
  return Object.hasOwn(specials, path) ? specials[path] : undefined;
}

/** What a getter of `operator`'s gives of a thing, by the names or keys that it was made with. */
const getters: Readonly<Record<string, (run: Run, thing: Value, key: Value, place: Place) => Value>> = {
  itemgetter: (run, thing, key, place) =>
    itemOf(run, { value: thing, place: undefined }, { value: key, place: undefined }, place),
  attrgetter: (run, thing, key, place) =>
    key.kind === "string"
      ? key.value.split(".").reduce((value, name) => readAttribute(run, value, name, place), thing)
      : unread("attribute", place, "attrgetter"),
};

/** `operator.add` and its like, called as functions. */
const operatorFunctions = new Map<string, Special>(
  (Object.keys(operatorNames) as (keyof typeof operatorNames)[]).map((operator) => [
    `operator.${operatorNames[operator]}`,
    (run, args, place) => {
      const [left, right] = args.positional;
      if (left === undefined || right === undefined) return unread("call", place, operator);
      return binary(run, operator, left.value, right.value, place);
    },
  ]),
);
for (const [name, get] of Object.entries(getters)) {
  const path = `operator.${name}()`;
  operatorFunctions.set(`operator.${name}`, (_run, args, place) => {
    if (!args.complete || args.keywords.size > 0 || args.positional.length === 0) return unread("call", place, name);
    const keys: Value = {
      kind: "tuple",
      items: args.positional.map(({ value }) => value),
      fields: undefined,
      origin: unwritten,
    };
    return {
      kind: "partial",
      callee: { kind: "library", path, origin: unwritten },
      args: [keys],
      keywords: new Map(),
      origin: unwritten,
    };
  });
  operatorFunctions.set(path, (run, args, place) => {
    const [keys, thing] = args.positional.map(({ value }) => value);
    if (keys?.kind !== "tuple" || thing === undefined || args.positional.length !== 2)
      return unread("call", place, name);
    const found = keys.items.map((key) => get(run, thing, key, place));
    return found.length === 1 ? found[0] : { kind: "tuple", items: found, fields: undefined, origin: unwritten };
  });
}
operatorFunctions.set("operator.getitem", (run, args, place) => {
  const [object, index] = args.positional;
  return object === undefined || index === undefined
    ? unread("call", place, "getitem")
    : itemOf(run, object, index, place);
});

const typeNames: Readonly<Record<string, string>> = {
  bool: "bool",
  int: "int",
  float: "float",
  string: "str",
  tuple: "tuple",
  list: "list",
  set: "set",
  dict: "dict",
};

/** isinstance(value, type); undefined where it is not known. */
export function isInstance(value: Value, type: Value): boolean | undefined {
  if (type.kind === "tuple") {
    let result: boolean | undefined = false;
    for (const each of type.items) {
      const is = isInstance(value, each);
      if (is === true) return true;
      if (is === undefined) result = undefined;
    }
    return result;
  }
  if (type.kind === "class") {
    // What a metaclass says of instances is not known.
    if (value.kind === "unknown" || linearised(type).some(({ opaque }) => opaque)) return undefined;
    if (value.kind === "tuple" && value.fields !== undefined) {
      if (value.type === undefined) return undefined;
      return linearised(value.type).includes(type) || (isClosed(value.type) ? false : undefined);
    }
    if ((value.kind === "string" || value.kind === "number") && value.member !== undefined)
      return linearised(value.member.type).includes(type);
    if (value.kind !== "object") return false;
    if (value.type.kind === "library") return false;
    if (linearised(value.type).includes(type)) return true;
    return isClosed(value.type) ? false : undefined;
  }
  if (type.kind !== "library") return undefined;
  const { path } = type;
  if (value.kind === "object") {
    const bases = libraryBases(value.type);
    if (bases.some((base) => inheritsFrom(base, path))) return true;
    if (path.startsWith("builtins.") && typeKinds.has(path))
      return isClosed(value.type) && bases.length === 0 ? false : undefined;
    return isClosed(value.type) && classOf(path) !== undefined && bases.every((base) => classOf(base) !== undefined)
      ? false
      : undefined;
  }
  const kind = value.kind === "number" ? value.type : value.kind === "list" ? value.form : value.kind;
  if (value.kind === "tensor") {
    if (path === "torch.Tensor") return value.library === "torch";
    if (path === "numpy.ndarray")
      return value.library === "numpy" && value.shape.length > 0 ? true : value.library === "torch" ? false : undefined;
    return typeKinds.has(path) && value.shape.length > 0 ? false : undefined;
  }
  const own = typeNames[kind];
  if (own === undefined) return undefined;
  if (path === "torch.Tensor" || path === "numpy.ndarray" || classOf(path) !== undefined) return false;
  if (!typeKinds.has(path)) return undefined;
  return path === `builtins.${own}` || (path === "builtins.int" && own === "bool");
}

const typeKinds = new Set(Object.values(typeNames).map((name) => `builtins.${name}`));

/** What stands behind the dot of `super()` or `super(C, self)`. */
export function superCall(run: Run, object: Expression): Member | undefined {
  if (object.kind !== "call" || object.callee.kind !== "name" || object.callee.name !== "super") return undefined;
  const found = find(run, "super");
  if (found?.kind !== "library" || found.path !== "builtins.super") return undefined;
  const { frame } = run;
  const owner = ownerOf(run, object.args[0]?.value) ?? frame.owner;
  const { self } = frame;
  if (owner === undefined || self === undefined) return undefined;
  if (self.kind !== "object")
    return (_name, args, place, named) => unknownCall(run, withSelf(self, args), place, named);
  return (name, args, place, named) => superMethod(run, owner, self, name, args, place, named);
}

function ownerOf(run: Run, type: Expression | undefined): ClassValue | undefined {
  if (type?.kind !== "name") return undefined;
  const value = find(run, type.name);
  return value?.kind === "class" ? value : undefined;
}

function superMethod(
  run: Run,
  owner: ClassValue,
  self: ObjectValue,
  name: string,
  args: GivenArguments,
  place: Place,
  named: Place,
): Value {
  const type = self.type.kind === "class" ? self.type : owner;
  const within = linearised(type).includes(owner) ? type : owner;
  if (name === "__init__") {
    initialise(run, within, self, args, place, named, owner);
    return none(unwritten);
  }
  const method = findInClass(within, name, owner);
  if (method?.kind === "function")
    return callFunction(run, method, { kind: "given", args: withSelf(self, args), self });
  if (method !== undefined) return callValue(run, method, args, place, named);
  for (const base of libraryBases(within)) {
    const row = methodOf(base, name) ?? (name === "__call__" ? methodOf(base, "forward") : undefined);
    if (row !== undefined) return applyOperation(run, row, `${base}.${name}`, withSelf(self, args), place, named);
  }
  if (findInClass(within, name) === undefined) return callMethod(run, self, name, args, place, named);
  // The class's own method is not the one that is meant: that is a class's which is not read.
  run.escape(self);
  return unknownCall(run, args, place, named);
}
