import type { Place } from "../../textUnit";
import { unread, type Value } from "../value";
import { readAttribute } from "./attributes";
import { unwritten } from "./make";
import { binary, operatorNames } from "./operators";
import type { Run } from "./run";
import type { Special } from "./specials";
import { itemOf } from "./subscript";

/** What a getter of `operator`'s gives of a thing, by the names or keys that it was made with. */
const getters: Readonly<Record<string, (run: Run, thing: Value, key: Value, place: Place) => Value>> = {
  itemgetter: (run, thing, key, place) =>
    itemOf(run, { value: thing, place: undefined }, { value: key, place: undefined }, place),
  attrgetter: (run, thing, key, place) =>
    key.kind === "string"
      ? key.value.split(".").reduce((value, name) => readAttribute(run, value, name, place), thing)
      : unread("attribute", place, "attrgetter"),
};

/** `operator.add` and its like, called as functions. */
export const operatorFunctions = new Map<string, Special>(
  (Object.keys(operatorNames) as (keyof typeof operatorNames)[]).map((operator) => [
    `operator.${operatorNames[operator]}`,
    (run, args, place) => {
      const [left, right] = args.positional;
      if (left === undefined || right === undefined) return unread("call", place, operator);
      return binary(run, operator, left.value, right.value, place);
    },
  ]),
);
for (const [name, get] of Object.entries(getters)) {
  const path = `operator.${name}()`;
  operatorFunctions.set(`operator.${name}`, (_run, args, place) => {
    if (!args.complete || args.keywords.size > 0 || args.positional.length === 0) return unread("call", place, name);
    const keys: Value = {
      kind: "tuple",
      items: args.positional.map(({ value }) => value),
      fields: undefined,
      origin: unwritten,
    };
    return {
      kind: "partial",
      callee: { kind: "library", path, origin: unwritten },
      args: [keys],
      keywords: new Map(),
      origin: unwritten,
    };
  });
  operatorFunctions.set(path, (run, args, place) => {
    const [keys, thing] = args.positional.map(({ value }) => value);
    if (keys?.kind !== "tuple" || thing === undefined || args.positional.length !== 2)
      return unread("call", place, name);
    const found = keys.items.map((key) => get(run, thing, key, place));
    return found.length === 1 ? found[0] : { kind: "tuple", items: found, fields: undefined, origin: unwritten };
  });
}
operatorFunctions.set("operator.getitem", (run, args, place) => {
  const [object, index] = args.positional;
  return object === undefined || index === undefined
    ? unread("call", place, "getitem")
    : itemOf(run, object, index, place);
});
