import { isRefusal } from "../../engine/refusal";
import { itemsOf } from "../../python/lists";
import type { LossCall } from "../../python/lossCall";
import type { Origin, Value } from "../../python/value";
import type { Place } from "../../textUnit";
import { type CallFacts, tensorOf, textAt } from "../callFacts";
import { moduleName, setOption } from "../edits";
import { callValue, meanOf } from "../evaluateForm";
import { gradientOf } from "../gradients";
import type { Case, CauseRow, Finding } from "../row";

/** What the code does with the loss once it has it. */
export const surroundingRows: readonly CauseRow[] = [
  { cause: "focal-form", find: focalForm },
  { cause: "nan-gradient", find: rootOfNothing },
  { cause: "mean-of-means", find: meanOfMeans },
  { cause: "weighted-mean", find: weightedMean },
  { cause: "sum-per-sample", find: meanBesideSum },
  { cause: "perplexity", find: powerOfTwo },
];

const MOST_ORIGINS = 500;
/** Of a list of losses so many are looked at. */
const MOST_ITEMS = 64;

/** (1 − exp(−CE)) ** γ of the mean of the cross-entropies. */
function focalForm({ facts, value }: Case): Finding | undefined {
  const { call, options } = facts;
  if (!/^(CrossEntropyLoss|NLLLoss|BCELoss|BCEWithLogitsLoss)$/.test(call.loss)) return undefined;
  if (options.known.reduction === "none" || options.unknown.includes("reduction")) return undefined;
  if (facts.input.shape?.length === 1 && call.loss === "CrossEntropyLoss") return undefined;
  if (value === undefined && facts.input.tensor !== undefined) return undefined;
  if (!laterValues(facts).some((each) => isFocal(each, call.place))) return undefined;
  const fix = setOption(facts, "reduction", '"none"');
  return { claim: { cause: "focal-form", facts: {} }, weight: 0.93, fixes: fix === undefined ? [] : [fix] };
}

/** The square root of a squared error that is exactly 0: 0 · (1 / 0) goes back from it. */
function rootOfNothing({ facts, value }: Case): Finding | undefined {
  const { call, units } = facts;
  if (value !== 0 || !/^(MSELoss|CrossEntropyLoss|L1Loss)$/.test(call.loss) || call.context.noGrad) return undefined;
  const isRoot = laterValues(facts).some(
    ({ origin }) =>
      origin.kind === "operation" &&
      origin.operation === "sqrt" &&
      origin.operands.some((operand) => isAt(operand.value.origin, call.place)),
  );
  if (!isRoot || gradientOf(facts.input.value, units) !== true) return undefined;
  const code = `${textAt(units, call.place)} + 1e-8`;
  return {
    claim: { cause: "nan-gradient", facts: { elements: 1, value: undefined, by: "sqrt" } },
    weight: 0.9,
    fixes: [{ title: { kind: "use", code }, edits: [{ place: call.place, text: code }] }],
  };
}

/** Means of batches of different size, added and divided by how many there are. */
function meanOfMeans({ facts }: Case): Finding | undefined {
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
function isOverBatches({ definitions }: CallFacts, value: Value, origin: Operation): boolean {
  const divisor = origin.operands.at(1)?.value.origin;
  if (divisor?.kind === "operation" && divisor.operation === "len") return true;
  const name = definitions.find((each) => each.value === value)?.name ?? "";
  return /epoch|avg|average|mean|running|total/i.test(name);
}

/** `/ 3`, or the mean of a stack. */
function isDividedBy(origin: Operation, count: number): boolean {
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

function numberIn(value: Value): number | undefined {
  if (value.kind === "number") return value.value;
  const tensor = tensorOf(value);
  return tensor?.data.length === 1 ? tensor.data[0] : undefined;
}

/** How many samples a mean was taken over. */
function countedIn({ origin }: Value, ignoreIndex: number): number | undefined {
  const target = origin.kind === "operation" ? origin.operands.at(1)?.value : undefined;
  return target && tensorOf(target)?.data.filter((value) => value !== ignoreIndex).length;
}

/** The reconstruction of a VAE as a mean, and beside it the divergence −½ Σ (1 + log σ² − μ² − σ²) as a sum. */
function meanBesideSum({ facts }: Case): Finding | undefined {
  const { call, options } = facts;
  if (!/^(BCELoss|BCEWithLogitsLoss|MSELoss|L1Loss)$/.test(call.loss)) return undefined;
  if ((options.known.reduction ?? "mean") !== "mean" || options.unknown.includes("reduction")) return undefined;
  const summed = laterValues(facts).some(({ origin }) => {
    if (origin.kind !== "operation" || origin.operation !== "add") return false;
    const [own, other] = [0, 1].map((i) => origin.operands.at(i)?.value);
    if (own === undefined || other === undefined) return false;
    const beside = isAt(own.origin, call.place) ? other : isAt(other.origin, call.place) ? own : undefined;
    return beside !== undefined && isSummedDivergence(beside.origin);
  });
  if (!summed) return undefined;
  const fix = setOption(facts, "reduction", '"sum"');
  return {
    claim: { cause: "sum-per-sample", facts: { seen: undefined } },
    weight: 0.87,
    fixes: fix === undefined ? [] : [fix],
  };
}

/** `2 ** loss` of a loss that is in nats. */
function powerOfTwo({ facts }: Case): Finding | undefined {
  const { call, options, units } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  if ((options.known.reduction ?? "mean") !== "mean" || options.unknown.includes("reduction")) return undefined;
  // Logarithms to the base 2 in front of it make bits of it.
  if (facts.input.chain.steps.some(({ operation }) => operation === "log2")) return undefined;
  for (const { origin } of laterValues(facts)) {
    if (origin.kind !== "operation") continue;
    const [first, second] = origin.operands.map(({ value }) => value);
    const power = origin.operation === "exp2" ? first : origin.operation === "pow" && isTwo(first) ? second : undefined;
    if (power === undefined || !isLossItself(power, call.place)) continue;
    const { place } = origin;
    const exponent = origin.operands.at(-1)?.place;
    const torch = power.kind === "tensor" ? moduleName(facts, "torch") : undefined;
    const code =
      torch === undefined || exponent === undefined || exponent.unit !== place.unit
        ? undefined
        : `${torch}.exp(${textAt(units, exponent)})`;
    return {
      claim: { cause: "perplexity", facts: { seen: textAt(units, place), at: place } },
      weight: 0.9,
      fixes: code === undefined ? [] : [{ title: { kind: "use", code }, edits: [{ place, text: code }] }],
    };
  }
  return undefined;
}

function isTwo(value: Value | undefined): boolean {
  return value !== undefined && numberIn(value) === 2;
}

/** The loss, copied or as a number. */
function isLossItself(value: Value, loss: Place): boolean {
  let { origin } = value;
  for (let steps = 0; steps < 8 && origin.kind === "operation"; steps++) {
    if (isAt(origin, loss)) return true;
    const [operand] = origin.operands;
    if (operand === undefined || !/^(item|detach|float|cpu|clone|double|numpy)$/.test(origin.operation)) return false;
    origin = operand.value.origin;
  }
  return false;
}

function isSummedDivergence(origin: Origin): boolean {
  const has = (name: RegExp) => someOrigin(origin, ({ operation }) => name.test(operation));
  return has(/^sum$/) && has(/^exp$/) && has(/^(pow|square|mul)$/) && !has(/^(mean|div|truediv)$/);
}

/** `reduction="none"`, then `.mean()`, or a sum divided by all positions: the ignored targets count, too. */
function weightedMean({ facts }: Case): Finding | undefined {
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
    claim: { cause: "weighted-mean", facts: { seen: String(Number(seen.toPrecision(5))), torch, ignored } },
    weight: ignored ? 0.88 : 0.6,
    fixes: [],
  };
}

const MOST_VALUES = 2000;
const usesOf = new WeakMap<CallFacts["definitions"], ReadonlyMap<string, readonly Value[]>>();

/** Values that came of the loss. */
function laterValues({ definitions, shown, calls, call }: CallFacts): readonly Value[] {
  const known = usesOf.get(definitions);
  if (known !== undefined) return known.get(keyOf(call.place)) ?? [];
  const places = new Set(calls.map(({ place }) => keyOf(place)));
  const uses = new Map<string, Value[]>();
  const values = [...definitions.map(({ value }) => value), ...shown.flatMap((each) => each.values)];
  for (const value of values.slice(-MOST_VALUES)) {
    const own = new Set<string>();
    someOrigin(value.origin, ({ place }) => {
      const key = keyOf(place);
      if (places.has(key)) own.add(key);
      return false;
    });
    for (const key of own) uses.set(key, [...(uses.get(key) ?? []), value]);
  }
  usesOf.set(definitions, uses);
  return uses.get(keyOf(call.place)) ?? [];
}

function keyOf({ unit, start, end }: Place): string {
  return `${unit}:${start}:${end}`;
}

/** Whether a value holds a power of 1 − exp(−loss). */
function isFocal(value: Value, loss: Place): boolean {
  return someOrigin(value.origin, (origin) => {
    if (!/^pow_?$|^square$/.test(origin.operation)) return false;
    return someOrigin(
      origin,
      (inner) =>
        inner.operation === "exp" &&
        someOrigin(inner, ({ operation, operands }) => {
          const [operand] = operands;
          return operation === "neg" && operand !== undefined && isAt(operand.value.origin, loss);
        }),
    );
  });
}

type Operation = Extract<Origin, { kind: "operation" }>;

function isAt(origin: Origin, { unit, start, end }: Place): boolean {
  return (
    origin.kind === "operation" &&
    origin.place.unit === unit &&
    origin.place.start === start &&
    origin.place.end === end
  );
}

function someOrigin(from: Origin, test: (origin: Operation) => boolean): boolean {
  const open: Origin[] = [from];
  const seen = new Set<Origin>();
  for (let origin = open.pop(); origin !== undefined && seen.size < MOST_ORIGINS; origin = open.pop()) {
    if (seen.has(origin)) continue;
    seen.add(origin);
    if (origin.kind === "join") open.push(...origin.of);
    if (origin.kind !== "operation") continue;
    if (test(origin)) return true;
    for (const { value } of origin.operands) {
      open.push(value.origin);
      if (value.kind === "list")
        for (const item of value.list.items?.slice(0, MOST_ITEMS) ?? []) open.push(item.origin);
    }
  }
  return false;
}
