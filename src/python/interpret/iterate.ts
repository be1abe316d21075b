import { methodOf } from "../library/classes";
import { operationOf } from "../library/operations";
import { itemsOf } from "../lists";
import { isContainer, type ObjectValue, type Value } from "../value";
import { applyOperation } from "./apply";
import { given } from "./calls";
import { membersOf } from "./enums";
import { changeItems } from "./escape";
import { looksAfter } from "./generators";
import { findInClass, libraryBases } from "./lookup";
import { int, string, unwritten } from "./make";
import type { Run } from "./run";

/** More rows of an array than this are not taken one by one. */
const maxRows = 10_000;

/**
 * The items of a set as Python goes through them. Small whole numbers stand where they belong in its table, which has 8 places at
 * least and more than it has items; where anything else stands, another run of the program may tell otherwise.
 */
function inOrder(items: readonly Value[]): readonly Value[] | undefined {
  if (items.length < 2) return items;
  const places = Math.max(8, items.length);
  const numbers = items.flatMap((item) =>
    item.kind === "number" && item.value >= 0 && item.value < places && Number.isInteger(item.value) ? [item] : [],
  );
  return numbers.length === items.length ? numbers.sort((a, b) => a.value - b.value) : undefined;
}

/** The items of something that can be iterated over; undefined where they are not known, or where it would raise. */
export function iterate(run: Run, value: Value, anyOrder = false): readonly Value[] | undefined {
  if (value.kind === "string") {
    run.spend(value.value.length);
    return Array.from(value.value, (character) => string(character, value.origin));
  }
  if (value.kind === "class") return membersOf(value);
  if (!isContainer(value)) return undefined;
  switch (value.kind) {
    case "tuple":
      return value.items;
    case "list": {
      const { numbers, items } = value.list;
      if (items === undefined && numbers !== undefined) run.spend(numbers.shape[0] ?? 0);
      // An iterator that was gone through is empty.
      if (value.form === "iterator" && items !== undefined) changeItems(run, value.list, []);
      if (value.form === "set" && !anyOrder) return items && inOrder(items);
      return value.form === "iterator" ? items : itemsOf(value.list);
    }
    case "dict":
      return value.dict.entries && [...value.dict.entries.values()].map(({ key }) => key);
    case "tensor": {
      const [rows] = value.shape;
      const getitem = operationOf("operator.getitem");
      if (rows === undefined || rows > maxRows || getitem === undefined) return undefined;
      const items: Value[] = [];
      const place =
        value.origin.kind === "literal" || value.origin.kind === "operation"
          ? value.origin.place
          : { unit: run.unit, start: 0, end: 0 };
      for (let i = 0; i < rows; i++) {
        run.step();
        const index = int(i, unwritten) as Value;
        items.push(applyOperation(run, getitem, "operator.getitem", given([value, index], new Map()), place, place));
      }
      return items;
    }
    case "object": {
      const result = iteratorOf(run, value);
      return result === undefined || result.kind === "object" ? undefined : iterate(run, result);
    }
  }
}

/** What the `__iter__` of an object gives; undefined where none is known. */
export function iteratorOf(run: Run, value: ObjectValue): Value | undefined {
  const { type } = value;
  const place = { unit: run.unit, start: 0, end: 0 };
  const own = type.kind === "class" ? findInClass(type, "__iter__") : undefined;
  if (own !== undefined && own.kind !== "function") return undefined;
  let result: Value | undefined;
  if (own !== undefined) {
    const method: Value = { kind: "method", self: value, callee: own, origin: own.origin };
    result = run.call(method, [], new Map(), place);
  } else if (type.kind !== "class" || findInClass(type, "__getitem__") === undefined) {
    for (const base of libraryBases(type)) {
      const method = methodOf(base, "__iter__");
      if (method === undefined) continue;
      result = applyOperation(run, method, `${base}.__iter__`, given([value], new Map()), place, place);
      break;
    }
  }
  if (result?.kind === "list" && result.form === "iterator") looksAfter(run.state, result.list, value);
  return result;
}
