import type { Operand } from "../../python/value";
import { tensorOf } from "../callFacts";
import { type Form, rewritten, slip } from "./formulas";
import { isPredicted, isTruth, linearOf, madeOf, onlyTerm, textOf } from "./linear";
import { isSame } from "./logarithms";

/** `torch.max(q * e, (q - 1) * e)` of the error e. */
export const quantile: Form = ({ whole, units, definitions }) => {
  const only = onlyTerm(linearOf(whole, true));
  const larger = only && only.factor > 0 ? madeOf(only.of, "maximum", "max") : undefined;
  if (larger?.operands.length !== 2) return undefined;
  const sides = larger.operands.map((each) => linearOf(each, false));
  if (sides.some(({ constant, terms }) => constant !== 0 || terms.length !== 2)) return undefined;
  const pair = sides[0].terms.map(({ of }) => of);
  const at = pair.findIndex((each) => isPredicted(each, units));
  if (at === -1 || !isTruth(pair[1 - at], units)) return undefined;
  const [p, t] = [pair[at], pair[1 - at]];
  const slopes = sides.map(({ terms }) => terms.find(({ of }) => isSame(of.value, p.value))?.factor ?? 0);
  const [over, under] = [Math.max(...slopes), -Math.min(...slopes)];
  if (Math.abs(over + under - 1) > 1e-9 || Math.abs(over - under) < 1e-9) return undefined;
  const written = { loss: "quantile loss", pair: [p, t] } as const;
  const named = definitions.flatMap(({ name, value }) =>
    /^(?:q|tau|quantiles?|alpha|percentile)$/i.test(name) && value.kind === "number" ? [value.value] : [],
  );
  if (named.length === 0 || named.some((each) => Math.abs(each - over) > 1e-9))
    return { ...written, finding: undefined };
  const error = larger.operands
    .flatMap((each) => madeOf(each, "mul")?.operands ?? [])
    .find((each) => madeOf(each, "sub"));
  const difference = error && madeOf(error, "sub");
  const place = difference?.place;
  const code = difference?.operands
    .map((each) => textOf(each, units))
    .reverse()
    .join(" - ");
  const fixes =
    place === undefined || code === undefined
      ? []
      : [{ title: { kind: "use", code }, edits: [{ place, text: code }] } as const];
  return { ...written, finding: slip("quantile", fixes) };
};

/** `((y - p).abs() / y).mean()`, however the quotient and the absolute value are nested. */
export const percentage: Form = ({ whole, units }) => {
  const only = onlyTerm(linearOf(whole, true));
  if (only === undefined || only.factor <= 0) return undefined;
  const absolute = madeOf(only.of, "abs");
  const quotient = madeOf(absolute?.operands[0] ?? only.of, "div", "truediv");
  if (quotient?.operands.length !== 2) return undefined;
  const [upper, lower] = quotient.operands;
  const inner = absolute === undefined ? madeOf(upper, "abs")?.operands[0] : upper;
  const difference = inner && madeOf(inner, "sub")?.operands;
  if (difference?.length !== 2) return undefined;
  const at = difference.findIndex((each) => isPredicted(each, units));
  if (at === -1 || !isTruth(difference[1 - at], units)) return undefined;
  const [p, t] = [difference[at], difference[1 - at]];
  const divisor = withoutBound(lower);
  const written = { loss: "percentage error", pair: [p, t] } as const;
  if (isSame(divisor.value, t.value)) {
    const isZero = isSame(lower.value, t.value) && tensorOf(t.value)?.data.includes(0) === true;
    return { ...written, finding: isZero ? slip("zeroDivisor") : undefined };
  }
  if (!isSame(divisor.value, p.value)) return undefined;
  return {
    ...written,
    finding: slip(
      "percentage",
      rewritten(divisor, units, () => textOf(t, units)),
    ),
  };
};

/** `torch.abs(y) + eps`, `y.clamp(min=eps)` */
function withoutBound(operand: Operand): Operand {
  const made = madeOf(operand, "abs", "clamp", "add", "maximum");
  const isBound = made?.operands.slice(1).every(({ value }) => value.kind === "number") ?? false;
  return made !== undefined && isBound ? withoutBound(made.operands[0]) : operand;
}
