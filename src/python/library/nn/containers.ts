import type { OperationCall } from "../../operation";
import { Names, type ObjectData } from "../../things";
import type { ListValue, ObjectValue, Origin, Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { beginTraining, HELD, MODE, nothing } from "./mode";

/**
 * Containers of modules. What they hold is in the attribute `_modules`, as torch has it: a dict by name, `"0"`, `"1"` where there are
 * none. A container of which that is not known has no such attribute.
 */
type Entries = ReadonlyMap<string, Value>;

const reading: Readonly<Record<string, LibraryMethod>> = {
  __getitem__: {
    signature: "self, index",
    apply: (call) => {
      const held = heldBy(call);
      const index = call.arg("index");
      if (held === undefined || index === undefined) return call.unknown();
      if (index.kind === "string") return held.get(index.value) ?? call.unknown();
      const items = [...held.values()];
      if (index.kind === "number" && index.type === "int") return items.at(index.value) ?? call.unknown();
      return index.kind === "slice" ? slicedBy(call, items, index) : call.unknown();
    },
  },
  __len__: {
    signature: "self",
    apply: (call) => {
      const held = heldBy(call);
      return held === undefined ? call.unknown() : int(held.size, originOf(call));
    },
  },
  __iter__: { signature: "self", apply: (call) => iterator(call, (held) => [...held.values()]) },
};

/** What changes which parts there are, in a way that is not followed. */
const losing: LibraryMethod = {
  signature: "self, *rest, **others",
  apply: (call) => {
    const self = call.arg("self");
    if (self?.kind === "object") replace(call, self, undefined);
    return call.unknown();
  },
};

const changing: Readonly<Record<string, LibraryMethod>> = {
  pop: losing,
  append: {
    signature: "self, module",
    apply: (call) => changed(call, (items) => add(items, call.arg("module"))),
  },
  extend: {
    signature: "self, modules",
    apply: (call) => {
      const more = call.machine.iterate(call.arg("modules") ?? nothing);
      return changed(call, (items) => more && [...items, ...more]);
    },
  },
  insert: {
    signature: "self, index, module",
    apply: (call) => {
      const [index, module] = [call.arg("index"), call.arg("module")];
      return changed(call, (items) =>
        index?.kind === "number" && module !== undefined && index.value >= 0
          ? items.toSpliced(index.value, 0, module)
          : undefined,
      );
    },
  },
  __setitem__: {
    signature: "self, index, module",
    apply: (call) => {
      const [index, module] = [call.arg("index"), call.arg("module")];
      changed(call, (items) => {
        if (index?.kind !== "number" || module === undefined) return undefined;
        const at = index.value < 0 ? index.value + items.length : index.value;
        return at in items ? items.with(at, module) : undefined;
      });
      return nothing;
    },
  },
};

const forward: LibraryMethod = {
  signature: "self, input",
  apply: (call) => {
    const held = heldBy(call);
    let value = call.arg("input");
    if (held === undefined || value === undefined) return call.unknown();
    for (const module of held.values()) {
      call.machine.step();
      // Each layer acts where it is written.
      const place = (module.kind === "object" ? module.object.construction?.place : undefined) ?? call.place;
      value = call.machine.call(module, [value], new Map(), place);
    }
    return value;
  },
};

export const containerClasses: readonly LibraryClass[] = [
  {
    names: "torch.nn.Sequential torch.nn.modules.Sequential torch.nn.modules.container.Sequential",
    signature: "*args",
    bases: "torch.nn.Module",
    construct: (call, self) => {
      const args = call.rest("args");
      // An OrderedDict names the layers.
      const only = args.length === 1 && args[0].kind !== "object" ? args[0] : undefined;
      hold(self, only === undefined ? numbered(args) : entriesOf(only));
    },
    methods: { ...reading, ...changing, forward },
  },
  {
    names: "torch.nn.ModuleList torch.nn.modules.ModuleList torch.nn.modules.container.ModuleList",
    signature: "modules=None",
    bases: "torch.nn.Module",
    construct: (call, self) => holdItems(call, self, "modules"),
    methods: { ...reading, ...changing },
  },
  {
    names: "torch.nn.ParameterList torch.nn.modules.ParameterList torch.nn.modules.container.ParameterList",
    signature: "values=None",
    bases: "torch.nn.Module",
    construct: (call, self) => holdItems(call, self, "values"),
    methods: { ...reading, ...changing },
  },
  {
    names:
      "torch.nn.ModuleDict torch.nn.modules.ModuleDict torch.nn.modules.container.ModuleDict torch.nn.ParameterDict",
    signature: "modules=None",
    bases: "torch.nn.Module",
    construct: (call, self) => {
      const modules = call.arg("modules");
      hold(self, modules === undefined || modules.kind === "none" ? new Map() : entriesOf(modules));
    },
    methods: {
      ...{ pop: losing, popitem: losing, clear: losing, update: losing, setdefault: losing },
      __getitem__: reading.__getitem__,
      __len__: reading.__len__,
      __iter__: { signature: "self", apply: (call) => iterator(call, (held) => [...held.keys()].map(nameOf(call))) },
      keys: { signature: "self", apply: (call) => iterator(call, (held) => [...held.keys()].map(nameOf(call))) },
      values: { signature: "self", apply: (call) => iterator(call, (held) => [...held.values()]) },
      items: {
        signature: "self",
        apply: (call) =>
          iterator(call, (held) =>
            [...held].map(([name, value]) => ({
              kind: "tuple",
              items: [nameOf(call)(name), value],
              fields: undefined,
              origin: originOf(call),
            })),
          ),
      },
      __setitem__: {
        signature: "self, key, module",
        apply: (call) => {
          const [self, held] = [call.arg("self"), heldBy(call)];
          const [key, module] = [call.arg("key"), call.arg("module")];
          if (self?.kind !== "object") return nothing;
          const known = held !== undefined && key?.kind === "string" && module !== undefined;
          replace(call, self, known ? new Map([...held, [key.value, module]]) : undefined);
          return nothing;
        },
      },
    },
  },
];

function holdItems(call: OperationCall, self: ObjectValue, parameter: string): void {
  const given = call.arg(parameter);
  const items = given === undefined || given.kind === "none" ? [] : call.machine.iterate(given);
  hold(self, items && numbered(items));
}

function numbered(items: readonly Value[]): Entries {
  return new Map(items.map((item, i) => [String(i), item]));
}

/** The entries of a dict whose keys are strings. */
function entriesOf(value: Value): Entries | undefined {
  const entries = value.kind === "dict" ? value.dict.entries : undefined;
  if (entries === undefined) return undefined;
  const result = new Map<string, Value>();
  for (const { key, value: held } of entries.values()) {
    if (key.kind !== "string") return undefined;
    result.set(key.value, held);
  }
  return result;
}

/** For an object that is being made. */
function hold(self: ObjectValue, entries: Entries | undefined): void {
  const { attributes, region } = self.object;
  for (const name of ["args", "modules", "values"]) attributes.delete(name);
  beginTraining(self, true);
  if (entries === undefined) return;
  for (const [name, value] of entries) attributes.set(name, value);
  attributes.set(HELD, dictOf(entries, region));
}

function dictOf(entries: Entries, region: number): Value {
  const { origin } = nothing;
  const map = new Map(
    [...entries].map(([name, value]) => [
      `s:${name}`,
      { key: { kind: "string" as const, value: name, origin }, value },
    ]),
  );
  return { kind: "dict", dict: { entries: map, region }, origin };
}

function heldBy(call: OperationCall): Entries | undefined {
  const self = call.arg("self");
  const held = self?.kind === "object" ? self.object.attributes.get(HELD) : undefined;
  return held && entriesOf(held);
}

/** What is set by name, in a container of which the parts are known, is one of them if it is a module: `add_module`, `net.fc = …`. */
export function holdPart(machine: OperationCall["machine"], object: ObjectData, name: string, value: Value): void {
  const held = object.attributes.get(HELD);
  if (held === undefined || name === HELD) return;
  const entries = entriesOf(held);
  const isModule = value.kind === "object" && value.object.attributes.has(MODE);
  if (!isModule && value.kind !== "unknown" && value.kind !== "object" && entries?.has(name) !== true) return;
  const parts = isModule && entries && dictOf(new Map([...entries, [name, value]]), machine.region);
  machine.setAttribute(object, HELD, parts || undefined);
}

function replace(call: OperationCall, { object }: ObjectValue, entries: Entries | undefined): void {
  for (const [name, value] of entries ?? []) {
    if (object.attributes.get(name) !== value) call.machine.setAttribute(object, name, value);
  }
  call.machine.setAttribute(object, HELD, entries && dictOf(entries, call.machine.region));
}

/** The container with other items; undefined makes what it holds unknown. */
function changed(call: OperationCall, change: (items: readonly Value[]) => readonly Value[] | undefined): Value {
  const [self, held] = [call.arg("self"), heldBy(call)];
  if (self?.kind !== "object") return call.unknown();
  const items = held && change([...held.values()]);
  call.machine.spend(items?.length ?? 0);
  const isNumbered = held !== undefined && [...held.keys()].every((name, i) => name === String(i));
  replace(call, self, items && isNumbered ? numbered(items) : undefined);
  return self;
}

function add(items: readonly Value[], module: Value | undefined): readonly Value[] | undefined {
  return module && [...items, module];
}

/** `layers[1:]` is a container of the same kind. */
function slicedBy(call: OperationCall, items: readonly Value[], slice: Extract<Value, { kind: "slice" }>): Value {
  const self = call.arg("self");
  const bounds = [slice.lower, slice.upper].map((bound) =>
    bound.kind === "none" ? undefined : bound.kind === "number" && bound.type === "int" ? bound.value : Number.NaN,
  );
  if (self?.kind !== "object" || slice.step.kind !== "none" || bounds.some(Number.isNaN)) return call.unknown();
  const object = {
    attributes: new Names(call.machine.region),
    region: call.machine.region,
    construction: self.object.construction,
  };
  const part: ObjectValue = { ...self, object, origin: originOf(call) };
  hold(part, numbered(items.slice(bounds[0], bounds[1])));
  return part;
}

function iterator(call: OperationCall, items: (held: Entries) => Value[]): Value {
  const held = heldBy(call);
  if (held === undefined) return call.unknown();
  const list: ListValue["list"] = {
    items: items(held),
    region: call.machine.region,
    changed: false,
    numbers: undefined,
  };
  return { kind: "list", form: "iterator", list, origin: originOf(call) };
}

function nameOf(call: OperationCall): (name: string) => Value {
  return (value) => ({ kind: "string", value, origin: originOf(call) });
}

function int(value: number, origin: Origin): Value {
  return { kind: "number", type: "int", value, origin };
}

function originOf(call: OperationCall): Origin {
  return { kind: "operation", operation: "modules", settings: {}, place: call.place, operands: [] };
}
