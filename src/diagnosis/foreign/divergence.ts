import type { Operand } from "../../python/value";
import type { Finding } from "../row";
import { type Expression, type Form, turned } from "./formulas";
import { linearOf, madeOf, onlyTerm } from "./linear";
import { isSame } from "./logarithms";

/** `(p * torch.log(p / q)).sum()`, or `(p * (p.log() - q.log())).sum()`: with p and q in each other's place it is minus the divergence. */
export const divergence: Form = (expression) => {
  const only = onlyTerm(linearOf(expression.whole, true));
  const product = only && madeOf(only.of, "mul");
  if (only === undefined || product?.operands.length !== 2) return undefined;
  for (const [p, log] of [product.operands, [...product.operands].reverse()]) {
    const ratio = ratioOf(log);
    if (ratio === undefined) continue;
    const isOver = isSame(ratio[0].value, p.value);
    if (isOver === isSame(ratio[1].value, p.value)) continue;
    const written = { loss: "divergence", pair: [isOver ? ratio[1] : ratio[0], p] } as const;
    if (isOver === only.factor > 0) return { ...written, finding: undefined };
    return { ...written, finding: negative(expression) };
  }
  return undefined;
};

/** What is above and below in a quotient that a logarithm is taken of, or in a difference of logarithms. */
function ratioOf(operand: Operand): readonly [Operand, Operand] | undefined {
  const inside = madeOf(operand, "log")?.operands[0];
  const quotient = inside && madeOf(inside, "div", "truediv");
  if (quotient?.operands.length === 2) return [quotient.operands[0], quotient.operands[1]];
  const logs = madeOf(operand, "sub")?.operands.map((each) => madeOf(each, "log")?.operands[0]);
  return logs?.[0] !== undefined && logs[1] !== undefined ? [logs[0], logs[1]] : undefined;
}

/** `-torch.log(torch.sigmoid(a - b)).mean()`: without the minus it is never above 0, and grows as it gets better. */
export const logistic: Form = (expression) => {
  const only = onlyTerm(linearOf(expression.whole, true));
  if (only === undefined) return undefined;
  const inside = madeOf(only.of, "log")?.operands[0];
  const scores = madeOf(inside ?? only.of, inside === undefined ? "logsigmoid" : "sigmoid")?.operands[0];
  if (scores === undefined || (only.factor > 0 && !expression.isMinimised())) return undefined;
  const written = { loss: "loss", pair: [scores, scores] } as const;
  if (only.factor < 0) return { ...written, finding: undefined };
  return { ...written, finding: negative(expression) };
};

/** Minus what is meant, which the minus in front of it mends. */
function negative(expression: Expression): Finding {
  return { claim: { cause: "negative", facts: { change: undefined } }, weight: 0.9, fixes: turned(expression) };
}
