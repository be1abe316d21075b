import { itemsOf } from "../../python/lists";
import type { Operand, Value } from "../../python/value";
import type { Place } from "../../textUnit";
import { isOfClasses, isOfOne, written } from "../around";
import { type CallFacts, tensorOf } from "../callFacts";
import { comesOf, isAt, isLossItself, laterSteps, laterValues, numberIn, type OriginOperation } from "../laterValues";
import { isDivision } from "../originChain";
import { sitesIn } from "../syntaxIndex";

const MOST_ORIGINS = 500;
const copies = /^(add|sum|stack|cat|tensor|item|float|detach|clone|to|cpu|numpy)$/;
const curves = /^(sqrt|exp|log|pow)$/;

/** A loss of this call within a sum, with how many numbers and rows it is of. */
interface Part {
  readonly isCurved: boolean;
  readonly rows: number;
  readonly targets: number;
}

/** What was added up, if it is losses of this call alone. */
function partsOf(sum: Value, { call }: CallFacts): readonly Part[] {
  const found: Part[] = [];
  const open: { readonly value: Value; readonly isCurved: boolean }[] = [{ value: sum, isCurved: false }];
  for (let next = open.pop(), steps = 0; next !== undefined; next = open.pop(), steps++) {
    const { value, isCurved } = next;
    const { origin } = value;
    if (steps > MOST_ORIGINS) return [];
    if (value.kind === "list") open.push(...(itemsOf(value.list) ?? []).map((item) => ({ value: item, isCurved })));
    // `sum()` begins with a 0 that stands nowhere.
    if (origin.kind === "join" || (origin.kind === "unread" && value.kind !== "number")) return [];
    if (origin.kind !== "operation") continue;
    if (isAt(origin, call.place)) {
      const target = origin.operands.at(1)?.value;
      const tensor = target && tensorOf(target);
      if (tensor === undefined) return [];
      found.push({ isCurved, rows: tensor.shape[0] ?? 1, targets: tensor.data.length });
    } else if (value.kind !== "list" && comesOf(origin, call.place)) {
      const isCurve = curves.test(origin.operation);
      if (!isCurve && !copies.test(origin.operation)) return [];
      const inner = isCurve ? origin.operands.slice(0, 1) : origin.operands;
      open.push(...inner.map((each) => ({ value: each.value, isCurved: isCurved || isCurve })));
    }
  }
  return found;
}

interface Quotient {
  readonly place: Place;
  readonly parts: readonly Part[];
  readonly divisor: number;
  readonly by: Operand | undefined;
}

/** Sums of losses of this call, divided by a count. */
function quotients(facts: CallFacts): readonly Quotient[] {
  return laterSteps(facts).flatMap(({ origin }) => {
    const { operation, operands, place } = origin;
    const [of, by] = operands;
    if (of === undefined || !(operation === "mean" || (isDivision(operation) && operands.length === 2))) return [];
    const parts = partsOf(of.value, facts);
    const divisor = operation === "mean" ? parts.length : by && numberIn(by.value);
    return divisor === undefined || parts.length === 0 ? [] : [{ place, parts, divisor, by }];
  });
}

/** Where an operand stands: Python's own arithmetic knows where its numbers were made. */
function codeOf(facts: CallFacts, operand: Operand | undefined): string {
  const origin = operand?.value.origin;
  return written(facts, operand?.place ?? (origin?.kind === "operation" ? origin.place : undefined));
}

function reductionOf({ options }: CallFacts): string | undefined {
  return options.unknown.includes("reduction") ? undefined : (options.known.reduction ?? "mean");
}

/** `running / n_samples` of means of batches, `running / 2` of more than two: how many were added is another number. */
export function meansCounted(facts: CallFacts): string | undefined {
  if (reductionOf(facts) !== "mean") return undefined;
  const found = quotients(facts).find(({ parts, divisor, place, by }) => {
    if (!Number.isInteger(divisor) || divisor < 2 || parts.some(({ isCurved }) => isCurved)) return false;
    return parts.length > 1 ? divisor !== parts.length : isCountedOutside(facts, place, by);
  });
  return found && written(facts, found.place);
}

/** One loss alone, divided behind the loop by how often it ran: `val_loss = criterion(out, y)`, then `val_loss / len(loader)`. */
function isCountedOutside(facts: CallFacts, place: Place, by: Operand | undefined): boolean {
  const { call, units } = facts;
  const of = /^len\(\s*([\w.]+)\s*\)$/.exec(codeOf(facts, by))?.[1];
  if (of === undefined || place.unit !== call.place.unit) return false;
  const unit = units[place.unit];
  return (sitesIn(unit, place.unit) ?? []).some(({ statement, node, parent }) => {
    if (statement.kind !== "for" || parent !== undefined || statement.iterable !== node) return false;
    const isIn = ({ start, end }: Place) => statement.start <= start && end <= statement.end;
    const words: readonly string[] = unit.text.slice(node.start, node.end).match(/[\w.]+/g) ?? [];
    return isIn(call.place) && !isIn(place) && words.includes(of);
  });
}

/** `running / len(loader)` of sums over batches: a sum a batch, not a loss a sample. */
export function sumsByBatch(facts: CallFacts): string | undefined {
  if (reductionOf(facts) !== "sum") return undefined;
  const found = quotients(facts).find(({ parts, divisor, by }) => {
    // A sum over the numbers of one sample is that sample's loss.
    const isOfBatches =
      isOfClasses(facts) || (facts.target.shape?.length ?? 0) > 1 || /batch|load/i.test(codeOf(facts, by));
    return isOfBatches && parts.length > 1 && divisor === parts.length && parts.some(({ rows }) => rows > 1);
  });
  return found && written(facts, found.place);
}

/** `criterion(out, y).item() * len(y)`, where the criterion sums: the size of the batch is in it already. */
export function sumTimesSize(facts: CallFacts): string | undefined {
  if (reductionOf(facts) !== "sum") return undefined;
  for (const { origin } of laterSteps(facts)) {
    if (origin.operation !== "mul" || origin.operands.length !== 2) continue;
    const factor = origin.operands.find(({ value }) => !isLossItself(value, facts.call.place));
    if (factor?.value.kind !== "number" || !origin.operands.some((each) => isLossItself(each.value, facts.call.place)))
      continue;
    const isSize = /len\(|size\(|shape/.test(codeOf(facts, factor));
    if (isSize && factor.value.value === facts.target.shape?.[0] && factor.value.value > 1)
      return written(facts, origin.place);
  }
  return undefined;
}

/** The mean of the batches' roots or exponentials, which is not that of the mean. */
export function meanOfCurves(facts: CallFacts): string | undefined {
  const found = quotients(facts).find(({ parts, divisor }) => {
    const isMean = parts.length > 1 && divisor === parts.length;
    return isMean && parts.every(({ isCurved }) => isCurved) && parts.some(({ targets }) => targets > 1);
  });
  return reductionOf(facts) === "mean" && found !== undefined ? written(facts, found.place) : undefined;
}

/** `criterion = nn.CrossEntropyLoss(weight=w, reduction="none")`, and then `criterion(z, y) * w[y]`. */
export function weightedTwice(facts: CallFacts): string | undefined {
  const { call } = facts;
  const weight = call.options.get("weight")?.value;
  if (weight === undefined || weight.kind === "none") return undefined;
  for (const { origin } of laterSteps(facts)) {
    if (origin.operation !== "mul" || !origin.operands.some((each) => isLossItself(each.value, call.place))) continue;
    const factor = origin.operands.find(({ value }) => {
      return value.origin.kind === "operation" && !isLossItself(value, call.place) && isOfOne(value, weight);
    });
    if (factor !== undefined) return written(facts, factor.place);
  }
  return undefined;
}

/** `-(F.cross_entropy(z, actions, reduction="none") * returns).mean()`: what is rewarded becomes less likely. */
export function rewardedLess(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts) || facts.units.some(({ text }) => /\bmaximize\s*=\s*True\b/.test(text))) return undefined;
  const signed = laterValues(facts).flatMap((value) => signedIn(value, facts) ?? []);
  const below = signed.find(({ sign }) => sign < 0);
  return below === undefined || signed.some(({ sign }) => sign > 0) ? undefined : written(facts, below.factor);
}

/** The sign that the losses have in a value, if they are weighed by an array on the way and reduced. */
function signedIn(value: Value, { call }: CallFacts): { readonly sign: number; readonly factor: Place } | undefined {
  let [next, sign, isReduced]: [Value, number, boolean] = [value, 1, false];
  let factor: Place | undefined;
  for (let steps = 0; steps < 20; steps++) {
    const { origin } = next;
    if (origin.kind !== "operation") return undefined;
    if (isAt(origin, call.place)) return isReduced && factor !== undefined ? { sign, factor } : undefined;
    const { operation, operands }: OriginOperation = origin;
    const inner: Operand | undefined = operands.find((each) => comesOf(each.value.origin, call.place));
    const other: Operand | undefined = operands.find((each) => each !== inner);
    if (inner === undefined) return undefined;
    if (operation === "neg") sign = -sign;
    else if (operation === "mean" || operation === "sum") isReduced = true;
    else if (operation === "mul" && other !== undefined) {
      const scale = numberIn(other.value);
      if (scale === undefined) factor = other.place;
      else sign *= Math.sign(scale);
    } else if (!(isDivision(operation) && operands[0] === inner)) return undefined;
    next = inner.value;
  }
  return undefined;
}

/** `for x, y in batches: loss = loss(x, y)`: in the next pass the name holds a tensor, which cannot be called. */
export function namedOver({ call, units }: CallFacts): string | undefined {
  const { unit: index, start, end } = call.place;
  const unit = units[index];
  if (call.functional || unit === undefined) return undefined;
  const sites = sitesIn(unit, index) ?? [];
  const text = (node: { readonly start: number; readonly end: number }) => unit.text.slice(node.start, node.end);
  const own = sites.find(({ node }) => node.start === start && node.end === end && node.kind === "call");
  if (own === undefined || own.node.kind !== "call" || own.statement.kind !== "assign") return undefined;
  const name = text(own.node.callee);
  if (own.node !== own.statement.value || !own.statement.targets.some((each) => text(each) === name)) return undefined;
  const others = sites.filter(({ statement, scope, parent }) => {
    if (parent !== undefined || scope !== own.scope || statement === own.statement) return false;
    return statement.kind === "assign" && statement.targets.some((each) => text(each) === name);
  });
  const loops = sites.filter(({ statement, scope }) => {
    if ((statement.kind !== "for" && statement.kind !== "while") || scope !== own.scope) return false;
    return statement.start <= start && end <= statement.end;
  });
  const isMadeAnew = (loop: { readonly start: number; readonly end: number }) =>
    others.some(({ statement }) => loop.start <= statement.start && statement.end <= loop.end);
  return loops.some(({ statement }) => !isMadeAnew(statement)) ? name : undefined;
}

/** `nn.SmoothL1Loss(beta)`, `nn.MSELoss(False)`: the first parameter is size_average. */
export function positionalLegacy(facts: CallFacts): string | undefined {
  const { call } = facts;
  const option = call.framework === "torch" ? call.options.get("reduction") : undefined;
  const place = option?.place;
  if (place === undefined || call.construction === undefined || place.unit !== call.construction.unit) return undefined;
  const code = written(facts, place);
  const before = facts.units[place.unit].text.slice(call.construction.start, place.start);
  // By its name, size_average says what it is.
  return /[(,]\s*$/.test(before) && !/^(['"]|[rbuf]['"])/i.test(code) ? code : undefined;
}
