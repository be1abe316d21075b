import { keyOf } from "../../interpret/make";
import { itemsOf } from "../../lists";
import type { Operation, OperationCall } from "../../operation";
import { type DictObject, Names } from "../../things";
import { dataOf, isContainer, type Value } from "../../value";
import { arg, callPath, dict, given, int, itemsIn, list, none, origin, refuse, row, tuple, whole } from "./read";

/** functools, itertools, copy, collections, tqdm, random: what scripts take of them. */
export const moduleFunctions: readonly Operation[] = [
  row("functools.reduce", "function, iterable, initial=None, /", (call) => {
    const items = [...itemsIn(call, arg(call, "iterable"))];
    const callee = arg(call, "function");
    let result = given(call, "initial") ?? items.shift() ?? refuse();
    for (const item of items) result = call.machine.call(callee, [result, item], new Map(), call.place);
    return result;
  }),
  row("itertools.chain", "*iterables", (call) =>
    list(
      call,
      call.rest("iterables").flatMap((each) => itemsIn(call, each)),
      "iterator",
    ),
  ),
  row("itertools.chain.from_iterable", "iterable", (call) =>
    list(
      call,
      itemsIn(call, arg(call, "iterable")).flatMap((each) => itemsIn(call, each)),
      "iterator",
    ),
  ),
  row("itertools.product", "*iterables, repeat=1", (call) => {
    const once = call.rest("iterables").map((each) => itemsIn(call, each));
    const times = whole(call.arg("repeat"));
    if (times < 0 || times > 20) return refuse();
    const all = Array.from({ length: times }, () => once).flat();
    call.machine.spend(all.reduce((product, each) => product * each.length, Math.max(1, all.length)));
    let rows: readonly Value[][] = [[]];
    for (const items of all) rows = rows.flatMap((each) => items.map((item) => [...each, item]));
    return list(
      call,
      rows.map((each) => tuple(call, each)),
      "iterator",
    );
  }),
  row("itertools.repeat", "object, times", (call) => {
    const times = Math.max(0, whole(call.arg("times")));
    call.machine.spend(times);
    return list(call, new Array<Value>(times).fill(arg(call, "object")), "iterator");
  }),
  row("itertools.islice", "iterable, *bounds", (call) => {
    const bounds = call.rest("bounds").map((each) => (each.kind === "none" ? undefined : whole(each)));
    const items = itemsIn(call, arg(call, "iterable"));
    const [start, stop, step] = bounds.length === 1 ? [0, bounds[0], 1] : [bounds[0] ?? 0, bounds[1], bounds[2] ?? 1];
    if (step < 1 || start < 0) return refuse();
    return list(
      call,
      items.slice(start, stop).filter((_, i) => i % step === 0),
      "iterator",
    );
  }),
  row("itertools.combinations", "iterable, r", (call) => {
    const items = itemsIn(call, arg(call, "iterable"));
    if (whole(call.arg("r")) !== 2) return refuse();
    call.machine.spend(items.length * items.length);
    const pairs = items.flatMap((item, i) => items.slice(i + 1).map((other) => tuple(call, [item, other])));
    return list(call, pairs, "iterator");
  }),
  row("itertools.accumulate", "iterable, func=None, *, initial=None", (call) => {
    const items = [...itemsIn(call, arg(call, "iterable"))];
    const callee = given(call, "func");
    const add = (a: Value, b: Value): Value =>
      callee === undefined
        ? callPath(call, "operator.add", a, b)
        : call.machine.call(callee, [a, b], new Map(), call.place);
    const first = given(call, "initial") ?? items.shift();
    const sums = first === undefined ? [] : [first];
    for (const item of items) sums.push(add(sums[sums.length - 1], item));
    return list(call, sums, "iterator");
  }),
  row("itertools.starmap", "function, iterable", (call) => {
    const callee = arg(call, "function");
    const results = itemsIn(call, arg(call, "iterable")).map((each) =>
      call.machine.call(callee, itemsIn(call, each), new Map(), call.place),
    );
    return list(call, results, "iterator");
  }),
  row("itertools.pairwise", "iterable, /", (call) => {
    const items = itemsIn(call, arg(call, "iterable"));
    return list(
      call,
      items.slice(1).map((item, i) => tuple(call, [items[i], item])),
      "iterator",
    );
  }),
  // A coroutine is carried out where it is made: awaiting it changes nothing.
  row("asyncio.run", "main, *, debug=None, loop_factory=None", (call) => arg(call, "main")),
  row("asyncio.sleep", "delay, result=None", none),
  row("asyncio.gather", "*coroutines", (call) => list(call, [...call.rest("coroutines")])),
  row("copy.copy", "x", (call) => copied(call, arg(call, "x"), 0, new Map())),
  row("copy.deepcopy", "x, memo=None", (call) => copied(call, arg(call, "x"), 20, new Map())),
  row("collections.defaultdict", "factory=None, /", (call): Value => {
    const factory = given(call, "factory") ?? refuse();
    const entries: DictObject["entries"] = new Map();
    return { kind: "dict", dict: { entries, region: call.machine.region, factory }, origin: origin(call) };
  }),
  row("collections.Counter", "iterable=None, /", (call): Value => {
    const iterable = given(call, "iterable");
    const from = iterable?.kind === "dict" ? (iterable.dict.entries ?? refuse()) : new Map();
    const entries = iterable === undefined || iterable.kind === "dict" ? new Map(from) : counted(call, iterable, from);
    return { kind: "dict", dict: { entries, region: call.machine.region, counts: true }, origin: origin(call) };
  }),
  row(
    "tqdm.tqdm tqdm.auto.tqdm tqdm.notebook.tqdm tqdm.trange tqdm.auto.trange",
    "iterable=(), *rest, **others",
    (call) => {
      const iterable = arg(call, "iterable");
      if (call.path.endsWith("trange")) return callPath(call, "builtins.range", iterable, ...call.rest("rest"));
      return iterable;
    },
  ),
  row(
    "random.seed numpy.random.seed torch.manual_seed torch.cuda.manual_seed torch.cuda.manual_seed_all",
    "*rest, **others",
    none,
  ),
  row(
    "random.random random.randint random.uniform random.choice random.gauss random.sample random.randrange",
    "*rest, **others",
    (call) => call.unknown({}, "random"),
  ),
  row("time.time time.perf_counter time.monotonic", "*rest", (call) => call.unknown({}, "random")),
];

type Entries = NonNullable<DictObject["entries"]>;

/** How often each item is there, in the order of their first times, on top of what was counted before. */
export function counted(call: OperationCall, iterable: Value, before: Entries): Entries {
  const entries = new Map(before);
  for (const item of itemsIn(call, iterable)) {
    const key = keyOf(item) ?? refuse();
    const known = entries.get(key);
    entries.set(key, { key: known?.key ?? item, value: int(call, known === undefined ? 1 : whole(known.value) + 1) });
  }
  return entries;
}

/** A copy: the containers within are copied as well to that depth. */
function copied(call: OperationCall, value: Value, depth: number, seen: Map<object, Value>): Value {
  const inner = (each: Value) => (depth > 0 ? copied(call, each, depth - 1, seen) : each);
  if (!isContainer(value)) return value;
  switch (value.kind) {
    case "list": {
      const known = seen.get(value.list);
      if (known !== undefined) return known;
      const items: Value[] = [];
      const all = itemsOf(value.list);
      const copy = list(call, all === undefined ? undefined : items, value.form);
      seen.set(value.list, copy);
      call.machine.spend(all?.length ?? 0);
      for (const each of all ?? []) items.push(inner(each));
      return { ...copy, origin: value.origin } as Value;
    }
    case "dict": {
      const known = seen.get(value.dict);
      if (known !== undefined) return known;
      const entries = value.dict.entries && new Map(value.dict.entries);
      const copy = dict(call, entries);
      seen.set(value.dict, copy);
      for (const [key, entry] of value.dict.entries ?? [])
        entries?.set(key, { key: entry.key, value: inner(entry.value) });
      return { ...copy, origin: value.origin } as Value;
    }
    case "tuple":
      call.machine.step();
      return depth > 0 ? { ...value, items: value.items.map(inner) } : value;
    case "tensor": {
      const data = dataOf(value);
      call.machine.spend(data?.length ?? 0);
      // How far the elements may be off is kept only where they are all of the storage.
      if (value.storage.error !== undefined && value.view !== undefined) return refuse();
      const storage = call.machine.newStorage(data?.slice());
      if (value.storage.error !== undefined) storage.error = value.storage.error.slice();
      storage.changed = value.storage.changed;
      return { ...value, storage, view: undefined };
    }
    case "object": {
      const known = seen.get(value.object);
      if (known !== undefined) return known;
      const attributes = new Names(call.machine.region, value.object.attributes);
      const object = { attributes, region: call.machine.region, construction: value.object.construction };
      const copy: Value = { ...value, object };
      seen.set(value.object, copy);
      for (const [name, held] of value.object.attributes) attributes.set(name, inner(held));
      return copy;
    }
  }
}
