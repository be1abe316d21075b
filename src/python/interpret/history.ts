import { itemsOf } from "../lists";
import type { DictObject, Storage } from "../things";
import { isContainer, type TensorValue, unread, type Value } from "../value";
import type { Budget } from "./budget";
import { maxWork, type Work } from "./same";
import type { State } from "./state";

/** So many parts of values are looked at for what else is one of work. */
const partsOfWork = 4;

/** A value as it was at some moment, though what it holds may change later. */
export interface Noted {
  value: Value;
  /** What it held then: data, items and entries are never written to, but replaced. */
  held: Held;
  /** When it was noted; undefined once the value no longer depends on what changes later. */
  time: number | undefined;
}

type Held = Float64Array | readonly Value[] | DictObject["entries"];

/** What values were at a moment of the program. */
export class History {
  private readonly state: State;
  private readonly budget: Budget;

  constructor(state: State, budget: Budget) {
    this.state = state;
    this.budget = budget;
  }

  note(value: Value): Noted {
    return { value, held: heldBy(value), time: this.state.time };
  }

  /** Notes another value in the place of one, as it is now. */
  renew(noted: Noted, value: Value): void {
    noted.value = value;
    noted.held = heldBy(value);
    noted.time = this.state.time;
  }

  /** Whether a value that is met again is still what it was. */
  isAsNoted({ value, time }: Noted): boolean {
    if (time === undefined || time === this.state.time) return time !== undefined || isFixed(value);
    return value.kind === "tensor" ? this.state.lastChange(value.storage) <= time : isFixed(value);
  }

  /** The value as it was when it was noted, independent of what changes later. */
  settled({ value, held, time }: Noted): Value {
    if (time === undefined) return value;
    const { state } = this;
    if (value.kind === "tensor" && state.lastChange(value.storage) > time) {
      return detached(value, held as Float64Array | undefined);
    }
    if (isFixed(value)) return value;
    const work: Work = { left: maxWork };
    if (value.kind === "list" && state.lastChange(value.list) > time && held !== undefined) {
      const items = (held as readonly Value[]).map((item) => this.frozenParts(item, time, 1, work));
      return { ...value, list: { ...value.list, items } };
    }
    if (value.kind === "dict" && state.lastChange(value.dict) > time && held !== undefined) {
      const entries = [...(held as NonNullable<DictObject["entries"]>)].map(
        ([key, entry]) => [key, { key: entry.key, value: this.frozenParts(entry.value, time, 1, work) }] as const,
      );
      return { ...value, dict: { ...value.dict, entries: new Map(entries) } };
    }
    return this.frozen(value, time);
  }

  /** A value as it is now: an array whose values are not known is the same array until something is put in it. */
  apart(value: Value): Value {
    if (value.kind !== "tensor") return this.frozen(value, this.state.time);
    return value.storage.data === undefined ? value : detached(value, value.storage.data);
  }

  /** A value as it was at a time; unknown where what it holds has changed since. */
  frozen(value: Value, time: number): Value {
    // Nothing at all was ever changed: so nothing that it holds.
    if (this.state.time === 0 || isFixed(value)) return value;
    if (value.kind === "tensor") return this.frozenTensor(value, time);
    const work: Work = { left: maxWork };
    const frozen = this.frozenParts(value, time, 0, work);
    this.budget.charge((maxWork - work.left) / partsOfWork);
    return frozen;
  }

  private frozenTensor(value: TensorValue, time: number): TensorValue {
    const changed = this.state.lastChange(value.storage);
    if (changed > time) return detached(value, undefined);
    return changed > 0 ? detached(value, value.storage.data) : value;
  }

  private frozenParts(value: Value, time: number, depth: number, work: Work): Value {
    const { state } = this;
    if (--work.left < 0) return unread("changed");
    if (!isContainer(value)) return value;
    switch (value.kind) {
      case "tensor":
        return this.frozenTensor(value, time);
      case "list": {
        const changed = state.lastChange(value.list);
        if (changed > time || depth > 6) return unread("changed", undefined, undefined);
        if (value.list.items === undefined || value.list.items.length > 10_000) return value;
        const items = itemsOf(value.list)?.map((item) => this.frozenParts(item, time, depth + 1, work));
        if (changed === 0 && items?.every((item, i) => item === value.list.items?.[i])) return value;
        return { ...value, list: { ...value.list, items, changed: true } };
      }
      case "tuple": {
        if (depth > 6) return unread("changed");
        const items = value.items.map((item) => this.frozenParts(item, time, depth + 1, work));
        return items.every((item, i) => item === value.items[i]) ? value : { ...value, items };
      }
      case "dict": {
        const changed = state.lastChange(value.dict);
        if (changed > time || depth > 6) return unread("changed");
        if (value.dict.entries === undefined) return value;
        let same = changed === 0;
        const entries = new Map(value.dict.entries);
        for (const [key, entry] of entries) {
          const frozen = this.frozenParts(entry.value, time, depth + 1, work);
          if (frozen !== entry.value) same = false;
          entries.set(key, { key: entry.key, value: frozen });
        }
        return same ? value : { ...value, dict: { ...value.dict, entries } };
      }
      case "object":
        return value;
    }
  }
}

/** A tensor of a storage of its own, which nobody changes. Field by field: copying is what costs most here. */
function detached(tensor: TensorValue, data: Float64Array | undefined): TensorValue {
  const { library, shape, dtype, view, cells, origin } = tensor;
  const { changed, region, error } = tensor.storage;
  const storage: Storage = { data, changed, region };
  if (error !== undefined) storage.error = error;
  return { kind: "tensor", library, shape, dtype, storage, view, cells, origin };
}

/** Whether nothing that a value holds can change, or is noted as it changes. */
function isFixed({ kind }: Value): boolean {
  return kind !== "tensor" && kind !== "list" && kind !== "dict" && kind !== "tuple";
}

/** What a value holds now that a program can change. */
export function heldBy(value: Value): Held {
  if (value.kind === "tensor") return value.storage.data;
  if (value.kind === "list") return value.list.items;
  return value.kind === "dict" ? value.dict.entries : undefined;
}
