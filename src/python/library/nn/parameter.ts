import type { Operation } from "../../operation";
import { isTensor } from "./losses/pythonType";

/** A parameter is the tensor that it is made of, and shares its memory. */
export const parameterOperations: readonly Operation[] = [
  {
    names: "torch.nn.Parameter torch.nn.parameter.Parameter torch.nn.Buffer torch.nn.parameter.Buffer",
    signature: "data=None, requires_grad=True, *rest, **others",
    apply: (call) => {
      const data = call.arg("data");
      if (data === undefined || isTensor(data) !== true) return call.unknown({ library: "torch" });
      const origin = {
        kind: "operation" as const,
        operation: "parameter",
        settings: {},
        place: call.place,
        operands: [{ value: data, place: call.placeOf("data") }],
      };
      const asks = call.arg("requires_grad");
      const isBuffer = call.path.endsWith("Buffer");
      if (data.kind === "tensor" && !isBuffer && asks !== undefined && call.machine.truth(asks) !== false)
        call.machine.setRequiresGrad(data.storage, true);
      return { ...data, origin };
    },
  },
];
