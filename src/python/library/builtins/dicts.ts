import { keyOf } from "../../interpret/make";
import type { Operation, OperationCall } from "../../operation";
import type { DictObject } from "../../things";
import type { DictValue, Value } from "../../value";
import { counted } from "./modules";
import { arg, dict, given, int, itemsIn, list, none, refuse, row, string, tuple, whole } from "./read";

type Entries = NonNullable<DictObject["entries"]>;

/** The entries that pairs of keys and values make. */
export function pairsOf(call: OperationCall, pairs: readonly Value[]): Entries {
  const entries: Entries = new Map();
  for (const pair of pairs) {
    const [key, value, ...rest] = itemsIn(call, pair);
    if (key === undefined || value === undefined || rest.length > 0) return refuse();
    entries.set(keyOf(key) ?? refuse(), { key, value });
  }
  return entries;
}

function self(call: OperationCall): DictValue {
  const value = arg(call, "self");
  return value.kind === "dict" ? value : refuse();
}

function entriesOf(call: OperationCall): Entries {
  return self(call).dict.entries ?? refuse();
}

/** Puts other entries into the dict: through the machine, which knows what else may be the same dict. */
function replace(call: OperationCall, entries: Entries | undefined): void {
  call.machine.setEntries(self(call).dict, entries);
}

export const dictMethods: readonly Operation[] = [
  row("dict.keys", "self", (call) =>
    list(
      call,
      [...entriesOf(call).values()].map(({ key }) => key),
      "range",
    ),
  ),
  row("dict.values", "self", (call) =>
    list(
      call,
      [...entriesOf(call).values()].map(({ value }) => value),
      "range",
    ),
  ),
  row("dict.items", "self", (call) =>
    list(
      call,
      [...entriesOf(call).values()].map(({ key, value }) => tuple(call, [key, value])),
      "range",
    ),
  ),
  row("dict.get", "self, key, default=None", (call) => {
    const entry = entriesOf(call).get(keyOf(arg(call, "key")) ?? refuse());
    return entry?.value ?? arg(call, "default");
  }),
  row("dict.most_common", "self, n=None", (call) => {
    if (self(call).dict.counts !== true) return refuse();
    const pairs = [...entriesOf(call).values()].sort((a, b) => whole(b.value) - whole(a.value));
    const most = given(call, "n");
    const taken = most === undefined ? pairs : pairs.slice(0, Math.max(0, whole(most)));
    return list(
      call,
      taken.map(({ key, value }) => tuple(call, [key, value])),
    );
  }),
  row("dict.total", "self", (call) => {
    if (self(call).dict.counts !== true) return refuse();
    return int(
      call,
      [...entriesOf(call).values()].reduce((sum, { value }) => sum + whole(value), 0),
    );
  }),
  row("builtins.dict.fromkeys", "iterable, value=None, /", (call) => {
    const iterable = arg(call, "iterable");
    // In what order a set gives its items, is not known.
    if (iterable.kind === "list" && iterable.form === "set") return refuse();
    return dict(
      call,
      new Map(itemsIn(call, iterable).map((key) => [keyOf(key) ?? refuse(), { key, value: arg(call, "value") }])),
    );
  }),
  row("dict.copy", "self", (call) => {
    const copy = dict(call, new Map(entriesOf(call)));
    const { counts } = self(call).dict;
    return copy.kind === "dict" && counts === true ? { ...copy, dict: { ...copy.dict, counts } } : copy;
  }),
  changing("dict.setdefault", "self, key, default=None", (call) => {
    const key = keyOf(arg(call, "key")) ?? refuse();
    const entries = entriesOf(call);
    const known = entries.get(key);
    if (known !== undefined) return known.value;
    const value = arg(call, "default");
    replace(call, new Map(entries).set(key, { key: arg(call, "key"), value }));
    return value;
  }),
  changing("dict.update", "self, mapping=(), /, **others", (call) => {
    const mapping = arg(call, "mapping");
    if (self(call).dict.counts === true) {
      if (mapping.kind === "dict" || call.others("others").size > 0) return refuse();
      replace(call, counted(call, mapping, entriesOf(call)));
      return none(call);
    }
    const more = mapping.kind === "dict" ? (mapping.dict.entries ?? refuse()) : pairsOf(call, itemsIn(call, mapping));
    const entries = new Map(entriesOf(call));
    for (const [key, { key: written, value }] of more)
      entries.set(key, { key: entries.get(key)?.key ?? written, value });
    for (const [name, value] of call.others("others")) entries.set(`s:${name}`, { key: string(call, name), value });
    replace(call, entries);
    return none(call);
  }),
  changing("dict.pop", "self, key, *default", (call) => {
    const key = keyOf(arg(call, "key")) ?? refuse();
    const entries = new Map(entriesOf(call));
    const known = entries.get(key);
    if (known === undefined) return call.rest("default")[0] ?? refuse();
    entries.delete(key);
    replace(call, entries);
    return known.value;
  }),
  changing("dict.clear", "self", (call) => {
    replace(call, new Map());
    return none(call);
  }),
];

/** A method that changes the dict: where it is not known how, the dict is not known any more. */
function changing(names: string, signature: string, apply: (call: OperationCall) => Value): Operation {
  const inner = row(names, signature, apply);
  return {
    ...inner,
    apply: (call) => {
      const result = inner.apply(call);
      const value = call.arg("self");
      if (
        result.kind === "unknown" &&
        result.origin.kind === "unread" &&
        result.origin.place === call.place &&
        value?.kind === "dict"
      ) {
        call.machine.setEntries(value.dict, undefined);
      }
      return result;
    },
  };
}
