import { numel } from "../../../tensor/tensor";
import type { LossCall } from "../../lossCall";
import type { Operation, OperationCall } from "../../operation";
import type { ObjectValue, Value } from "../../value";
import type { LibraryClass } from "../libraryClass";
import { refuse, row } from "../tensor/arguments";
import { countOf, outputOf, textOf } from "./predictors";

/**
 * Hugging Face's models with a head for classes: given labels, they compute a loss of torch's by themselves. Which one, `problem_type` says,
 * or else the number of labels and their type: transformers/loss/loss_utils.py, ForSequenceClassificationLoss. A cross-entropy has one row
 * of scores for each label, whatever shape they come in; that of a language is of each step and the next label (ForCausalLMLoss).
 */

const models =
  "Auto Bert Roberta XLMRoberta DistilBert Albert Electra Deberta DebertaV2 XLNet Camembert MobileBert Longformer BigBird Bart MBart Pegasus GPT2 Llama Mistral Gemma Qwen2 T5 MT5 " +
  "ViT DeiT Swin ConvNext ResNet";

function paths(head: string): string {
  return models
    .split(" ")
    .map((model) => `transformers.${model === "Auto" ? "AutoModel" : model}For${head}`)
    .concat(head === CAUSAL ? ["transformers.GPT2LMHeadModel"] : [])
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

/** What the head is told by its configuration, whether that is made in the code or comes with a name. */
const told = ["num_labels", "problem_type"];

function classifier(head: string): LibraryClass {
  return {
    names: paths(head),
    signature: "config=None, *rest, **others",
    bases: "torch.nn.Module",
    construct: (_call, own) => {
      const config = own.object.attributes.get("config");
      if (config?.kind !== "object") return;
      for (const name of told) {
        const value = config.object.attributes.get(name);
        if (value !== undefined) own.object.attributes.set(name, value);
      }
    },
    methods: {
      __call__: {
        signature: head.startsWith("Image")
          ? "self, pixel_values=None, *rest, labels=None, **unread"
          : "self, input_ids=None, attention_mask=None, *rest, labels=None, **unread",
        apply: (call) => {
          const { attributes } = self(call).object;
          const count = countOf(attributes.get("num_labels"));
          const facts = { library: "torch", ...(count !== undefined && { lastSize: count }) } as const;
          const logits = outputOf(call, "linear", facts, call.arg("input_ids") ?? call.arg("pixel_values"));
          const labels = call.arg("labels");
          const isLabelled = labels !== undefined && labels.kind !== "none";
          // What was spread into the call may hold the labels.
          if (!isLabelled && call.others("unread").has("**")) return call.unknown();
          if (isLabelled) {
            const isSequence = head === "SequenceClassification" || head === "ImageClassification";
            const loss = lossOf(count, attributes.get("problem_type"), labels, isSequence);
            const isCausal = head === CAUSAL;
            // Of a vocabulary the number of labels tells nothing.
            const classes = ofTokens.has(head) ? undefined : count;
            if (loss === "CrossEntropyLoss") recordFlat(call, logits, labels, classes, isCausal);
            else if (loss !== undefined) call.machine.recordLoss(noted(call, loss, logits, labels));
          }
          const made = call.machine.call({ ...none, kind: "library", path: OUTPUT }, [], new Map(), call.place);
          if (made.kind !== "object") return call.unknown();
          call.machine.setAttribute(made.object, "logits", logits);
          if (isLabelled) call.machine.setAttribute(made.object, "loss", call.unknown({ library: "torch", shape: [] }));
          return made;
        },
      },
      ...(head === CAUSAL && {
        loss_function: { signature: `self, ${LOSS}`, apply: causalLoss },
      }),
    },
  };
}

const LOSS = "logits, labels, vocab_size=None, *rest, **others";

/** The function that the models take: what is given to it is not moved yet. */
function causalLoss(call: OperationCall): Value {
  const [logits, labels] = [call.arg("logits"), call.arg("labels")];
  if (logits === undefined || labels === undefined) return call.unknown();
  recordFlat(call, logits, labels, undefined, true);
  return call.unknown({ library: "torch", shape: [] });
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
      { name: "input", value: logits, place: call.placeOf("logits") },
      { name: "target", value: labels, place: call.placeOf("labels") },
    ],
    options: new Map(),
    context: call.machine.context,
    value: call.unknown(),
    raises: undefined,
  };
}

/** The cross-entropy of a row of scores for each label. */
function recordFlat(
  call: OperationCall,
  logits: Value,
  labels: Value,
  classes: number | undefined,
  shifts: boolean,
): void {
  const shape = [undefined, classes];
  const rows: Value = { kind: "unknown", facts: { library: "torch", shape }, origin: logits.origin };
  const { origin } = labels;
  const flat: Value =
    labels.kind === "tensor"
      ? { ...labels, shape: [numel(labels.shape)] }
      : labels.kind === "unknown"
        ? {
            kind: "unknown",
            facts: { library: "torch", ...(labels.facts.dtype && { dtype: labels.facts.dtype }) },
            origin,
          }
        : labels;
  call.machine.recordLoss({ ...noted(call, "CrossEntropyLoss", rows, flat), ...(shifts && { shifts }) });
}

const CAUSAL = "CausalLM";
const ofTokens: ReadonlySet<string> = new Set([CAUSAL, "MaskedLM", "ConditionalGeneration", "Seq2SeqLM"]);
const heads = ["SequenceClassification", "TokenClassification", "ImageClassification", ...ofTokens];

export const huggingFaceClasses: readonly LibraryClass[] = [
  ...heads.map(classifier),
  {
    names: models
      .split(" ")
      .map((model) => `transformers.${model}Config`)
      .join(" "),
    signature: "*rest, num_labels=None, problem_type=None, **others",
    bases: "",
    construct: (call, own) => {
      const { attributes } = own.object;
      const others = call.others("others");
      const isNamed = ["id2label", "label2id", "**"].some((name) => others.has(name));
      // Two where nothing else is said.
      if (attributes.get("num_labels")?.kind === "none" && !isNamed)
        attributes.set("num_labels", { ...none, kind: "number", type: "int", value: 2 });
    },
    methods: {},
  },
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
export const huggingFaceOperations: readonly Operation[] = [
  row("transformers.loss.loss_utils.ForCausalLMLoss", LOSS, causalLoss),
  ...heads.map(pretrained),
];

function pretrained(head: string): Operation {
  return row(
    paths(head)
      .split(" ")
      .map((path) => `${path}.from_pretrained`)
      .join(" "),
    "name, *rest, num_labels=None, problem_type=None, **others",
    (call) => {
      const path = call.path.slice(0, -".from_pretrained".length);
      const model = call.machine.call({ ...none, kind: "library", path }, [], new Map(), call.place);
      if (model.kind !== "object") return model;
      for (const name of told) {
        call.machine.setAttribute(model.object, name, call.arg(name) ?? none);
      }
      return model;
    },
  );
}
