import { lastActivation } from "../../python/library/nn/activation";
import type { Operand } from "../../python/value";
import { operandText } from "../edits";
import { someOrigin } from "../laterValues";
import { type Form, rewritten, slip, turned } from "./formulas";
import { factorsOf, linearOf, madeOf, onlyTerm, textOf } from "./linear";
import { isSame } from "./logarithms";

/** `-torch.min(ratio * adv, torch.clamp(ratio, 1 - eps, 1 + eps) * adv).mean()` */
export const surrogate: Form = (expression) => {
  const { whole, units, isMinimised } = expression;
  const only = onlyTerm(linearOf(whole, true));
  const chosen = only && madeOf(only.of, "minimum", "maximum", "min", "max");
  if (only === undefined || chosen?.operands.length !== 2) return undefined;
  const sides = chosen.operands.map((each) => factorsOf(each));
  const cut = sides.findIndex(({ of }) => of.some((each) => madeOf(each, "clamp") !== undefined));
  if (cut === -1 || sides.some(({ of }) => of.length !== 2) || sides[0].sign !== sides[1].sign) return undefined;
  const clamp = sides[cut].of.flatMap((each) => madeOf(each, "clamp") ?? [])[0];
  const ratio = clamp.operands[0];
  const plain = sides[1 - cut].of;
  const advantage = plain.find((each) => !isSame(each.value, ratio.value));
  if (advantage === undefined || !plain.some((each) => isSame(each.value, ratio.value))) return undefined;
  if (!sides[cut].of.some((each) => isSame(each.value, advantage.value))) return undefined;
  const written = { loss: "clipped surrogate", pair: [ratio, advantage] } as const;
  const isLeast = chosen.operation.startsWith("min");
  const [inner, outer] = [sides[0].sign, Math.sign(only.factor)];
  const quotient = madeOf(ratio, "div", "truediv", "sub");
  if (quotient?.operands.every((each) => /log/i.test(textOf(each, units)))) {
    const code = quotient.operands.map((each) => operandText(textOf(each, units))).join(" - ");
    const fix = {
      title: { kind: "use", code: `torch.exp(${code})` },
      edits: [{ place: quotient.place, text: `torch.exp(${code})` }],
    } as const;
    return { ...written, finding: slip("ratio", [fix]) };
  }
  const logs = madeOf(ratio, "exp")?.operands[0];
  const names = (logs && madeOf(logs, "sub"))?.operands.map((each) => textOf(each, units)) ?? [];
  if (names.length === 2 && /old|behav/i.test(names[0]) && !/old|behav/i.test(names[1])) {
    const code = `${names[1]} - ${operandText(names[0])}`;
    return {
      ...written,
      finding: slip(
        "ratioTurned",
        rewritten(logs, units, () => code),
      ),
    };
  }
  if (inner > 0 && outer > 0 && isLeast)
    return { ...written, finding: isMinimised() ? slip("reward", turned(expression)) : undefined };
  // Of what is turned round already the largest is the worst.
  const isRight = isLeast ? inner > 0 : inner < 0;
  return { ...written, finding: isRight ? undefined : slip("optimist") };
};

const gains = /(?:^|[_.])(?:rewards?|returns?|advantages?|advs?|deltas?|gaes?|R|G|rtg)(?:_|$)/i;

const logName = /(?:^|[_.])log_?(?:p|pi|probs?|likelihoods?|softmax)(?:_|\b)/i;
const turnedName = /neg|nll|minus|loss|entropy/i;

/** `-(log_prob * reward).mean()` */
export const policyGradient: Form = (expression) => {
  const { whole, units, isMinimised } = expression;
  const only = onlyTerm(linearOf(whole, true));
  const product = only && madeOf(only.of, "mul");
  if (only === undefined || product?.operands.length !== 2) return undefined;
  const gain = product.operands.find((each) => gains.test(textOf(each, units)));
  const other = product.operands.find((each) => each !== gain);
  if (gain === undefined || other === undefined) return undefined;
  const outer = Math.sign(only.factor) * factorsOf(only.of).sign;
  const written = { loss: "policy gradient", pair: [other, gain] } as const;
  // A cross-entropy is minus a logarithm, and wants no minus of its own.
  const isLoss = someOrigin(other.value.origin, ({ operation }) => /loss|entropy/.test(operation));
  if (isLoss || turnedName.test(textOf(other, units))) return undefined;
  const isLog = logName.test(textOf(other, units)) || madeOf(other, "log", "log_softmax") !== undefined;
  if (isLog)
    return { ...written, finding: outer > 0 && isMinimised() ? slip("reward", turned(expression)) : undefined };
  const isProbability =
    outer < 0 && isMinimised() && lastActivation(other.value)?.operation === "softmax" && isPicked(other);
  return isProbability
    ? {
        ...written,
        finding: slip(
          "policyLog",
          rewritten(other, units, (text) => `torch.log(${text})`),
          0.6,
        ),
      }
    : undefined;
};

/** Of each sample the one action that it took. */
function isPicked(operand: Operand): boolean {
  const made = madeOf(operand, "squeeze", "gather", "getitem");
  return made !== undefined && (made.operation !== "squeeze" || isPicked(made.operands[0]));
}
