import type { Operation, OperationCall } from "../../operation";
import type { ObjectValue, TensorValue, Value } from "../../value";
import { callMethod, callPath, float, int } from "../builtins/read";
import { HELD } from "./mode";

/** Values that a program writes into the weights of modules. */

/** torch.nn.init's functions whose values are known; the others draw them. */
export const initOperations: readonly Operation[] = [
  { names: "torch.nn.init.constant_", signature: "tensor, val", apply: (call) => filled(call, call.arg("val")) },
  { names: "torch.nn.init.zeros_", signature: "tensor", apply: (call) => filled(call, float(call, 0)) },
  { names: "torch.nn.init.ones_", signature: "tensor", apply: (call) => filled(call, float(call, 1)) },
  { names: "torch.nn.init.eye_", signature: "tensor", apply: eye },
];

function filled(call: OperationCall, value: Value | undefined): Value {
  const tensor = call.arg("tensor");
  if (tensor?.kind !== "tensor" || value === undefined) return lost(call);
  callMethod(call, withoutGradient(call, tensor), "fill_", value);
  return tensor;
}

function eye(call: OperationCall): Value {
  const tensor = call.arg("tensor");
  if (tensor?.kind !== "tensor" || tensor.shape.length !== 2) return lost(call);
  const sizes = tensor.shape.map((size) => int(call, size));
  write(call, tensor, callPath(call, "torch.eye", ...sizes));
  return tensor;
}

function lost(call: OperationCall): Value {
  const given = call.arg("tensor");
  if (given !== undefined) call.machine.escape(given);
  return call.unknown();
}

/** The same memory, which torch lets anybody change. */
function withoutGradient({ place }: OperationCall, tensor: TensorValue): TensorValue {
  const operands = [{ value: tensor, place: undefined }];
  return { ...tensor, origin: { kind: "operation", operation: "detach", settings: {}, place, operands } };
}

function write(call: OperationCall, tensor: TensorValue, value: Value): void {
  callMethod(call, withoutGradient(call, tensor), "copy_", value);
}

/** `load_state_dict`: writes each array into what its key names. Says whether all of that is known. */
export function loadState(call: OperationCall, module: Value, state: Value): boolean {
  if (module.kind !== "object" || state.kind !== "dict" || state.dict.entries === undefined) return false;
  for (const { key, value } of state.dict.entries.values()) {
    if (key.kind !== "string") return false;
    const tensor = memberAt(module, key.value.split("."));
    if (tensor?.kind === "tensor") write(call, tensor, value);
    else if (tensor !== undefined) return false;
  }
  return true;
}

/** What stands at `layers.0.weight`; undefined where a layer does not show its weights. */
function memberAt(module: ObjectValue, path: readonly string[]): Value | undefined {
  let at: Value | undefined = module;
  for (const name of path) {
    if (at?.kind !== "object") return undefined;
    const { attributes }: ObjectValue["object"] = at.object;
    const held: Value | undefined = attributes.get(HELD);
    const part: Value | undefined = held?.kind === "dict" ? held.dict.entries?.get(`s:${name}`)?.value : undefined;
    at = part ?? attributes.get(name);
  }
  return at;
}
