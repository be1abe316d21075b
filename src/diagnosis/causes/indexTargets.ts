import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Exception } from "../answer";
import { classDimOf, distinct, extremes } from "../arrays";
import type { CallFacts, Form } from "../callFacts";
import type { Change } from "../claim";
import { argumentFix, operandText, setOption } from "../edits";
import { accuracyOf, changeOf, meanOf, numberOf } from "../evaluateForm";
import { explainedBy, weightOf } from "../explains";
import type { Case, CauseRow, Finding, FixCandidate } from "../row";

/** Class indices: where they begin, which of them do not count, how their weights stand to them. */
export const indexTargetRows: readonly CauseRow[] = [
  { cause: "all-ignored", find: allIgnored },
  { cause: "mask-255", find: maskAsClasses },
  { cause: "one-based-labels", find: oneBased },
  { cause: "signs-as-labels", find: signsAsClasses },
  { cause: "void-label", find: voidLabel },
  { cause: "out-of-range", find: outOfRange },
  { cause: "padding-not-ignored", find: padding },
  { cause: "inverted-weights", find: invertedWeights },
];

interface Indexed {
  readonly target: Tensor;
  /** Undefined where not even the shape of the input is known. */
  readonly classes: number | undefined;
  readonly ignoreIndex: number;
  /** Targets that count. */
  readonly counted: Float64Array;
}

const indexed: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss", "MultiMarginLoss"]);

function indices({ facts }: Case): Indexed | undefined {
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
function raisedFor({ facts, exception }: Case, { target, classes, counted }: Indexed): Exception | undefined {
  const { call, input, options } = facts;
  if (exception !== undefined || input.value.kind !== "unknown" || call.loss === "MultiMarginLoss") return undefined;
  if (target.dtype !== "int64" || classes === undefined || options.unknown.length > 0) return undefined;
  const value = counted.find((each) => each < 0 || each >= classes);
  return value === undefined ? undefined : { type: "IndexError", message: `Target ${value} is out of bounds.` };
}

function allIgnored(instance: Case): Finding | undefined {
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

const none = { before: undefined, after: undefined, accuracy: undefined } as const;

function maskAsClasses(instance: Case): Finding | undefined {
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
    claim: { cause: "mask-255", facts: { max: 255, change: facts.form && after ? changeOf(facts.form, after) : none } },
    weight: 0.95,
    fixes: argumentFix(facts, facts.target, (text) => `${operandText(text)} // 255`),
    ...(raised && { exception: raised }),
  };
}

function oneBased(instance: Case): Finding | undefined {
  const found = indices(instance);
  if (found?.classes === undefined || found.counted.length === 0) return undefined;
  const { facts } = instance;
  const { min, max } = extremes(found.counted);
  if (min < 1 || max > found.classes) return undefined;
  const fixes = argumentFix(facts, facts.target, (text) => `${text} - 1`);
  const after = mapped(facts.form, (value) => value - 1, found.ignoreIndex);
  if (max === found.classes) {
    const change = facts.form && after ? changeOf(facts.form, after) : none;
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
function signsAsClasses(instance: Case): Finding | undefined {
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

function voidLabel(instance: Case): Finding | undefined {
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
  const change = facts.form && after ? changeOf(facts.form, after) : none;
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

function outOfRange(instance: Case): Finding | undefined {
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

/** The padding's value: the one that the rows of targets end with, or that the code names so. */
function padding(instance: Case): Finding | undefined {
  const found = indices(instance);
  const { facts } = instance;
  if (found === undefined || facts.call.loss === "MultiMarginLoss" || facts.call.options.has("ignore_index"))
    return undefined;
  // Who has the loss of every position leaves some of them out later.
  if (facts.options.known.reduction === "none" || facts.options.unknown.includes("reduction")) return undefined;
  const named = namedPadding(facts);
  const runs = paddedRows(sequenceShape(facts) ?? found.target.shape, found.target.data);
  const filled = facts.target.chain.steps.some(({ operation }) => operation === "pad_sequence");
  const value = named ?? runs?.value;
  if (value === undefined) return undefined;
  const count = found.target.data.filter((each) => each === value).length;
  if (count === 0 || count === found.target.data.length) return undefined;
  const known = effectOfIgnoring(facts.form, value);
  const byName = filled ? "filled" : named === value ? nameSays(found.target, facts, value) : "nothing";
  const weight = paddingWeight(byName, runs?.value === value ? runs : undefined, known, count);
  const fix = setOption(facts, "ignore_index", String(value));
  return {
    claim: {
      cause: "padding-not-ignored",
      facts: { value, count, of: found.target.data.length, change: known?.change ?? none, inLists: false },
    },
    weight,
    fixes: fix === undefined ? [] : [fix],
  };
}

function effectOfIgnoring(form: Form | undefined, value: number) {
  if (form === undefined) return undefined;
  const after = { ...form, options: { ...form.options, ignoreIndex: value } };
  const [own, other] = [meanOf(form), meanOf(after)];
  if (own === undefined || other === undefined) return undefined;
  return { change: changeOf(form, after), worse: other < own };
}

/** What a file's name for padding says of these targets: one that stands there for other arrays says nothing of class numbers. */
function nameSays(target: Tensor, facts: CallFacts, value: number): "sequences" | "end" | "nothing" {
  const { data, shape } = target;
  if (sequenceShape(facts) !== undefined || shape.length > 1) return "sequences";
  if (data.at(-1) !== value) return "nothing";
  return data.at(-2) === value ? "sequences" : "end";
}

/** A name says most; rows that end alike say something where the predictions there are wrong, as nobody teaches padding. */
function paddingWeight(
  named: "filled" | "sequences" | "end" | "nothing",
  runs: { readonly rows: number; readonly longest: number } | undefined,
  known: { readonly change: Change; readonly worse: boolean } | undefined,
  count: number,
): number {
  const right = known?.change.accuracy;
  const isLearned = right !== undefined && (right.before - right.after) * 2 > count;
  if (named === "filled" || (named === "sequences" && runs !== undefined)) return runs === undefined ? 0.87 : 0.95;
  if (named === "sequences" && !isLearned) return 0.87;
  if (named === "end" && !isLearned) return 0.55;
  if (known === undefined || runs === undefined || known.change.accuracy === undefined || !known.worse) return 0;
  const { accuracy } = known.change;
  // Of the padded positions hardly any is predicted right, of the others most.
  if (accuracy.before > accuracy.after) return 0;
  if (accuracy.after * 2 < accuracy.of) return runs.rows >= 2 && runs.longest >= 2 ? 0.55 : 0;
  return runs.rows >= 2 && runs.longest >= 2 ? 0.87 : 0.55;
}

/** `PAD = 0`, `pad_id = 0`, `tokenizer.pad_token_id`: a number that the file calls padding. */
function namedPadding({ definitions, target }: CallFacts): number | undefined {
  const found = definitions.find(
    ({ name, value }) =>
      /^(?:\w+[._])?pad(?:ding)?(?:_?(?:id|idx|index|token|token_id|value|label))?$/i.test(name) &&
      value.kind === "number",
  );
  const value = found?.value.kind === "number" ? found.value.value : paddingOfVocabulary(definitions);
  return value !== undefined && target.tensor?.data.includes(value) ? value : undefined;
}

/** `{"<pad>": 0, …}` */
function paddingOfVocabulary(definitions: CallFacts["definitions"]): number | undefined {
  for (const { value } of definitions) {
    if (value.kind !== "dict") continue;
    for (const key of ["<pad>", "<PAD>", "[PAD]", "PAD", "pad", "<blank>"]) {
      const held = value.dict.entries?.get(`s:${key}`)?.value;
      if (held?.kind === "number") return held.value;
    }
  }
  return undefined;
}

/** The targets' shape before they were flattened. */
export function sequenceShape({ target }: CallFacts): readonly number[] | undefined {
  const step = target.chain.steps.find(({ operation }) => /^(view|reshape|flatten|ravel)$/.test(operation));
  const value = step?.operand.value;
  const size = target.tensor?.data.length;
  if (value?.kind !== "tensor" || value.shape.length !== 2 || value.shape[0] * value.shape[1] !== size)
    return undefined;
  return value.shape;
}

/** The value that rows of two-dimensional targets end with, repeated, in rows of different length. */
function paddedRows(shape: readonly number[], data: Float64Array) {
  if (shape.length !== 2 || shape[1] < 3) return undefined;
  const [rows, length] = shape;
  const value = mostFrequentEnd(data, rows, length);
  if (value === undefined) return undefined;
  const runs = Array.from({ length: rows }, (_, row) => {
    let run = 0;
    while (run < length && data[row * length + length - 1 - run] === value) run++;
    return run;
  });
  const inFront = runs.some((run, row) => data.subarray(row * length, row * length + length - run).includes(value));
  const ending = runs.filter((run) => run > 0).length;
  const longest = runs.reduce((most, run) => Math.max(most, run), 0);
  if (inFront || longest < 2 || longest === length || new Set(runs).size < 2) return undefined;
  return { value, rows: ending, longest };
}

function mostFrequentEnd(data: Float64Array, rows: number, length: number): number | undefined {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const last = data[row * length + length - 1];
    if (last === data[row * length + length - 2]) counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function invertedWeights(instance: Case): Finding | undefined {
  const found = indices(instance);
  const { weight } = instance.facts.options.known;
  if (found?.classes === undefined || weight?.data.length !== found.classes || found.classes < 2) return undefined;
  const { classes } = found;
  const counts = new Float64Array(classes);
  for (const value of found.counted) if (value >= 0 && value < classes) counts[value]++;
  if (found.counted.length < 4 || extremes(counts).min === extremes(counts).max) return undefined;
  const order = [...counts.keys()].sort((a, b) => counts[a] - counts[b]);
  const rises = order.every((c, i) => {
    if (i === 0 || counts[c] === counts[order[i - 1]]) return true;
    return weight.data[c] > weight.data[order[i - 1]];
  });
  const [rare, frequent] = [order[0], order[order.length - 1]];
  if (!rises || !(weight.data[frequent] > weight.data[rare])) return undefined;
  // Weights in the ratio of the counts come of the counts; of three classes or more their order hardly comes by chance.
  const ratio = Math.log(weight.data[frequent] / weight.data[rare]) - Math.log(counts[frequent] / counts[rare]);
  const proportional = counts[rare] > 0 && Math.abs(ratio) < 0.05;
  const enough = found.counted.length >= 8;
  const sure = enough && ((counts[rare] > 0 && Math.abs(ratio) < 0.5) || (classes >= 3 && new Set(counts).size >= 3));
  const fix = inverseWeights(instance.facts);
  return {
    claim: {
      cause: "inverted-weights",
      facts: { rare, weight: weight.data[rare], frequent, other: weight.data[frequent] },
    },
    weight: proportional ? 0.95 : sure ? 0.87 : enough ? 0.75 : 0.55,
    fixes: fix,
  };
}

export function inverseWeights(facts: CallFacts): readonly FixCandidate[] {
  const place = facts.call.options.get("weight")?.place;
  if (place === undefined) return [];
  const code = `1 / ${operandText(facts.units[place.unit].text.slice(place.start, place.end))}`;
  return [{ title: { kind: "use", code }, edits: [{ place, text: code }] }];
}
