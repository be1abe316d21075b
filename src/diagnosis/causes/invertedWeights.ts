import type { Tensor } from "../../tensor/tensor";
import type { Place } from "../../textUnit";
import { areZerosAndOnes, extremes } from "../arrays";
import { type CallFacts, textAt } from "../callFacts";
import { operandText } from "../edits";
import { setOption } from "../lossEdits";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";
import { indices } from "./indexTargets";

/** Weights and pos_weight that are upside down against the counts of the classes. */
export const invertedWeightRows: readonly CauseRow[] = [
  { cause: "inverted-weights", find: invertedWeights },
  { cause: "inverted-pos-weight", find: invertedPosWeight },
];

/** Weights less apart say nothing; from here on, with as many samples, they are upside down as a fact. */
const LEAST_RATIO = 1.25;
const CLEAR_RATIO = 2;
const CLEAR_COUNT = 10;

function invertedWeights(instance: CallCase): Finding | undefined {
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
  const heavier = weight.data[frequent] / weight.data[rare];
  if (!rises || !(heavier > 1)) return undefined;
  // The classes of a batch are nearly balanced by chance, and so are weights of a training set where the other one is rarer.
  if (heavier < LEAST_RATIO) return undefined;
  const isClear = heavier >= CLEAR_RATIO && counts[frequent] >= CLEAR_RATIO * counts[rare];
  // Weights of which each is in the ratio of its count come of the counts; of three classes or more their order hardly comes by chance.
  const ratio = Math.log(heavier) - Math.log(counts[frequent] / counts[rare]);
  const perSample = order.map((c) => Math.log(weight.data[c] / counts[c]));
  const proportional = isClear && Math.max(...perSample) - Math.min(...perSample) < 0.05;
  const enough = found.counted.length >= 8;
  const isOrdered = enough && classes >= 3 && new Set(counts).size >= 3;
  const sure =
    isClear && (isOrdered || (found.counted.length >= CLEAR_COUNT && counts[rare] > 0 && Math.abs(ratio) < 0.5));
  // What may be meant is asked about, not turned round.
  const fixes = proportional || sure ? inverseWeights(instance.facts) : [];
  return {
    claim: {
      cause: "inverted-weights",
      facts: { rare, weight: weight.data[rare], frequent, other: weight.data[frequent] },
    },
    weight: proportional ? 0.95 : sure ? 0.87 : enough ? 0.75 : 0.55,
    fixes,
  };
}

export function inverseWeights(facts: CallFacts): readonly FixCandidate[] {
  const place = facts.call.options.get("weight")?.place;
  if (place === undefined) return [];
  const code = `1 / ${operandText(facts.units[place.unit].text.slice(place.start, place.end))}`;
  return [{ title: { kind: "use", code }, edits: [{ place, text: code }] }];
}

function invertedPosWeight(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const { posWeight } = facts.options.known;
  const { tensor } = facts.target;
  if (facts.call.loss !== "BCEWithLogitsLoss" || posWeight === undefined) return undefined;
  const named = invertedByNames(facts, posWeight);
  if (named !== undefined || tensor === undefined) return named;
  if (!areZerosAndOnes(tensor.data) || tensor.data.length < 4) return undefined;
  const columns = posWeight.data.length;
  if (columns > 1 && tensor.shape.at(-1) !== columns) return undefined;
  const balances = Array.from({ length: columns }, (_, column) => balanceOf(tensor.data, column, columns));
  const judged = balances.map((balanced, i) => inversion(posWeight.data[i], balanced));
  if (!judged.every((each) => each !== undefined)) return undefined;
  const [balanced, given] = [balances[0] ?? 1, posWeight.data[0]];
  const exact = judged.every((each) => each < 0.02);
  // Positives may count less on purpose, where precision is what matters: a half is no quarter.
  const isNear = judged.every((each, i) => each < 0.45 * Math.abs(Math.log(balances[i] ?? 1)));
  const enough = tensor.data.length >= 10;
  if (!isNear && !enough) return undefined;
  const code = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(6))).join(", ");
  const fix = setOption(facts, "pos_weight", `torch.tensor([${code(balances as readonly number[])}])`);
  return {
    claim: { cause: "inverted-pos-weight", facts: { given, balanced } },
    weight: exact ? 0.95 : enough && isNear ? 0.86 : 0.6,
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
