import { applyOp } from "../../engine/ops/applyOp";
import { isRefusal } from "../../engine/refusal";
import { isFloatingPoint } from "../../tensor/tensor";
import { extremes } from "../arrays";
import { type CallFacts, tensorOf, textAt } from "../callFacts";
import { operandText } from "../edits";
import { callValue } from "../evaluateForm";
import { renameLoss, setOption } from "../lossEdits";
import type { ChainStep } from "../originChain";
import { isUsedElsewhere } from "../removeActivation";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** What a type has no number for: probabilities that become 0 or 1, sums that become infinite. */
export const precisionRows: readonly CauseRow[] = [
  { cause: "underflow", find: underflow },
  { cause: "overflow", find: overflow },
  { cause: "saturated", find: saturated },
];

/** A probability that became 0, whose logarithm is −inf. */
function underflow({ facts, value, meaning }: CallCase): Finding | undefined {
  const { call, input } = facts;
  if (!/^(NLLLoss|KLDivLoss|CrossEntropyLoss)$/.test(call.loss)) return undefined;
  const log = input.chain.steps.find(({ operation }) => operation === "log");
  if (log === undefined) return undefined;
  const infinite = input.tensor?.data.filter((each) => each === Number.NEGATIVE_INFINITY).length ?? 0;
  const lost = input.tensor === undefined ? vanished(facts, meaning.by) + unprotected(facts, log) : 0;
  const matters = lost > 0 || (infinite > 0 && value !== undefined && !Number.isFinite(value));
  if (!matters) return undefined;
  const before = log.operand.value;
  const softmax = meaning.by;
  const fixes: FixCandidate[] = [];
  if (softmax !== undefined && /softmax/.test(softmax.operation) && softmax.operand.place !== undefined) {
    const code = textAt(facts.units, softmax.operand.place);
    const { dim } = softmax.settings;
    const edit = { place: log.place, text: `${operandText(code)}.log_softmax(${typeof dim === "number" ? dim : -1})` };
    fixes.push({ title: { kind: "use", code: "log_softmax" }, edits: [edit] });
  }
  const dtype = before.kind === "tensor" ? before.dtype : (input.tensor?.dtype ?? "float32");
  const weight = softmax === undefined ? 0.9 : 0.97;
  const claim = { cause: "underflow", facts: { count: infinite + lost, dtype } } as const;
  return lost > 0 && isPlain(facts)
    ? { claim, weight, fixes, value: Number.POSITIVE_INFINITY }
    : { claim, weight, fixes };
}

/** One infinite element makes the whole infinite: nothing weighs it with 0 or leaves it out. */
function isPlain({ call, options }: CallFacts): boolean {
  const { reduction = "mean" } = options.known;
  const open = ["weight", "ignore_index"].some((name) => call.options.has(name));
  return reduction !== "none" && !open && !options.unknown.includes("reduction");
}

/** The largest number of a type, and what rounding still brings down to it. */
const largest = { float32: 3.4028235677973366e38, float16: 65520 } as const;

/** Elements whose loss is finite and their type has no number for, or a sum that float16 has none for. */
function overflow({ facts }: CallCase): Finding | undefined {
  const { form } = facts;
  const dtype = form?.input.dtype;
  if (form === undefined || (dtype !== "float32" && dtype !== "float16") || form.target.dtype === "float64")
    return undefined;
  const each = callValue({ ...form, options: { ...form.options, reduction: "none" } });
  if (isRefusal(each)) return undefined;
  const total = dtype === "float16" && form.options.reduction === "sum" ? [each.data.reduce((a, b) => a + b, 0)] : [];
  const exact = [...each.data, ...total].find(
    (value) => Number.isFinite(value) && Math.abs(value) > largest[dtype] * 1.001,
  );
  if (exact === undefined) return undefined;
  const isRate =
    form.loss === "PoissonNLLLoss" && form.options.logInput !== false && extremes(form.input.data).min >= 0;
  if (isRate) {
    const fix = setOption(facts, "log_input", "False");
    const claim = { cause: "overflow", facts: { exact, dtype, isRate } } as const;
    return { claim, weight: 1, fixes: fix === undefined ? [] : [fix], value: Number.POSITIVE_INFINITY };
  }
  const claim = { cause: "overflow", facts: { exact, dtype } } as const;
  const isAlone = each.data.every((value) => !Number.isNaN(value) && value * exact >= 0);
  return isAlone && isPlain(facts)
    ? { claim, weight: 1, fixes: [], value: exact > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY }
    : { claim, weight: 0.95, fixes: [] };
}

/** About half of the smallest number above 0. */
const smallest = { float32: 7e-46, float64: 5e-324, float16: 2.9e-8, bfloat16: 4.5e-41 } as const;

/** Targets whose probability is 0, and stays it: what is added in front of the logarithm is 0 in their type, too. */
function unprotected({ loss, target }: CallFacts, log: ChainStep): number {
  const sum = log.operand.value.origin;
  if (loss !== "NLLLoss" || sum.kind !== "operation" || sum.operation !== "add") return 0;
  const [p, eps] = sum.operands.map(({ value }) => value);
  const tensor = p && tensorOf(p);
  if (tensor === undefined || eps?.kind !== "number" || tensor.shape.length !== 2 || !isFloatingPoint(tensor.dtype))
    return 0;
  if (!(eps.value >= 0) || eps.value >= smallest[tensor.dtype as keyof typeof smallest]) return 0;
  const [rows, classes] = tensor.shape;
  if (target.tensor?.data.length !== rows) return 0;
  return target.tensor.data.filter((y, row) => tensor.data[row * classes + y] === 0).length;
}

/** Targets whose probability a softmax surely rounds to 0. */
function vanished({ target, loss }: CallFacts, softmax: CallCase["meaning"]["by"]): number {
  const scores = softmax?.operand.value;
  if (softmax?.operation !== "softmax" || scores?.kind !== "tensor") return 0;
  const tensor = tensorOf(scores);
  if (tensor === undefined || target.tensor === undefined || tensor.shape.length !== 2) return 0;
  const probabilities = applyOp(tensor, { op: "softmax", dim: 1 });
  if (isRefusal(probabilities) || !isFloatingPoint(tensor.dtype)) return 0;
  const limit = smallest[tensor.dtype as keyof typeof smallest];
  if (loss === "KLDivLoss") {
    if (target.tensor.data.length !== probabilities.data.length) return 0;
    return target.tensor.data.filter((p, i) => p > 0 && probabilities.data[i] < limit * 0.5).length;
  }
  if (loss !== "NLLLoss" || target.tensor.data.length !== tensor.shape[0]) return 0;
  const classes = tensor.shape[1];
  return target.tensor.data.filter((y, row) => y >= 0 && probabilities.data[row * classes + y] < limit * 0.5).length;
}

/** The largest x for which sigmoid(x) < 1. */
const saturation = { float32: 16.7, float64: 36.8, float16: 7.7, bfloat16: 5.6 } as const;

/** Logits so large that their sigmoid is exactly 1, or infinite ones. */
function saturated({ facts, value, meaning }: CallCase): Finding | undefined {
  const { call, input, form } = facts;
  const { tensor } = input;
  if (tensor === undefined) return rounded(facts, meaning);
  const infinite = tensor.data.filter((each) => Math.abs(each) === Number.POSITIVE_INFINITY).length;
  if (call.loss === "BCEWithLogitsLoss" && infinite > 0 && value !== undefined && !Number.isFinite(value)) {
    const isNan = Number.isNaN(value);
    return {
      claim: { cause: "saturated", facts: { count: infinite, dtype: tensor.dtype, isNan } },
      weight: 0.95,
      fixes: [],
    };
  }
  if (call.loss !== "BCELoss" || form === undefined || meaning.by?.operation !== "sigmoid") return undefined;
  const before = meaning.by.operand.value;
  const limit = isFloatingPoint(tensor.dtype) ? saturation[tensor.dtype as keyof typeof saturation] : undefined;
  if (limit === undefined || before.kind !== "tensor") return undefined;
  const lost = [...tensor.data.keys()].filter((i) => {
    const [p, y] = [Math.fround(tensor.data[i]), form.target.data[i]];
    return (p === 1 && y < 1) || (p === 0 && y > 0);
  });
  if (lost.length === 0) return undefined;
  return {
    claim: { cause: "saturated", facts: { count: lost.length, dtype: tensor.dtype, isNan: false } },
    weight: 0.9,
    fixes: withLogits(facts, meaning.by),
  };
}

/** Logits in front of a sigmoid whose result its dtype rounds to 1 or 0, in a precision whose digits are not followed. */
function rounded(facts: CallFacts, { by }: CallCase["meaning"]): Finding | undefined {
  const { target, call } = facts;
  const before = by?.operand.value;
  if (call.loss !== "BCELoss" || by?.operation !== "sigmoid" || before?.kind !== "tensor") return undefined;
  const scores = tensorOf(before);
  if (scores === undefined || scores.data.length !== target.tensor?.data.length || !isFloatingPoint(scores.dtype))
    return undefined;
  const limit = saturation[scores.dtype as keyof typeof saturation];
  const targets = target.tensor.data;
  const count = scores.data.filter((z, i) => (z > limit + 1 && targets[i] < 1) || (z < -104 && targets[i] > 0)).length;
  if (count === 0) return undefined;
  return {
    claim: { cause: "saturated", facts: { count, dtype: scores.dtype, isNan: false } },
    weight: 0.9,
    fixes: withLogits(facts, by),
  };
}

/** The loss that takes the logits, and the sigmoid left out. */
function withLogits(facts: CallFacts, sigmoid: ChainStep): readonly FixCandidate[] {
  const renamed = renameLoss(facts, "BCEWithLogitsLoss");
  const operand = sigmoid.operand.place;
  if (renamed === undefined || operand === undefined || isUsedElsewhere(facts, sigmoid)) return [];
  return [
    { title: renamed.title, edits: [...renamed.edits, { place: sigmoid.place, text: textAt(facts.units, operand) }] },
  ];
}
