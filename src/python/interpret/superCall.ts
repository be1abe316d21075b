import type { Place } from "../../textUnit";
import { methodOf } from "../library/classes";
import type { GivenArguments } from "../library/signature";
import type { Expression } from "../syntax";
import type { ClassValue, ObjectValue, Value } from "../value";
import { applyOperation } from "./apply";
import { callValue, unknownCall, withSelf } from "./calls";
import { callFunction } from "./functions";
import { initialise } from "./instances";
import { findInClass, libraryBases, linearised } from "./lookup";
import { none, unwritten } from "./make";
import { callMethod } from "./methods";
import { find } from "./names";
import type { Run } from "./run";

type Member = (name: string, args: GivenArguments, place: Place, named: Place) => Value;

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
