import type { Value } from "../../python/value";
import type { DType } from "../../tensor/tensor";
import type { Place } from "../../textUnit";
import type { Exception } from "../answer";
import { type ArgumentFacts, type CallFacts, shapeOf, textAt } from "../callFacts";
import { type Gradient, gradientOf } from "../gradients";
import { type InPlaceChange, inPlaceChanges } from "../laterChanges";
import type { ChainStep } from "../originChain";
import type { Finding, FixCandidate } from "../row";

/**
 * A tensor that is changed in place between the loss and backward(): torch refuses where the gradient of an operation is computed
 * from it, as it counts the versions of what it has saved. What each operation saves is in torch's derivatives.yaml.
 */
export function changedLater(facts: CallFacts, backward: Place, gradient: Gradient): Finding | undefined {
  if (gradient === false) return undefined;
  const { call, units } = facts;
  const { unit, end } = call.place;
  if (units[unit] === undefined || backward.unit !== unit) return undefined;
  const all = inPlaceChanges(units[unit], unit);
  const between = all.filter(
    ({ name, place }) => place.start >= end && place.end <= backward.start && !isSet(facts, name, end, place.start),
  );
  const needed = between.flatMap((change) => {
    const sure = [call.place, backward].every(
      (place) => change.body.start <= place.start && place.end <= change.body.end,
    );
    const need = needOf(facts, change);
    return need === undefined ? [] : [{ change, need, isSure: sure && need.isSure }];
  });
  const found = needed.find(({ isSure }) => isSure) ?? needed[0];
  if (found === undefined) return undefined;
  const { change, need, isSure } = found;
  const exception = isSure && all.length === 1 && gradient ? refusal(facts, change, need) : undefined;
  return {
    claim: { cause: "graph", facts: { what: isSure ? "changedLater" : "maybeChangedLater", by: change.name } },
    weight: isSure ? 0.87 : 0.6,
    fixes: anew(facts, change),
    ...(exception && { exception }),
  };
}

/** Whether the name was given something else in between. */
function isSet({ units, call }: CallFacts, name: string, from: number, to: number): boolean {
  const text = units[call.place.unit].text.slice(from, to);
  return new RegExp(`\\b${name}\\s*(?:=(?!=)|,|:)|\\b(?:for|as)\\s+${name}\\b`).test(text);
}

const casts = /^(?:float|double|half|long|to|type|type_as)$/;

/** What the graph keeps a tensor for. */
interface Need {
  readonly isSure: boolean;
  /** The operation whose own result it is, where that is what is kept. */
  readonly result: string | undefined;
  readonly step: ChainStep | undefined;
  readonly argument: ArgumentFacts;
  readonly value: ArgumentFacts["value"];
}

/** Losses that keep their scores and their targets for the gradient; true of none that is not here. */
const keeps: Readonly<Record<string, { readonly input: boolean; readonly target: boolean } | undefined>> = {
  CrossEntropyLoss: { input: false, target: true },
  NLLLoss: { input: true, target: true },
  BCELoss: { input: true, target: true },
  BCEWithLogitsLoss: { input: true, target: true },
  MSELoss: { input: true, target: true },
  SmoothL1Loss: { input: true, target: true },
  HuberLoss: { input: true, target: true },
  KLDivLoss: { input: false, target: true },
  MultiMarginLoss: { input: true, target: true },
  SoftMarginLoss: { input: true, target: true },
  MultiLabelSoftMarginLoss: { input: true, target: true },
  L1Loss: { input: false, target: false },
};

/** Operations that keep their result, by the names of their nodes in the graph. */
const keepsResult: Readonly<Record<string, string | undefined>> = {
  sigmoid: "Sigmoid",
  softmax: "Softmax",
  log_softmax: "LogSoftmax",
  relu: "Relu",
  tanh: "Tanh",
  exp: "Exp",
  sqrt: "Sqrt",
};

/** Those that keep what they are given. */
const keepsOperand: ReadonlySet<string> = new Set("log pow logsigmoid".split(" "));

/** Those that keep neither, a factor apart. */
const keepsNothing: ReadonlySet<string> = new Set(
  (
    "add sub neg clone detach tensor zeros ones full rand randn randint arange eye LongTensor FloatTensor from_numpy as_tensor " +
    "argmax one_hot long gt ge lt le eq ne float double linear mul div"
  ).split(" "),
);

/** Whether a result shares its memory with what it is computed from; undefined where it may. */
function sharing(operation: string, after: Value, before: Value): boolean | undefined {
  if (views.test(operation)) return true;
  if (!mayShare.test(operation)) return false;
  if (!casts.test(operation) || after.kind !== "tensor" || before.kind !== "tensor") return undefined;
  return after.dtype === before.dtype && before.library === "torch";
}

const views = /^(?:view|squeeze|unsqueeze|transpose|permute|t|T|detach)$/;
const mayShare =
  /^(?:reshape|flatten|contiguous|getitem|float|double|half|long|to|type|type_as|cpu|cuda|ravel|as_tensor|from_numpy|expand|movedim|mT|select|narrow|numpy)$/;

/** Whether the graph needs what a name holds, by the operations on the way to the loss. */
function needOf(facts: CallFacts, change: InPlaceChange): Need | undefined {
  const { input, target } = facts;
  return needIn(facts, input, "input", change) ?? needIn(facts, target, "target", change);
}

function needIn(
  { units, call }: CallFacts,
  argument: ArgumentFacts,
  role: "input" | "target",
  { name, operation }: InPlaceChange,
): Need | undefined {
  const { steps, base } = argument.chain;
  const values = [argument.value, ...steps.map(({ operand }) => operand.value)];
  const texts = [argument.text, ...steps.map(({ operand }) => operand.place && textAt(units, operand.place))];
  const at = texts.indexOf(name);
  if (at === -1) return undefined;
  const held = values[at];
  if (held.kind === "tensor" && held.library !== "torch") return undefined;
  // Of what is not known an item may be a tensor of a dictionary, which another of its items leaves as it is.
  const isTensor = held.kind !== "unknown" || held.facts.library !== undefined || held.facts.dtype !== undefined;
  if (operation === "setitem" && !isTensor && at > 0 && steps[at - 1].operation === "getitem") return undefined;
  const shares = (i: number) => sharing(steps[i].operation, values[i], values[i + 1]);
  let [first, last, isShared] = [at, at, true];
  for (; first > 0 && shares(first - 1) !== false; first--) isShared &&= shares(first - 1) === true;
  for (; last < steps.length && shares(last) !== false; last++) isShared &&= shares(last) === true;
  const need = { argument, value: values[at], step: steps.at(at) };
  const own = keeps[call.loss];
  if (first === 0) {
    if (own === undefined) return { ...need, isSure: false, result: undefined };
    if (own[role]) return { ...need, isSure: at === 0 || isShared, result: undefined };
  }
  for (let i = first; i <= last; i++) {
    const gradient = gradientOf(values[i], units);
    if (gradient === false) continue;
    const { origin } = values[i];
    // What is changed since ends the chain, and was made by an operation all the same.
    const producer = steps.at(i)?.operation ?? (origin.kind === "operation" ? origin.operation : undefined);
    const consumer = i === 0 ? undefined : steps[i - 1].operation;
    const isSure = gradient === true && (i === at || isShared);
    const result = producer === undefined ? undefined : keepsResult[producer];
    if (result !== undefined) return { ...need, isSure, result: i === at ? result : undefined, step: steps[i] };
    if (consumer !== undefined && keepsOperand.has(consumer)) return { ...need, isSure, result: undefined };
    // A factor is kept for the gradient of the other one.
    const others = consumer === "mul" || consumer === "div" ? steps[i - 1].operands.slice(1) : [];
    const factors = others.map(({ value }) => gradientOf(value, units));
    if (factors.includes(true)) return { ...need, isSure, result: undefined };
    const isOpen = [producer, consumer].some(
      (each) =>
        each !== undefined &&
        !keepsNothing.has(each) &&
        !views.test(each) &&
        !mayShare.test(each) &&
        keepsResult[each] === undefined &&
        !keepsOperand.has(each),
    );
    // Of what is not read, nothing is said.
    if (isOpen && gradient === true && base.kind === "tensor") return { ...need, isSure: false, result: undefined };
  }
  return undefined;
}

/** Node names of changes in place, as far as one method has one. */
const nodes: Readonly<Record<string, string | undefined>> = {
  add: "Add",
  sub: "Sub",
  mul: "Mul",
  div: "Div",
  neg: "Neg",
  exp: "Exp",
  relu: "Relu",
  sigmoid: "Sigmoid",
  zero: "Zero",
};

const types: Readonly<Partial<Record<DType, string>>> = {
  float32: "Float",
  float64: "Double",
  int64: "Long",
  int32: "Int",
};

/** Fresh results, which nothing has changed since. */
const fresh: ReadonlySet<string> = new Set(
  "tensor zeros ones full rand randn randint LongTensor FloatTensor sigmoid softmax log_softmax relu tanh exp sqrt mul add sub div log neg".split(
    " ",
  ),
);

/** What may put the tensor onto another device, or change it in a way that is not a statement. */
const elsewhere = /\bcuda\b|\.to\(|device|inplace|\bout=/;

/** torch's words, where all that they tell is known. */
function refusal(
  facts: CallFacts,
  change: InPlaceChange,
  { value, argument, result, step }: Need,
): Exception | undefined {
  const { units, call } = facts;
  const shape = shapeOf(value);
  const type = value.kind === "tensor" ? types[value.dtype] : undefined;
  const { text } = units[call.place.unit];
  if (type === undefined || shape === undefined || step === undefined || !fresh.has(step.operation)) return undefined;
  if (elsewhere.test(text) || (text.match(/\w_\(/g) ?? []).length > (change.operation === "setitem" ? 0 : 1))
    return undefined;
  // What is put in may bring a gradient of its own.
  if (!/(?:=\s*-?[\d.]+|\(-?[\d.]*\))$/.test(textAt(units, change.place))) return undefined;
  const gradient = gradientOf(value, units);
  const node = result ?? (change.noGrad ? undefined : nodes[change.operation]);
  if (gradient === undefined || (gradient && node === undefined)) return undefined;
  const by = gradient ? `, which is output 0 of ${node},` : "";
  if (argument === facts.target && gradient) return undefined;
  return {
    type: "RuntimeError",
    message:
      "one of the variables needed for gradient computation has been modified by an inplace operation: " +
      `[torch.${type}Tensor [${shape.join(", ")}]]${by} is at version 1; expected version 0 instead. ` +
      "Hint: enable anomaly detection to find the operation that failed to compute its gradient, " +
      "with torch.autograd.set_detect_anomaly(True, check_nan=False).",
  };
}

/** The same into a new tensor: `x = x + 1`, `x = x.mul(2)`. */
function anew({ units }: CallFacts, { name, operation, place }: InPlaceChange): readonly FixCandidate[] {
  const text = textAt(units, place);
  const method = `${name}.${operation}_(`;
  const augmented = /^\w+\s*([-+*/]|\*\*)=\s*([\w.]+)$/.exec(text);
  const code = text.startsWith(method)
    ? `${name} = ${name}.${operation}(${text.slice(method.length)}`
    : augmented === null
      ? undefined
      : `${name} = ${name} ${augmented[1]} ${augmented[2]}`;
  // What only exists in place has no other form.
  if (code === undefined || /^(?:zero|fill|copy|normal|uniform)$/.test(operation)) return [];
  return [{ title: { kind: "use", code }, edits: [{ place, text: code }] }];
}
