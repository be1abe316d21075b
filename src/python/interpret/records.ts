import { sameCall } from "../../frameworks/sameCall";
import type { Place, TextUnit } from "../../textUnit";
import type { Definition, Interpretation, NamedValue, Shown } from "../interpretation";
import { itemsOf } from "../lists";
import type { LossArgument, LossCall, LossOption } from "../lossCall";
import { type DictObject, type Storage, type TensorValue, unread, type Value } from "../value";
import { joinValues } from "./join";
import { maxWork, type Work } from "./same";
import { SettledState, type State } from "./state";

interface Noted {
  value: Value;
  /** What it held then: data, items and entries are never written to, but replaced. */
  held: Held;
  /** When it was noted; undefined once the value no longer depends on what changes later. */
  time: number | undefined;
}

type Held = Float64Array | readonly Value[] | DictObject["entries"];

interface NotedName extends Noted {
  readonly name: string;
  readonly place: Place;
  readonly scope: string;
}

interface NotedShown {
  readonly kind: Shown["kind"];
  readonly place: Place;
  readonly values: Noted[];
}

/** What the walk notes down: names where they are read and assigned, loss calls, what is printed. */
export class Records {
  /** Off while a loop is walked only to find out what it changes. */
  on = true;
  private readonly state: State;
  /** Where what was noted is joined: what was seen of the program changes nothing in it. */
  private readonly apart = new SettledState();
  private readonly names: Map<number, NotedName>[] = [];
  private readonly defined: Map<number, NotedName>[] = [];
  private readonly shown: Map<number, NotedShown>[] = [];
  private readonly losses: Map<number, LossCall>[] = [];
  private unsettled: Noted[] = [];
  /** What is not joined with anything that is met later. */
  private readonly kept = new Set<object>();

  constructor(state: State, units: number) {
    this.state = state;
    for (let i = 0; i < units; i++) {
      this.names.push(new Map());
      this.defined.push(new Map());
      this.shown.push(new Map());
      this.losses.push(new Map());
    }
  }

  /** What was noted so far stays as it is: from here on only what is new is noted. */
  keepAll(): void {
    this.settle();
    for (const tables of [this.names, this.defined, this.shown, this.losses]) {
      for (const table of tables) for (const noted of table.values()) this.kept.add(noted);
    }
  }

  /** A name or a chain of attributes of one, by where it ends: every part of a chain has an end of its own. */
  read(name: string, unit: number, start: number, end: number, value: Value): void {
    if (this.on) this.note(this.names[unit], end, name, unit, start, end, "", value);
  }

  define(name: string, unit: number, start: number, end: number, scope: string, value: Value): void {
    if (!this.on) return;
    this.note(this.defined[unit], start, name, unit, start, end, scope, value);
    this.note(this.names[unit], end, name, unit, start, end, "", value);
  }

  private note(
    table: Map<number, NotedName>,
    key: number,
    name: string,
    unit: number,
    start: number,
    end: number,
    scope: string,
    value: Value,
  ): void {
    const known = table.get(key);
    if (known !== undefined) {
      if (!this.kept.has(known)) this.again(known, value);
      return;
    }
    const noted = { name, place: { unit, start, end }, scope, ...this.fresh(value) };
    table.set(key, noted);
    this.unsettled.push(noted);
  }

  private fresh(value: Value): Noted {
    return { value, held: heldBy(value), time: this.state.time };
  }

  private again(known: Noted, value: Value): void {
    if (known.value === value && this.isAsNoted(known)) return;
    if (known.value.kind === "library" && value.kind === "library" && known.value.path === value.path) return;
    const before = this.settled(known);
    known.value = joinValues(this.apart, before, this.frozen(value, this.state.time, 0));
    known.held = heldBy(known.value);
    if (known.time === undefined) this.unsettled.push(known);
    known.time = this.state.time;
  }

  /** Whether a value that is met again is still what it was. */
  private isAsNoted({ value, time }: Noted): boolean {
    if (time === undefined || time === this.state.time) return time !== undefined || isFixed(value);
    return value.kind === "tensor" ? this.state.lastChange(value.storage) <= time : isFixed(value);
  }

  show(kind: Shown["kind"], place: Place, values: readonly Value[]): void {
    if (!this.on) return;
    const known = this.shown[place.unit].get(place.start);
    if (known !== undefined && this.kept.has(known)) return;
    if (known === undefined || known.values.length !== values.length) {
      const noted = values.map((value) => this.fresh(value));
      this.unsettled.push(...noted);
      this.shown[place.unit].set(place.start, { kind, place, values: noted });
    } else for (const [i, value] of values.entries()) this.again(known.values[i], value);
  }

  loss(call: LossCall): void {
    if (!this.on) return;
    const table = this.losses[call.place.unit];
    const now = this.frozenCall(call);
    const known = table.get(call.place.start);
    if (known !== undefined && this.kept.has(known)) return;
    table.set(call.place.start, known === undefined ? now : this.joinedCalls(known, now));
  }

  private frozenCall(call: LossCall): LossCall {
    const { time } = this.state;
    const freeze = <T extends LossArgument | LossOption>(each: T): T => ({
      ...each,
      value: this.frozen(each.value, time, 0, true),
    });
    return {
      ...call,
      arguments: call.arguments.map(freeze),
      options: new Map([...call.options].map(([name, option]) => [name, freeze(option)])),
      value: this.frozen(call.value, time, 0, true),
    };
  }

  private joinedCalls(a: LossCall, b: LossCall): LossCall {
    // Of several losses at one place nothing is said.
    const sameLoss = a.loss === b.loss;
    const join = (x: Value, y: Value | undefined) =>
      y === undefined || !sameLoss ? unread("branch") : joinValues(this.apart, x, y);
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

  /** Makes what was noted independent of what the program does from here on. */
  settle(): void {
    for (const noted of this.unsettled) {
      noted.value = this.settled(noted);
      noted.time = undefined;
    }
    this.unsettled = [];
  }

  private settled({ value, held, time }: Noted): Value {
    if (time === undefined) return value;
    const { state } = this;
    if (value.kind === "tensor" && state.lastChange(value.storage) > time) {
      return detached(value, held as Float64Array | undefined);
    }
    if (value.kind === "list" && state.lastChange(value.list) > time && held !== undefined) {
      const items = (held as readonly Value[]).map((item) => this.frozen(item, time, 1));
      return { ...value, list: { ...value.list, items } };
    }
    if (value.kind === "dict" && state.lastChange(value.dict) > time && held !== undefined) {
      const entries = [...(held as NonNullable<DictObject["entries"]>)].map(
        ([key, entry]) => [key, { key: entry.key, value: this.frozen(entry.value, time, 1) }] as const,
      );
      return { ...value, dict: { ...value.dict, entries: new Map(entries) } };
    }
    return this.frozen(value, time, 0);
  }

  /** A value as it was at a time; unknown where what it holds has changed since. */
  private frozen(value: Value, time: number, depth: number, apart = false, work: Work = { left: maxWork }): Value {
    const { state } = this;
    if (--work.left < 0) return unread("changed");
    // Nothing at all was ever changed: so nothing that it holds.
    if (!apart && state.time === 0) return value;
    switch (value.kind) {
      case "tensor": {
        const changed = state.lastChange(value.storage);
        if (changed > time) return detached(value, undefined);
        return apart || changed > 0 ? detached(value, value.storage.data) : value;
      }
      case "list": {
        const changed = state.lastChange(value.list);
        if (changed > time || depth > 6) return unread("changed", undefined, undefined);
        if (value.list.items === undefined || value.list.items.length > 10_000) return value;
        const items = itemsOf(value.list)?.map((item) => this.frozen(item, time, depth + 1, false, work));
        if (changed === 0 && items?.every((item, i) => item === value.list.items?.[i])) return value;
        return { ...value, list: { ...value.list, items, changed: true } };
      }
      case "tuple": {
        if (depth > 6) return unread("changed");
        const items = value.items.map((item) => this.frozen(item, time, depth + 1, false, work));
        return items.every((item, i) => item === value.items[i]) ? value : { ...value, items };
      }
      case "dict": {
        const changed = state.lastChange(value.dict);
        if (changed > time || depth > 6) return unread("changed");
        if (value.dict.entries === undefined) return value;
        let same = changed === 0;
        const entries = new Map(value.dict.entries);
        for (const [key, entry] of entries) {
          const frozen = this.frozen(entry.value, time, depth + 1, false, work);
          if (frozen !== entry.value) same = false;
          entries.set(key, { key: entry.key, value: frozen });
        }
        return same ? value : { ...value, dict: { ...value.dict, entries } };
      }
      case "object":
      case "number":
      case "string":
      case "none":
      case "ellipsis":
      case "notImplemented":
      case "dtype":
      case "slice":
      case "function":
      case "method":
      case "class":
      case "library":
      case "partial":
      case "unknown":
        return value;
    }
  }

  interpretation(units: readonly TextUnit[], exhausted: boolean): Interpretation {
    this.settle();
    const inOrder = <T extends { readonly place: Place }>(tables: readonly Map<number, T>[]) =>
      tables.flatMap((table) => [...table.values()].sort((a, b) => a.place.start - b.place.start));
    const definitions: Definition[] = inOrder(this.defined).map(({ name, value, place, scope }) => ({
      name,
      value,
      place,
      scope,
    }));
    const shown: Shown[] = inOrder(this.shown).map(({ kind, place, values }) => ({
      kind,
      place,
      values: values.map(({ value }) => value),
    }));
    const sorted: (NamedValue[] | undefined)[] = [];
    return {
      units,
      calls: inOrder(this.losses),
      definitions,
      shown,
      valueAt: (unit, offset) => {
        const table = this.names[unit];
        if (table === undefined) return undefined;
        sorted[unit] ??= [...table.values()].sort((a, b) => a.place.end - b.place.end);
        return covering(sorted[unit], offset);
      },
      exhausted,
    };
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

function heldBy(value: Value): Held {
  if (value.kind === "tensor") return value.storage.data;
  if (value.kind === "list") return value.list.items;
  return value.kind === "dict" ? value.dict.entries : undefined;
}

/** The shortest chain that covers an offset: of those that end behind it, the first that starts before it. */
function covering(names: readonly NamedValue[], offset: number): NamedValue | undefined {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[middle].place.end < offset) low = middle + 1;
    else high = middle;
  }
  // A name that ends where the offset is gives way to one that begins there.
  const found = names[low];
  const next = names[low + 1];
  if (found?.place.end === offset && next?.place.start === offset) return next;
  return found !== undefined && found.place.start <= offset ? found : undefined;
}
