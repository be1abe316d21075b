import type { Tensor } from "../../tensor/tensor";
import type { Place } from "../../textUnit";
import { classDimOf, distinct, extremes, isOneHot, isWithin } from "../arrays";
import { type CallFacts, type Form, tensorOf, textAt } from "../callFacts";
import { argumentFix, operandText, renameLoss, setOption, swapArguments } from "../edits";
import { changeOf } from "../evaluateForm";
import { elementwise } from "../meaning";
import { isTransparent } from "../originChain";
import type { Case, CauseRow, Finding, FixCandidate } from "../row";

/** Targets of the losses that take every element for a yes or no of its own. */
export const elementTargetRows: readonly CauseRow[] = [
  { cause: "swapped-arguments", find: swappedElements },
  { cause: "mask-255", find: mask255 },
  { cause: "signs-as-labels", find: signsAsLabels },
  { cause: "labels-as-signs", find: labelsAsSigns },
  { cause: "percent", find: percent },
  { cause: "class-index-column", find: classIndexColumn },
  { cause: "out-of-range", find: outsideUnit },
  { cause: "thresholded", find: thresholded },
  { cause: "inverted-pos-weight", find: invertedPosWeight },
];

/** The losses whose targets lie in [0, 1]. */
const unitTargets: ReadonlySet<string> = new Set([
  "BCELoss",
  "BCEWithLogitsLoss",
  "MultiLabelSoftMarginLoss",
  "SigmoidFocalLoss",
]);

function targetIn({ facts }: Case, losses: ReadonlySet<string>): Tensor | undefined {
  return losses.has(facts.call.loss) && facts.target.tensor?.data.length ? facts.target.tensor : undefined;
}

/** The change of the target's values, carried out. */
function withTarget(form: Form | undefined, change: (value: number) => number) {
  if (form === undefined) return { before: undefined, after: undefined, accuracy: undefined };
  const { target } = form;
  return changeOf(form, { ...form, target: { ...target, data: target.data.map(change) } });
}

function mask255(instance: Case): Finding | undefined {
  const { facts } = instance;
  const target = targetIn(instance, unitTargets);
  if (target === undefined) return undefined;
  const { min, max, whole } = extremes(target.data);
  if (min < 0 || max <= 128 || max > 255 || !whole) return undefined;
  const values = distinct(target.data);
  const isMask =
    values === undefined || values.length > 2 || (values.includes(255) && (values.length === 1 || values[0] === 0));
  if (!isMask) return undefined;
  return {
    claim: { cause: "mask-255", facts: { max, change: withTarget(facts.form, (value) => value / 255) } },
    weight: max === 255 ? 1 : 0.86,
    fixes: argumentFix(facts, facts.target, (text) => `${operandText(text)} / 255`),
  };
}

function signsAsLabels(instance: Case): Finding | undefined {
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
      : withoutUnlabelled(facts),
  };
}

/** Of both arrays only the elements that have an answer. */
function withoutUnlabelled({ input, target, units }: CallFacts): readonly FixCandidate[] {
  if (input.place === undefined || target.place === undefined || input.shape?.join() !== target.shape?.join())
    return [];
  const [x, y] = [textAt(units, input.place), textAt(units, target.place)];
  const known = `[${y} != -1]`;
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
  const change = { before: undefined, after: undefined, accuracy: undefined };
  const fixes = argumentFix(facts, facts.target, (text) => `2 * ${operandText(text)} - 1`);
  return { claim: { cause: "labels-as-signs", facts: { change } }, weight: 1, fixes };
}

function labelsAsSigns(instance: Case): Finding | undefined {
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

function percent(instance: Case): Finding | undefined {
  const { facts } = instance;
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
function classNumbersOfRegression({ facts }: Case): Finding | undefined {
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

function classIndexColumn(instance: Case): Finding | undefined {
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

function outsideUnit(instance: Case): Finding | undefined {
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

function swappedElements({ facts, exception }: Case): Finding | undefined {
  const { input, target, call } = facts;
  if (!unitTargets.has(call.loss) || input.tensor === undefined || target.tensor === undefined) return undefined;
  const labels = distinct(input.tensor.data, 2)?.every((value) => value === 0 || value === 1) ?? false;
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

const casts = /^(float|double|to|type|half|squeeze|unsqueeze|view|reshape|long|int|flatten|requires_grad_?)$/;
const decides = /^(gt|ge|lt|le|greater|greater_equal|less|less_equal|heaviside)$/;
const rounds = /^(round|sign)$/;
const classLosses: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss"]);
const differences: ReadonlySet<string> = new Set(["MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss"]);

function thresholded({ facts, meaning }: Case): Finding | undefined {
  const { input, call } = facts;
  if (classLosses.has(call.loss)) return classNumbers(facts) ?? decidedClasses(facts);
  // Hard decisions have an error of their own, which is no mistake as long as nothing learns from it.
  const learns = facts.units.some(({ role, text }) => role === "code" && text.includes(".backward("));
  const isDifference = differences.has(call.loss) && learns && input.tensor === undefined;
  if (!elementwise.has(call.loss) && !isDifference) return undefined;
  const at = input.chain.steps.findIndex(({ operation }) => !casts.test(operation));
  const last = input.chain.steps.at(at);
  const before = input.chain.steps[at + 1]?.operation;
  const byCode =
    at !== -1 &&
    last !== undefined &&
    (decides.test(last.operation) ||
      last.operation === "argmax" ||
      (rounds.test(last.operation) && (!isDifference || before === "sigmoid")) ||
      chooses(last));
  if (byCode) {
    return {
      claim: { cause: "thresholded", facts: { values: last.operation } },
      // That no gradient comes through it says more where there is nothing else.
      weight: isDifference ? 0.86 : 0.97,
      fixes: last.operation === "where" ? [] : removeThreshold(facts, last),
    };
  }
  if (isDifference) return undefined;
  const { tensor } = input;
  if (tensor === undefined || tensor.data.length < 3 || meaning.known === "code") return undefined;
  const values = distinct(tensor.data, 2);
  // Scores of nothing but zeros decide nothing.
  if (!values?.includes(1) || !values.every((value) => value === 0 || value === 1)) return undefined;
  // As predictions they are decided; as probabilities of 0 and 1 it is what BCELoss makes of them that puzzles.
  const decided = call.loss !== "BCELoss" || input.names.some((name) => /pred|label|class|hard|decision/i.test(name));
  return { claim: { cause: "thresholded", facts: { values: "0, 1" } }, weight: decided ? 0.88 : 0.84, fixes: [] };
}

/** `torch.where(p > 0.5, 1.0, 0.0)` */
function chooses({ operation, operands }: CallFacts["input"]["chain"]["steps"][number]): boolean {
  const values = operands.slice(1).map(({ value }) => (value.kind === "number" ? value.value : undefined));
  return operation === "where" && values.length === 2 && values.every((value) => value === 0 || value === 1);
}

/** The class that was chosen in place of the scores. */
function classNumbers(facts: CallFacts): Finding | undefined {
  const last = facts.input.chain.steps.find(({ operation }) => !isTransparent(operation));
  if (last?.operation !== "argmax") return undefined;
  return {
    claim: { cause: "thresholded", facts: { values: "argmax" } },
    weight: 0.97,
    fixes: removeThreshold(facts, last),
  };
}

/** One-hot rows in place of scores. */
function decidedClasses({ input, target }: CallFacts): Finding | undefined {
  const rank = input.tensor?.shape.length ?? 0;
  const { steps } = input.chain;
  const hot = steps.findIndex(({ operation }) => !casts.test(operation));
  if (input.tensor === undefined && steps[hot]?.operation === "one_hot" && steps[hot + 1]?.operation === "argmax")
    return { claim: { cause: "thresholded", facts: { values: "0, 1" } }, weight: 0.96, fixes: [] };
  if (input.tensor === undefined || rank < 2 || input.tensor.shape[0] < 2 || !isOneHot(input.tensor, classDimOf(rank)))
    return undefined;
  if (target.tensor?.data.some((value) => !Number.isInteger(value))) return undefined;
  const byCode = input.chain.steps.some(({ operation }) => /^(one_hot|argmax|round|gt|ge|eq)$/.test(operation));
  return { claim: { cause: "thresholded", facts: { values: "0, 1" } }, weight: byCode ? 0.96 : 0.8, fixes: [] };
}

function removeThreshold(
  facts: CallFacts,
  step: CallFacts["input"]["chain"]["steps"][number],
): readonly FixCandidate[] {
  const { place } = step.operand;
  if (place === undefined) return [];
  // What is between the threshold and the call only retypes it: the whole argument is the operand then.
  const code = facts.units[place.unit].text.slice(place.start, place.end);
  return argumentFix(facts, facts.input, () => code);
}

function invertedPosWeight(instance: Case): Finding | undefined {
  const { facts } = instance;
  const { posWeight } = facts.options.known;
  const { tensor } = facts.target;
  if (facts.call.loss !== "BCEWithLogitsLoss" || posWeight === undefined) return undefined;
  const named = invertedByNames(facts, posWeight);
  if (named !== undefined || tensor === undefined) return named;
  if (!distinct(tensor.data, 2)?.every((value) => value === 0 || value === 1) || tensor.data.length < 4)
    return undefined;
  const columns = posWeight.data.length;
  if (columns > 1 && tensor.shape.at(-1) !== columns) return undefined;
  const balances = Array.from({ length: columns }, (_, column) => balanceOf(tensor.data, column, columns));
  const judged = balances.map((balanced, i) => inversion(posWeight.data[i], balanced));
  if (!judged.every((each) => each !== undefined)) return undefined;
  const [balanced, given] = [balances[0] ?? 1, posWeight.data[0]];
  const exact = judged.every((each) => each < 0.02);
  const code = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(6))).join(", ");
  const fix = setOption(facts, "pos_weight", `torch.tensor([${code(balances as readonly number[])}])`);
  return {
    claim: { cause: "inverted-pos-weight", facts: { given, balanced } },
    weight: exact ? 0.95 : tensor.data.length >= 10 ? 0.86 : 0.6,
    fixes: fix === undefined ? [] : [fix],
  };
}

/** The count of the positives over that of the negatives, as the names in the code say, which is below 1. */
function invertedByNames(facts: CallFacts, { data }: Tensor): Finding | undefined {
  const option = facts.call.options.get("pos_weight");
  if (option === undefined || data.length !== 1 || !(data[0] > 0 && data[0] < 1)) return undefined;
  const quotient = quotientIn(facts, option.place) ?? quotientOfName(facts, option.place);
  if (quotient === undefined) return undefined;
  const { above, below, place } = quotient;
  if (!COUNT_OF_POSITIVES.test(above) || !COUNT_OF_NEGATIVES.test(below)) return undefined;
  const code = `${below} / ${above}`;
  return {
    claim: { cause: "inverted-pos-weight", facts: { given: data[0], balanced: 1 / data[0] } },
    weight: 0.95,
    fixes: [{ title: { kind: "use", code }, edits: [{ place, text: code }] }],
  };
}

const COUNT_OF_POSITIVES = /^(?:n|num|count|total|nb|cnt)_?pos(?:itives?)?$|^pos(?:itives?)?_(?:count|num|cnt)$/i;
const COUNT_OF_NEGATIVES = /^(?:n|num|count|total|nb|cnt)_?neg(?:atives?)?$|^neg(?:atives?)?_(?:count|num|cnt)$/i;

/** `n_pos / n_neg`, where nothing else is written but what makes a tensor of it. */
function quotientIn({ units }: CallFacts, place: Place | undefined) {
  const text = place && textAt(units, place);
  const found =
    text === undefined || text.length > 200
      ? null
      : /^((?:(?:torch\.)?(?:as_tensor|tensor|Tensor|FloatTensor)\()?\[? {0,4})(\w{1,40}) {0,4}\/ {0,4}(\w{1,40})(?= {0,4}\]?(?:,[^()#]{0,60})?\)?(?:\.float\(\)|\.cuda\(\)|\.to\(\w{1,20}\))? {0,4}(?:#.*)?$)/.exec(
          text,
        );
  if (found === null || place === undefined) return undefined;
  const start = place.start + found[1].length;
  const written = { unit: place.unit, start, end: place.start + found[0].length };
  return { above: found[2], below: found[3], place: written };
}

/** The same where the weight has a name of its own, set once in its line. */
function quotientOfName(facts: CallFacts, place: Place | undefined) {
  const name = place && textAt(facts.units, place);
  const [set, ...others] = facts.definitions.filter((each) => each.name === name);
  if (set === undefined || others.length > 0) return undefined;
  const { unit, end } = set.place;
  const line = /^[^\n]{0,200}/.exec(facts.units[unit].text.slice(end, end + 201))?.[0] ?? "";
  const equals = /^\s*=\s*/.exec(line);
  if (equals === null) return undefined;
  return quotientIn(facts, { unit, start: end + equals[0].length, end: end + line.length });
}

/** Negatives over positives of a column; undefined where either is missing. */
function balanceOf(data: Float64Array, column: number, columns: number): number | undefined {
  const own = data.filter((_, i) => i % columns === column);
  const positives = own.filter((value) => value === 1).length;
  return positives === 0 || positives === own.length ? undefined : (own.length - positives) / positives;
}

/** How far a weight is from the balance upside down; undefined where it rather is the balance, or neither. */
function inversion(given: number, balanced: number | undefined): number | undefined {
  if (balanced === undefined || !(given > 0) || Math.abs(Math.log(balanced)) < 0.3) return undefined;
  const off = Math.abs(Math.log(given * balanced));
  const sameSide = Math.sign(Math.log(given)) === Math.sign(Math.log(balanced));
  return off > Math.abs(Math.log(balanced)) * 0.75 || sameSide ? undefined : off;
}
