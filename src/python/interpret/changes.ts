import type { DictObject, ListObject, Names, Storage } from "../things";
import type { Value } from "../value";

/** What a path through the program changed. */

export interface ListContent {
  readonly items: Value[] | undefined;
  readonly numbers: ListObject["numbers"];
  readonly changed: boolean;
}

export interface StorageContent {
  readonly data: Float64Array | undefined;
  readonly error: Float64Array | undefined;
  readonly changed: boolean;
  readonly mayRequireGrad?: boolean | undefined;
}

export type DictContent = DictObject["entries"];

/** What names and mutable things hold, of those that a path through the program changed. Most paths change few kinds of things. */
export class Changes {
  /** The number of the last path that was begun before this one: what was made since has a higher one. */
  readonly began: number;
  private ofNames: Map<Names, Map<string, Value | undefined>> | undefined;
  private ofLists: Map<ListObject, ListContent> | undefined;
  private ofDicts: Map<DictObject, DictContent> | undefined;
  private ofStorages: Map<Storage, StorageContent> | undefined;

  constructor(began = Number.POSITIVE_INFINITY) {
    this.began = began;
  }

  get names(): ReadonlyMap<Names, ReadonlyMap<string, Value | undefined>> {
    return this.ofNames ?? none;
  }

  get lists(): ReadonlyMap<ListObject, ListContent> {
    return this.ofLists ?? none;
  }

  get dicts(): ReadonlyMap<DictObject, DictContent> {
    return this.ofDicts ?? none;
  }

  get storages(): ReadonlyMap<Storage, StorageContent> {
    return this.ofStorages ?? none;
  }

  /** How much was changed. */
  get size(): number {
    let names = 0;
    for (const changed of this.names.values()) names += changed.size;
    return names + this.lists.size + this.dicts.size + this.storages.size;
  }

  setName(names: Names, name: string, value: Value | undefined): void {
    this.ofNames ??= new Map();
    const known = this.ofNames.get(names);
    if (known === undefined) this.ofNames.set(names, new Map([[name, value]]));
    else known.set(name, value);
  }

  /** Takes what was noted of names over: nobody else goes on with it. */
  adopt(names: Names, changed: ReadonlyMap<string, Value | undefined>): void {
    this.ofNames ??= new Map();
    this.ofNames.set(names, changed as Map<string, Value | undefined>);
  }

  setList(list: ListObject, content: ListContent): void {
    this.ofLists ??= new Map();
    this.ofLists.set(list, content);
  }

  setDict(dict: DictObject, content: DictContent): void {
    this.ofDicts ??= new Map();
    this.ofDicts.set(dict, content);
  }

  setStorage(storage: Storage, content: StorageContent): void {
    this.ofStorages ??= new Map();
    this.ofStorages.set(storage, content);
  }
}

const none: ReadonlyMap<never, never> = new Map<never, never>();

export function contentOf({ data, error, changed, mayRequireGrad }: Storage): StorageContent {
  return { data, error, changed, mayRequireGrad };
}

export function contentOfList({ items, numbers, changed }: ListObject): ListContent {
  return { items, numbers, changed };
}
