import { applyOp } from "../../engine/ops/applyOp";
import { isRefusal } from "../../engine/refusal";
import { isKnownShape } from "../../python/value";
import { numel, type Tensor } from "../../tensor/tensor";
import type { Place } from "../../textUnit";
import { type CallFacts, shapeOf, tensorOf, textAt } from "../callFacts";
import type { Change } from "../claim";
import { operandText } from "../edits";
import { accuracyOf, changeOf } from "../evaluateForm";
import { explainedBy, weightOf } from "../explains";
import { type ChainStep, keepsItsAxes, originChain } from "../originChain";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Axes that a view or reshape in front of the loss has laid over each other. */
export const foldedRows: readonly CauseRow[] = [
  { cause: "wrong-class-axis", find: mixedAxes },
  { cause: "wrong-class-axis", find: mixedChannels },
  { cause: "wrong-class-axis", find: relaidAxes },
  { cause: "mixed-samples", find: otherOrder },
  { cause: "shape", find: foldedBatch },
];

const relays = /^(view|reshape)$/;

interface Flattened {
  readonly step: ChainStep;
  readonly before: readonly number[];
  /** Rows and columns after it. */
  readonly rows: number;
  readonly columns: number;
}

/** The view that made rows of the input, where the sizes on both sides of it are known. */
function flattened({ call, input }: CallFacts): Flattened | undefined {
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const [rows, columns] = input.shape ?? [];
  if (input.shape?.length !== 2 || rows === undefined || columns === undefined) return undefined;
  const step = input.chain.steps.find(({ operation }) => !keepsItsAxes(operation));
  const before = step && relays.test(step.operation) ? shapeOf(step.operand.value) : undefined;
  if (step === undefined || before === undefined || !isKnownShape(before)) return undefined;
  return { step, before, rows, columns };
}

/** Rows of so many columns are runs of the last axes, here or in an array that was only viewed anew since. */
function keepsRows({ step, before, columns }: Flattened): boolean {
  const shapes = [before];
  for (const each of originChain(step.operand.value).steps) {
    if (!relays.test(each.operation) && !keepsItsAxes(each.operation)) break;
    // A literal is laid out by its own brackets.
    if (each.operand.value.kind === "list") break;
    const sizes = shapeOf(each.operand.value);
    if (sizes === undefined || !isKnownShape(sizes)) return true;
    shapes.push(sizes);
  }
  return shapes.some((shape) => shape.some((_, axis) => numel(shape.slice(axis)) === columns));
}

/** `view(-1, C)` of an array whose classes are not last: each row holds numbers of several samples. */
function mixedAxes({ facts }: CallCase): Finding | undefined {
  const found = flattened(facts);
  if (found === undefined || found.columns < 2) return undefined;
  const { step, before, columns, rows } = found;
  const last = before.length - 1;
  const targets = targetSource(facts);
  if (targets === undefined || numel(targets) !== rows) return undefined;
  const others = (axis: number) => before.filter((_, each) => each !== axis).join();
  const axes = before.flatMap((size, axis) => (axis < last && size === columns && numel(before) > size ? [axis] : []));
  // Where torch has them, or where the targets leave room for them.
  const fitting = axes.filter((each) => others(each) === targets.join());
  const second = before.length > 2 && axes.includes(1) ? 1 : undefined;
  const axis =
    targets.length === 1
      ? (second ?? axes[0])
      : second === undefined || fitting.includes(1)
        ? (second ?? fitting[0])
        : undefined;
  if (axis === undefined) return undefined;
  const { form } = facts;
  const moved = form && classesLast(tensorOf(step.operand.value), axis, [rows, columns]);
  const after = form && moved && { ...form, input: moved };
  let weight = others(axis) === targets.join() ? 1 : 0.9;
  if (keepsRows(found)) {
    // Both axes could hold the classes: the predictions say which.
    const explained = form && after && before.length > 2 ? explainedBy(form, after) : undefined;
    weight = explained === undefined ? 0 : weightOf(explained, false);
  }
  if (weight === 0) return undefined;
  const change: Change | undefined = form && after && changeOf(form, after);
  return {
    claim: {
      cause: "wrong-class-axis",
      facts: { used: last, meant: axis, change, mixed: textAt(facts.units, step.place) },
    },
    weight,
    fixes: permuted(facts, step, axis, before.length),
  };
}

/** `view(-1, C)` of what a convolution gives in C channels, of whatever size: they are no last axis of it. */
function mixedChannels({ facts }: CallCase): Finding | undefined {
  const { call, input, target } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const at = input.chain.steps.findIndex(({ operation }) => !keepsItsAxes(operation));
  const step = input.chain.steps[at];
  const layer = input.chain.steps.slice(at + 1).find(({ operation }) => !keepsItsAxes(operation));
  const space = Number(/^conv(?:_transpose)?([123])d$/.exec(layer?.operation ?? "")?.[1]);
  const [rows, columns] = input.shape ?? [];
  if (step === undefined || layer === undefined || !relays.test(step.operation) || !(space > 0)) return undefined;
  // An image of one pixel is a row of its channels; targets that are laid out themselves are of more.
  const isLaidOut = target.chain.steps.some(({ operation }) => /^(view|reshape|flatten)$/.test(operation));
  if (input.shape?.length !== 2 || rows !== undefined || target.shape?.length !== 1 || !isLaidOut) return undefined;
  if (columns === undefined || columns < 2 || layer.settings.out_channels !== columns) return undefined;
  const mixed = textAt(facts.units, step.place);
  return {
    claim: { cause: "wrong-class-axis", facts: { used: space + 1, meant: 1, change: undefined, mixed } },
    weight: 0.93,
    fixes: permuted(facts, step, 1, space + 2),
  };
}

/** `logits.reshape(B, C, T)` of B, T, C: the sizes of a transposed array, and the numbers in their old order. */
function relaidAxes({ facts }: CallCase): Finding | undefined {
  const { call, input, form } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const step = input.chain.steps.find(({ operation }) => !keepsItsAxes(operation) && !/softmax$/.test(operation));
  const [before, after] = [step && shapeOf(step.operand.value), input.shape];
  if (step === undefined || !relays.test(step.operation) || before === undefined || after === undefined)
    return undefined;
  if (!isKnownShape(before) || !isKnownShape(after) || before.length < 3 || wasLaidOutSo(step, after)) return undefined;
  const order = permutation(before, after);
  if (order === undefined) return undefined;
  const code = `permute(${order.join(", ")})`;
  const place = step.operand.place;
  const tensor = form && tensorOf(step.operand.value);
  const moved = tensor && permutedBy(tensor, order);
  const isDirect = input.chain.steps[0] === step;
  const change = form && moved && isDirect ? changeOf(form, { ...form, input: moved }) : undefined;
  const isBetter = (change?.after ?? Number.NaN) < (change?.before ?? Number.NaN);
  const isMethod = place !== undefined && place.unit === step.place.unit;
  return {
    claim: {
      cause: "wrong-class-axis",
      facts: {
        used: 1,
        meant: order[1],
        change: isBetter ? change : undefined,
        relaid: { by: textAt(facts.units, step.place), code },
      },
    },
    weight: 0.96,
    fixes: isMethod ? [useOf(step.place, `${operandText(textAt(facts.units, place))}.${code}`)] : [],
  };
}

/** Whether an earlier view had just these sizes: then this one only brings them back. */
function wasLaidOutSo(step: ChainStep, after: readonly number[]): boolean {
  return originChain(step.operand.value).steps.some(({ operand }) => shapeOf(operand.value)?.join() === after.join());
}

/** The axes in the order that gives these sizes; undefined where they are the same, or not those of a moved axis. */
function permutation(before: readonly number[], after: readonly number[]): readonly number[] | undefined {
  if (before.length !== after.length || before.join() === after.join()) return undefined;
  const left = before.map((_, axis) => axis);
  const order: number[] = [];
  for (const size of after) {
    const at = left.findIndex((axis) => before[axis] === size);
    if (at === -1) return undefined;
    order.push(...left.splice(at, 1));
  }
  // An axis of one element may stand anywhere.
  const wide = (sizes: readonly number[]) => sizes.filter((size) => size !== 1).join();
  return wide(before) === wide(after) ? undefined : order;
}

function permutedBy(tensor: Tensor, order: readonly number[]): Tensor | undefined {
  const shape = order.map((axis) => tensor.shape[axis]);
  const strides = tensor.shape.map((_, axis) => numel(tensor.shape.slice(axis + 1)));
  const data = new Float64Array(tensor.data.length);
  for (let i = 0; i < data.length; i++) {
    let [rest, from] = [i, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += (rest % shape[axis]) * strides[order[axis]];
      rest = Math.floor(rest / shape[axis]);
    }
    data[i] = tensor.data[from];
  }
  return { ...tensor, data, shape };
}

/** Rows of scores in the order of the batch, and labels in that of the steps, or the other way round. */
function otherOrder({ facts }: CallCase): Finding | undefined {
  const found = flattened(facts);
  const targets = targetSource(facts);
  const step = facts.target.chain.steps.find(({ operation }) => !keepsItsAxes(operation));
  if (found === undefined || targets?.length !== 2 || step === undefined || numel(targets) !== found.rows)
    return undefined;
  const { before, columns } = found;
  if (before.length !== 3 || before[2] !== columns || !keepsRows(found)) return undefined;
  const [rows, steps] = before;
  if (targets[0] !== steps || targets[1] !== rows || rows === 1 || steps === 1) return undefined;
  const { form } = facts;
  const values = tensorOf(step.operand.value);
  const turned = values && permutedBy(values, [1, 0]);
  const after = form && turned && { ...form, target: { ...turned, shape: form.target.shape } };
  const explained = form && after && explainedBy(form, after);
  const isTurned = (chain: CallFacts["input"]["chain"]) =>
    chain.steps.filter(({ operation }) => /^(t|T|mT|transpose|swapaxes|permute|movedim)$/.test(operation)).length;
  let weight = 0.95;
  if (rows === steps) {
    if (isTurned(facts.target.chain) === isTurned(facts.input.chain)) return undefined;
    weight = explained === undefined ? 0 : weightOf(explained, true);
  }
  if (weight === 0) return undefined;
  const place = step.operand.place;
  const text = place && textAt(facts.units, place);
  const turning = /\.(?:t\(\)|T)$/.exec(text ?? "");
  const code = text === undefined ? undefined : turning ? text.slice(0, turning.index) : `${operandText(text)}.t()`;
  return {
    claim: {
      cause: "mixed-samples",
      facts: { input: before.slice(0, 2), target: targets, change: form && after && changeOf(form, after) },
    },
    weight,
    fixes: code === undefined || place === undefined ? [] : laidOutAnew(facts, step, place, code),
  };
}

/** What was turned is no run of memory any more, which `view` refuses. */
function laidOutAnew({ units }: CallFacts, step: ChainStep, operand: Place, code: string): readonly FixCandidate[] {
  const rest = textAt(units, { ...step.place, start: operand.end });
  if (operand.start !== step.place.start) return [useOf(operand, code)];
  return [useOf(step.place, `${code}${rest.replace(/^(\s*\.\s*)view\b/, "$1reshape")}`)];
}

/** The size of two axes that were both large enough for the classes when a view made rows of an image, and whose choice the predictions do not tell. */
export function foldedAxes(facts: CallFacts): { readonly size: number; readonly of: string | undefined } | undefined {
  const found = flattened(facts);
  const { form } = facts;
  const targets = targetSource(facts);
  if (found === undefined || form === undefined || targets === undefined || !keepsRows(found)) return undefined;
  const { step, before, columns, rows } = found;
  // Classes are second in torch, and rows of samples have no other axis than the last.
  if (before.length < 4 || columns < 2 || before[1] !== columns || before.at(-1) !== columns) return undefined;
  if (before.filter((_, axis) => axis !== 1).join() !== targets.join()) return undefined;
  const moved = classesLast(tensorOf(step.operand.value), 1, [rows, columns]);
  const [own, other] = [accuracyOf(form), moved && accuracyOf({ ...form, input: moved })];
  if (own !== undefined && other !== undefined && own.correct > other.correct) return undefined;
  const { place } = step.operand;
  return { size: columns, of: place && textAt(facts.units, place) };
}

/** The sizes of the targets before they were made a row of them. */
function targetSource({ target: { shape, chain } }: CallFacts): readonly number[] | undefined {
  const step = chain.steps.find(({ operation }) => !keepsItsAxes(operation));
  const before = step && /^(view|reshape|flatten|ravel)$/.test(step.operation) ? shapeOf(step.operand.value) : shape;
  return shape?.length === 1 && before !== undefined && isKnownShape(before) ? before : undefined;
}

function classesLast(tensor: Tensor | undefined, axis: number, shape: readonly number[]): Tensor | undefined {
  if (tensor === undefined) return undefined;
  const moved = applyOp(tensor, { op: "movedim", source: axis, destination: tensor.shape.length - 1 });
  return isRefusal(moved) ? undefined : { ...moved, shape };
}

/** `logits.permute(0, 2, 1).reshape(-1, C)`: what is permuted is laid out anew, which `view` refuses. */
function permuted({ units }: CallFacts, step: ChainStep, axis: number, rank: number): readonly FixCandidate[] {
  const { place } = step;
  const operand = step.operand.place;
  if (operand === undefined || operand.unit !== place.unit) return [];
  const axes = Array.from({ length: rank }, (_, each) => each).filter((each) => each !== axis);
  const move = `.permute(${[...axes, axis].join(", ")})`;
  const rest = textAt(units, { unit: place.unit, start: operand.end, end: place.end });
  const method = /^\s*\.\s*(?:view|reshape)\s*(\(.*\))$/s.exec(rest);
  const code = `${operandText(textAt(units, operand))}${move}`;
  if (operand.start === place.start) return method === null ? [] : [useOf(place, `${code}.reshape${method[1]}`)];
  return [useOf(operand, code)];
}

function useOf(place: Place, code: string): FixCandidate {
  return { title: { kind: "use", code }, edits: [{ place, text: code }] };
}

/** Several rows for each target, made of a sample that one target is for. */
export function isFoldedBatch(facts: CallFacts): boolean {
  return foldedStep(facts) !== undefined;
}

function foldedStep(facts: CallFacts): Flattened | undefined {
  const found = flattened(facts);
  const { shape } = facts.target;
  if (found === undefined || shape?.length !== 1 || shape[0] === undefined || shape[0] === 0) return undefined;
  const { before, rows } = found;
  return rows > shape[0] && rows % shape[0] === 0 && before.length > 1 && before[0] === shape[0] ? found : undefined;
}

function foldedBatch({ facts, exception }: CallCase): Finding | undefined {
  const found = exception === undefined ? undefined : foldedStep(facts);
  const targets = facts.target.shape?.[0];
  if (found === undefined || targets === undefined) return undefined;
  const folded = { by: textAt(facts.units, found.step.place), rows: found.rows, targets };
  return { claim: { cause: "shape", facts: { folded } }, weight: 0.95, fixes: [] };
}
