import { classOf, inheritsFrom } from "../library/classes";
import type { Value } from "../value";
import { isClosed, libraryBases, linearised } from "./lookup";

export const typeNames: Readonly<Record<string, string>> = {
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
  const other = value.kind === "dict" ? value.dict.type : undefined;
  if (other !== undefined) return path === other ? true : typeKinds.has(path) ? false : undefined;
  const own = typeNames[kind];
  if (own === undefined) return undefined;
  if (path === "torch.Tensor" || path === "numpy.ndarray" || classOf(path) !== undefined) return false;
  if (!typeKinds.has(path)) return undefined;
  return path === `builtins.${own}` || (path === "builtins.int" && own === "bool");
}

const typeKinds = new Set(Object.values(typeNames).map((name) => `builtins.${name}`));
