import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { ObjectData } from "../../things";
import type { ObjectValue, TensorValue, Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { holdPart } from "./containers";
import { beginTraining, bool, HELD, MODE, nothing, SHOWN } from "./mode";
import { loadState } from "./weights";

/** What every module has. Weights are not known; those that a program writes are values like others. */

/** Methods that give the module back, with the values as they were: devices are no matter here. */
const returningSelf = "cpu cuda xpu ipu mtia requires_grad_ share_memory to_empty";
/** Methods that may change the dtypes of all that the module holds. */
const casting = "half float double bfloat16 type to";
const returningNothing = "zero_grad compile extra_repr";
/** Methods that hand out the tensors that the module holds: who has them may change them, as an optimizer does. */
const handingOut = "named_parameters children modules named_children named_modules get_submodule get_parameter";
const handingOutAll = "state_dict buffers named_buffers get_buffer";

export const moduleClass: LibraryClass = {
  names: "torch.nn.Module torch.nn.modules.Module torch.nn.modules.module.Module",
  signature: "",
  bases: "",
  construct: (_call, self) => beginTraining(self, true),
  methods: {
    ...each(returningSelf, "self, *rest, **others", self),
    ...each(casting, "self, *rest, **others", (call) => {
      const dtype = castTo(call);
      if (dtype !== undefined) for (const holder of holdersOf(self(call))) castFloats(call, holder, dtype);
      return self(call);
    }),
    train: { signature: "self, mode=True", apply: (call) => setMode(call, call.arg("mode") ?? call.unknown()) },
    eval: { signature: "self", apply: (call) => setMode(call, bool(false)) },
    ...each(returningNothing, "self, *rest, **others", () => nothing),
    parameters: { signature: "self, recurse=True", apply: (call) => parametersOf(call) ?? handedOut(call, true) },
    apply: { signature: "self, fn", apply: (call) => applied(call) },
    ...each(handingOut, "self, *rest, **others", (call) => handedOut(call, true)),
    ...each(handingOutAll, "self, *rest, **others", (call) => handedOut(call, false)),
    load_state_dict: {
      signature: "self, state_dict, strict=True, assign=False",
      apply: (call) => {
        const isKnown = loadState(call, self(call), call.arg("state_dict") ?? nothing);
        return isKnown ? call.unknown() : handedOut(call, false);
      },
    },
    register_buffer: { signature: "self, name, tensor, persistent=True", apply: (call) => setNamed(call, "tensor") },
    register_parameter: { signature: "self, name, param", apply: (call) => setNamed(call, "param") },
    ...each("register_forward_hook register_forward_pre_hook", "self, hook, *rest, **others", (call) => {
      const module = self(call);
      // A hook may put another value in place of the output.
      if (module.kind === "object") call.machine.setAttribute(module.object, "forward", call.unknown());
      return call.unknown();
    }),
    ...each("add_module register_module", "self, name, module", (call) => setNamed(call, "module")),
  },
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

function handedOut(call: OperationCall, parametersOnly: boolean): Value {
  for (const tensor of tensorsOf(holdersOf(self(call)), parametersOnly)) call.machine.escape(tensor);
  return call.unknown();
}

/** Calls a function with each module, those that are held first. */
function applied(call: OperationCall): Value {
  const [holders, callee] = [holdersOf(self(call)), call.arg("fn")];
  if (callee === undefined || !areShown(holders)) handedOut(call, false);
  else for (const holder of holders.toReversed()) call.machine.call(callee, [holder], new Map(), call.place);
  return self(call);
}

/** Whether all parameters of all that they hold are known by name. */
function areShown(holders: readonly ObjectValue[]): boolean {
  return holders.every(
    ({ object: { attributes } }) =>
      attributes.has(SHOWN) &&
      [...attributes].every(([name, value]) => value.kind !== "unknown" || name === SHOWN || name === MODE),
  );
}

/** In their order, each once; undefined where some may not be known. */
function parametersOf(call: OperationCall): Value | undefined {
  const recurse = call.arg("recurse");
  const holders = holdersOf(self(call));
  if (recurse === undefined || call.machine.truth(recurse) !== true || !areShown(holders)) return undefined;
  const items = [...new Map(tensorsOf(holders, true).map((each) => [each.storage, each])).values()];
  const list = { items, region: call.machine.region, changed: false, numbers: undefined };
  return { kind: "list", form: "iterator", list, origin: nothing.origin };
}

function setNamed(call: OperationCall, parameter: string): Value {
  const [module, name, value] = [self(call), call.arg("name"), call.arg(parameter)];
  if (module.kind !== "object") return nothing;
  if (name?.kind === "string" && value !== undefined) {
    call.machine.setAttribute(module.object, name.value, value);
    if (parameter === "module") holdPart(call.machine, module.object, name.value, value);
  } else call.machine.escape(module);
  return nothing;
}

function setMode(call: OperationCall, mode: Value): Value {
  for (const { object } of holdersOf(self(call))) call.machine.setAttribute(object, MODE, mode);
  return self(call);
}

/** `to("cuda")` moves; `to(torch.float64)` and `double()` cast, perhaps to a type that is not known. */
function castTo(call: OperationCall): DType | "unknown" | undefined {
  const method = call.path.slice(call.path.lastIndexOf(".") + 1);
  if (Object.hasOwn(castMethods, method)) return castMethods[method];
  if (method !== "to") return "unknown";
  const positional = call.rest("rest");
  const given = [...positional.slice(1), call.others("others").get("dtype")];
  for (const value of [positional[0], ...given]) {
    if (value?.kind === "dtype" || value?.kind === "tensor") return value.dtype;
  }
  return given.some((value) => value?.kind === "unknown") ? "unknown" : undefined;
}

const castMethods: Readonly<Record<string, DType>> = {
  half: "float16",
  float: "float32",
  double: "float64",
  bfloat16: "bfloat16",
};

/** The module and the modules that it holds. */
function holdersOf(value: Value, found: Set<ObjectData> = new Set()): readonly ObjectValue[] {
  if (value.kind !== "object" || found.has(value.object)) return [];
  found.add(value.object);
  const { attributes } = value.object;
  const held = attributes.get(HELD);
  const parts = held?.kind === "dict" ? [...(held.dict.entries?.values() ?? [])].map((entry) => entry.value) : [];
  return [value, ...[...attributes.values(), ...parts].flatMap((each) => holdersOf(each, found))];
}

/** The tensors of a module and of those that it holds: parameters alone, or buffers as well. */
function tensorsOf(holders: readonly ObjectValue[], parametersOnly: boolean): readonly TensorValue[] {
  return holders.flatMap(({ object }) =>
    [...object.attributes.values()].filter(
      (held): held is TensorValue => held.kind === "tensor" && (!parametersOnly || isParameter(held)),
    ),
  );
}

function isParameter({ origin }: TensorValue): boolean {
  return origin.kind === "operation" && origin.operation === "parameter";
}

function castFloats(call: OperationCall, { type, object }: ObjectValue, dtype: DType | "unknown"): void {
  for (const [name, held] of [...object.attributes]) {
    if (held.kind !== "tensor" || !isFloatingPoint(held.dtype) || held.dtype === dtype) continue;
    call.machine.setAttribute(object, name, call.unknown({ library: "torch", shape: held.shape }));
  }
  if (type.kind !== "library") return;
  const weights: Value =
    dtype === "unknown" ? call.unknown() : { kind: "dtype", dtype, library: "torch", origin: nothing.origin };
  call.machine.setAttribute(object, "dtype", weights);
}
