import type { OperationCall } from "../../operation";
import { callPath, int } from "../builtins/read";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { batchCount, batches, tensorsOf } from "./batches";
import { nothing } from "./mode";

/** What feeds a model and what trains it: batches of tensors, and steps that change the parameters. */

const optimizers =
  "SGD Adam AdamW Adamax Adagrad Adadelta ASGD NAdam RAdam RMSprop Rprop LBFGS SparseAdam Adafactor Muon";

const step: LibraryMethod = {
  signature: "self, closure=None",
  apply: (call: OperationCall) => {
    const self = call.arg("self");
    const closure = call.arg("closure");
    const params = self?.kind === "object" ? self.object.attributes.get("params") : undefined;
    if (params !== undefined) call.machine.escape(params);
    if (closure === undefined || closure.kind === "none") return nothing;
    call.machine.escape(closure);
    return call.unknown();
  },
};

export const trainingClasses: readonly LibraryClass[] = [
  {
    names: optimizers
      .split(" ")
      .map((name) => `torch.optim.${name}`)
      .join(" "),
    signature: "params, *rest, **others",
    bases: "",
    methods: { step, zero_grad: { signature: "self, set_to_none=True", apply: () => nothing } },
  },
  {
    names: "torch.utils.data.TensorDataset torch.utils.data.dataset.TensorDataset",
    signature: "*tensors",
    bases: "",
    methods: {
      __len__: {
        signature: "self",
        apply: (call) => {
          const rows = tensorsOf(call.arg("self"))?.[0].shape[0];
          return rows === undefined ? call.unknown() : int(call, rows);
        },
      },
      __getitem__: {
        signature: "self, index",
        apply: (call) => {
          const tensors = tensorsOf(call.arg("self"));
          const index = call.arg("index");
          if (tensors === undefined || index === undefined) return call.unknown();
          const items = tensors.map((tensor) => callPath(call, "operator.getitem", tensor, index));
          return { kind: "tuple", items, fields: undefined, origin: nothing.origin };
        },
      },
    },
  },
  {
    names: "torch.utils.data.DataLoader torch.utils.data.dataloader.DataLoader",
    signature:
      "dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False, *rest, **others",
    bases: "",
    methods: {
      __iter__: { signature: "self", apply: (call) => batches(call) ?? call.unknown() },
      __len__: { signature: "self", apply: (call) => batchCount(call) ?? call.unknown() },
    },
  },
];
