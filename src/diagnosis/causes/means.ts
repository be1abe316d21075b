import { isRefusal } from "../../engine/refusal";
import { itemsOf } from "../../python/lists";
import type { LossCall } from "../../python/lossCall";
import type { Origin, Value } from "../../python/value";
import { batchSums } from "../batchSums";
import { type CallFacts, tensorOf, textAt } from "../callFacts";
import { operandText } from "../edits";
import { callValue, meanOf } from "../evaluateForm";
import {
  isAt,
  isLossItself,
  laterSteps,
  laterValues,
  numberIn,
  type OriginOperation,
  someOrigin,
} from "../laterValues";
import { setOption } from "../lossEdits";
import { isDivision, shareSource } from "../originChain";
import type { CallCase, CauseRow, Finding } from "../row";

/** Means and sums that the code takes of the loss afterwards. */
export const meanRows: readonly CauseRow[] = [
  { cause: "mean-of-means", find: meanOfMeans },
  { cause: "weighted-mean", find: weightedMean },
  { cause: "weighted-mean", find: maskedMean },
  { cause: "sum-per-sample", find: meanBesideSum },
  { cause: "sum-per-sample", find: sumOverSteps },
  { cause: "averaged-twice", find: averagedTwice },
  { cause: "averaged-twice", find: summedMeans },
];

const MOST_ORIGINS = 500;

/** Means of batches of different size, added and divided by how many there are. */
function meanOfMeans({ facts }: CallCase): Finding | undefined {
  const { call, form, options } = facts;
  const batched = form === undefined || (form.options.reduction ?? "mean") === "mean";
  if (!batched || options.unknown.includes("reduction") || call.options.has("weight")) return undefined;
  for (const value of laterValues(facts)) {
    const { origin } = value;
    if (origin.kind !== "operation" || !/^(div|mean|truediv)$/.test(origin.operation)) continue;
    const parts = lossesIn(value, facts.calls);
    if (parts === undefined || parts.length < 2 || !isDividedBy(origin, parts.length)) continue;
    if (!isAt(parts[parts.length - 1].origin, call.place)) continue;
    const means = parts.map(numberIn);
    const counts = parts.map((part) => countedIn(part, facts.options.known.ignoreIndex ?? -100));
    if (!means.every(isNumber) || !counts.every(isNumber) || new Set(counts).size < 2) continue;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
    const weighted = means.reduce((sum, each, i) => sum + each * counts[i], 0) / total;
    if (Math.abs(mean - weighted) < 1e-4 * Math.abs(weighted)) continue;
    return {
      claim: { cause: "mean-of-means", facts: { mean, weighted } },
      weight: isOverBatches(facts, value, origin) ? 0.9 : 0.55,
      fixes: [],
    };
  }
  return undefined;
}

/** Two losses of one step may be halved with good reason: that these are batches, a name or a `len` says. */
function isOverBatches({ definitions }: CallFacts, value: Value, origin: OriginOperation): boolean {
  const divisor = origin.operands.at(1)?.value.origin;
  if (divisor?.kind === "operation" && divisor.operation === "len") return true;
  const name = definitions.find((each) => each.value === value)?.name ?? "";
  return /epoch|avg|average|mean|running|total/i.test(name);
}

/** `/ 3`, or the mean of a stack. */
function isDividedBy(origin: OriginOperation, count: number): boolean {
  if (origin.operation === "mean") return true;
  const divisor = origin.operands.at(1)?.value;
  return divisor?.kind === "number" && divisor.value === count;
}

const adding = /^(add|div|mean|sum|stack|cat|tensor|truediv|item|float|detach|clone|to|cpu)$/;

/** The losses that a value is the sum of, in their order; undefined where anything else is done to them. */
function lossesIn(value: Value, calls: readonly LossCall[]): readonly Value[] | undefined {
  const found: Value[] = [];
  const open: Value[] = [value];
  for (let steps = 0; open.length > 0; steps++) {
    const next = open.pop();
    const origin = next?.origin;
    if (next?.kind === "list") open.push(...(itemsOf(next.list) ?? []));
    if (next === undefined || origin?.kind !== "operation") continue;
    if (steps > MOST_ORIGINS) return undefined;
    if (calls.some(({ place }) => isAt(origin, place))) found.unshift(next);
    else if (!adding.test(origin.operation)) return undefined;
    else
      for (const operand of /div/.test(origin.operation) ? origin.operands.slice(0, 1) : origin.operands)
        open.push(operand.value);
  }
  return found;
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

/** How many samples a mean was taken over. */
function countedIn({ origin }: Value, ignoreIndex: number): number | undefined {
  const target = origin.kind === "operation" ? origin.operands.at(1)?.value : undefined;
  return target && tensorOf(target)?.data.filter((value) => value !== ignoreIndex).length;
}

/** The reconstruction of a VAE as a mean, and beside it the divergence −½ Σ (1 + log σ² − μ² − σ²) as a sum. */
function meanBesideSum({ facts }: CallCase): Finding | undefined {
  const { call, options } = facts;
  if (!/^(BCELoss|BCEWithLogitsLoss|MSELoss|L1Loss)$/.test(call.loss)) return undefined;
  if ((options.known.reduction ?? "mean") !== "mean" || options.unknown.includes("reduction")) return undefined;
  const summed = laterValues(facts).flatMap(({ origin }) => {
    if (origin.kind !== "operation" || origin.operation !== "add") return [];
    const [own, other] = [0, 1].map((i) => origin.operands.at(i)?.value);
    if (own === undefined || other === undefined) return [];
    const beside = isAt(own.origin, call.place) ? other : isAt(other.origin, call.place) ? own : undefined;
    const isChanged = beside?.kind === "tensor" && beside.storage.changed;
    return beside !== undefined && !isChanged && isSummedDivergence(beside.origin) ? [beside] : [];
  });
  if (summed.length === 0) return undefined;
  const claim = { cause: "sum-per-sample", facts: { seen: undefined } } as const;
  // `mse + kl * 0.00025`: the factor may well be what makes the sum a mean.
  if (summed.some(isScaled)) return { claim, weight: 0.6, fixes: [] };
  const fix = setOption(facts, "reduction", '"sum"');
  return { claim, weight: 0.87, fixes: fix === undefined ? [] : [fix] };
}

const MOST_FACTORS = 20;

/** By another factor than the ½ of the divergence itself, or by one that is not known. */
function isScaled(divergence: Value): boolean {
  let [next, factor]: [Value | undefined, number] = [divergence, 1];
  for (let steps = 0; steps < MOST_FACTORS; steps++) {
    if (next?.origin.kind !== "operation" || !["mul", "multiply", "neg"].includes(next.origin.operation)) break;
    const operands: readonly Value[] = next.origin.operands.map(({ value }) => value);
    const scale = operands.find(({ kind }) => kind === "number");
    if (operands.length > 1 && scale === undefined) return true;
    if (scale?.kind === "number") factor *= Number(scale.value);
    next = operands.find(({ kind }) => kind !== "number");
  }
  return Math.abs(factor) !== 1 && Math.abs(factor) !== 0.5;
}

function isSummedDivergence(origin: Origin): boolean {
  const has = (name: RegExp) => someOrigin(origin, ({ operation }) => name.test(operation));
  return has(/^sum$/) && has(/^exp$/) && has(/^(pow|square|mul)$/) && !has(/mean|div/);
}

/** `reduction="none"`, then `.mean()`, or a sum divided by all positions: the ignored targets count, too. */
function weightedMean({ facts }: CallCase): Finding | undefined {
  const { form, call } = facts;
  if (form === undefined || (form.loss !== "CrossEntropyLoss" && form.loss !== "NLLLoss")) return undefined;
  const { reduction } = form.options;
  if (reduction !== "none" && reduction !== "sum") return undefined;
  const count = form.target.shape.join() === form.input.shape.join() ? 0 : form.target.data.length;
  const averaged = laterValues(facts).some(({ origin }) => {
    if (origin.kind !== "operation" || !origin.operands.some(({ value }) => isAt(value.origin, call.place)))
      return false;
    return reduction === "none" ? origin.operation === "mean" : isDividedBy(origin, count);
  });
  const unreduced = callValue({ ...form, options: { ...form.options, reduction: "none" } });
  const torch = meanOf(form);
  if (!averaged || isRefusal(unreduced) || torch === undefined) return undefined;
  const seen = unreduced.data.reduce((sum, each) => sum + each, 0) / unreduced.data.length;
  if (!Number.isFinite(seen) || Math.abs(seen - torch) <= 1e-6 * Math.abs(torch)) return undefined;
  const ignored = form.target.data.includes(form.options.ignoreIndex ?? -100);
  if (reduction === "sum" && !ignored) return undefined;
  return {
    claim: { cause: "weighted-mean", facts: { seen: short(seen), torch, ignored } },
    // A sum over all positions is divided on purpose where every one is to count alike, as where pseudo-labels are left out.
    weight: ignored && reduction === "none" ? 0.88 : 0.6,
    fixes: [],
  };
}

/**
 * `(losses * (y != pad)).mean()`: what is masked counts as 0. `(losses * weights[y]).mean()` divides by the samples. Either may be meant,
 * and of a mask that is not made of the targets (confidence, as in FixMatch) it mostly is.
 */
function maskedMean({ facts }: CallCase): Finding | undefined {
  const { call, options, target, units } = facts;
  if (options.known.reduction !== "none" || options.unknown.length > 0) return undefined;
  const losses = tensorOf(call.value);
  if (losses === undefined || losses.data.length < 2) return undefined;
  for (const { origin } of laterSteps(facts)) {
    if (origin.operation !== "mean" || origin.settings.dim !== undefined) continue;
    const product = origin.operands[0]?.value.origin;
    if (product?.kind !== "operation" || product.operation !== "mul") continue;
    const factor = product.operands.find(({ value }) => !isLossItself(value, call.place));
    if (factor === undefined || !product.operands.some(({ value }) => isLossItself(value, call.place))) continue;
    const weights = tensorOf(factor.value);
    if (weights?.data.length !== losses.data.length) continue;
    const weighed = losses.data.reduce((sum, each, i) => sum + (weights.data[i] === 0 ? 0 : each * weights.data[i]), 0);
    const total = weights.data.reduce((sum, each) => sum + each, 0);
    const [seen, torch] = [weighed / losses.data.length, weighed / total];
    const isBinary = weights.data.every((each) => each === 0 || each === 1) && weights.data.includes(0);
    const isMask = isBinary && isOfPadding(factor.value, target.value);
    const isOfClasses =
      !isBinary && factor.value.origin.kind === "operation" && factor.value.origin.operation === "getitem";
    if (!Number.isFinite(torch) || total === losses.data.length || !(isMask || isOfClasses)) continue;
    const text = textAt(units, origin.place);
    const mask = factor.place && textAt(units, factor.place);
    const rest = /^([\s\S]*\))\s*\.\s*mean\(\)$/.exec(text)?.[1];
    const code = rest === undefined || mask === undefined ? undefined : `${rest}.sum() / ${operandText(mask)}.sum()`;
    return {
      claim: { cause: "weighted-mean", facts: { seen: short(seen), torch, ignored: isMask } },
      weight: 0.6,
      fixes:
        code === undefined || !isMask
          ? []
          : [{ title: { kind: "use", code }, edits: [{ place: origin.place, text: code }] }],
    };
  }
  return undefined;
}

/** `y != pad`, `y.ne(0)`, `labels >= 0`, `~(y == pad)`: which targets count. `predicted != y` picks samples, `y == 1` a class. */
function isOfPadding(mask: Value, target: Value): boolean {
  const compares = (name: RegExp) =>
    someOrigin(mask.origin, ({ operation, operands }) => {
      const [first, second] = operands.map(({ value }) => value);
      if (!name.test(operation) || first === undefined || second?.kind === "tensor") return false;
      return shareSource(first, target);
    });
  const isTurned = someOrigin(mask.origin, ({ operation }) => /^(invert|logical_not|bitwise_not)$/.test(operation));
  return compares(/^(ne|gt|ge|not_equal|greater|greater_equal)$/) || (isTurned && compares(/^(eq|equal)$/));
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}

/** A sum over all tokens, divided by the rows of the batch: as often too large as there are steps. */
function sumOverSteps({ facts }: CallCase): Finding | undefined {
  const { call, form, units } = facts;
  if (form?.options.reduction !== "sum" || (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss"))
    return undefined;
  if (form.target.shape.join() === form.input.shape.join()) return undefined;
  const count = form.target.data.filter((value) => value !== (form.options.ignoreIndex ?? -100)).length;
  for (const { origin, value } of laterSteps(facts)) {
    if (!isDivision(origin.operation) || !isLossItself(origin.operands[0].value, call.place)) continue;
    const divisor = origin.operands[1]?.value;
    if (divisor?.kind !== "number" || divisor.value < 2 || divisor.value >= count || !isBatchSize(divisor, facts))
      continue;
    const seen = numberIn(value);
    return {
      claim: {
        cause: "sum-per-sample",
        facts: { seen: seen === undefined ? textAt(units, origin.place) : short(seen) },
      },
      weight: 0.6,
      fixes: [],
    };
  }
  return undefined;
}

/** A mean that is divided by the number of its samples once more. */
function averagedTwice({ facts }: CallCase): Finding | undefined {
  const { call, options, target, units } = facts;
  const { reduction = "mean" } = options.known;
  if ((reduction !== "mean" && reduction !== "none") || options.unknown.includes("reduction")) return undefined;
  for (const { origin } of laterSteps(facts)) {
    if (!isDivision(origin.operation)) continue;
    const [loss, divisor] = origin.operands;
    const mean = reduction === "mean" ? loss.value : meanIn(loss.value);
    if (mean === undefined || !isLossItself(mean, call.place) || divisor?.value.kind !== "number") continue;
    const size = target.shape?.[0];
    const isCount = divisor.value.value === size || divisor.value.value === target.tensor?.data.length;
    if (!isCount || divisor.value.value < 2 || !isBatchSize(divisor.value, facts)) continue;
    const code = loss.place && loss.place.unit === origin.place.unit ? textAt(units, loss.place) : undefined;
    const edits = code === undefined ? [] : [{ place: origin.place, text: code }];
    return {
      claim: { cause: "averaged-twice", facts: { count: divisor.value.value } },
      weight: 0.9,
      fixes: edits.length === 0 ? [] : [{ title: { kind: "use", code: code ?? "" }, edits }],
    };
  }
  return undefined;
}

/** `total += criterion(out, y).item()`, and at the end `total / len(loader.dataset)`. */
function summedMeans({ facts }: CallCase): Finding | undefined {
  const { call, options, units } = facts;
  if (options.known.reduction !== "mean" && (options.known.reduction !== undefined || options.unknown.length > 0))
    return undefined;
  const unit = units[call.place.unit];
  const { start, end } = call.place;
  const sum = batchSums(unit, call.place.unit, (node) => node.start === start && node.end === end).find(
    ({ by }) => by === "samples",
  );
  if (sum === undefined) return undefined;
  // Batches of one sample are their own means.
  const isOfMany = /\bbatch_?size\s*=\s*(?!1\b|None\b)[\w.]/i.test(unit.text);
  const claim = { cause: "averaged-twice", facts: { sum: textAt(units, sum.place) } } as const;
  return { claim, weight: isOfMany ? 0.88 : 0.6, fixes: [] };
}

/** What a mean of all elements was taken of. */
function meanIn({ origin }: Value): Value | undefined {
  const isMean = origin.kind === "operation" && origin.operation === "mean" && origin.settings.dim === undefined;
  return isMean ? origin.operands[0]?.value : undefined;
}

/** `len(y)`, `y.size(0)`, `logits.shape[0]` of what the loss is given: no other count that is as large by chance. */
function isBatchSize({ origin }: Value, { units, input, target }: CallFacts): boolean {
  if (origin.kind !== "operation") return false;
  const of = /^(?:len\(\s*(\w+)\s*\)|(\w+)\s*\.\s*(?:size\(\s*(?:0\s*)?\)|shape(?:\[\s*0\s*\])?|numel\(\)))$/.exec(
    textAt(units, origin.place),
  );
  const name = of?.[1] ?? of?.[2];
  return name !== undefined && [...input.names, ...target.names].includes(name);
}
