import type { Place } from "../../textUnit";
import { methodOf } from "../library/classes";
import { operationOf } from "../library/operations";
import type { GivenArgument } from "../library/signature";
import { itemsOf } from "../lists";
import type { Expression } from "../syntax";
import type { DictObject } from "../things";
import { isContainer, type SliceValue, unread, type Value } from "../value";
import { applyOperation, deriveFrom } from "./apply";
import { given } from "./calls";
import { memberByName } from "./enums";
import { changeEntries, changeItems } from "./escape";
import { callFunction } from "./functions";
import { findInClass, libraryBases } from "./lookup";
import { computed, keyOf, string } from "./make";
import { deriveAll } from "./roots";
import type { Run } from "./run";

const noKeywords: ReadonlyMap<string, Value> = new Map();

/** `object[index]`. */
export function subscript(
  run: Run,
  object: Value,
  index: Value,
  expression: Expression & { readonly kind: "subscript" },
): Value {
  return itemOf(
    run,
    { value: object, place: run.placeOf(expression.object) },
    { value: index, place: run.placeOf(expression.index) },
    run.placeOf(expression),
  );
}

export function itemOf(run: Run, object: GivenArgument, index: GivenArgument, place: Place): Value {
  if (object.value.kind === "tensor" || object.value.kind === "unknown") {
    const row = operationOf("operator.getitem");
    const args = { positional: [object, index], keywords: new Map(), complete: true };
    // What a function or a generic is subscripted with, is no index.
    if (row !== undefined) return applyOperation(run, row, "operator.getitem", args, place, place);
  }
  const value = item(run, object.value, index.value, place);
  if (value !== undefined) return value;
  return someItem(run, object.value, unread("expression", place));
}

/** An unknown value that is one of those that a container holds: who changes it, changes that one. */
export function someItem(run: Run, container: Value, result: Value): Value {
  const { state } = run;
  const derive = (value: Value) => {
    deriveAll(state, result, value);
  };
  if (container.kind === "tuple") for (const each of container.items) derive(each);
  else if (container.kind === "list") {
    for (const each of container.list.items ?? []) derive(each);
    for (const each of state.heldBy(container.list)) derive(each);
  } else if (container.kind === "dict") {
    for (const { value } of container.dict.entries?.values() ?? []) derive(value);
    for (const each of state.heldBy(container.dict)) derive(each);
  } else deriveFrom(run, result, given([container], noKeywords));
  return result;
}

/** An item of one of Python's own containers; undefined where it is not known or would raise. */
function item(run: Run, object: Value, index: Value, place: Place): Value | undefined {
  switch (object.kind) {
    case "tuple":
      if (index.kind === "slice") {
        const positions = positionsOf(index, object.items.length);
        if (positions === undefined) return undefined;
        const items = positions.map((i) => object.items[i]);
        return { kind: "tuple", items, fields: undefined, origin: computed("getitem", place, [object]) };
      }
      return at(object.items, index);
    case "list": {
      if (object.form === "set" || object.form === "iterator") return undefined;
      const items = itemsOf(object.list);
      if (items === undefined) return undefined;
      if (index.kind !== "slice") return at(items, index);
      const positions = positionsOf(index, items.length);
      if (positions === undefined) return undefined;
      run.spend(positions.length);
      return run.list(
        positions.map((i) => items[i]),
        computed("getitem", place, [object]),
      );
    }
    case "string": {
      const characters = /[\ud800-\udfff]/.test(object.value) ? Array.from(object.value) : object.value;
      const origin = computed("getitem", place, [object]);
      if (index.kind === "slice") {
        const positions = positionsOf(index, characters.length);
        return positions && string(positions.map((i) => characters[i]).join(""), origin);
      }
      const position = positionOf(index, characters.length);
      return position === undefined ? undefined : string(characters[position], origin);
    }
    case "dict": {
      const key = keyOf(index);
      const known = key === undefined ? undefined : object.dict.entries?.get(key)?.value;
      if (known === undefined && object.dict.counts === true && key !== undefined && object.dict.entries !== undefined)
        return { kind: "number", type: "int", value: 0, origin: computed("getitem", place, [object]) };
      const { entries, factory } = object.dict;
      if (known === undefined && key !== undefined && entries !== undefined && factory === undefined) run.raise();
      return known ?? (object.dict.factory && added(run, object.dict, object.dict.factory, index, place));
    }
    case "object": {
      if (object.type.kind === "class") {
        const own = findInClass(object.type, "__getitem__");
        if (own?.kind === "function") {
          return callFunction(run, own, { kind: "given", args: given([object, index], noKeywords), self: object });
        }
      }
      for (const base of libraryBases(object.type)) {
        const method = methodOf(base, "__getitem__");
        if (method !== undefined) {
          return applyOperation(run, method, `${base}.__getitem__`, given([object, index], noKeywords), place, place);
        }
      }
      return undefined;
    }
    case "class":
      // `Generic[T]`: for annotations.
      return memberByName(object, index) ?? object;
    case "library":
      // `list[int]`, likewise.
      return object;
    case "tensor":
    case "unknown":
    case "number":
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "function":
    case "method":
    case "partial":
      return undefined;
  }
}

/** What a defaultdict does with a key that is not in it; it may be in it where that is not known. */
function added(run: Run, dict: DictObject, factory: Value, index: Value, place: Place): Value | undefined {
  const key = keyOf(index);
  const { entries } = dict;
  if (key === undefined || entries === undefined) {
    changeEntries(run, dict, undefined);
    return undefined;
  }
  const value = run.call(factory, [], new Map(), place);
  run.spend(entries.size);
  changeEntries(run, dict, new Map(entries).set(key, { key: index, value }));
  if (dict.entries !== undefined) return value;
  run.state.hold(dict, value);
  return undefined;
}

function at(items: readonly Value[], index: Value): Value | undefined {
  const position = positionOf(index, items.length);
  return position === undefined ? undefined : items[position];
}

function positionOf(index: Value, length: number): number | undefined {
  if (index.kind !== "number" || index.type === "float") return undefined;
  const position = index.value < 0 ? index.value + length : index.value;
  return position >= 0 && position < length ? position : undefined;
}

/** The positions that a slice takes, in its order. */
export function positionsOf({ lower, upper, step }: SliceValue, length: number): number[] | undefined {
  const by = step.kind === "none" ? 1 : wholeOf(step);
  if (by === undefined || by === 0) return undefined;
  const bound = (value: Value, otherwise: number): number | undefined => {
    if (value.kind === "none") return otherwise;
    const whole = wholeOf(value);
    if (whole === undefined) return undefined;
    const position = whole < 0 ? whole + length : whole;
    return by > 0 ? Math.min(Math.max(position, 0), length) : Math.min(Math.max(position, -1), length - 1);
  };
  const from = bound(lower, by > 0 ? 0 : length - 1);
  const to = bound(upper, by > 0 ? length : -1);
  if (from === undefined || to === undefined) return undefined;
  const positions: number[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) positions.push(i);
  return positions;
}

function wholeOf(value: Value): number | undefined {
  return value.kind === "number" && value.type !== "float" ? value.value : undefined;
}

/** `object[index] = value`. */
export function setItem(run: Run, object: Value, index: Value, value: Value, place: Place): void {
  if (object.kind === "unknown") {
    run.escape(object);
    deriveAll(run.state, object, value);
    return;
  }
  if (!isContainer(object)) {
    run.escape(value);
    return;
  }
  switch (object.kind) {
    case "tensor": {
      const row = operationOf("operator.setitem");
      if (row === undefined) run.escape(object);
      else applyOperation(run, row, "operator.setitem", given([object, index, value], noKeywords), place, place);
      return;
    }
    case "list": {
      const items = itemsOf(object.list);
      changeItems(run, object.list, items && withItem(run, items, index, value));
      if (object.list.items === undefined) run.state.hold(object.list, value);
      return;
    }
    case "dict": {
      const key = keyOf(index);
      if (object.dict.entries === undefined || key === undefined) {
        changeEntries(run, object.dict, undefined);
        run.state.hold(object.dict, value);
        return;
      }
      const known = object.dict.entries.get(key);
      run.spend(object.dict.entries.size);
      changeEntries(run, object.dict, new Map(object.dict.entries).set(key, { key: known?.key ?? index, value }));
      if (object.dict.entries === undefined) run.state.hold(object.dict, value);
      return;
    }
    case "object": {
      const own = object.type.kind === "class" ? findInClass(object.type, "__setitem__") : undefined;
      if (own?.kind === "function") {
        callFunction(run, own, { kind: "given", args: given([object, index, value], noKeywords), self: object });
        return;
      }
      for (const base of libraryBases(object.type)) {
        const method = methodOf(base, "__setitem__");
        if (method === undefined) continue;
        applyOperation(run, method, `${base}.__setitem__`, given([object, index, value], noKeywords), place, place);
        return;
      }
      run.escape(object);
      return;
    }
    case "tuple":
      run.escape(value);
  }
}

function withItem(run: Run, items: readonly Value[], index: Value, value: Value): Value[] | undefined {
  if (index.kind === "slice") {
    const positions = positionsOf(index, items.length);
    const values = run.iterate(value);
    if (positions === undefined || values === undefined) return undefined;
    const step = index.step.kind === "none" ? 1 : index.step.kind === "number" ? index.step.value : 0;
    if (step !== 1) {
      if (positions.length !== values.length) return undefined;
      const result = [...items];
      positions.forEach((position, i) => {
        result[position] = values[i];
      });
      return result;
    }
    const lower = index.lower.kind === "none" ? 0 : positions[0];
    if (lower === undefined) return undefined;
    return [...items.slice(0, lower), ...values, ...items.slice(lower + positions.length)];
  }
  const position = positionOf(index, items.length);
  if (position === undefined) return undefined;
  const result = [...items];
  result[position] = value;
  return result;
}

/** `del object[index]`. */
export function deleteItem(run: Run, object: Value, index: Value): void {
  if (object.kind === "list") {
    const items = itemsOf(object.list);
    const gone =
      items === undefined
        ? undefined
        : index.kind === "slice"
          ? positionsOf(index, items.length)
          : [positionOf(index, items.length)];
    const known = gone !== undefined && !gone.includes(undefined);
    changeItems(run, object.list, known ? items?.filter((_, i) => !gone.includes(i)) : undefined);
  } else if (object.kind === "dict") {
    const key = keyOf(index);
    const entries = object.dict.entries && new Map(object.dict.entries);
    if (key !== undefined) entries?.delete(key);
    changeEntries(run, object.dict, key === undefined ? undefined : entries);
  } else run.escape(object);
}
