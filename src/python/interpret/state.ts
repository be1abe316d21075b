import type { DictObject, ListObject, Names, Storage } from "../things";
import type { Value } from "../value";
import { Changes, contentOf, contentOfList, type DictContent, type ListContent, type StorageContent } from "./changes";
import type { LateReads } from "./lateReads";
import { Links } from "./links";

/** So many iterators may read a name before those that are done are sorted out. */
const MOST_WATCHED = 200;

/**
 * All that the program can change. Every change goes through here, so that a path through the program can be tried, taken back, and
 * joined with another one: while a journal is open it notes what the things held that are changed.
 */
export class State extends Links {
  private readonly journals: Changes[] = [];
  /** Whether nobody changes anything any more. */
  readonly isSettled: boolean = false;
  /** Counts the changes of lists, dicts, storages and objects. */
  time = 0;
  private readonly changedAt = new WeakMap<object, number>();
  private readonly iterators = new WeakMap<object, Set<ListObject>>();
  private readonly areIterators = new WeakSet<ListObject>();
  private readonly watchers = new WeakMap<Names, Map<string, Set<ListObject>>>();
  /** What is read of names by a walk of something that runs later. */
  late: LateReads | undefined;
  private readonly sealed = new WeakSet<ListObject>();

  get depth(): number {
    return this.journals.length;
  }

  /** Numbers the paths that were begun; a thing made now carries it, and so is known to belong to no path begun before. */
  region = 0;

  open(): void {
    this.journals.push(new Changes(this.region++));
  }

  /** Notes that what a name holds, or that it holds nothing, decides about the pass that is under way. */
  reads(names: Names, name: string): void {
    for (let { pass } = this; pass !== undefined; pass = pass.outer) {
      if (names.born <= pass.began && !this.hasSet(names, name, pass.depth)) pass.read(names, name);
    }
  }

  /** Whether a name was surely set since the journal of that depth was opened. */
  private hasSet(names: Names, name: string, depth: number): boolean {
    for (let i = this.journals.length - 1; i >= depth; i--) {
      if (this.journals[i].names.get(names)?.has(name)) return true;
    }
    return false;
  }

  /** What the things held, of those that were changed since the last journal was opened. */
  get journal(): Changes | undefined {
    return this.journals[this.journals.length - 1];
  }

  setName(names: Names, name: string, value: Value | undefined): void {
    const journal = this.journals[this.journals.length - 1];
    if (journal !== undefined && journal.names.get(names)?.has(name) !== true) {
      journal.setName(names, name, names.get(name));
    }
    if (names.isWatched && names.get(name) !== value) this.stopWatchers(names, name);
    if (value === undefined) names.delete(name);
    else names.set(name, value);
  }

  /** An attribute of an object or a class. */
  setAttribute(owner: object, attributes: Names, name: string, value: Value | undefined): void {
    this.note(owner);
    attributes.areAttributes = true;
    this.setName(attributes, name, value);
  }

  /** An iterator that has still to go through a list or dict: it is of no use once that is changed. */
  iterates(iterator: ListObject, source: object): void {
    this.areIterators.add(iterator);
    const known = this.iterators.get(source);
    if (known === undefined) this.iterators.set(source, new Set([iterator]));
    else known.add(iterator);
  }

  /** An iterator that reads a name or an attribute when it is asked for its items. */
  watches(iterator: ListObject, names: Names, name: string): void {
    names.isWatched = true;
    const known = this.watchers.get(names) ?? new Map<string, Set<ListObject>>();
    this.watchers.set(names, known);
    const iterators = known.get(name) ?? new Set();
    // Those that have given all they had, need not be looked after.
    if (iterators.size > MOST_WATCHED) for (const each of iterators) if (!each.items?.length) iterators.delete(each);
    known.set(name, iterators.add(iterator));
  }

  private stopWatchers(names: Names, name: string): void {
    for (const each of this.watchers.get(names)?.get(name) ?? []) {
      // While a loop goes through them, it is not known how many are left.
      if (each.items?.length !== 0) this.setItems(each, undefined);
    }
  }

  /** Whatever is changed in this list, it is not known what is in it then. */
  seal(list: ListObject): void {
    this.sealed.add(list);
  }

  isSealed(list: ListObject): boolean {
    return this.sealed.has(list);
  }

  isIterator(list: ListObject): boolean {
    return this.areIterators.has(list);
  }

  private stopIterators(source: object): void {
    const iterators = this.iterators.get(source);
    if (iterators === undefined) return;
    this.iterators.delete(source);
    for (const each of iterators) if (each !== source) this.setItems(each, undefined);
  }

  setItems(list: ListObject, items: Value[] | undefined): void {
    const journal = this.journals[this.journals.length - 1];
    if (journal !== undefined && !journal.lists.has(list)) journal.setList(list, contentOfList(list));
    this.note(list);
    // What has gone through an iterator, has what was in it.
    if (items?.length !== 0 || !this.isIterator(list)) this.stopIterators(list);
    if (items === undefined) for (const item of list.items ?? []) this.hold(list, item);
    list.items = items;
    list.numbers = undefined;
    list.changed = true;
  }

  setEntries(dict: DictObject, entries: DictContent): void {
    const journal = this.journals[this.journals.length - 1];
    if (journal !== undefined && !journal.dicts.has(dict)) journal.setDict(dict, dict.entries);
    this.note(dict);
    this.stopIterators(dict);
    if (entries === undefined) for (const { value } of dict.entries?.values() ?? []) this.hold(dict, value);
    dict.entries = entries;
  }

  setData(storage: Storage, data: Float64Array | undefined, error: Float64Array | undefined): void {
    const journal = this.journals[this.journals.length - 1];
    if (journal !== undefined && !journal.storages.has(storage)) journal.setStorage(storage, contentOf(storage));
    this.note(storage);
    this.stopIterators(storage);
    storage.data = data;
    storage.error = error;
    storage.changed = true;
  }

  /** Whether a gradient may be asked for of a leaf: its numbers stay as they are. */
  setRequiresGrad(storage: Storage, may: boolean): void {
    if ((storage.mayRequireGrad ?? false) === may) return;
    const journal = this.journals[this.journals.length - 1];
    if (journal !== undefined && !journal.storages.has(storage)) journal.setStorage(storage, contentOf(storage));
    storage.mayRequireGrad = may;
  }

  private note(thing: object): void {
    this.changedAt.set(thing, ++this.time);
  }

  /** When a mutable thing was changed last; 0 for never. */
  lastChange(thing: object): number {
    return this.changedAt.get(thing) ?? 0;
  }

  /** Ends the journal and keeps what was changed. */
  commit(): void {
    const inner = this.journals.pop();
    const outer = this.journals[this.journals.length - 1];
    if (inner === undefined || outer === undefined) return;
    for (const [names, old] of inner.names) {
      if (names.isGone) continue;
      const known = outer.names.get(names);
      if (known === undefined) outer.adopt(names, old);
      else for (const [name, value] of old) if (!known.has(name)) outer.setName(names, name, value);
    }
    for (const [list, old] of inner.lists) if (!outer.lists.has(list)) outer.setList(list, old);
    for (const [dict, old] of inner.dicts) if (!outer.dicts.has(dict)) outer.setDict(dict, old);
    for (const [storage, old] of inner.storages) if (!outer.storages.has(storage)) outer.setStorage(storage, old);
  }

  /** Ends the journal and takes back what was changed; returns what it was changed to. */
  rollback(): Changes {
    const changes = this.snapshot(this.journals.length - 1);
    const journal = this.journals.pop();
    if (journal === undefined) return changes;
    for (const [names, old] of journal.names) {
      for (const [name, value] of old) {
        if (value === undefined) names.delete(name);
        else names.set(name, value);
      }
    }
    for (const [list, old] of journal.lists) restoreList(list, old);
    for (const [dict, old] of journal.dicts) dict.entries = old;
    for (const [storage, old] of journal.storages) restore(storage, old);
    return changes;
  }

  /** What has been changed since the journal of that depth was opened, as it is now. */
  snapshot(depth: number): Changes {
    const result = new Changes(this.journals[depth]?.began);
    for (let i = depth; i < this.journals.length; i++) {
      const journal = this.journals[i];
      for (const [names, old] of journal.names) {
        if (names.isGone) continue;
        for (const name of old.keys()) result.setName(names, name, names.get(name));
      }
      for (const list of journal.lists.keys()) result.setList(list, contentOfList(list));
      for (const dict of journal.dicts.keys()) result.setDict(dict, dict.entries);
      for (const storage of journal.storages.keys()) result.setStorage(storage, contentOf(storage));
    }
    return result;
  }

  apply(changes: Changes): void {
    for (const [names, now] of changes.names) for (const [name, value] of now) this.setName(names, name, value);
    for (const [list, { items, numbers, changed }] of changes.lists) {
      this.setItems(list, items);
      list.numbers = numbers;
      list.changed = changed;
    }
    for (const [dict, entries] of changes.dicts) this.setEntries(dict, entries);
    for (const [storage, { data, error, changed, mayRequireGrad }] of changes.storages) {
      this.setRequiresGrad(storage, mayRequireGrad ?? false);
      if (storage.data === data && storage.error === error && storage.changed === changed) continue;
      this.setData(storage, data, error);
      storage.changed = changed;
    }
  }
}

/** Of things that nobody changes any more: which may be the same ones, does not matter to them. */
export class SettledState extends State {
  override readonly isSettled = true;
  override alias(): void {}
  override derive(): void {}
  override deriveOld(): void {}
  override hold(): void {}
}

function restoreList(list: ListObject, { items, numbers, changed }: ListContent): void {
  list.items = items;
  list.numbers = numbers;
  list.changed = changed;
}

function restore(storage: Storage, { data, error, changed, mayRequireGrad }: StorageContent): void {
  storage.data = data;
  storage.error = error;
  storage.changed = changed;
  if (storage.mayRequireGrad !== mayRequireGrad) storage.mayRequireGrad = mayRequireGrad;
}
