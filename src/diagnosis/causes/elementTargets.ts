import type { Tensor } from "../../tensor/tensor";
import { areZerosAndOnes, distinct, extremes, isWithin } from "../arrays";
import { type CallFacts, type Form, tensorOf, textAt } from "../callFacts";
import { unknownChange } from "../claim";
import { argumentFix, operandText, swapArguments } from "../edits";
import { changeOf } from "../evaluateForm";
import { renameLoss } from "../lossEdits";
import { differences } from "../meaning";
import { isPredicted } from "../questions/fits";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Masks of images. */
export const maskRows: readonly CauseRow[] = [{ cause: "mask-255", find: mask255 }];

/** Targets of the losses that take every element for a yes or no of its own. */
export const elementTargetRows: readonly CauseRow[] = [
  { cause: "swapped-arguments", find: swappedElements },
  ...maskRows,
  { cause: "void-label", find: voidElements },
  { cause: "signs-as-labels", find: signsAsLabels },
  { cause: "labels-as-signs", find: labelsAsSigns },
  { cause: "percent", find: percent },
  { cause: "class-index-column", find: classIndexColumn },
  { cause: "out-of-range", find: outsideUnit },
];

/** The losses whose targets lie in [0, 1]. */
const unitTargets: ReadonlySet<string> = new Set([
  "BCELoss",
  "BCEWithLogitsLoss",
  "MultiLabelSoftMarginLoss",
  "SigmoidFocalLoss",
]);

function targetIn({ facts }: CallCase, losses: ReadonlySet<string>): Tensor | undefined {
  return losses.has(facts.call.loss) && facts.target.tensor?.data.length ? facts.target.tensor : undefined;
}

/** The change of the target's values, carried out. */
function withTarget(form: Form | undefined, change: (value: number) => number) {
  if (form === undefined) return unknownChange;
  const { target } = form;
  return changeOf(form, { ...form, target: { ...target, data: target.data.map(change) } });
}

function mask255(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const target = targetIn(instance, unitTargets);
  if (target === undefined) return maskOfRegression(instance);
  const { min, max, whole } = extremes(target.data);
  if (min < 0 || max <= 128 || max > 255 || !whole) return undefined;
  const values = distinct(target.data);
  const isMask =
    values === undefined || values.length > 2 || (values.includes(255) && (values.length === 1 || values[0] === 0));
  if (!isMask || isVoid(values)) return undefined;
  return {
    claim: { cause: "mask-255", facts: { max, change: withTarget(facts.form, (value) => value / 255) } },
    weight: max === 255 ? 1 : 0.86,
    fixes: argumentFix(facts, facts.target, (text) => `${operandText(text)} / 255`),
  };
}

/** A mask of 0 and 255 that predictions between 0 and 1 are compared with. */
function maskOfRegression(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const target = targetIn(instance, differences);
  const { tensor: input } = facts.input;
  const values = target && distinct(target.data, 2);
  if (values?.[0] !== 0 || values[1] !== 255 || input === undefined || !isWithin(input, 0, 1)) return undefined;
  const isBytes = facts.target.chain.steps.some(
    ({ operand: { value } }) => value.kind === "tensor" && value.dtype === "uint8",
  );
  return {
    claim: { cause: "mask-255", facts: { max: 255, change: withTarget(facts.form, (value) => value / 255) } },
    weight: isBytes || facts.target.names.some((name) => /mask|seg/i.test(name)) ? 0.88 : 0.6,
    fixes: argumentFix(facts, facts.target, (text) => `${operandText(text)} / 255`),
  };
}

/** 255 beside a yes that is 1 already. */
function isVoid(values: readonly number[] | undefined): boolean {
  return (
    values?.includes(255) === true &&
    values.includes(1) &&
    values.every((value) => value === 0 || value === 1 || value === 255)
  );
}

function voidElements(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const target = targetIn(instance, unitTargets);
  if (target === undefined || !isVoid(distinct(target.data, 3))) return undefined;
  const count = target.data.filter((value) => value === 255).length;
  const change = unknownChange;
  return {
    claim: { cause: "void-label", facts: { value: 255, count, of: target.data.length, classes: undefined, change } },
    weight: 1,
    fixes: without(facts, 255),
  };
}

function signsAsLabels(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const target = targetIn(instance, unitTargets);
  if (target === undefined) return undefined;
  const values = distinct(target.data, 3);
  if (!values?.includes(-1) || !values.every((value) => value === -1 || value === 0 || value === 1)) return undefined;
  const onlySigns = !values.includes(0);
  return {
    claim: {
      cause: "signs-as-labels",
      facts: { change: withTarget(facts.form, (value) => (value + 1) / 2), zeros: !onlySigns, classes: false },
    },
    weight: 1,
    fixes: onlySigns
      ? argumentFix(facts, facts.target, (text) => `(${operandText(text)} + 1) / 2`)
      : without(facts, -1),
  };
}

/** Of both arrays only the elements that have an answer. */
function without({ input, target, units }: CallFacts, value: number): readonly FixCandidate[] {
  if (input.place === undefined || target.place === undefined || input.shape?.join() !== target.shape?.join())
    return [];
  const [x, y] = [textAt(units, input.place), textAt(units, target.place)];
  const known = `[${operandText(y)} != ${value}]`;
  const edits = [
    { place: input.place, text: `${operandText(x)}${known}` },
    { place: target.place, text: `${operandText(y)}${known}` },
  ];
  return [{ title: { kind: "use", code: edits.map(({ text }) => text).join(", ") }, edits }];
}

const signTargets: ReadonlySet<string> = new Set(["SoftMarginLoss", "HingeEmbeddingLoss"]);

/** Losses of two arrays whose third says by a sign whether they belong together. */
const pairLosses: ReadonlySet<string> = new Set(["CosineEmbeddingLoss", "MarginRankingLoss"]);

function labelsOfPairs(facts: CallFacts): Finding | undefined {
  const values = distinct(facts.target.tensor?.data ?? new Float64Array(0), 2);
  if (!values?.includes(0) || !values.every((value) => value === 0 || value === 1)) return undefined;
  const change = unknownChange;
  const fixes = argumentFix(facts, facts.target, (text) => `2 * ${operandText(text)} - 1`);
  return { claim: { cause: "labels-as-signs", facts: { change } }, weight: 1, fixes };
}

function labelsAsSigns(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  if (pairLosses.has(facts.call.loss)) return labelsOfPairs(facts);
  const target = targetIn(instance, signTargets);
  if (target === undefined) return undefined;
  const values = distinct(target.data, 2);
  if (!values?.includes(0) || !values.every((value) => value === 0 || value === 1)) return undefined;
  return {
    claim: { cause: "labels-as-signs", facts: { change: withTarget(facts.form, (value) => 2 * value - 1) } },
    weight: 1,
    fixes: argumentFix(facts, facts.target, (text) => `2 * ${operandText(text)} - 1`),
  };
}

/** Targets up to 100 that predictions between 0 and 1 follow. */
function percentOfRegression({ facts }: CallCase): Finding | undefined {
  const { form, input, target } = facts;
  if (!differences.has(facts.call.loss) || form === undefined || form.target.data.length < 3) return undefined;
  const { min, max } = extremes(form.target.data);
  const limits = extremes(form.input.data);
  const shape = input.shape?.join();
  if (min < 0 || max > 100 || max < 20 || limits.min < 0 || limits.max > 1 || shape !== target.shape?.join())
    return undefined;
  const after = { ...form, target: { ...form.target, data: form.target.data.map((each) => each / 100) } };
  if (!isPredicted(after)) return undefined;
  return {
    claim: { cause: "percent", facts: { argument: "target", max } },
    weight: 0.87,
    fixes: argumentFix(facts, target, (text) => `${operandText(text)} / 100`),
  };
}

function percent(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const regression = percentOfRegression(instance);
  if (regression !== undefined) return regression;
  const target = targetIn(instance, unitTargets);
  const { tensor: input } = facts.input;
  if (target !== undefined) {
    const { min, max, whole } = extremes(target.data);
    const values = distinct(target.data, 2);
    const isPercent =
      min >= 0 &&
      max <= 100 &&
      (values?.every((value) => value === 0 || value === 100) || (!whole && max > 5) || max > 30);
    if (isPercent && max > 1) {
      return {
        claim: { cause: "percent", facts: { argument: "target", max } },
        weight: 0.93,
        fixes: argumentFix(facts, facts.target, (text) => `${operandText(text)} / 100`),
      };
    }
  }
  if (facts.call.loss === "BCEWithLogitsLoss" && input !== undefined) return percentForLogits(facts, input);
  if (facts.call.loss === "BCELoss" && input !== undefined) {
    const tenths = percentDividedByLess(facts);
    if (tenths !== undefined) return tenths;
    const { min, max } = extremes(input.data);
    const named = facts.input.names.some((name) => /percent|pct|prob/i.test(name));
    if (min >= 0 && max > 1 && max <= 100 && (max > 15 || named)) {
      return {
        claim: { cause: "percent", facts: { argument: "input", max } },
        weight: 0.96,
        fixes: argumentFix(facts, facts.input, (text) => `${operandText(text)} / 100`),
      };
    }
  }
  return undefined;
}

/** Per cent where scores are expected: all of them say yes, and most are certain of it. */
function percentForLogits(facts: CallFacts, input: Tensor): Finding | undefined {
  const { min, max } = extremes(input.data);
  const named = facts.input.names.some((name) => /percent|pct|prob|conf/i.test(name));
  if (min < 0 || max > 100 || max <= (named ? 15 : 30) || !facts.target.tensor?.data.includes(0)) return undefined;
  const renamed = renameLoss(facts, "BCELoss");
  const [divided] = argumentFix(facts, facts.input, (text) => `${operandText(text)} / 100`);
  return {
    claim: { cause: "percent", facts: { argument: "input", max } },
    weight: named ? 0.9 : 0.6,
    fixes:
      renamed === undefined || divided === undefined || facts.call.options.size > 0
        ? []
        : [
            {
              title: { kind: "both", of: [renamed.title, divided.title] },
              edits: [...renamed.edits, ...divided.edits],
            },
          ],
  };
}

/** `confidence / 10`: per cent that were divided, but not by 100. */
function percentDividedByLess(facts: CallFacts): Finding | undefined {
  const [step] = facts.input.chain.steps;
  const before = step?.operand.value;
  const place = step?.operand.place;
  const whole = before && tensorOf(before);
  if (!/^(true_?)?div(ide)?_?$/.test(step?.operation ?? "") || whole === undefined || place === undefined)
    return undefined;
  const [{ min, max }, after] = [extremes(whole.data), extremes(facts.input.tensor?.data ?? new Float64Array(0))];
  if (min < 0 || max <= 15 || max > 100 || after.max <= 1) return undefined;
  const code = `${operandText(textAt(facts.units, place))} / 100`;
  return {
    claim: { cause: "percent", facts: { argument: "input", max, of: textAt(facts.units, place) } },
    weight: 0.97,
    fixes: [{ title: { kind: "use", code }, edits: [{ place: step.place, text: code }] }],
  };
}

/** A column of class numbers against the scores of every class, which torch spreads over each other. */
function classNumbersOfRegression({ facts }: CallCase): Finding | undefined {
  const { call, input, target } = facts;
  const [rows, columns] = [input.shape, target.shape];
  if (!/^(MSELoss|L1Loss|SmoothL1Loss|HuberLoss)$/.test(call.loss) || target.tensor === undefined) return undefined;
  const classes = rows?.length === 2 ? rows[1] : undefined;
  const isColumn = columns?.length === 2 && columns[1] === 1 && columns[0] === rows?.[0];
  const { min, max, whole } = extremes(target.tensor.data);
  if (classes === undefined || classes < 3 || !isColumn || !whole || min < 0 || max >= classes || max < 2)
    return undefined;
  const renamed = call.options.size === 0 ? renameLoss(facts, "CrossEntropyLoss") : undefined;
  const long = argumentFix(facts, target, (text) => `${operandText(text)}.squeeze(1).long()`);
  const edits = [...(renamed?.edits ?? []), ...long.flatMap((each) => each.edits)];
  return {
    claim: { cause: "class-index-column", facts: { max, classes } },
    weight: 0.9,
    fixes: renamed === undefined ? [] : [{ title: renamed.title, edits }],
  };
}

function classIndexColumn(instance: CallCase): Finding | undefined {
  const regression = classNumbersOfRegression(instance);
  if (regression !== undefined) return regression;
  const target = targetIn(instance, unitTargets);
  if (target === undefined) return undefined;
  const { min, max, whole } = extremes(target.data);
  const last = target.shape.at(-1) ?? 1;
  const isColumn = target.shape.length <= 1 || last === 1;
  if (!whole || min < 0 || max < 2 || max > 99 || !isColumn || target.data.length < 2) return undefined;
  // Numbers of classes are not all multiples of 5: so are per cent.
  const isRound = max > 30 && target.data.every((value) => value % 5 === 0);
  return {
    claim: { cause: "class-index-column", facts: { max, classes: undefined } },
    weight: isRound ? 0.9 : 0.95,
    fixes: [],
  };
}

function outsideUnit(instance: CallCase): Finding | undefined {
  const target = targetIn(instance, unitTargets);
  const outside = target?.data.find((value) => value < 0 || value > 1);
  if (outside === undefined) return undefined;
  return { claim: { cause: "out-of-range", facts: { value: outside, classes: undefined } }, weight: 0.9, fixes: [] };
}

const inputNames = /logit|pred|prob|output|score|sigmoid|softmax|y_?hat|^out$/i;
const targetNames = /target|label|true|truth|^y$|^gt$|mask|one_?hot/i;

/** Whether the names say that the first argument is the targets and the second the predictions. */
export function namesAreSwapped({ input, target }: CallFacts): boolean {
  const first = input.names.at(0) ?? "";
  const second = target.names.at(0) ?? "";
  return targetNames.test(first) && !inputNames.test(first) && inputNames.test(second) && !targetNames.test(second);
}

function swappedElements({ facts, exception }: CallCase): Finding | undefined {
  const { input, target, call } = facts;
  if (!unitTargets.has(call.loss) || input.tensor === undefined || target.tensor === undefined) return undefined;
  const labels = areZerosAndOnes(input.tensor.data);
  const named = namesAreSwapped(facts);
  const soft = target.tensor.data.some((value) => !Number.isInteger(value));
  const fits = call.loss === "BCELoss" ? isWithin(target.tensor, 0, 1) : true;
  if (!labels || !soft || !fits) return undefined;
  const outside = !isWithin(target.tensor, 0, 1);
  // Hard predictions against soft targets are rare, but there are some.
  const weight = named
    ? 1
    : outside
      ? 0.97
      : exception === undefined && distinct(input.tensor.data)?.length === 2
        ? 0.93
        : 0.8;
  return {
    claim: { cause: "swapped-arguments", facts: { first: input.text, second: target.text } },
    weight,
    fixes: swapArguments(facts),
  };
}
