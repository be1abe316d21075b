import { applyOp } from "../../engine/ops/applyOp";
import { isRefusal } from "../../engine/refusal";
import type { Tensor } from "../../tensor/tensor";
import { allHold, classDimOf, columnsOf, distinct, extremes, isWithin, sumsAlong } from "../arrays";
import { axisBefore } from "../axisAfter";
import { axisMoved } from "../axisMove";
import { type CallFacts, type Form, shapeOf, textAt } from "../callFacts";
import { argumentFix, operandText } from "../edits";
import { accuracyOf, changeOf, meanOf } from "../evaluateForm";
import { explainedBy, weightOf } from "../explains";
import { type ChainStep, keepsItsAxes } from "../originChain";
import type { Case, CauseRow, Finding, FixCandidate } from "../row";
import { isFoldedBatch } from "./folded";
import { sequenceShape } from "./indexTargets";

/** The right numbers in the wrong places: axes, positions, columns. */
export const axisRows: readonly CauseRow[] = [
  { cause: "softmax-axis", find: softmaxAxis },
  { cause: "wrong-class-axis", find: wrongClassAxis },
  { cause: "shifted-by-one", find: shiftedByOne },
];

const overClasses: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss", "KLDivLoss"]);

function softmaxAxis(instance: Case): Finding | undefined {
  const { facts, meaning } = instance;
  const { call, input, target } = facts;
  if (!overClasses.has(call.loss)) return undefined;
  const rank = input.shape?.length;
  if (meaning.by !== undefined && meaning.dim !== undefined) {
    const used = meaning.dim;
    if (rank === undefined) return used === 0 && call.loss !== "KLDivLoss" ? overBatch(instance) : undefined;
    if (rank < 2 || isClassLast(instance)) return undefined;
    const meant = call.loss === "KLDivLoss" ? targetDim(target.tensor) : classDimOf(rank);
    if (meant === undefined || used === meant) return undefined;
    // Of two distributions over unlike axes the one over the last is right.
    return call.loss === "KLDivLoss" && used === rank - 1
      ? targetOverOtherAxis(instance, meant, used)
      : overOtherAxis(instance, meaning.by, meant);
  }
  return softmaxAxisByValues(instance);
}

/** An axis other than the classes', both counted where the softmax is. */
function overOtherAxis({ facts, meaning }: Case, by: ChainStep, meant: number): Finding | undefined {
  const { value } = by.operand;
  const rank = shapeOf(value)?.length;
  const used = typeof by.settings.dim === "number" ? by.settings.dim : undefined;
  const before = rank === undefined ? undefined : axisBefore(meant, rank, meaning.since, facts.input.value);
  const own = used !== undefined && used < 0 && rank !== undefined ? used + rank : used;
  if (own === undefined || before === undefined || before === own) return undefined;
  return {
    claim: { cause: "softmax-axis", facts: { used: own, meant: before, at: by.place } },
    weight: facts.call.loss === "KLDivLoss" ? 0.97 : 1,
    fixes: otherDim(facts, by, own, before),
  };
}

/** A divergence whose target is a distribution over another axis than its input. */
function targetOverOtherAxis({ facts }: Case, used: number, meant: number): Finding | undefined {
  const by = facts.target.chain.steps.find(({ operation }) => /softmax$/.test(operation));
  const isLast = by !== undefined && shapeOf(by.operand.value)?.join() === facts.target.shape?.join();
  return {
    claim: { cause: "softmax-axis", facts: { used, meant, at: by?.place } },
    weight: 0.95,
    fixes: isLast ? otherDim(facts, by, used, meant) : [],
  };
}

/** Batches of a loader have the samples first; a single sample has its classes there. */
function overBatch({ facts, meaning }: Case): Finding {
  const text = facts.units[facts.call.place.unit]?.text ?? "";
  const batched = /\bDataLoader\(|\bin\s+(?:enumerate\(|tqdm\()*[\w.]*(?:loader|batches|dl)\b/i.test(text);
  return {
    claim: { cause: "softmax-axis", facts: { used: 0, meant: 1, at: meaning.by?.place } },
    weight: batched ? 0.9 : 0.6,
    fixes: otherDim(facts, meaning.by, 0, 1),
  };
}

/** A softmax over the last of three axes or more, and indices for all the others: the classes are last. */
function isClassLast({ facts, meaning }: Case): boolean {
  const [rank, indices] = [facts.input.shape?.length ?? 0, facts.target.shape?.length];
  const { loss } = facts.call;
  const takesIndices = (loss === "NLLLoss" || loss === "CrossEntropyLoss") && indices === rank - 1;
  return (
    takesIndices && rank > 2 && meaning.dim === rank - 1 && meaning.since.every((each) => keepsItsAxes(each.operation))
  );
}

/** The axis along which the targets of a divergence sum to 1. */
function targetDim(target: Tensor | undefined): number | undefined {
  if (target === undefined || target.shape.length < 2 || !isWithin(target, 0, 1)) return undefined;
  const dims = target.shape
    .map((_, axis) => axis)
    .filter((axis) => target.shape[axis] > 1 && allHold(sumsAlong(target, axis)));
  return dims.length === 1 ? dims[0] : undefined;
}

/** Arrays that sum to 1 along another axis than the classes'. */
function softmaxAxisByValues({ facts }: Case): Finding | undefined {
  const { tensor } = facts.input;
  if (tensor === undefined || tensor.shape.length < 2 || !overClasses.has(facts.call.loss)) return undefined;
  const meant = facts.call.loss === "KLDivLoss" ? targetDim(facts.target.tensor) : classDimOf(tensor.shape.length);
  if (meant === undefined) return undefined;
  const transform = isWithin(tensor, 0, 1) ? "none" : extremes(tensor.data).max <= 0 ? "exp" : undefined;
  if (transform === undefined || allHold(sumsAlong(tensor, meant, transform))) return undefined;
  // One-hot columns sum to 1 along more than one axis by nature.
  if (distinct(tensor.data, 2)?.every((value) => value === 0 || value === 1)) return undefined;
  const used = tensor.shape.findIndex(
    (size, axis) =>
      axis !== meant && size > 1 && tensor.data.length / size >= 2 && allHold(sumsAlong(tensor, axis, transform)),
  );
  if (used === -1) return undefined;
  return { claim: { cause: "softmax-axis", facts: { used, meant, at: undefined } }, weight: 0.95, fixes: [] };
}

/** The same softmax along another axis: `dim=0` becomes `dim=1`. */
function otherDim(
  { units }: CallFacts,
  by: Case["meaning"]["by"],
  used: number,
  meant: number,
): readonly FixCandidate[] {
  if (by === undefined) return [];
  const operand = by.operand.place;
  const isLayer = /^[\w.]*Softmax\(/.test(textAt(units, by.place));
  if (!isLayer && operand?.unit !== by.place.unit) return [];
  const written = String(by.settings.dim ?? used).replace("-", "-\\s*");
  const start = isLayer || operand === undefined ? by.place.start : operand.end;
  const rest = textAt(units, { unit: by.place.unit, start, end: by.place.end });
  const match = new RegExp(`(dim\\s*=\\s*|axis\\s*=\\s*|,\\s*|[sS]oftmax\\(\\s*)(${written})(?=\\s*[,)])`).exec(rest);
  if (match === null) return [];
  const at = start + match.index + match[1].length;
  const edits = [{ place: { unit: by.place.unit, start: at, end: at + match[2].length }, text: String(meant) }];
  return [{ title: { kind: "use", code: `dim=${meant}` }, edits }];
}

function moved(tensor: Tensor, source: number, destination: number): Tensor | undefined {
  const result = applyOp(tensor, { op: "movedim", source, destination });
  return isRefusal(result) ? undefined : result;
}

/** Classes that stand elsewhere than torch takes them. */
function wrongClassAxis(instance: Case): Finding | undefined {
  const { facts, exception } = instance;
  const { call, input, target, form } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const rank = input.shape?.length ?? 0;
  if (rank < 2) return undefined;
  const targetShape = target.shape;
  const indexed = targetShape?.length === rank - 1;
  if (!indexed || isFoldedBatch(facts)) return undefined;
  const used = 1;
  const swap = rank === 2;
  const meant = swap ? 0 : rank - 1;
  const fixes = argumentFix(facts, input, (text) => axisMoved(text, rank, rank - 1, swap ? 0 : 1));
  if (exception !== undefined) {
    // The sizes say it: they fit once the last axis is the second.
    const [a, b] = [input.shape, targetShape];
    const rest = a && (swap ? [a[1]] : [a[0], ...a.slice(1, -1)]);
    const fits =
      rest !== undefined && b !== undefined && rest.every((size, axis) => size !== undefined && size === b[axis]);
    // Labels that the other axis has no room for were not meant for it.
    const room = a?.[meant];
    if (room !== undefined && target.tensor?.data.some((value) => value >= room)) return undefined;
    if (!fits || !/target size|batch_size|size mismatch/.test(exception.message)) return undefined;
    const claim = { cause: "wrong-class-axis", facts: { used, meant, change: undefined } } as const;
    // A row too many looks the same where there are few.
    const lost = swap && a?.[0] !== undefined && b?.[0] !== undefined && a[0] - b[0] === 1;
    return { claim, weight: lost ? 0.6 : 0.95, fixes };
  }
  if (isClassLast(instance)) {
    const claim = { cause: "wrong-class-axis", facts: { used, meant, change: undefined } } as const;
    return { claim, weight: 1, fixes };
  }
  // The softmax is over the wrong axis then, not the array turned round.
  if (instance.meaning.by !== undefined && softmaxAxis(instance) !== undefined) return undefined;
  if (form === undefined || form.input.data.length === 0) return undefined;
  const other = moved(form.input, meant, 1);
  if (other === undefined || other.shape.join() !== form.input.shape.join()) return undefined;
  const after = { ...form, input: other };
  const change = changeOf(form, after);
  const claim = { cause: "wrong-class-axis", facts: { used, meant, change } } as const;
  // Log-probabilities say by themselves which axis the classes are on.
  const normalised = axisOf(form.input);
  if (normalised !== undefined) return normalised === meant ? { claim, weight: 0.93, fixes } : undefined;
  const explained = explainedBy(form, after);
  const weight = explained === undefined ? 0 : weightOf(explained, rank > 2);
  if (weight > 0) return { claim, weight, fixes };
  if (swap || isMoved(facts)) return undefined;
  // T = C: nothing but the accuracies speaks for one or the other.
  const [own, better] = [accuracyOf(form), accuracyOf(after)];
  const [loss, mended] = [meanOf(form), meanOf(after)];
  if (own === undefined || better === undefined || loss === undefined || mended === undefined) return undefined;
  return better.correct > own.correct && mended < loss ? { claim, weight: 0.6, fixes } : undefined;
}

/** Who moves the axis knows of it. */
export function isMoved({ input }: CallFacts): boolean {
  return input.chain.steps.some(({ operation }) =>
    /^(transpose|permute|movedim|swapaxes|moveaxis|swapdims|mT)$/.test(operation),
  );
}

function axisOf(tensor: Tensor): number | undefined {
  const transform = isWithin(tensor, 0, 1) ? "none" : extremes(tensor.data).max <= 0 ? "exp" : undefined;
  if (transform === undefined) return undefined;
  const dims = tensor.shape.map((_, axis) => axis).filter((axis) => allHold(sumsAlong(tensor, axis, transform)));
  return dims.length === 1 ? dims[0] : undefined;
}

const sequential = /token|ids?$|seq|char|word|text|sentence|next|stream/i;

/** Predictions of the next step against the step itself. */
function shiftedByOne({ facts }: Case): Finding | undefined {
  const { form } = facts;
  if (form === undefined || (form.loss !== "CrossEntropyLoss" && form.loss !== "NLLLoss")) return undefined;
  const flattened = sequenceShape(facts);
  const rank = form.input.shape.length;
  const isSequence = rank === 2 || rank === 3;
  if (!isSequence || form.input.shape.join() === form.target.shape.join()) return undefined;
  const named = [...facts.target.names, facts.target.text ?? "", ...facts.input.names].some((name) =>
    sequential.test(name),
  );
  for (const by of [1, -1] as const) {
    const after = shifted(form, flattened, by);
    const explained = after && explainedBy(form, after, 2);
    if (explained === undefined) continue;
    const weight = upsideDown(form) && !named ? upsideDownWeight(form) : weightOf(explained, named);
    return {
      claim: { cause: "shifted-by-one", facts: { by, change: explained.change } },
      weight,
      fixes: shiftFixes(facts, rank, flattened, by),
    };
  }
  return undefined;
}

/** Of two classes, the other one every time: where they take turns, a step apart looks the same. */
function upsideDown(form: Form): boolean {
  return form.input.shape.length === 2 && form.input.shape[1] === 2 && accuracyOf(form)?.correct === 0;
}

/** A doubt beside that of swapped columns; of four samples or fewer a bad model may well get none right. */
function upsideDownWeight({ target }: Form): number {
  return 0.5 ** target.data.length < 0.05 ? 0.52 : 0;
}

/** Step t of the input against step t + `by` of the targets. */
function shifted(form: Form, flattened: readonly number[] | undefined, by: 1 | -1): Form | undefined {
  const { input, target } = form;
  const classDim = classDimOf(input.shape.length);
  const { count, size, at } = columnsOf(input.shape, classDim);
  if (count !== target.data.length) return undefined;
  const length = input.shape.length === 3 ? input.shape[2] : (flattened?.[1] ?? count);
  const kept: number[] = [];
  for (let sample = 0; sample < count; sample++) {
    const step = (sample % length) + by;
    if (step >= 0 && step < length) kept.push(sample);
  }
  if (kept.length < 2) return undefined;
  const data = new Float64Array(kept.length * size);
  kept.forEach((sample, row) => {
    for (let column = 0; column < size; column++) data[row * size + column] = input.data[at(sample, column)];
  });
  return {
    ...form,
    input: { data, shape: [kept.length, size], dtype: input.dtype },
    target: {
      data: Float64Array.from(kept, (sample) => target.data[sample + by]),
      shape: [kept.length],
      dtype: target.dtype,
    },
  };
}

function shiftFixes(
  facts: CallFacts,
  rank: number,
  flattened: readonly number[] | undefined,
  by: 1 | -1,
): readonly FixCandidate[] {
  const { input, target, units } = facts;
  if (input.place === undefined || target.place === undefined) return [];
  const [front, back] = by === 1 ? [":-1", "1:"] : ["1:", ":-1"];
  if (flattened !== undefined && rank === 2) {
    const [x, y] = [flattening(facts, "input"), flattening(facts, "target")];
    if (x === undefined || y === undefined) return [];
    const edits = [
      { place: x.place, text: `${operandText(x.operand)}[:, ${front}].reshape${x.rest}` },
      { place: y.place, text: `${operandText(y.operand)}[:, ${back}].reshape${y.rest}` },
    ];
    return [{ title: { kind: "use", code: edits.map(({ text }) => text).join(", ") }, edits }];
  }
  const inFront = rank === 3 ? ":, :, " : "";
  const ofTarget = rank === 3 ? ":, " : "";
  const edits = [
    { place: input.place, text: `${operandText(textAt(units, input.place))}[${inFront}${front}]` },
    { place: target.place, text: `${operandText(textAt(units, target.place))}[${ofTarget}${back}]` },
  ];
  return [{ title: { kind: "use", code: edits.map(({ text }) => text).join(", ") }, edits }];
}

/** `logits.view(-1, C)`: what is flattened, and how. */
function flattening(facts: CallFacts, which: "input" | "target") {
  const step = facts[which].chain.steps.find(({ operation }) => /^(view|reshape)$/.test(operation));
  const operand = step?.operand.place;
  if (step === undefined || operand === undefined || operand.unit !== step.place.unit) return undefined;
  const rest = /^\.(?:view|reshape)(\(.*\))$/s.exec(
    textAt(facts.units, { unit: step.place.unit, start: operand.end, end: step.place.end }),
  )?.[1];
  return rest === undefined ? undefined : { place: step.place, operand: textAt(facts.units, operand), rest };
}
