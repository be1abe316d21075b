import type { Definition } from "../../python/interpretation";
import type { Tensor } from "../../tensor/tensor";
import { type CallFacts, type Form, textAt } from "../callFacts";
import { type Change, unknownChange } from "../claim";
import { changeOf, meanOf } from "../evaluateForm";
import { laterReduction } from "../laterReduction";
import { ignoreOption } from "../lossEdits";
import type { CallCase, CauseRow, Finding } from "../row";
import { type Indexed, indices } from "./indexTargets";

/** Targets that only fill up rows, and count like the others. */
export const paddingRows: readonly CauseRow[] = [{ cause: "padding-not-ignored", find: padding }];

/** The padding's value: the one that the rows of targets end with, or that the code names so. */
function padding(instance: CallCase): Finding | undefined {
  const found = indices(instance);
  const { facts } = instance;
  if (found === undefined || facts.call.loss === "MultiMarginLoss" || facts.options.unknown.includes("ignore_index"))
    return undefined;
  const ignoresAnother = facts.options.known.ignoreIndex !== undefined || facts.call.options.has("ignore_index");
  // What is left out is marked already; a class that is ignored may stand in the padding's place.
  const { target, ignoreIndex, classes } = found;
  const isClass = ignoreIndex >= 0 && (classes === undefined || ignoreIndex < classes);
  if (!isClass && target.data.includes(ignoreIndex)) return undefined;
  // Who has the loss of every position leaves some of them out later.
  const isLeft = facts.options.known.reduction === "none";
  if ((isLeft && laterReduction(facts)?.reduction !== "mean") || facts.options.unknown.includes("reduction"))
    return undefined;
  const named = namedPadding(facts);
  const runs = paddedRows(sequenceShape(facts) ?? found.target.shape, found.target.data);
  const filled =
    facts.target.chain.steps.some(({ operation }) => operation === "pad_sequence") || isWritten(facts, named?.name);
  const value = named?.value ?? runs?.value;
  if (value !== runs?.value && isOfWords(facts, value)) return undefined;
  if (value === undefined || (ignoresAnother && !mayBeForgotten(instance, named?.value, found))) return undefined;
  const count = found.target.data.filter((each) => each === value).length;
  if (count === 0 || count === found.target.data.length) return undefined;
  const known = effectOfIgnoring(facts.form, value);
  const byName = filled ? "filled" : named !== undefined ? nameSays(found.target, facts, value) : "nothing";
  const sure = paddingWeight(byName, runs?.value === value ? runs : undefined, known, count);
  // Convolutions have a padding, too, which is no target's.
  const mayBeWidth = named?.isWidth === true && runs?.value !== value;
  const weight = ignoresAnother || mayBeWidth ? Math.min(sure, 0.55) : sure;
  // A mean that is taken afterwards divides by what is ignored, too.
  const fix = isLeft || mayBeWidth ? undefined : ignoreOption(facts, value);
  return {
    claim: {
      cause: "padding-not-ignored",
      facts: { value, count, of: found.target.data.length, change: known?.change ?? unknownChange, inLists: false },
    },
    weight,
    fixes: fix === undefined ? [] : [fix],
  };
}

/** Another value is ignored, and padding counts by its name: a class is ignored in its place, or one that no target has. */
function mayBeForgotten({ facts }: CallCase, named: number | undefined, { target, ignoreIndex }: Indexed): boolean {
  return named !== undefined && named !== ignoreIndex && target.data.at(-1) === named && facts.form !== undefined;
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

/** `PAD = 0`, `pad_id = 0`, `tokenizer.pad_token_id`: a number that the file calls padding; `padding = 1` may be a width. */
function namedPadding({ definitions, target, units }: CallFacts) {
  const found = definitions.find(
    ({ name, value }) =>
      !(isWidth(name) && isConvolved(definitions, units)) &&
      /^(?:\w+[._])?pad(?:ding)?(?:_?(?:id|idx|index|token|token_id|value|label))?$/i.test(name) &&
      value.kind === "number",
  );
  const value = found?.value.kind === "number" ? found.value.value : paddingOfVocabulary(definitions);
  return value !== undefined && target.tensor?.data.includes(value)
    ? { value, name: found?.name, isWidth: value > 0 && isWidth(found?.name ?? "") }
    : undefined;
}

/** `torch.tensor([2, 1, PAD, PAD])`: whatever the model predicts there, these are no words. */
function isWritten({ target: { chain }, units }: CallFacts, name: string | undefined): boolean {
  const { origin } = chain.base;
  return (
    name !== undefined &&
    origin.kind === "literal" &&
    textAt(units, origin.place)
      .split(/[^\w.]+/)
      .includes(name)
  );
}

function isWidth(name: string): boolean {
  return /(?:^|[._])pad(?:ding)?$/.test(name);
}

/** Where images are convolved or widened, `padding = 1` is how far. */
function isConvolved(definitions: CallFacts["definitions"], units: CallFacts["units"]): boolean {
  return (
    definitions.some(({ name }) => /kernel|stride|dilation/i.test(name)) ||
    units.some(({ text }) =>
      /conv_?(?:transpose)?[1-3]d\(|pool[1-3]d\(|\bF\.(?:pad|unfold)\(|functional\.pad\(/i.test(text),
    )
  );
}

/** The padding of the words, beside tags that are numbered anew. */
function isOfWords({ definitions, target }: CallFacts, value: number | undefined): boolean {
  const isTag = target.names.some((name) => name.split(/[._]/).some((word) => /^(?:tags?|slots?|ner)$/i.test(word)));
  return isTag || definitions.some((each) => isNumbering(each.value, value));
}

/** `{"O": 0, "B": 1}`: names of labels, none of which is padding. */
function isNumbering(value: Definition["value"], number: number | undefined): boolean {
  if (value.kind !== "dict") return false;
  const entries = [...(value.dict.entries ?? [])];
  return (
    !entries.some(([key]) => PADDING_KEYS.some((name) => key === `s:${name}`)) &&
    entries.some(
      ([key, held]) => key.startsWith("s:") && held.value.kind === "number" && held.value.value === number,
    ) &&
    entries.length > 1 &&
    entries.every(([, { value: each }], i) => each.kind === "number" && each.value === i)
  );
}

const PADDING_KEYS = ["<pad>", "<PAD>", "[PAD]", "PAD", "pad", "<blank>"];

/** `{"<pad>": 0, …}` */
function paddingOfVocabulary(definitions: CallFacts["definitions"]): number | undefined {
  for (const { value } of definitions) {
    if (value.kind !== "dict") continue;
    for (const key of PADDING_KEYS) {
      const held = value.dict.entries?.get(`s:${key}`)?.value;
      if (held?.kind === "number") return held.value;
    }
  }
  return undefined;
}

/** The targets' shape before they were flattened. */
export function sequenceShape({ target, sequence }: CallFacts): readonly number[] | undefined {
  if (sequence !== undefined) return sequence;
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
