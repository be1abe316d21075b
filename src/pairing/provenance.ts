import type { Origin, Value } from "../python/value";
import type { Place } from "../textUnit";

const MOST_ORIGINS = 2000;

/** The places of all that a value was made of: literals and the operations on them. */
export interface Provenance {
  readonly literals: readonly Place[];
  readonly operations: readonly Place[];
}

export function provenance(value: Value): Provenance {
  const literals: Place[] = [];
  const operations: Place[] = [];
  const seen = new Set<Origin>();
  const open: Origin[] = [value.origin];
  const add = (inner: Value) => {
    open.push(inner.origin);
    // A display of other expressions has their origins, too.
    const items = inner.kind === "tuple" ? inner.items : inner.kind === "list" ? inner.list.items : undefined;
    if (items !== undefined && items.length <= MOST_ORIGINS) for (const item of items) open.push(item.origin);
  };
  add(value);
  for (let origin = open.pop(); origin !== undefined && seen.size < MOST_ORIGINS; origin = open.pop()) {
    if (seen.has(origin)) continue;
    seen.add(origin);
    switch (origin.kind) {
      case "literal":
        literals.push(origin.place);
        break;
      case "operation":
        operations.push(origin.place);
        for (const operand of origin.operands) add(operand.value);
        break;
      case "join":
        open.push(...origin.of);
        break;
      case "unread":
        break;
    }
  }
  return { literals, operations };
}

/** What a loss may be given in place of its input: the same scores through an activation. */
const activations: ReadonlySet<string> = new Set(["softmax", "log_softmax", "sigmoid", "logsigmoid", "log", "exp"]);

/** A value in front of the activations at its end, and the expression that it was there. */
export interface Base {
  readonly value: Value;
  readonly place: Place | undefined;
}

export function beforeActivations(value: Value, place: Place | undefined): Base {
  let base: Base = { value, place };
  for (let steps = 0; steps < 20; steps++) {
    const { origin } = base.value;
    if (origin.kind !== "operation" || !activations.has(origin.operation)) return base;
    const [operand] = origin.operands;
    if (operand?.value.kind !== "tensor") return base;
    base = { value: operand.value, place: operand.place };
  }
  return base;
}
