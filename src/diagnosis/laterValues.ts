import type { Origin, Value } from "../python/value";
import type { Place } from "../textUnit";
import { type CallFacts, tensorOf, textAt } from "./callFacts";

const MOST_ORIGINS = 500;
/** Of a list of losses so many are looked at. */
const MOST_ITEMS = 64;

const MOST_VALUES = 2000;
const usesOf = new WeakMap<CallFacts["definitions"], ReadonlyMap<string, readonly Value[]>>();

/** Values that came of the loss, as names hold them or something shows them. */
export function laterValues({ definitions, shown, calls, call }: CallFacts): readonly Value[] {
  const known = usesOf.get(definitions);
  if (known !== undefined) return known.get(keyOf(call.place)) ?? [];
  const places = new Set(calls.map(({ place }) => keyOf(place)));
  const uses = new Map<string, Value[]>();
  const values = [...definitions.map(({ value }) => value), ...shown.flatMap((each) => each.values)];
  for (const value of values.slice(-MOST_VALUES)) {
    const own = new Set<string>();
    someOrigin(value.origin, ({ place }) => {
      const key = keyOf(place);
      if (places.has(key)) own.add(key);
      return false;
    });
    for (const key of own) uses.set(key, [...(uses.get(key) ?? []), value]);
  }
  usesOf.set(definitions, uses);
  return uses.get(keyOf(call.place)) ?? [];
}

function keyOf({ unit, start, end }: Place): string {
  return `${unit}:${start}:${end}`;
}

/** The loss, copied or as a number. */
export function isLossItself(value: Value, loss: Place): boolean {
  let { origin } = value;
  for (let steps = 0; steps < 8 && origin.kind === "operation"; steps++) {
    if (isAt(origin, loss)) return true;
    const [operand] = origin.operands;
    if (operand === undefined || !/^(item|detach|float|cpu|clone|double|numpy)$/.test(origin.operation)) return false;
    origin = operand.value.origin;
  }
  return false;
}

export function numberIn(value: Value): number | undefined {
  if (value.kind === "number") return value.value;
  const tensor = tensorOf(value);
  return tensor?.data.length === 1 ? tensor.data[0] : undefined;
}

export type OriginOperation = Extract<Origin, { kind: "operation" }>;

export function isAt(origin: Origin, { unit, start, end }: Place): boolean {
  return (
    origin.kind === "operation" &&
    origin.place.unit === unit &&
    origin.place.start === start &&
    origin.place.end === end
  );
}

export function someOrigin(from: Origin, test: (origin: OriginOperation) => boolean): boolean {
  const open: Origin[] = [from];
  const seen = new Set<Origin>();
  for (let origin = open.pop(); origin !== undefined && seen.size < MOST_ORIGINS; origin = open.pop()) {
    if (seen.has(origin)) continue;
    seen.add(origin);
    if (origin.kind === "join") open.push(...origin.of);
    if (origin.kind !== "operation") continue;
    if (test(origin)) return true;
    for (const { value } of origin.operands) {
      open.push(value.origin);
      if (value.kind === "list")
        for (const item of value.list.items?.slice(0, MOST_ITEMS) ?? []) open.push(item.origin);
    }
  }
  return false;
}

/** An operation, and what it gave. */
export interface LaterStep {
  readonly origin: OriginOperation;
  readonly value: Value;
}

const stepsOf = new WeakMap<CallFacts, readonly LaterStep[]>();

/** What was done with the loss, one operation a step: not what the loss itself was made of. */
export function laterSteps(facts: CallFacts): readonly LaterStep[] {
  const known = stepsOf.get(facts);
  if (known !== undefined) return known;
  const found: LaterStep[] = [];
  const seen = new Set<Origin>();
  const open = [...laterValues(facts)];
  for (let value = open.pop(); value !== undefined && seen.size < MOST_ORIGINS; value = open.pop()) {
    const { origin } = value;
    if (seen.has(origin)) continue;
    seen.add(origin);
    if (value.kind === "list") open.push(...(value.list.items?.slice(0, MOST_ITEMS) ?? []));
    if (origin.kind !== "operation" || isAt(origin, facts.call.place)) continue;
    found.push({ origin, value });
    open.push(...origin.operands.map((operand) => operand.value));
  }
  stepsOf.set(facts, found);
  return found;
}

/** What an expression holds: a name where it is read, or the call itself. */
export function valueIn({ call, valueAt, units }: CallFacts, of: Place): Value | undefined {
  const { unit, start, end } = call.place;
  if (of.unit === unit && of.start === start && of.end === end) return call.value;
  const found = /^[A-Za-z_][\w.]*$/.test(textAt(units, of)) ? valueAt(of.unit, of.end) : undefined;
  return found?.place.start === of.start && found.place.end === of.end ? found.value : undefined;
}

/** Whether a value is a loss, or computed from it. */
export function comesOf(origin: Origin, place: Place): boolean {
  return someOrigin(origin, (each) => isAt(each, place));
}
