import { operationOf } from "../library/operations";
import { isNumPyScalar } from "../library/tensor/make";
import { itemsOf } from "../lists";
import type { Expression, Statement } from "../syntax";
import { dataOf, type TensorValue, type Value } from "../value";
import { assign, setAttribute } from "./assign";
import { readAttribute } from "./attributes";
import { PRICE_OF_ITEM } from "./budget";
import { changeEntries, changeItems } from "./escape";
import { evaluate } from "./expressions";
import { mangled } from "./names";
import { binary, operatorNames, overloaded, viaRow } from "./operators";
import type { Run } from "./run";
import { sameSizes } from "./same";
import { setItem, subscript } from "./subscript";

type Augmented = Statement & { readonly kind: "augmented" };

/** `target += value`: in place where the value can be changed, else a new value for the target. */
export function augment(run: Run, statement: Augmented): void {
  const { target } = statement;
  switch (target.kind) {
    case "attribute": {
      const object = evaluate(run, target.object);
      const old = readAttribute(run, object, mangled(run, target.name), run.placeOf(target));
      setAttribute(run, object, mangled(run, target.name), combined(run, statement, old), target.object);
      return;
    }
    case "subscript": {
      const object = evaluate(run, target.object);
      const index = evaluate(run, target.index);
      const old = subscript(run, object, index, target);
      setItem(run, object, index, combined(run, statement, old), run.placeOf(target));
      return;
    }
    default:
      assign(run, target, combined(run, statement, evaluate(run, target as Expression)));
  }
}

function combined(run: Run, statement: Augmented, old: Value): Value {
  const { operator } = statement;
  const value = evaluate(run, statement.value);
  if (old.kind === "list" && old.form === "list") {
    if (operator === "+") {
      const items = itemsOf(old.list);
      const more = run.iterate(value);
      if (items && more) run.spend((items.length + more.length) * PRICE_OF_ITEM);
      changeItems(run, old.list, items && more && [...items, ...more]);
      if (old.list.items === undefined) run.state.hold(old.list, value);
      return old;
    }
    if (operator === "*") {
      const result = binary(run, operator, old, value, statement);
      changeItems(run, old.list, result.kind === "list" ? result.list.items : undefined);
      return old;
    }
  }
  if (old.kind === "dict" && (operator === "|" || old.dict.counts === true)) {
    const result = binary(run, operator, old, value, statement);
    changeEntries(run, old.dict, result.kind === "dict" ? result.dict.entries : undefined);
    return old;
  }
  if (old.kind === "list" && old.form === "set") {
    const result = binary(run, operator, old, value, statement);
    changeItems(run, old.list, result.kind === "list" ? result.list.items : undefined);
    return old;
  }
  if (old.kind === "tensor" && old.library === "numpy" && old.shape.length === 0) {
    const parts = { left: statement.target, right: statement.value };
    // NumPy's scalars are numbers; an array of no axes is an array, and which of the two it is, is not known of all.
    if (isNumPyScalar(old)) return binary(run, operator, old, value, statement, parts);
    run.escape(old);
    const result = binary(run, operator, old, value, statement, parts);
    // An array of another dtype keeps its own.
    if (result.kind !== "tensor" || result.dtype !== old.dtype) return run.unread("changed", statement);
    run.state.alias(result.storage, old.storage);
    // What it holds now is a sum; what it is remains an array, which the next change is made in, too.
    const { origin } = result;
    return {
      ...result,
      origin: origin.kind === "operation" ? { ...origin, operation: `i${origin.operation}` } : origin,
    };
  }
  if (old.kind === "tensor" && (old.library === "torch" || old.library === "numpy"))
    return inPlace(run, statement, old, value);
  const viaObject = overloaded(run, `i${operatorNames[operator].replace(/_$/, "")}`, old, value);
  if (viaObject !== undefined) return viaObject;
  const result = binary(run, operator, old, value, statement, { left: statement.target, right: statement.value });
  if (old.kind === "unknown" && old.facts.library !== "tensorflow" && old.facts.library !== "jax") run.escape(old);
  if (old.kind === "object") run.escape(old);
  return result;
}

function inPlace(run: Run, statement: Augmented, old: TensorValue, value: Value): Value {
  const name = `i${operatorNames[statement.operator].replace(/_$/, "")}`;
  if (operationOf(`operator.${name}`) !== undefined) {
    return viaRow(run, name, [old, value], statement, [statement.target, statement.value]);
  }
  const parts = { left: statement.target, right: statement.value };
  const result = binary(run, statement.operator, old, value, statement, parts);
  if (result.kind === "tensor" && result.dtype === old.dtype && sameSizes(result.shape, old.shape)) {
    run.write(old, dataOf(result)?.slice());
    if (result.storage.error !== undefined || old.storage.error !== undefined) run.write(old, undefined);
    return { ...old, cells: undefined, origin: result.origin };
  }
  // Numbers of another dtype are cast, and shapes that do not fit raise.
  run.write(old, undefined);
  return old;
}
