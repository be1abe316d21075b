import type { LossCall } from "../../lossCall";
import type { Operation, OperationCall } from "../../operation";
import type { ObjectValue, Value } from "../../value";
import type { LibraryClass } from "../libraryClass";
import { refuse, row } from "../tensor/arguments";
import { countOf, outputOf, textOf } from "./predictors";

/**
 * Hugging Face's models with a head for classes: given labels, they compute a loss of torch's by themselves. Which one, `problem_type` says,
 * or else the number of labels and their type: transformers/loss/loss_utils.py, ForSequenceClassificationLoss.
 */

const models =
  "Auto Bert Roberta XLMRoberta DistilBert Albert Electra Deberta DebertaV2 XLNet Camembert MobileBert Longformer BigBird Bart GPT2 Llama Mistral Gemma Qwen2 T5";

function paths(head: string): string {
  return models
    .split(" ")
    .map((model) => `transformers.${model === "Auto" ? "AutoModel" : model}For${head}`)
    .join(" ");
}

const OUTPUT = "transformers.modeling_outputs.ModelOutput";
const none: Value = {
  kind: "none",
  origin: { kind: "unread", reason: "expression", place: undefined, name: undefined },
};

function self(call: OperationCall): ObjectValue {
  const value = call.arg("self");
  return value?.kind === "object" ? value : refuse();
}

/** The loss that the model takes; undefined where that is not known. */
function lossOf(
  count: number | undefined,
  problem: Value | undefined,
  labels: Value,
  isSequence: boolean,
): "CrossEntropyLoss" | "BCEWithLogitsLoss" | "MSELoss" | undefined {
  if (!isSequence) return "CrossEntropyLoss";
  if (problem !== undefined && problem.kind !== "none") {
    const types = {
      single_label_classification: "CrossEntropyLoss",
      multi_label_classification: "BCEWithLogitsLoss",
      regression: "MSELoss",
    } as const;
    const given = textOf(problem) ?? "";
    return Object.hasOwn(types, given) ? types[given as keyof typeof types] : undefined;
  }
  if (count === undefined) return undefined;
  if (count === 1) return "MSELoss";
  const dtype = labels.kind === "tensor" ? labels.dtype : labels.kind === "unknown" ? labels.facts.dtype : undefined;
  if (dtype === undefined) return undefined;
  return dtype === "int64" || dtype === "int32" ? "CrossEntropyLoss" : "BCEWithLogitsLoss";
}

function classifier(head: string): LibraryClass {
  return {
    names: paths(head),
    signature: "config=None, *rest, **others",
    bases: "torch.nn.Module",
    methods: {
      __call__: {
        signature: "self, input_ids=None, attention_mask=None, *rest, labels=None, **others",
        apply: (call) => {
          const { attributes } = self(call).object;
          const count = countOf(attributes.get("num_labels"));
          const facts = { library: "torch", ...(count !== undefined && { lastSize: count }) } as const;
          const logits = outputOf(call, "linear", facts, call.arg("input_ids"));
          const labels = call.arg("labels");
          const isLabelled = labels !== undefined && labels.kind !== "none";
          if (isLabelled) {
            const isSequence = head === "SequenceClassification";
            const loss = lossOf(count, attributes.get("problem_type"), labels, isSequence);
            if (loss !== undefined) call.machine.recordLoss(noted(call, loss, logits, labels));
          }
          const made = call.machine.call({ ...none, kind: "library", path: OUTPUT }, [], new Map(), call.place);
          if (made.kind !== "object") return call.unknown();
          call.machine.setAttribute(made.object, "logits", logits);
          if (isLabelled) call.machine.setAttribute(made.object, "loss", call.unknown({ library: "torch", shape: [] }));
          return made;
        },
      },
    },
  };
}

function noted(call: OperationCall, loss: string, logits: Value, labels: Value): LossCall {
  return {
    framework: "torch",
    loss,
    functional: false,
    place: call.place,
    named: call.named,
    construction: undefined,
    arguments: [
      { name: "input", value: logits, place: undefined },
      { name: "target", value: labels, place: call.placeOf("labels") },
    ],
    options: new Map(),
    context: call.machine.context,
    value: call.unknown(),
    raises: undefined,
  };
}

const heads = ["SequenceClassification", "TokenClassification"];

export const huggingFaceClasses: readonly LibraryClass[] = [
  ...heads.map(classifier),
  {
    names: OUTPUT,
    signature: "*rest, **others",
    bases: "",
    methods: {
      __getitem__: {
        signature: "self, index",
        apply: (call) => {
          const { attributes } = self(call).object;
          const index = call.arg("index");
          const name = textOf(index);
          if (name === "logits" || name === "loss") return attributes.get(name) ?? call.unknown();
          // What there is, in this order.
          const held = ["loss", "logits"].flatMap((each) => attributes.get(each) ?? []);
          return index?.kind === "number" && index.value >= 0 ? (held[index.value] ?? call.unknown()) : call.unknown();
        },
      },
    },
  },
];

/** `AutoModelForSequenceClassification.from_pretrained(name, num_labels=3)`; two labels where nothing is said and the name tells no more. */
export const huggingFaceOperations: readonly Operation[] = heads.map((head) =>
  row(
    paths(head)
      .split(" ")
      .map((path) => `${path}.from_pretrained`)
      .join(" "),
    "name, *rest, num_labels=None, problem_type=None, **others",
    (call) => {
      const path = call.path.slice(0, -".from_pretrained".length);
      const model = call.machine.call({ ...none, kind: "library", path }, [], new Map(), call.place);
      if (model.kind !== "object") return model;
      for (const name of ["num_labels", "problem_type"]) {
        call.machine.setAttribute(model.object, name, call.arg(name) ?? none);
      }
      return model;
    },
  ),
);
