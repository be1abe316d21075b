import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";

/** What feeds a model and what trains it: of data that are loaded nothing is known, and a step changes the parameters. */

const nothing: Value = {
  kind: "none",
  origin: { kind: "unread", reason: "expression", place: undefined, name: undefined },
};

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
      __getitem__: {
        signature: "self, index",
        apply: (call) => {
          const self = call.arg("self");
          const tensors = self?.kind === "object" ? self.object.attributes.get("tensors") : undefined;
          const index = call.arg("index");
          if (tensors?.kind !== "tuple" || index === undefined) return call.unknown();
          const getItem: Value = { kind: "library", path: "operator.getitem", origin: tensors.origin };
          const items = tensors.items.map((tensor) =>
            call.machine.call(getItem, [tensor, index], new Map(), call.place),
          );
          return { kind: "tuple", items, fields: undefined, origin: tensors.origin };
        },
      },
    },
  },
  {
    names: "torch.utils.data.DataLoader torch.utils.data.dataloader.DataLoader",
    signature: "dataset, batch_size=1, *rest, **others",
    bases: "",
    methods: {
      __iter__: { signature: "self", apply: (call) => call.unknown() },
      __len__: { signature: "self", apply: (call) => call.unknown() },
    },
  },
];
