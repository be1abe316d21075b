import type { OperationCall } from "../../operation";
import type { ObjectValue, Value } from "../../value";
import type { LibraryClass } from "../libraryClass";
import { callPath, int, lengthOf, list, refuse, tuple } from "./read";

/** torch.utils.data: datasets of tensors, and loaders that go through them in order. */

const empty: Value = {
  kind: "none",
  origin: { kind: "unread", reason: "expression", place: undefined, name: undefined },
};

/** A row's method; what it refuses is unknown. */
function guarded(apply: (call: OperationCall, self: ObjectValue) => Value): (call: OperationCall) => Value {
  return (call) => {
    const self = call.arg("self");
    if (self?.kind !== "object") return call.unknown();
    try {
      return apply(call, self);
    } catch (error) {
      if (typeof error !== "symbol") throw error;
      return call.unknown();
    }
  };
}

function attribute({ object }: ObjectValue, name: string): Value {
  return object.attributes.get(name) ?? empty;
}

function isLeftOut(self: ObjectValue, name: string): boolean {
  const value = attribute(self, name);
  return value.kind === "none" || (value.kind === "number" && value.value === 0);
}

function tensorsOf(dataset: Value): readonly Value[] {
  if (dataset.kind !== "object" || dataset.type.kind !== "library" || !dataset.type.path.endsWith(".TensorDataset"))
    return refuse();
  const tensors = attribute(dataset, "tensors");
  return tensors.kind === "tuple" ? tensors.items : refuse();
}

function sizeOf(tensors: readonly Value[]): number {
  return (tensors[0] && lengthOf(tensors[0])) ?? refuse();
}

/** The batches of a loader that takes a dataset of tensors in its order; more than these are not taken one by one. */
const maxBatches = 200;

function batches(call: OperationCall, loader: ObjectValue): Value {
  const tensors = tensorsOf(attribute(loader, "dataset"));
  const size = attribute(loader, "batch_size");
  const plain = ["shuffle", "sampler", "batch_sampler", "collate_fn", "drop_last"].every((name) =>
    isLeftOut(loader, name),
  );
  if (!plain || size.kind !== "number" || size.value < 1) return refuse();
  const count = sizeOf(tensors);
  if (count / size.value > maxBatches) return refuse();
  const items: Value[] = [];
  for (let start = 0; start < count; start += size.value) {
    const slice: Value = {
      kind: "slice",
      lower: int(call, start),
      upper: int(call, Math.min(count, start + size.value)),
      step: empty,
      origin: empty.origin,
    };
    // A batch is a copy: to change it leaves the dataset as it is.
    items.push(
      list(
        call,
        tensors.map((tensor) => callPath(call, "copy.copy", callPath(call, "operator.getitem", tensor, slice))),
      ),
    );
  }
  return list(call, items, "iterator");
}

export const dataClasses: readonly LibraryClass[] = [
  {
    names: "torch.utils.data.TensorDataset torch.utils.data.dataset.TensorDataset",
    signature: "*tensors",
    bases: "",
    methods: {
      __getitem__: {
        signature: "self, index",
        apply: guarded((call, self) => {
          const index = call.arg("index") ?? refuse();
          return tuple(
            call,
            tensorsOf(self).map((tensor) => callPath(call, "operator.getitem", tensor, index)),
          );
        }),
      },
      __len__: { signature: "self", apply: guarded((call, self) => int(call, sizeOf(tensorsOf(self)))) },
    },
  },
  {
    names: "torch.utils.data.DataLoader torch.utils.data.dataloader.DataLoader",
    signature:
      "dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, " +
      "drop_last=False, timeout=0, worker_init_fn=None, **others",
    bases: "",
    methods: {
      __iter__: { signature: "self", apply: guarded(batches) },
      __len__: {
        signature: "self",
        apply: guarded((call, self) => {
          const size = attribute(self, "batch_size");
          if (size.kind !== "number" || !isLeftOut(self, "drop_last") || !isLeftOut(self, "batch_sampler"))
            return refuse();
          return int(call, Math.ceil(sizeOf(tensorsOf(attribute(self, "dataset"))) / size.value));
        }),
      },
    },
  },
];
