import type { Value } from "../../python/value";
import type { Place } from "../../textUnit";
import { has, written } from "../around";
import type { CallFacts } from "../callFacts";
import { isAt, laterSteps, numberIn, someOrigin } from "../laterValues";

interface Addend {
  readonly value: Value;
  readonly place: Place | undefined;
  /** What it adds, where it is known. */
  readonly sign: 1 | -1;
}

/** What is added to the reconstruction of a VAE, with the exp and the squares of a divergence. */
function divergencesBeside(facts: CallFacts): readonly Addend[] {
  return squaresBeside(facts).filter(({ value }) => has(value, /^exp$/));
}

/** `1 + logvar - mu.pow(2) - logvar`: the logarithm is added and taken away. */
export function missingExponential(facts: CallFacts): string | undefined {
  const found = squaresBeside(facts).find(({ value, place }) => {
    if (has(value, /^(exp|log)$/)) return false;
    const text = written(facts, place);
    const made = value.origin.kind === "operation" ? written(facts, value.origin.place) : "";
    return /log_?(?:var|sigma|std|s2)/i.test(`${text} ${made}`);
  });
  return found && written(facts, found.place);
}

/** What is added to the loss of a reconstruction, with squares in it and summed. */
function squaresBeside(facts: CallFacts): readonly Addend[] {
  if (!/^(BCELoss|BCEWithLogitsLoss|MSELoss|L1Loss)$/.test(facts.call.loss)) return [];
  return laterSteps(facts).flatMap(({ origin }) => {
    const sign = origin.operation === "add" ? 1 : origin.operation === "sub" ? -1 : undefined;
    const [own, other] = origin.operands;
    if (sign === undefined || own === undefined || other === undefined) return [];
    const beside = isAt(own.value.origin, facts.call.place)
      ? other
      : isAt(other.value.origin, facts.call.place)
        ? own
        : undefined;
    if (beside === undefined || (sign === -1 && beside === own)) return [];
    return has(beside.value, /^(pow|square)$/) && has(beside.value, /^(sum|mean)$/) ? [{ ...beside, sign }] : [];
  });
}

/** No divergence is negative: a minus is missing. */
export function negativeDivergence(facts: CallFacts): string | undefined {
  const found = divergencesBeside(facts).find(
    ({ value, sign }) => (numberIn(value) ?? signOfExponential(value) ?? 0) * sign < -1e-6,
  );
  return found && written(facts, found.place);
}

/** With which sign the exp of the variance counts, which a divergence has positive; undefined where that is not plain. */
function signOfExponential({ origin }: Value, depth = 12): number | undefined {
  if (origin.kind !== "operation" || depth === 0) return undefined;
  const [a, b] = origin.operands.map(({ value }) => value);
  const inner = (value: Value | undefined) => value && signOfExponential(value, depth - 1);
  switch (origin.operation) {
    case "exp":
      return 1;
    case "sum":
    case "mean":
      return inner(a);
    case "neg":
      return negated(inner(a));
    case "add":
      return [inner(a), inner(b)].filter((sign) => sign !== undefined).length === 1
        ? (inner(a) ?? inner(b))
        : undefined;
    case "sub":
      return inner(b) === undefined ? inner(a) : inner(a) === undefined ? negated(inner(b)) : undefined;
    case "mul": {
      const [factor, product] = a && numberIn(a) !== undefined ? [numberIn(a), inner(b)] : [b && numberIn(b), inner(a)];
      return factor === undefined || product === undefined ? undefined : Math.sign(factor) * product;
    }
    case "div":
    case "truediv":
      return b && (numberIn(b) ?? 0) > 0 ? inner(a) : undefined;
    default:
      return undefined;
  }
}

function negated(sign: number | undefined): number | undefined {
  return sign === undefined ? undefined : -sign;
}

/** `1 + logvar - mu.pow(2) - logvar.exp().pow(2)`: a variance squared once more. */
export function squaredVariance(facts: CallFacts): string | undefined {
  const found = divergencesBeside(facts).find(({ value }) => {
    const isSquared = someOrigin(value.origin, ({ operation, operands }) => {
      const inner = /^(pow|square)$/.test(operation) ? operands[0]?.value.origin : undefined;
      const of = inner?.kind === "operation" && inner.operation === "exp" ? inner.operands[0]?.value.origin : undefined;
      return of !== undefined && !(of.kind === "operation" && /^(mul|div|truediv)$/.test(of.operation));
    });
    const isOfDeviation =
      has(value, /^log$/) ||
      someOrigin(value.origin, ({ operation, operands }) => {
        return operation === "mul" && operands.some(({ value: factor }) => Math.abs(numberIn(factor) ?? 0) === 2);
      });
    return isSquared && !isOfDeviation;
  });
  return found && written(facts, found.place);
}

/** A sum over the batch, and beside it a divergence that is a mean. */
export function meanBesideSum(facts: CallFacts): string | undefined {
  if (facts.options.known.reduction !== "sum") return undefined;
  const found = divergencesBeside(facts).find(({ value }) => has(value, /^mean$/) && !has(value, /^sum$/));
  return found && written(facts, found.place);
}
