import { bodiesOf, expressionsOf, partsOf } from "../children";
import { itemsOf } from "../lists";
import type { Expression, FunctionStatement, Statement } from "../syntax";
import type { ListObject } from "../things";
import type { Value } from "../value";
import { isClosed, libraryBases } from "./lookup";
import type { State } from "./state";

const known = new WeakMap<FunctionStatement, boolean>();

/** Whether a function is a generator: `yield` stands in it, and not in a function within it. */
export function yields(node: FunctionStatement): boolean {
  let result = known.get(node);
  if (result === undefined) {
    result = node.body.some(inStatement);
    known.set(node, result);
  }
  return result;
}

function inStatement(statement: Statement): boolean {
  return expressionsOf(statement).some(inExpression) || bodiesOf(statement).some((body) => body.some(inStatement));
}

function inExpression(expression: Expression): boolean {
  return expression.kind === "yield" || partsOf(expression).some(inExpression);
}

const MOST_THINGS = 1000;

/** All that can be changed of a value, however deep it is in it; undefined where there may be more, or changes that nobody notes. */
export function plainThings(value: Value): readonly object[] | undefined {
  const things = new Set<object>();
  const waiting = [value];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (each.kind === "tuple") waiting.push(...each.items);
    else if (!isPlain(each)) return undefined;
    const thing = thingOf(each);
    if (thing === undefined || things.has(thing)) continue;
    things.add(thing);
    if (things.size + waiting.length > MOST_THINGS) return undefined;
    waiting.push(...heldBy(each));
  }
  return [...things];
}

/** Of an iterator over an object: it is of no use once something in the object has changed. */
export function looksAfter(state: State, iterator: ListObject, over: Value): void {
  const seen = new Set<object>();
  const waiting = [over];
  for (let each = waiting.pop(); each !== undefined && seen.size < MOST_THINGS; each = waiting.pop()) {
    if (each.kind === "tuple") waiting.push(...each.items);
    const thing = thingOf(each);
    if (thing === undefined || seen.has(thing)) continue;
    seen.add(thing);
    if (each.kind !== "object") state.iterates(iterator, thing);
    else for (const name of each.object.attributes.keys()) state.watches(iterator, each.object.attributes, name);
    waiting.push(...heldBy(each));
  }
}

function isPlain(value: Value): boolean {
  if (value.kind === "list")
    return value.form !== "iterator" && (value.form === "range" || itemsOf(value.list) !== undefined);
  if (value.kind === "dict") return value.dict.entries !== undefined && value.dict.factory === undefined;
  if (value.kind === "object") return isClosed(value.type) && libraryBases(value.type).length === 0;
  return /^(tensor|number|string|none|dtype|class|library)$/.test(value.kind);
}

function thingOf(value: Value): object | undefined {
  if (value.kind === "tensor") return value.storage;
  if (value.kind === "list") return value.list;
  if (value.kind === "dict") return value.dict;
  return value.kind === "object" ? value.object : undefined;
}

function heldBy(value: Value): readonly Value[] {
  if (value.kind === "list") return value.list.numbers === undefined ? (value.list.items ?? []) : [];
  if (value.kind === "dict") return [...(value.dict.entries?.values() ?? [])].map((entry) => entry.value);
  return value.kind === "object" ? [...value.object.attributes.values()] : [];
}
