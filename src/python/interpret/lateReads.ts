import type { ListObject, Names } from "../things";
import type { Value } from "../value";
import { rootsOf } from "./roots";
import type { State } from "./state";

/**
 * What a generator or its like reads of names and attributes. It is walked where it is made, and runs where it is asked for its items:
 * where one of these has changed by then, nobody knows what it gives.
 */
export class LateReads {
  private readonly names = new Map<Names, Set<string>>();
  private readonly values = new Set<Value>();

  add(names: Names, name: string, value: Value): void {
    const known = this.names.get(names);
    if (known === undefined) this.names.set(names, new Set([name]));
    else known.add(name);
    if (value.kind === "number" || value.kind === "string" || value.kind === "library") return;
    this.values.add(value);
  }

  /** What one within another reads, the outer one reads as well. */
  addAll({ names, values }: LateReads): void {
    for (const [each, read] of names) this.names.set(each, new Set([...(this.names.get(each) ?? []), ...read]));
    for (const value of values) this.values.add(value);
  }

  /** From here on the items of the iterator are lost where something of this changes. */
  watch(state: State, iterator: ListObject): void {
    for (const [names, read] of this.names) for (const name of read) state.watches(iterator, names, name);
    for (const value of this.values) for (const root of rootsOf(state, value)) state.iterates(iterator, root);
  }
}
