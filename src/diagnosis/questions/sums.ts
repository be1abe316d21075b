import type { LossCall } from "../../python/lossCall";
import type { Operand } from "../../python/value";
import { isOfClasses, madeBy, written } from "../around";
import { type CallFacts, tensorOf, textAt } from "../callFacts";
import {
  isAt,
  isLossItself,
  type LaterStep,
  laterSteps,
  numberIn,
  type OriginOperation,
  someOrigin,
} from "../laterValues";
import { isDivision, shareSource } from "../originChain";

/** Other losses of the same scores that are added to this one, with what either is multiplied by. */
function partners(facts: CallFacts) {
  const { call, calls, units } = facts;
  const partsOf = ({ value }: Operand) => {
    const { origin } = value;
    if (origin.kind !== "operation") return undefined;
    const found = calls.find(({ place }) => isAt(origin, place));
    if (found !== undefined) return { call: found, factor: undefined };
    if (origin.operation !== "mul" || origin.operands.length !== 2) return undefined;
    const inner = origin.operands.map((each) => calls.find(({ place }) => isAt(each.value.origin, place)));
    const at = inner.findIndex((each) => each !== undefined);
    const one = inner[at];
    return one === undefined ? undefined : { call: one, factor: origin.operands[1 - at] };
  };
  return laterSteps(facts).flatMap(({ origin }) => {
    if (origin.operation !== "add" || origin.operands.length !== 2) return [];
    const [a, b] = origin.operands.map(partsOf);
    if (a === undefined || b === undefined || (a.call !== call && b.call !== call)) return [];
    const [own, other] = a.call === call ? [a, b] : [b, a];
    const text = (each: typeof call, i: number) => each.arguments[i]?.place && textAt(units, each.arguments[i].place);
    return [{ own, other, texts: [0, 1].map((i) => [text(own.call, i), text(other.call, i)] as const) }];
  });
}

/** `lam * F.cross_entropy(z, y_a) + (1 - lam) * F.cross_entropy(z, y_a)` */
export function sameTwice(facts: CallFacts): string | undefined {
  const found = partners(facts).find(({ own, other, texts }) => {
    const isSame = texts.every(([a, b]) => a !== undefined && a === b) && own.call !== other.call;
    return isSame && own.call.loss === other.call.loss && (own.factor ?? other.factor) !== undefined;
  });
  return found?.texts[1][0];
}

/** `lam * F.cross_entropy(z, y_a) + lam * F.cross_entropy(z, y_b)` */
export function sharesNotOne(facts: CallFacts): string | undefined {
  for (const { own, other, texts } of partners(facts)) {
    const [scores, targets] = texts;
    const name = written(facts, own.factor?.place);
    if (scores[0] !== scores[1] || targets[0] === targets[1] || own.call.loss !== other.call.loss) continue;
    if (name === "" || name !== written(facts, other.factor?.place) || !/lam|lmbd|mix/i.test(name)) continue;
    const share = own.factor && numberIn(own.factor.value);
    if (share === undefined || Math.abs(share - 0.5) > 1e-6) return name;
  }
  return undefined;
}

/** Whether all targets of a call are that number. */
function areAll({ arguments: given }: LossCall, label: number): boolean {
  const value = given.find(({ name }) => name === "target")?.value;
  const data = value && tensorOf(value)?.data;
  return data !== undefined && data.length > 0 && data.every((each) => each === label);
}

/** `bce(d_real, zeros) + bce(d_fake, ones)`: the labels are in each other's place, which some do on purpose. */
export function realsAreFake(facts: CallFacts): string | undefined {
  if (!/^BCE/.test(facts.call.loss)) return undefined;
  for (const { own, other, texts } of partners(facts)) {
    const [a, b] = texts[0].map((text) => text ?? "");
    const [real, fake] = /real/i.test(a) ? [own.call, other.call] : [other.call, own.call];
    const isNamed = [a, b].some((name) => /real/i.test(name)) && [a, b].some((name) => /fake|gen/i.test(name));
    if (isNamed && areAll(real, 0) && areAll(fake, 1)) return /real/i.test(a) ? a : b;
  }
  return undefined;
}

/** `bce(d_real, ones) + bce(d_fake, ones)`: the discriminator is taught that everything is real. */
export function fakesAreReal(facts: CallFacts): string | undefined {
  const { call } = facts;
  if (call.loss !== "BCELoss" && call.loss !== "BCEWithLogitsLoss") return undefined;
  for (const { own, other, texts } of partners(facts)) {
    if (!areAll(own.call, 1) || !areAll(other.call, 1)) continue;
    const names = texts[0].map((text) => text ?? "");
    const fake = names.find((name) => /fake|gen/i.test(name));
    if (fake !== undefined && names.some((name) => /real/i.test(name) && !/fake|gen/i.test(name))) return fake;
  }
  return undefined;
}

/** `loss / len(y) / len(y)` */
export function dividedTwice(facts: CallFacts): string | undefined {
  const steps: readonly LaterStep[] = laterSteps(facts).filter(({ origin }) => isQuotient(origin));
  for (const { origin } of steps) {
    const [inner, divisor] = origin.operands;
    const before = inner?.value.origin;
    if (divisor === undefined || before?.kind !== "operation" || !isQuotient(before)) continue;
    const [own, earlier] = [written(facts, divisor.place), written(facts, before.operands[1]?.place)];
    if (own === earlier && /len\(|size\(|shape|numel\(/.test(own)) return own;
  }
  return undefined;
}

function isQuotient({ operation, operands }: OriginOperation): boolean {
  return isDivision(operation) && operands.length === 2;
}

/** `F.kl_div(p.log(), m)` and `F.kl_div(q.log(), m)` of the mixture m: Jensen and Shannon have them the other way round. */
export function mixtureAsTarget(facts: CallFacts): string | undefined {
  if (facts.call.loss !== "KLDivLoss") return undefined;
  const mixed = madeBy(facts.target.value);
  const isMixture =
    mixed !== undefined && someOrigin(mixed, ({ operation, operands }) => operation === "add" && operands.length === 2);
  const logged = madeBy(facts.input.value);
  const [part] = logged?.operation === "log" ? logged.operands : [];
  if (!isMixture || mixed === undefined || part === undefined) return undefined;
  const isPart = someOrigin(mixed, ({ operands }) => operands.some(({ value }) => value.origin === part.value.origin));
  const found = partners(facts).find(({ own, other, texts: [inputs, targets] }) => {
    return own.call.loss === other.call.loss && inputs[0] !== inputs[1] && targets[0] === targets[1];
  });
  return isPart && found !== undefined ? (facts.target.text ?? "") : undefined;
}

/** `(1 - eps) * nll + eps * -logp.sum(-1).mean()`: eps is the share of the mean over the classes. */
export function smoothedSum(facts: CallFacts): string | undefined {
  const { call, input } = facts;
  if (!isOfClasses(facts)) return undefined;
  const shareOf = ({ value: { origin } }: Operand) => {
    if (origin.kind !== "operation" || origin.operation !== "mul") return undefined;
    const factor = origin.operands.find(({ value }) => value.kind === "number");
    const rest = origin.operands.find((each) => each !== factor);
    const share = factor && numberIn(factor.value);
    return share === undefined || rest === undefined ? undefined : { share, rest };
  };
  for (const { origin } of laterSteps(facts)) {
    if (origin.operation !== "add" || origin.operands.length !== 2) continue;
    const parts = origin.operands.map(shareOf);
    const own = parts.find((each) => each !== undefined && isLossItself(each.rest.value, call.place));
    const other = parts.find((each) => each !== own);
    if (own === undefined || other === undefined || Math.abs(own.share + other.share - 1) > 1e-6) continue;
    const isSum = someOrigin(other.rest.value.origin, ({ operation, settings, operands }) => {
      return (
        operation === "sum" &&
        settings.dim !== undefined &&
        operands[0] !== undefined &&
        shareSource(operands[0].value, input.value)
      );
    });
    const isDivided = someOrigin(other.rest.value.origin, ({ operation }) => operation === "div");
    if (isSum && !isDivided) return written(facts, other.rest.place);
  }
  return undefined;
}

/** `reduction="sum"`, divided by all scores, of which every sample has several. */
export function scoresCounted(facts: CallFacts): string | undefined {
  const { form } = facts;
  if (!isOfClasses(facts) || form?.options.reduction !== "sum" || form.target.data.length === form.input.data.length)
    return undefined;
  const found = laterSteps(facts).find(({ origin }) => {
    const [loss, divisor] = origin.operands;
    if (!isQuotient(origin) || divisor === undefined || !isLossItself(loss.value, facts.call.place)) return false;
    return numberIn(divisor.value) === form.input.data.length && form.input.data.length > form.target.data.length;
  });
  return found && written(facts, found.origin.operands[1]?.place);
}
