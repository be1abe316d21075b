import type { Operand, OperationOrigin, Value } from "../../python/value";
import type { TextUnit } from "../../textUnit";
import { backwardCalls } from "../backward";
import { tensorOf, textAt } from "../callFacts";
import { gradientOf } from "../gradients";
import { someOrigin } from "../laterValues";
import type { Finding } from "../row";
import { type Expression, type Form, rewritten, slip } from "./formulas";
import { madeOf } from "./linear";

/** What is a loss by its name, or by that of the function that gives it. */
const losses = /loss|nll|entropy|mape|rmse|mse|mae|dice|focal|kl_?div|(?:^|_)(?:ce|bce|kl|error)(?:_|$)/i;

/** A loss that is inf or nan, or whose gradient is: where in the expression that begins. */
export const notFinite: Form = (expression) => {
  const { whole } = expression;
  const value = tensorOf(whole.value)?.data[0];
  const isTrained = isLearned(expression);
  if (!isTrained && !isNamed(expression)) return undefined;
  const written = { loss: "loss", pair: [whole, whole] } as const;
  if (value === undefined || Number.isFinite(value))
    return isTrained ? (steepIn(expression) ?? { ...written, finding: undefined }) : { ...written, finding: undefined };
  const found = firstOf(expression);
  const [first, second] = found?.operands ?? [];
  if (found === undefined || first === undefined) return undefined;
  if (found.operation === "div" && second !== undefined)
    return { ...written, pair: [first, second], finding: slip("zeroDivisor") };
  if (found.operation !== "log") return undefined;
  const elements = tensorOf(first.value)?.data.filter((each) => !(each > 0)).length ?? 1;
  const facts = { elements, value, by: "log" } as const;
  return {
    ...written,
    pair: [first, first],
    finding: { claim: { cause: "nan-gradient", facts }, weight: 0.9, fixes: [] },
  };
};

function isNamed({ whole, units, definitions }: Expression): boolean {
  if (definitions.some(({ name, value }) => value === whole.value && losses.test(name))) return true;
  const { place } = whole;
  const before = place === undefined ? "" : units[place.unit].text.slice(0, place.start);
  // An indented line belongs to the function in front of it.
  if (!/^\n[ \t]/.test(before.slice(before.lastIndexOf("\n")))) return false;
  const name = /^\w+/.exec(before.slice(before.lastIndexOf("def ") + 4));
  return name !== null && losses.test(name[0]);
}

/** Whether backward() is called on it. */
function isLearned({ whole, units, definitions }: Expression): boolean {
  const names = definitions.flatMap(({ name, value }) => (value === whole.value ? [name] : []));
  return units.some((unit, index) => backwardCalls(unit, index).some(({ of }) => names.includes(textAt(units, of))));
}

/** The first operation of finite numbers that gives one that is not. */
function firstOf({ whole }: Expression): OperationOrigin | undefined {
  const isFine = ({ value }: Operand) =>
    value.kind !== "tensor" || tensorOf(value)?.data.every(Number.isFinite) === true;
  let found: OperationOrigin | undefined;
  const open: Operand[] = [whole];
  const seen = new Set<Value>();
  for (let next = open.pop(); next !== undefined && found === undefined; next = open.pop()) {
    const { origin } = next.value;
    if (seen.has(next.value) || origin.kind !== "operation") continue;
    seen.add(next.value);
    if (isFine(next)) continue;
    if (origin.operands.every(isFine)) found = origin;
    open.push(...origin.operands);
  }
  return found;
}

const roots: ReadonlySet<string> = new Set(["sqrt", "log"]);
/** What has the slope 0 where it is 0, of which the root has an infinite one. */
const level = /^(pow|square|mul|abs)$/;

/** A root or logarithm of exactly 0, which a gradient goes back through. */
function steepIn(expression: Expression) {
  const { whole, units } = expression;
  let found: OperationOrigin | undefined;
  someOrigin(whole.value.origin, (origin) => {
    const [inside] = origin.operands;
    const zeros = inside === undefined || !roots.has(origin.operation) ? undefined : zerosIn(inside.value);
    if (zeros === undefined || zeros === 0 || !isLevel(inside, origin.operation)) return false;
    if (gradientOf(inside.value, units) === true) found = origin;
    return found !== undefined;
  });
  const [inside] = found?.operands ?? [];
  if (found === undefined || inside === undefined) return undefined;
  return { loss: "loss", pair: [inside, inside], finding: steep(found, inside, units) } as const;
}

function steep({ operation }: OperationOrigin, inside: Operand, units: readonly TextUnit[]): Finding {
  const facts = {
    elements: zerosIn(inside.value) ?? 1,
    value: undefined,
    by: operation === "sqrt" ? "sqrt" : "log",
  } as const;
  const fixes = operation === "sqrt" ? rewritten(inside, units, (text) => `${text} + 1e-12`) : [];
  return { claim: { cause: "nan-gradient", facts }, weight: 0.9, fixes };
}

function zerosIn(value: Value): number | undefined {
  return tensorOf(value)?.data.filter((each) => each === 0).length;
}

function isLevel(inside: Operand | undefined, operation: string): boolean {
  if (inside === undefined) return false;
  // The value is finite, so what the logarithm of 0 gave was left out: 0 times its infinite slope is nan.
  if (operation === "log") return true;
  const sum = madeOf(inside, "sum", "mean");
  const of = sum?.operands[0] ?? inside;
  return of.value.origin.kind === "operation" && level.test(of.value.origin.operation);
}
