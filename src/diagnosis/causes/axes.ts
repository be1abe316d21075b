import { applyOp } from "../../engine/applyOp";
import { isRefusal } from "../../engine/refusal";
import { numel, type Tensor } from "../../tensor/tensor";
import { allHold, classDimOf, columnsOf, distinct, extremes, isWithin, sumsAlong } from "../arrays";
import { type CallFacts, type Form, textAt } from "../callFacts";
import { argumentFix, operandText } from "../edits";
import { accuracyOf, byChance, changeOf, meanOf } from "../evaluateForm";
import { explainedBy, weightOf } from "../explains";
import type { Case, CauseRow, Finding, FixCandidate } from "../row";
import { sequenceShape } from "./indexTargets";

/** The right numbers in the wrong places: axes, positions, columns. */
export const axisRows: readonly CauseRow[] = [
  { cause: "softmax-axis", find: softmaxAxis },
  { cause: "wrong-class-axis", find: wrongClassAxis },
  { cause: "shifted-by-one", find: shiftedByOne },
  { cause: "swapped-columns", find: swappedColumns },
];

const overClasses: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss", "KLDivLoss"]);

function softmaxAxis(instance: Case): Finding | undefined {
  const { facts, meaning } = instance;
  const { call, input, target } = facts;
  if (!overClasses.has(call.loss)) return undefined;
  const rank = input.shape?.length;
  if (meaning.by !== undefined && meaning.dim !== undefined) {
    const used = meaning.dim;
    const claimed = (meant: number, weight: number): Finding => ({
      claim: { cause: "softmax-axis", facts: { used, meant, at: meaning.by?.place } },
      weight,
      fixes: otherDim(facts, meaning.by, used, meant),
    });
    if (rank === undefined) return used === 0 && meaning.by.settings.dim === 0 ? claimed(1, 0.6) : undefined;
    if (rank < 2) return undefined;
    if (call.loss !== "KLDivLoss") {
      const meant = classDimOf(rank);
      return used === meant ? undefined : claimed(meant, 1);
    }
    const meant = targetDim(target.tensor);
    return meant === undefined || meant === used ? undefined : claimed(meant, 0.97);
  }
  return softmaxAxisByValues(instance);
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
  const operand = by?.operand.place;
  if (by === undefined || operand === undefined || operand.unit !== by.place.unit) return [];
  const written = String(by.settings.dim ?? used).replace("-", "-\\s*");
  const start = operand.end;
  const rest = textAt(units, { unit: by.place.unit, start, end: by.place.end });
  const match = new RegExp(`(dim\\s*=\\s*|axis\\s*=\\s*|,\\s*|softmax\\(\\s*)(${written})(?=\\s*[,)])`).exec(rest);
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
  if (!indexed) return undefined;
  const used = 1;
  const swap = rank === 2;
  const meant = swap ? 0 : rank - 1;
  const move = swap ? ".t()" : rank === 3 ? ".transpose(1, 2)" : `.movedim(-1, 1)`;
  const fixes = argumentFix(facts, input, (text) => `${operandText(text)}${move}`);
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
    return { claim, weight: 0.95, fixes };
  }
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
    const weight = weightOf(explained, named);
    return {
      claim: { cause: "shifted-by-one", facts: { by, change: explained.change } },
      weight,
      fixes: shiftFixes(facts, rank, flattened, by),
    };
  }
  return undefined;
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

/** Two classes' columns in the wrong order. */
function swappedColumns(instance: Case): Finding | undefined {
  const { facts } = instance;
  const { form } = facts;
  if (form?.loss === "BCELoss" || form?.loss === "BCEWithLogitsLoss") return otherColumn(instance, form);
  if (form === undefined || form.input.shape.length !== 2) return undefined;
  if (form.loss !== "CrossEntropyLoss" && form.loss !== "NLLLoss") return undefined;
  if (form.input.shape.join() === form.target.shape.join()) return undefined;
  const classes = form.input.shape[1];
  if (classes < 2 || classes > 12 || numel(form.input.shape) > 20_000) return undefined;
  const tries = (classes * (classes - 1)) / 2;
  let best: Finding | undefined;
  for (let a = 0; a < classes; a++) {
    for (let b = a + 1; b < classes; b++) {
      const after = { ...form, input: withSwapped(form.input, a, b) };
      const explained = explainedBy(form, after, tries);
      const weight = explained === undefined ? 0 : columnWeight(form, after, tries);
      if (explained !== undefined && weight > (best?.weight ?? 0)) {
        best = {
          claim: { cause: "swapped-columns", facts: { a, b, change: explained.change } },
          weight,
          fixes: columnFixes(facts, classes, a, b),
        };
      }
    }
  }
  return best;
}

/** Predictions may simply be bad; that they are sure of themselves and wrong, and right once swapped, takes more than a few samples. */
function columnWeight(before: Form, after: Form, tries: number): number {
  const [accuracy, loss, mended] = [accuracyOf(after), meanOf(before), meanOf(after)];
  const classes = after.input.shape[1];
  const chance = Math.log(classes);
  if (accuracy === undefined || loss === undefined || mended === undefined || accuracy.of < 3) return 0;
  if (!(loss > 1.2 * chance && mended < 0.8 * chance)) return 0;
  const accident = byChance(accuracy, 1 / classes) * tries;
  if (accuracy.of < 6) return accident < 0.2 ? 0.55 : 0;
  return accident < 0.002 ? 0.95 : accident < 0.02 ? 0.87 : 0.55;
}

function withSwapped({ data, shape, dtype }: Tensor, a: number, b: number): Tensor {
  const result = data.slice();
  for (let row = 0; row < shape[0]; row++) {
    result[row * shape[1] + a] = data[row * shape[1] + b];
    result[row * shape[1] + b] = data[row * shape[1] + a];
  }
  return { data: result, shape, dtype };
}

/** The probability of the other one of two classes: every answer is upside down. */
function otherColumn({ facts }: Case, form: Form): Finding | undefined {
  const { input, loss } = form;
  const upsideDown = (value: number) => (loss === "BCELoss" ? 1 - value : -value);
  const after = { ...form, input: { ...input, data: input.data.map(upsideDown) } };
  const [own, accuracy, before, mended] = [accuracyOf(form), accuracyOf(after), meanOf(form), meanOf(after)];
  if (own === undefined || accuracy === undefined || before === undefined || mended === undefined) return undefined;
  if (own.correct > 0 || accuracy.correct < accuracy.of || !(before > 1.2 * Math.LN2 && mended < 0.8 * Math.LN2))
    return undefined;
  const step = facts.input.chain.steps.find(({ operation }) => operation === "getitem" || operation === "select");
  const picked = step && /^(.*\[\s*(?:\.\.\.|:)\s*,\s*)0(\s*\])$/s.exec(textAt(facts.units, step.place));
  if (accuracy.of < 4 || distinct(form.target.data, 2)?.length !== 2) return undefined;
  const edits = step && picked ? [{ place: step.place, text: `${picked[1]}1${picked[2]}` }] : [];
  return {
    claim: { cause: "swapped-columns", facts: { a: 0, b: 1, change: changeOf(form, after) } },
    weight: picked ? 0.93 : accuracy.of >= 8 ? 0.88 : 0.55,
    fixes: edits.length === 0 ? [] : [{ title: { kind: "use", code: edits[0].text }, edits }],
  };
}

function columnFixes(facts: CallFacts, classes: number, a: number, b: number): readonly FixCandidate[] {
  const order = Array.from({ length: classes }, (_, column) => (column === a ? b : column === b ? a : column));
  return argumentFix(facts, facts.input, (text) => `${operandText(text)}[:, [${order.join(", ")}]]`);
}
