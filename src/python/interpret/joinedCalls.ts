import { sameCall } from "../../frameworks/sameCall";
import type { LossCall, LossOption } from "../lossCall";
import { unread, type Value } from "../value";
import { joinValues } from "./join";
import type { State } from "./state";

/** What two visits of one call have in common. `state` is one of things that nobody changes any more. */
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
  };
}
