import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Exception } from "../answer";
import { classDimOf, distinct, extremes } from "../arrays";
import type { CallFacts, Form } from "../callFacts";
import { unknownChange } from "../claim";
import { argumentFix, operandText } from "../edits";
import { accuracyOf, changeOf, numberOf } from "../evaluateForm";
import { explainedBy, weightOf } from "../explains";
import { setOption } from "../lossEdits";
import { largestAsLabels } from "../questions/places";
import type { CallCase, CauseRow, Finding } from "../row";

/** Labels that count from 1. */
export const oneBasedRows: readonly CauseRow[] = [{ cause: "one-based-labels", find: oneBased }];

/** Class indices: where they begin, which of them do not count, how their weights stand to them. */
export const indexTargetRows: readonly CauseRow[] = [
  { cause: "all-ignored", find: allIgnored },
  { cause: "mask-255", find: maskAsClasses },
  ...oneBasedRows,
  { cause: "signs-as-labels", find: signsAsClasses },
  { cause: "void-label", find: voidLabel },
  { cause: "out-of-range", find: outOfRange },
];

export interface Indexed {
  readonly target: Tensor;
  /** Undefined where not even the shape of the input is known. */
  readonly classes: number | undefined;
  readonly ignoreIndex: number;
  /** Targets that count. */
  readonly counted: Float64Array;
}

const indexed: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss", "MultiMarginLoss"]);

/** The targets as class indices; undefined where they are none. */
export function indices({ facts }: CallCase): Indexed | undefined {
  const { call, input, target, options } = facts;
  if (!indexed.has(call.loss) || target.tensor === undefined) return undefined;
  const { data, shape, dtype } = target.tensor;
  if (call.loss === "CrossEntropyLoss" && (input.shape?.join() === shape.join() || isFloatingPoint(dtype)))
    return undefined;
  if (data.length === 0 || !extremes(data).whole) return undefined;
  const ignoreIndex = options.known.ignoreIndex ?? -100;
  const ignores = call.loss !== "MultiMarginLoss" && !options.unknown.includes("ignore_index");
  return {
    target: target.tensor,
    classes: input.shape?.length ? input.shape[classDimOf(input.shape.length)] : lastOf(input, shape),
    ignoreIndex,
    counted: ignores ? data.filter((value) => value !== ignoreIndex) : data,
  };
}

/** A row of scores for each label: the outputs of a layer that was given nobody knows what. */
function lastOf({ value, shape }: CallFacts["input"], labels: readonly number[]): number | undefined {
  return value.kind === "unknown" && shape === undefined && labels.length === 1 ? value.facts.lastSize : undefined;
}

/** What torch raises of outputs of which only the number is known. */
function raisedFor({ facts, exception }: CallCase, { target, classes, counted }: Indexed): Exception | undefined {
  const { call, input, options } = facts;
  if (exception !== undefined || input.value.kind !== "unknown" || call.loss === "MultiMarginLoss") return undefined;
  if (target.dtype !== "int64" || classes === undefined || options.unknown.length > 0) return undefined;
  const value = counted.find((each) => each < 0 || each >= classes);
  return value === undefined ? undefined : { type: "IndexError", message: `Target ${value} is out of bounds.` };
}

function allIgnored(instance: CallCase): Finding | undefined {
  const { target, options, call } = instance.facts;
  if (target.tensor?.data.length === 0 && instance.value !== undefined && Number.isNaN(instance.value)) {
    return { claim: { cause: "all-ignored", facts: { ignoreIndex: 0, why: "empty" } }, weight: 1, fixes: [] };
  }
  const found = indices(instance);
  if (found === undefined) return undefined;
  const { weight } = options.known;
  const weightless = weight !== undefined && found.counted.every((value) => weight.data[value] === 0);
  if (weightless && found.counted.length > 0 && Number.isNaN(instance.value ?? 0) && call.loss !== "MultiMarginLoss") {
    return { claim: { cause: "all-ignored", facts: { ignoreIndex: 0, why: "weightless" } }, weight: 1, fixes: [] };
  }
  if (found.counted.length > 0) return undefined;
  // Of every sample by itself nothing but zeros is left, which may be meant.
  const each = instance.facts.options.known.reduction === "none";
  return {
    claim: { cause: "all-ignored", facts: { ignoreIndex: found.ignoreIndex, why: "ignored" } },
    weight: each ? 0.6 : 1,
    fixes: [],
  };
}

function mapped(form: Form | undefined, change: (value: number) => number, ignoreIndex: number): Form | undefined {
  if (form === undefined) return undefined;
  const data = form.target.data.map((value) => (value === ignoreIndex ? value : change(value)));
  return { ...form, target: { ...form.target, data } };
}

function maskAsClasses(instance: CallCase): Finding | undefined {
  const found = indices(instance);
  if (found?.classes === undefined || found.classes > 2) return undefined;
  const raised = raisedFor(instance, found);
  if (instance.exception === undefined && raised === undefined) return undefined;
  const values = distinct(found.counted, 2);
  if (!values?.includes(255) || !values.every((value) => value === 0 || value === 255)) return undefined;
  if (values.length < 2) return undefined;
  const { facts } = instance;
  const after = mapped(facts.form, (value) => value / 255, found.ignoreIndex);
  return {
    claim: {
      cause: "mask-255",
      facts: { max: 255, change: facts.form && after ? changeOf(facts.form, after) : unknownChange },
    },
    weight: 0.95,
    fixes: argumentFix(facts, facts.target, (text) => `${operandText(text)} // 255`),
    ...(raised && { exception: raised }),
  };
}

function oneBased(instance: CallCase): Finding | undefined {
  const found = indices(instance);
  if (found?.classes === undefined || found.counted.length === 0) return undefined;
  const { facts } = instance;
  const { min, max } = extremes(found.counted);
  if (min < 1 || max > found.classes || largestAsLabels(facts) !== undefined) return undefined;
  const fixes = argumentFix(facts, facts.target, (text) => `${text} - 1`);
  const after = mapped(facts.form, (value) => value - 1, found.ignoreIndex);
  if (max === found.classes) {
    const change = facts.form && after ? changeOf(facts.form, after) : unknownChange;
    const enough = found.classes === 1 ? 0.4 : found.counted.length >= 2 ? 0.95 : 0.6;
    const raised = raisedFor(instance, found);
    const claim = { cause: "one-based-labels", facts: { classes: found.classes, change } } as const;
    return { claim, weight: enough, fixes, ...(raised && { exception: raised }) };
  }
  const explained = facts.form && after && explainedBy(facts.form, after);
  if (explained === undefined) return undefined;
  return {
    claim: { cause: "one-based-labels", facts: { classes: found.classes, change: explained.change } },
    weight: weightOf(explained, false),
    fixes,
  };
}

const directed = /sign|direction|trend|sentiment|polarity|signal|movement|stance|side|svm/i;

/** −1 and 1 of two classes, −1, 0 and 1 of three: the classes by their sign, unless −1 rather stands for no class at all. */
function signsAsClasses(instance: CallCase): Finding | undefined {
  const found = indices(instance);
  const values = found && distinct(found.counted, 3);
  const raised = found && raisedFor(instance, found);
  if (found === undefined || values === undefined || (instance.exception ?? raised) === undefined) return undefined;
  const signs = values.includes(-1) && values.includes(1) && values.every((value) => Math.abs(value) <= 1);
  const zeros = values.includes(0);
  if (!signs || found.classes !== (zeros ? 3 : 2)) return undefined;
  const { facts } = instance;
  const after = mapped(facts.form, (value) => (zeros ? value + 1 : (value + 1) / 2), found.ignoreIndex);
  const moved = after && accuracyOf(after);
  const left = facts.form && accuracyOf({ ...facts.form, options: { ...facts.form.options, ignoreIndex: -1 } });
  const named = [facts.target.text ?? "", ...facts.target.names].some((name) => directed.test(name));
  const predicted =
    moved !== undefined &&
    left !== undefined &&
    moved.correct / moved.of > Math.max(0.6, left.correct / (left.of || 1));
  if (zeros && !named && !predicted) return undefined;
  const change = { before: undefined, after: after && numberOf(after), accuracy: undefined };
  return {
    claim: { cause: "signs-as-labels", facts: { change, zeros, classes: true } },
    weight: 0.97,
    fixes: argumentFix(facts, facts.target, (text) =>
      zeros ? `${operandText(text)} + 1` : `(${operandText(text)} + 1) // 2`,
    ),
    ...(raised && { exception: raised }),
  };
}

/** Numbers that people write for no class at all. */
const noClass: ReadonlySet<number> = new Set([-1, -2, -99, -100, -255, -999, -9999, 99, 254, 255, 999, 9999]);

function voidLabel(instance: CallCase): Finding | undefined {
  const found = indices(instance);
  const raised = found && raisedFor(instance, found);
  if (
    found?.classes === undefined ||
    (instance.exception ?? raised) === undefined ||
    instance.facts.call.loss === "MultiMarginLoss"
  )
    return undefined;
  const { classes } = found;
  const outside = distinct(found.counted.filter((value) => value < 0 || value >= classes));
  // Labels that were computed with are no labels that somebody chose.
  const computed = instance.facts.target.chain.steps.some(({ operation }) => /^(r?sub|add|neg|mul)_?$/.test(operation));
  if (outside?.length !== 1 || computed) return undefined;
  const [value] = outside;
  const inside = found.counted.filter((each) => each !== value);
  if (!noClass.has(value) || (inside.length === 0 && classes > 1)) return undefined;
  const { facts } = instance;
  const fix = setOption(facts, "ignore_index", String(value));
  const after = facts.form && { ...facts.form, options: { ...facts.form.options, ignoreIndex: value } };
  const change = facts.form && after ? changeOf(facts.form, after) : unknownChange;
  return {
    claim: {
      cause: "void-label",
      facts: {
        value,
        count: found.counted.length - inside.length,
        of: found.target.data.length,
        classes,
        change,
      },
    },
    weight: 0.95,
    fixes: fix === undefined ? [] : [fix],
    ...(raised && { exception: raised }),
  };
}

function outOfRange(instance: CallCase): Finding | undefined {
  const found = indices(instance);
  if (found?.classes === undefined) return undefined;
  const raised = raisedFor(instance, found);
  if (raised === undefined && !/out of (bounds|range)/.test(instance.exception?.message ?? "")) return undefined;
  const { classes } = found;
  const value = found.counted.find((each) => each < 0 || each >= classes);
  if (value === undefined) return undefined;
  const largest = extremes(found.counted).max;
  const shown = largest >= classes ? largest : value;
  const claim = { cause: "out-of-range", facts: { value: shown, classes } } as const;
  return { claim, weight: 0.9, fixes: [], ...(raised && { exception: raised }) };
}
