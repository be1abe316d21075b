import { sameCall } from "../../frameworks/sameCall";
import type { LossCall, LossOption, Visits } from "../lossCall";
import { unread, type Value } from "../value";
import { joinValues } from "./join";
import { sameValue } from "./same";
import type { State } from "./state";

/** So many visits of one call are kept. */
const MOST_VISITS = 16;

/** What visits of one call have in common with one more. `state` is one of things that nobody changes any more. */
export function joinedCalls(state: State, a: LossCall, b: LossCall): LossCall {
  // One that was only named says nothing of the arrays.
  if (a.loss === b.loss && a.isPending !== b.isPending && (a.isPending || b.isPending)) return a.isPending ? b : a;
  // Of several losses at one place nothing is said.
  const sameLoss = a.loss === b.loss;
  const join = (x: Value, y: Value | undefined) =>
    y === undefined || !sameLoss ? unread("branch") : joinValues(state, x, y);
  const options = new Map<string, LossOption>();
  for (const name of new Set([...a.options.keys(), ...b.options.keys()])) {
    const mine = a.options.get(name);
    const other = b.options.get(name);
    options.set(name, {
      value: mine !== undefined && other !== undefined ? join(mine.value, other.value) : unread("branch"),
      place: mine?.place ?? other?.place,
    });
  }
  const sameRaise = sameLoss && a.raises?.type === b.raises?.type && a.raises?.message === b.raises?.message;
  return {
    ...a,
    arguments: a.arguments.map((each) => ({
      ...each,
      value: join(each.value, b.arguments.find(({ name }) => name === each.name)?.value),
    })),
    options,
    value: join(a.value, b.value),
    raises: sameRaise ? a.raises : undefined,
    foreign: sameLoss && sameCall(a.foreign, b.foreign) ? a.foreign : undefined,
    context: {
      ...a.context,
      autocast: a.context.autocast ?? b.context.autocast,
      noGrad: a.context.noGrad && b.context.noGrad,
      uncertain: a.context.uncertain || b.context.uncertain,
    },
    visits: visitsWith(a, b),
  };
}

/** The visits of a call, and one more. */
function visitsWith(a: LossCall, b: LossCall): Visits | undefined {
  const { each, areAll } = a.visits ?? { each: [a], areAll: isSure(a) };
  // What raises ends the program.
  if (!areAll || each[each.length - 1].raises !== undefined || each.some((visit) => sameVisit(visit, b)))
    return a.visits;
  return each.length < MOST_VISITS && isSure(b) ? { each: [...each, b], areAll } : { each, areAll: false };
}

/** It surely is visited, and what it gives is known. */
function isSure({ value, raises, foreign, context, isPending }: LossCall): boolean {
  if (context.uncertain || isPending) return false;
  if (raises !== undefined || foreign !== undefined || value.kind === "number") return true;
  return value.kind === "tensor" && value.storage.data !== undefined;
}

/** Whether all that the one is given is given to the other. */
function sameVisit(a: LossCall, b: LossCall): boolean {
  return (
    a.loss === b.loss &&
    a.raises?.message === b.raises?.message &&
    a.arguments.length === b.arguments.length &&
    a.arguments.every(({ value }, i) => sameValue(value, b.arguments[i].value)) &&
    a.options.size === b.options.size &&
    [...a.options].every(([name, { value }]) => sameValue(value, b.options.get(name)?.value))
  );
}
