import type { OperationCall } from "../../operation";
import type { TensorValue, Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { fresh, moved } from "../tensor/make";
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
      __getitem__: {
        signature: "self, index",
        apply: (call) => {
          const tensors = tensorsOf(call.arg("self"));
          const index = call.arg("index");
          if (tensors === undefined || index === undefined) return call.unknown();
          const items = tensors.map((tensor) => getItem(call, tensor, index));
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
      __len__: { signature: "self", apply: (call) => call.unknown() },
    },
  },
];

/** The tensors of a TensorDataset. */
function tensorsOf(value: Value | undefined): readonly TensorValue[] | undefined {
  const tensors = value?.kind === "object" ? value.object.attributes.get("tensors") : undefined;
  if (tensors?.kind !== "tuple" || tensors.items.length === 0) return undefined;
  return tensors.items.every((item): item is TensorValue => item.kind === "tensor" && item.shape.length > 0)
    ? tensors.items
    : undefined;
}

/** More batches than these are not looked at one by one. */
const MOST_BATCHES = 16;

/** The batches of tensors, each a list of copies; of shuffled ones only the shapes are known. */
function batches(call: OperationCall): Value | undefined {
  const self = call.arg("self");
  const attributes = self?.kind === "object" ? self.object.attributes : undefined;
  const tensors = tensorsOf(attributes?.get("dataset"));
  const size = attributes?.get("batch_size");
  if (attributes === undefined || tensors === undefined || size?.kind !== "number" || size.value < 1) return undefined;
  const isPlain = ["sampler", "batch_sampler", "collate_fn"].every((name) => attributes.get(name)?.kind === "none");
  const [rows] = tensors[0].shape;
  const drop = call.machine.truth(attributes.get("drop_last") ?? nothing);
  if (!isPlain || drop === undefined || tensors.some(({ shape }) => shape[0] !== rows)) return undefined;
  const count = drop ? Math.floor(rows / size.value) : Math.ceil(rows / size.value);
  if (count > MOST_BATCHES) return undefined;
  const isOrdered = call.machine.truth(attributes.get("shuffle") ?? nothing) === false;
  const items = Array.from({ length: count }, (_, i) => {
    const [start, end] = [i * size.value, Math.min((i + 1) * size.value, rows)];
    return list(
      call,
      "list",
      tensors.map((tensor) => batch(call, tensor, start, end, isOrdered)),
    );
  });
  return list(call, "iterator", items);
}

function batch(call: OperationCall, tensor: TensorValue, start: number, end: number, isOrdered: boolean): Value {
  const made = {
    operation: "getitem",
    operands: [{ value: tensor, place: undefined }],
    library: "torch" as const,
    shape: [end - start, ...tensor.shape.slice(1)],
    dtype: tensor.dtype,
  };
  if (!isOrdered) return fresh(call, made, undefined);
  const inner = made.shape.slice(1).reduce((product, each) => product * each, 1);
  const indices = () => Int32Array.from({ length: (end - start) * inner }, (_, i) => start * inner + i);
  return moved(call, made, tensor, indices, false);
}

function list(call: OperationCall, form: "list" | "iterator", items: Value[]): Value {
  const object = { items, region: call.machine.region, changed: false, numbers: undefined };
  return { kind: "list", form, list: object, origin: nothing.origin };
}

function getItem(call: OperationCall, tensor: Value, index: Value): Value {
  const callee: Value = { kind: "library", path: "operator.getitem", origin: nothing.origin };
  return call.machine.call(callee, [tensor, index], new Map(), call.place);
}
