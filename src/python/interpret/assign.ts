import { holdPart } from "../library/nn/containers";
import type { Expression } from "../syntax";
import { Names } from "../things";
import { type ClassValue, dataOf, type TensorValue, unread, type Value } from "../value";
import { wrapped } from "./attributes";
import { given } from "./calls";
import { changeAttribute, changeData } from "./escape";
import { evaluate, noteChain } from "./expressions";
import { callFunction } from "./functions";
import { newObject } from "./instances";
import { findInClass } from "./lookup";
import { literalAt } from "./make";
import { find, mangled, store } from "./names";
import { forgetShape, rebind } from "./reshaped";
import { deriveAll } from "./roots";
import type { Run } from "./run";
import { sameSizes } from "./same";
import { setItem, someItem } from "./subscript";

/** Gives a target a value: a name, an attribute, an element, or several of them. */
export function assign(run: Run, target: Expression, value: Value): void {
  switch (target.kind) {
    case "name":
      store(run, target.name, value, target);
      return;
    case "tuple":
    case "list":
      unpack(run, target.items, value);
      return;
    case "starred":
      assign(run, target.value, value);
      return;
    case "attribute": {
      if (target.object.kind === "name") meetSelf(run, target.object.name);
      const object = evaluate(run, target.object);
      setAttribute(run, object, mangled(run, target.name), value, target.object);
      noteChain(run, target, value);
      return;
    }
    case "subscript": {
      const object = evaluate(run, target.object);
      setItem(run, object, evaluate(run, target.index), value, run.placeOf(target));
      return;
    }
    default:
      // Not a target in Python; what stands in it is still looked at.
      evaluate(run, target);
  }
}

/** Lines of a method by themselves, as people show them: what they give to `self` it holds, and nothing else is known of it. */
function meetSelf(run: Run, name: string): void {
  if (name !== "self" || run.scope !== run.module || find(run, name) !== undefined) return;
  const base = unread("undefined", undefined, name);
  const type: ClassValue = {
    kind: "class",
    name,
    bases: [base],
    attributes: new Names(run.region),
    origin: base.origin,
  };
  run.state.setName(run.scope.names, name, newObject(run, type, base.origin));
}

/** Whether a tensor was made by the very expression that stands behind a target: nobody else has it. */
function isMadeBehind({ unit }: Run, { storage, origin }: TensorValue, target: Expression | undefined): boolean {
  if (origin.kind !== "operation" || origin.place === undefined || target === undefined) return false;
  const isShared = origin.operands.some(({ value }) => value.kind === "tensor" && value.storage === storage);
  return !isShared && origin.place.unit === unit && origin.place.start >= target.end;
}

function unpack(run: Run, targets: readonly Expression[], value: Value): void {
  const items = run.iterate(value);
  const star = targets.findIndex(({ kind }) => kind === "starred");
  const fits = items !== undefined && (star < 0 ? items.length === targets.length : items.length >= targets.length - 1);
  targets.forEach((target, i) => {
    const isStar = i === star;
    if (!fits) {
      const part = run.unread(
        value.kind === "unknown" && value.origin.kind === "unread" ? value.origin.reason : "expression",
        target,
      );
      someItem(run, value, part);
      assign(run, target, isStar ? run.list(undefined, part.origin) : part);
    } else if (isStar) {
      const taken = items.slice(i, items.length - (targets.length - 1 - i));
      assign(run, target, run.list(taken, literalAt(run.placeOf(target))));
    } else assign(run, target, items[star >= 0 && i > star ? items.length - targets.length + i : i]);
  });
}

export function setAttribute(run: Run, object: Value, name: string, value: Value, owner?: Expression): void {
  switch (object.kind) {
    case "object": {
      const inClass = object.type.kind === "class" ? findInClass(object.type, name) : undefined;
      const isProperty = inClass !== undefined && wrapped(inClass)?.endsWith("property");
      if (isProperty && inClass?.kind === "method" && inClass.setter !== undefined) {
        const args = given([object, value], new Map());
        callFunction(run, inClass.setter, { kind: "given", args, self: object });
        return;
      }
      // A deleter, or a method that every assignment goes through, does what it likes.
      if (isProperty || (object.type.kind === "class" && findInClass(object.type, "__setattr__") !== undefined)) {
        run.escape(object);
        run.escape(value);
        return;
      }
      changeAttribute(run, object.object, name, value);
      holdPart(run, object.object, name, value);
      return;
    }
    case "class":
      run.state.setAttribute(object, object.attributes, name, value);
      return;
    case "tensor": {
      if (name === "grad" || name === "retains_grad") return;
      if (name === "requires_grad") {
        run.state.setRequiresGrad(object.storage, run.truth(value) !== false);
        return;
      }
      if (
        name === "data" &&
        value.kind === "tensor" &&
        value.dtype === object.dtype &&
        sameSizes(value.shape, object.shape)
      ) {
        run.put(object, dataOf(value)?.slice());
        // From now on it is the memory of what it was given.
        if (!isMadeBehind(run, value, owner)) run.state.alias(object.storage, value.storage);
        return;
      }
      changeData(run, object.storage, undefined);
      forgetShape(run, object.storage);
      if (owner !== undefined)
        rebind(run, owner, unread("changed", run.placeOf(owner), name, { library: object.library }));
      return;
    }
    case "library":
      // What a program puts in the place of a library's function is not followed.
      run.state.setName(run.patched, `${object.path}.${name}`, unread("changed", undefined, name));
      run.escape(value);
      return;
    case "function":
    case "partial":
      return;
    case "unknown":
      // From now on whoever gets hold of the one has the other.
      run.escape(object);
      deriveAll(run.state, object, value, "old");
      return;
    case "list":
    case "dict":
    case "tuple":
    case "method":
    case "slice":
    case "number":
    case "string":
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "dtype":
      run.escape(object);
      run.escape(value);
  }
}
