import type { ObjectValue, Value } from "../../value";

/** Every module has the attribute `training`, which dropout and programs ask; a new one is true. */
export const MODE = "training";

/** What a container holds, as torch has it: a dict by name. */
export const HELD = "_modules";

const unwritten: Value["origin"] = { kind: "unread", reason: "expression", place: undefined, name: undefined };

export const nothing: Value = { kind: "none", origin: unwritten };

export function bool(value: boolean): Value {
  return { kind: "number", type: "bool", value: value ? 1 : 0, origin: unwritten };
}

/** Stands in modules whose own parameters are all among their attributes. */
export const SHOWN = "_parameters";

/** For a module that is being made. */
export function beginTraining({ object }: ObjectValue, showsParameters: boolean): void {
  object.attributes.set(MODE, bool(true));
  if (showsParameters) object.attributes.set(SHOWN, { kind: "unknown", facts: {}, origin: unwritten });
}
