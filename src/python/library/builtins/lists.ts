import { PRICE_OF_ITEM } from "../../interpret/budget";
import { keyOf } from "../../interpret/make";
import { itemsOf } from "../../lists";
import type { Operation, OperationCall } from "../../operation";
import type { ListValue, TupleValue, Value } from "../../value";
import { arg, dict, int, itemsIn, list, none, origin, refuse, row, string, whole } from "./read";
import { sorted } from "./sorting";

function self(call: OperationCall): ListValue {
  const value = arg(call, "self");
  return value.kind === "list" ? value : refuse();
}

function items(call: OperationCall): readonly Value[] {
  return itemsOf(self(call).list) ?? refuse();
}

/** A method that changes the list: `apply` gives the new items and the result; what it refuses makes the items unknown. */
function changing(
  names: string,
  signature: string,
  apply: (call: OperationCall, items: readonly Value[]) => { readonly items: Value[]; readonly result?: Value },
): Operation {
  let changed: Value[] | undefined;
  const inner = row(names, signature, (call) => {
    changed = undefined;
    const { items: next, result } = apply(call, items(call));
    changed = next;
    return result ?? none(call);
  });
  return {
    ...inner,
    apply: (call) => {
      const result = inner.apply(call);
      const value = call.arg("self");
      const next = changed;
      changed = undefined;
      if (value?.kind === "list") call.machine.setItems(value.list, next);
      return result;
    },
  };
}

function position(index: number, length: number): number {
  const wrapped = index < 0 ? index + length : index;
  return wrapped >= 0 && wrapped < length ? wrapped : refuse();
}

/** Where an item stands that surely is this one, with no item in front of it that may be. */
function indexOf(call: OperationCall, all: readonly Value[], value: Value): number {
  const key = keyOf(value) ?? refuse();
  for (const [i, item] of all.entries()) {
    const other = keyOf(item) ?? refuse();
    if (other === key) return i;
  }
  void call;
  return -1;
}

/** A method of named tuples. */
function named(name: string, signature: string, apply: (call: OperationCall, tuple: TupleValue) => Value): Operation {
  return row(`tuple.${name}`, signature, (call) => {
    const value = arg(call, "self");
    return value.kind === "tuple" && value.fields !== undefined ? apply(call, value) : refuse();
  });
}

export const listMethods: readonly Operation[] = [
  named("_replace", "self, **others", (call, { fields = [], items, ...rest }) => {
    const others = call.others("others");
    if ([...others.keys()].some((name) => !fields.includes(name))) return refuse();
    return { ...rest, fields, items: items.map((item, i) => others.get(fields[i]) ?? item), origin: origin(call) };
  }),
  named("_asdict", "self", (call, { fields = [], items }) =>
    dict(call, new Map(fields.map((name, i) => [`s:${name}`, { key: string(call, name), value: items[i] }]))),
  ),
  changing("list.append", "self, object, /", (call, all) => ({ items: [...all, arg(call, "object")] })),
  changing("list.extend", "self, iterable, /", (call, all) => {
    const more = itemsIn(call, arg(call, "iterable"));
    call.machine.spend(more.length * PRICE_OF_ITEM);
    return { items: [...all, ...more] };
  }),
  changing("list.insert", "self, index, object, /", (call, all) => {
    const at = whole(call.arg("index"));
    const next = [...all];
    next.splice(at < 0 ? Math.max(0, at + all.length) : at, 0, arg(call, "object"));
    return { items: next };
  }),
  changing("list.pop", "self, index=-1, /", (call, all) => {
    const at = position(whole(call.arg("index")), all.length);
    return { items: all.filter((_, i) => i !== at), result: all[at] };
  }),
  changing("list.remove", "self, value, /", (call, all) => {
    const at = indexOf(call, all, arg(call, "value"));
    return at < 0 ? refuse() : { items: all.filter((_, i) => i !== at) };
  }),
  changing("list.reverse", "self", (_call, all) => ({ items: [...all].reverse() })),
  changing("list.sort", "self, *, key=None, reverse=False", (call, all) => ({ items: sorted(call, all) })),
  changing("list.clear set.clear", "self", () => ({ items: [] })),
  row("list.copy", "self", (call) => list(call, [...items(call)])),
  row("set.copy", "self", (call) => list(call, [...items(call)], "set")),
  row("list.index tuple.index", "self, value, /", (call) => {
    const at = indexOf(call, itemsIn(call, arg(call, "self")), arg(call, "value"));
    return at < 0 ? refuse() : int(call, at);
  }),
  row("list.count tuple.count", "self, value, /", (call) => {
    const key = keyOf(arg(call, "value")) ?? refuse();
    return int(call, itemsIn(call, arg(call, "self")).filter((item) => (keyOf(item) ?? refuse()) === key).length);
  }),
  changing("set.add", "self, value, /", (call, all) => {
    const value = arg(call, "value");
    return { items: indexOf(call, all, value) < 0 ? [...all, value] : [...all] };
  }),
  changing("set.discard set.remove", "self, value, /", (call, all) => {
    const at = indexOf(call, all, arg(call, "value"));
    return { items: all.filter((_, i) => i !== at) };
  }),
];
