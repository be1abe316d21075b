import type { Place, TextUnit } from "../../textUnit";
import type { Definition, Interpretation, NamedValue, Shown } from "../interpretation";
import type { LossArgument, LossCall, LossOption } from "../lossCall";
import type { Value } from "../value";
import type { Budget } from "./budget";
import { History, heldBy, type Noted } from "./history";
import { joinValues } from "./join";
import { joinedCalls } from "./joinedCalls";
import { SettledState, type State } from "./state";

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

interface NotedCall {
  call: LossCall;
  /** When it was met; undefined once nothing that it holds depends on what changes later. */
  time: number | undefined;
}

/** What the walk notes down: names where they are read and assigned, loss calls, what is printed. */
export class Records {
  /** Off while a loop is walked only to find out what it changes. */
  on = true;
  private readonly state: State;
  private readonly history: History;
  /** Where what was noted is joined: what was seen of the program changes nothing in it. */
  private readonly apart = new SettledState();
  private readonly names: Map<number, NotedName>[] = [];
  private readonly defined: Map<number, NotedName>[] = [];
  private readonly shown: Map<number, NotedShown>[] = [];
  private readonly losses: Map<number, NotedCall>[] = [];
  private unsettled: Noted[] = [];
  private unsettledCalls: NotedCall[] = [];
  /** What is not joined with anything that is met later. */
  private readonly kept = new Set<object>();

  constructor(state: State, budget: Budget, units: number) {
    this.state = state;
    this.history = new History(state, budget);
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
    const defined = this.defined[unit];
    const names = this.names[unit];
    if (defined.has(start) || names.has(end)) {
      this.note(defined, start, name, unit, start, end, scope, value);
      const noted = names.get(end);
      // Mostly it is the one that was just noted.
      if (noted === undefined || noted !== defined.get(start)) this.note(names, end, name, unit, start, end, "", value);
      return;
    }
    this.note(defined, start, name, unit, start, end, scope, value);
    const noted = defined.get(start);
    if (noted !== undefined) names.set(end, noted);
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
    const { time } = this.state;
    const noted = { name, place: { unit, start, end }, scope, value, held: heldBy(value), time };
    table.set(key, noted);
    this.unsettled.push(noted);
  }

  private again(known: Noted, value: Value): void {
    if (known.value === value && this.history.isAsNoted(known)) return;
    if (known.value.kind === "library" && value.kind === "library" && known.value.path === value.path) return;
    const before = this.history.settled(known);
    if (known.time === undefined) this.unsettled.push(known);
    this.history.renew(known, joinValues(this.apart, before, this.history.frozen(value, this.state.time)));
  }

  show(kind: Shown["kind"], place: Place, values: readonly Value[]): void {
    if (!this.on) return;
    const known = this.shown[place.unit].get(place.start);
    if (known !== undefined && this.kept.has(known)) return;
    if (known === undefined || known.values.length !== values.length) {
      const noted = values.map((value) => this.history.note(value));
      this.unsettled.push(...noted);
      this.shown[place.unit].set(place.start, { kind, place, values: noted });
    } else for (const [i, value] of values.entries()) this.again(known.values[i], value);
  }

  loss(call: LossCall): void {
    if (!this.on) return;
    const table = this.losses[call.place.unit];
    const { time } = this.state;
    const now = this.asOf(call, (value) => this.history.apart(value));
    const known = table.get(call.place.start);
    if (known === undefined) {
      const noted = { call: now, time };
      table.set(call.place.start, noted);
      this.unsettledCalls.push(noted);
    } else if (!this.kept.has(known)) {
      const before = this.settledCall(known);
      if (known.time === undefined) this.unsettledCalls.push(known);
      known.call = joinedCalls(this.apart, before, now);
      known.time = time;
    }
  }

  private settledCall({ call, time }: NotedCall): LossCall {
    return time === undefined ? call : this.asOf(call, (value) => this.history.frozen(value, time));
  }

  /** A call with each of its values as it was. */
  private asOf(call: LossCall, asItWas: (value: Value) => Value): LossCall {
    const freeze = <T extends LossArgument | LossOption>(each: T): T => {
      const value = asItWas(each.value);
      return value === each.value ? each : { ...each, value };
    };
    const value = asItWas(call.value);
    const args = call.arguments.map(freeze);
    const isSame =
      value === call.value && args.every((each, i) => each === call.arguments[i]) && call.options.size === 0;
    if (isSame && call.visits === undefined) return call;
    const options = new Map([...call.options].map(([name, option]) => [name, freeze(option)]));
    const visits = call.visits && { ...call.visits, each: call.visits.each.map((visit) => this.asOf(visit, asItWas)) };
    return { ...call, arguments: args, options, value, visits };
  }

  /** Makes what was noted independent of what the program does from here on. */
  settle(): void {
    for (const noted of this.unsettled) {
      noted.value = this.history.settled(noted);
      noted.time = undefined;
    }
    this.unsettled = [];
    for (const noted of this.unsettledCalls) {
      noted.call = this.settledCall(noted);
      noted.time = undefined;
    }
    this.unsettledCalls = [];
  }

  interpretation(units: readonly TextUnit[], exhausted: boolean): Interpretation {
    this.settle();
    const inOrder = <T extends { readonly place: Place }>(tables: readonly Map<number, T>[]) =>
      tables.flatMap((table) => [...table.values()].sort((a, b) => a.place.start - b.place.start));
    const calls = this.losses.flatMap((table) =>
      [...table.values()].map(({ call }) => call).sort((a, b) => a.place.start - b.place.start),
    );
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
      calls,
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
