import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import type { LibraryClass } from "../libraryClass";
import { commandLines } from "./commandLine";
import { floatTypes } from "./finfo";
import { frames } from "./frames";

function nothing(call: OperationCall): Value {
  return { kind: "none", origin: { kind: "unread", reason: "call", place: call.place, name: call.path } };
}

/** Classes of libraries that are neither layers nor losses. */
export const builtinClasses: readonly LibraryClass[] = [
  ...floatTypes,
  ...frames,
  ...commandLines,
  {
    names: "types.SimpleNamespace argparse.Namespace",
    signature: "**others",
    bases: "",
    construct: (call, self) => {
      for (const [name, value] of call.others("others")) call.machine.setAttribute(self.object, name, value);
    },
    methods: {},
  },
  {
    names:
      "pytorch_lightning.LightningModule pytorch_lightning.core.LightningModule lightning.LightningModule " +
      "lightning.pytorch.LightningModule lightning.pytorch.core.LightningModule transformers.PreTrainedModel " +
      "transformers.BertPreTrainedModel transformers.modeling_utils.PreTrainedModel torch.jit.ScriptModule",
    signature: "*rest, **others",
    bases: "torch.nn.Module",
    methods: {
      log: { signature: "self, *rest, **others", apply: nothing },
      log_dict: { signature: "self, *rest, **others", apply: nothing },
      print: { signature: "self, *rest, **others", apply: nothing },
    },
  },
];
