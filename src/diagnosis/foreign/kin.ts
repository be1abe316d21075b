import type { Unchecked } from "../answer";
import { columnsOf, isOneHot } from "../arrays";
import type { Form } from "../callFacts";
import { arrayRows } from "../causes/causeRows";
import { weightsAfterRows } from "../causes/weightsAfter";
import type { Claim } from "../claim";
import { meanOf } from "../evaluateForm";
import { laterReduction } from "../laterReduction";
import { questionsOf } from "../questions/questions";
import type { CallCase, CauseRow, Finding } from "../row";
import { foreignRows } from "./causes";
import type { ForeignCase } from "./foreignCase";
import { reducedFacts } from "./reduced";

/**
 * A call of another framework's loss as torch's loss of the same arithmetic: what is asked of two arrays is asked once, in the rows of
 * `causes/`, whosever the call is.
 */

/** What is found of such a call, by its framework's own rows and by those. */
export function foreignFindings(foreign: ForeignCase): readonly Finding[] {
  const own = foreignRows.flatMap((find) => find(foreign) ?? []);
  // Of arrays in each other's place the rows would be told the wrong one.
  return own.some(({ claim }) => claim.cause === "swapped-arguments") ? own : [...own, ...kinFindings(foreign)];
}

function kinFindings(foreign: ForeignCase): readonly Finding[] {
  const kin = kinOf(foreign);
  if (kin === undefined) return [];
  const { facts } = foreign;
  // A list cannot be computed with.
  const isList = [facts.input, facts.target].some(({ value }) => value.kind !== "tensor");
  const around = { ...kin.instance, facts: reducedFacts(kin.instance.facts) };
  // A reduction of its own is not one of the code's, and takes other words.
  const isOwn = around.facts.call.place === facts.call.place;
  const found = (rows: readonly CauseRow[], instance: CallCase, isFixed: boolean) =>
    rows.flatMap(({ find }) => {
      const finding = find(instance);
      if (finding === undefined) return [];
      const { claim, fixes } = finding;
      return [{ ...finding, claim: kin.isExact ? claim : withoutValues(claim), fixes: isFixed ? fixes : [] }];
    });
  return [...found(arrayRows, kin.instance, !isList), ...found(weightsAfterRows, around, !isList && isOwn)];
}

/** What the code around such a call asks, as around torch's. */
export function foreignQuestions(foreign: ForeignCase): readonly Unchecked[] {
  return isOfRegions(foreign.loss.name)
    ? []
    : questionsOf(reducedFacts(kinOf(foreign)?.instance.facts ?? foreign.facts));
}

/** Weights and masks give the call another number than the loss alone has. */
function withoutValues(claim: Claim): Claim {
  if (!("change" in claim.facts) || claim.facts.change === undefined) return claim;
  const { accuracy } = claim.facts.change;
  return { ...claim, facts: { ...claim.facts, change: { before: undefined, after: undefined, accuracy } } } as Claim;
}

function isOfRegions(name: string): boolean {
  return /^(Dice|Jaccard)/.test(name);
}

interface Kin {
  readonly instance: CallCase;
  /** The values are the call's own. */
  readonly isExact: boolean;
}

/** Undefined where its arrays are not known, or it sets each step against the next by itself. */
function kinOf(foreign: ForeignCase): Kin | undefined {
  const { facts, outcome, call, meaning, loss } = foreign;
  if (call === undefined || outcome?.kind !== "value" || loss.framework === "transformers") return undefined;
  // A sum over regions asks nothing of single elements.
  if (isOfRegions(loss.name)) return undefined;
  const bare = bareForm(foreign);
  const mean = bare && meanOf(bare);
  if (bare === undefined || mean === undefined) return undefined;
  const { data } = outcome.values;
  if (!data.every(Number.isFinite)) return undefined;
  const sum = data.reduce((all, each) => all + each, 0);
  const isOne = data.length === 1 && outcome.values.shape.length === 0;
  const later = isOne ? undefined : laterReduction(facts);
  const isMean = isNear(sum / data.length, mean);
  const isSum = isOne && !isMean && isNear(sum, mean * lossesIn(bare));
  const reduction = isSum ? "sum" : isOne || later?.reduction === "mean" ? "mean" : (later?.reduction ?? "none");
  const isExact = isMean || isSum;
  const form: Form = { ...bare, options: { ...bare.options, reduction } };
  const rows = foreign.classAxis === undefined ? [] : call.prediction.shape.toSpliced(foreign.classAxis, 1);
  const kin = form.loss;
  return {
    isExact,
    instance: {
      facts: {
        ...facts,
        call: { ...facts.call, framework: loss.framework, loss: kin },
        loss: kin,
        form,
        input: { ...facts.input, tensor: { ...call.prediction, shape: form.input.shape }, shape: form.input.shape },
        target: { ...facts.target, tensor: form.target, shape: form.target.shape },
        options: { known: form.options, unknown: isExact ? [] : ["reduction", "ignore_index"], given: new Map() },
        ...(rows.length === 2 && { sequence: rows }),
      },
      meaning,
      exception: undefined,
      value: mean,
    },
  };
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-3 * Math.abs(b) + 1e-6;
}

/** How many losses a mean is taken over. */
function lossesIn({ loss, target, options: { ignoreIndex } }: Form): number {
  const isOfClasses = loss === "CrossEntropyLoss" || loss === "NLLLoss";
  return isOfClasses ? target.data.filter((label) => label !== ignoreIndex).length : target.data.length;
}

/** The two arrays as torch's loss takes them: a row of scores and a class number a sample, or a number beside each yes or no. */
function bareForm(foreign: ForeignCase): Form | undefined {
  const { expectation } = foreign;
  if (expectation === undefined || expectation.kin === "KLDivLoss" || expectation.takes === "values") return undefined;
  return expectation.kin === "BCELoss" || expectation.kin === "BCEWithLogitsLoss"
    ? elementForm(foreign)
    : classForm(foreign);
}

function elementForm({ call, expectation }: ForeignCase): Form | undefined {
  if (call === undefined || call.prediction.data.length !== call.truth.data.length) return undefined;
  const { prediction, truth } = call;
  const loss = expectation?.takes === "logits" ? "BCEWithLogitsLoss" : "BCELoss";
  return { loss, input: prediction, target: { ...truth, shape: prediction.shape }, options: {} };
}

function classForm({ call, expectation, classAxis }: ForeignCase): Form | undefined {
  // An order of labels that was given numbers them anew.
  if (call === undefined || classAxis === undefined || call.options.get("labels")) return undefined;
  const { prediction, truth, options } = call;
  const { count, size, at } = columnsOf(prediction.shape, classAxis);
  const isHot = expectation?.targets === "classProbabilities" && prediction.shape.join() === truth.shape.join();
  if (size < 2 || (isHot ? !isOneHot(truth, classAxis) : truth.data.length !== count)) return undefined;
  const data = new Float64Array(prediction.data.length);
  const labels = isHot ? new Float64Array(count) : truth.data;
  for (let sample = 0; sample < count; sample++) {
    for (let column = 0; column < size; column++) {
      const value = prediction.data[at(sample, column)];
      data[sample * size + column] = expectation?.takes === "probabilities" ? Math.log(value) : value;
      if (isHot && truth.data[at(sample, column)] === 1) labels[sample] = column;
    }
  }
  const ignored = options.get("ignore_class");
  const ignoreIndex = typeof ignored === "number" ? ignored : undefined;
  if (!labels.every((label) => label === ignoreIndex || (Number.isInteger(label) && label >= 0 && label < size)))
    return undefined;
  return {
    loss: expectation?.takes === "logits" ? "CrossEntropyLoss" : "NLLLoss",
    input: { data, shape: [count, size], dtype: prediction.dtype },
    target: { data: labels, shape: [count], dtype: "int64" },
    options: ignoreIndex === undefined ? {} : { ignoreIndex },
  };
}
