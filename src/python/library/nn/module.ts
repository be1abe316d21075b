import type { OperationCall } from "../../operation";
import type { ObjectData, ObjectValue, TensorValue, Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";

/** What every module has. Weights are never known; those that a program writes out are values like others. */

/** Methods that give the module back, with the values as they were: devices are no matter here. */
const returningSelf = "cpu cuda xpu ipu mtia train eval requires_grad_ share_memory to_empty";
/** Methods that may change the dtypes of all that the module holds. */
const casting = "half float double bfloat16 type to";
const returningNothing = "zero_grad compile extra_repr";
const unread =
  "children modules named_children named_modules named_parameters buffers named_buffers state_dict get_submodule get_parameter get_buffer";

export const moduleClass: LibraryClass = {
  names: "torch.nn.Module torch.nn.modules.Module torch.nn.modules.module.Module",
  signature: "*rest, **others",
  bases: "",
  methods: {
    ...each(returningSelf, "self, *rest, **others", self),
    ...each(casting, "self, *rest, **others", (call) => {
      if (mayCast(call)) for (const holder of holdersOf(self(call))) forgetFloats(call, holder);
      return self(call);
    }),
    ...each(returningNothing, "self, *rest, **others", () => nothing),
    ...each(unread, "self, *rest, **others", (call) => call.unknown()),
    parameters: {
      signature: "self, recurse=True",
      // They go to an optimizer, which changes them.
      apply: (call) => {
        for (const tensor of tensorsOf(self(call), true)) call.machine.escape(tensor);
        return call.unknown();
      },
    },
    load_state_dict: {
      signature: "self, *rest, **others",
      apply: (call) => {
        for (const tensor of tensorsOf(self(call), false)) call.machine.escape(tensor);
        return call.unknown();
      },
    },
    apply: {
      signature: "self, fn",
      apply: (call) => {
        for (const tensor of tensorsOf(self(call), false)) call.machine.escape(tensor);
        return self(call);
      },
    },
    register_buffer: { signature: "self, name, tensor, persistent=True", apply: (call) => setNamed(call, "tensor") },
    register_parameter: { signature: "self, name, param", apply: (call) => setNamed(call, "param") },
    ...each("add_module register_module", "self, name, module", (call) => setNamed(call, "module")),
  },
};

const nothing: Value = {
  kind: "none",
  origin: { kind: "unread", reason: "expression", place: undefined, name: undefined },
};

function each(
  names: string,
  signature: string,
  apply: LibraryMethod["apply"],
): Readonly<Record<string, LibraryMethod>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, { signature, apply }]));
}

function self(call: OperationCall): Value {
  return call.arg("self") ?? call.unknown();
}

function setNamed(call: OperationCall, parameter: string): Value {
  const [module, name, value] = [self(call), call.arg("name"), call.arg(parameter)];
  if (module.kind !== "object") return nothing;
  if (name?.kind === "string" && value !== undefined) call.machine.setAttribute(module.object, name.value, value);
  else call.machine.escape(module);
  return nothing;
}

/** `to("cuda")` moves; `to(torch.float64)` and `double()` cast. */
function mayCast(call: OperationCall): boolean {
  const method = call.path.slice(call.path.lastIndexOf(".") + 1);
  if (method !== "to") return true;
  const all = [...call.rest("rest"), ...call.others("others").values()];
  return all.some(({ kind }) => kind === "dtype" || kind === "tensor");
}

/** The module and the modules that it holds. */
function holdersOf(value: Value, found: Set<ObjectData> = new Set()): readonly ObjectValue[] {
  if (value.kind === "dict") return [...(value.dict.entries?.values() ?? [])].flatMap((e) => holdersOf(e.value, found));
  if (value.kind !== "object" || found.has(value.object)) return [];
  found.add(value.object);
  return [value, ...[...value.object.attributes.values()].flatMap((held) => holdersOf(held, found))];
}

/** The tensors of a module and of those that it holds: parameters alone, or buffers as well. */
function tensorsOf(value: Value, parametersOnly: boolean): readonly TensorValue[] {
  return holdersOf(value).flatMap(({ object }) =>
    [...object.attributes.values()].filter(
      (held): held is TensorValue => held.kind === "tensor" && (!parametersOnly || isParameter(held)),
    ),
  );
}

function isParameter({ origin }: TensorValue): boolean {
  return origin.kind === "operation" && origin.operation === "parameter";
}

function forgetFloats(call: OperationCall, holder: ObjectValue): void {
  for (const [name, held] of [...holder.object.attributes]) {
    const isFloat = held.kind === "tensor" && held.dtype.includes("float");
    if (isFloat) call.machine.setAttribute(holder.object, name, call.unknown({ library: "torch", shape: held.shape }));
  }
}
