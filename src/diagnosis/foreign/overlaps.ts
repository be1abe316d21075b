import type { Operand } from "../../python/value";
import { distinct, extremes } from "../arrays";
import { tensorOf } from "../callFacts";
import { unknownChange } from "../claim";
import { type Form, rewritten, slip } from "./formulas";
import { isTruth, linearOf, madeOf, type Term, unviewed } from "./linear";
import { isSame } from "./logarithms";

/** `1 - (2 * (p * t).sum() + s) / (p.sum() + t.sum() + s)`, and the same of the union: Dice and Jaccard. */
export const overlap: Form = ({ whole, units, isMinimised }) => {
  const { constant, terms } = linearOf(whole, true);
  const isGain = constant === 0;
  const quotient =
    terms.length === 1 && terms[0].factor < 0 !== isGain && (constant === 1 || isGain) ? terms[0] : undefined;
  const origin = quotient && madeOf(quotient.of, "div", "truediv");
  if (origin === undefined || quotient === undefined) return undefined;
  const [upper, lower] = origin.operands;
  const above = linearOf(upper, true).terms;
  const below = linearOf(lower, true).terms;
  const product = above.length === 1 ? madeOf(above[0].of, "mul") : undefined;
  if (product?.operands.length !== 2) return undefined;
  const [a, b] = product.operands.map(unviewed);
  const ofOne = (each: Operand) => below.find(({ of }) => isOf(of, each))?.factor;
  const ofBoth = below.find(({ of }) => isSame(of.value, above[0].of.value))?.factor ?? 0;
  const [ownA, ownB] = [ofOne(a), ofOne(b)];
  if (ownA !== 1 || ownB !== 1 || !below.every((each) => isKnown(each, [a, b, above[0].of]))) return undefined;
  const isHot = ({ value }: Operand) =>
    distinct(tensorOf(value)?.data ?? new Float64Array(0), 2)?.every(
      (each) => each === 0 || each === 1 || each === 255,
    );
  const [t, p] = isTruth(a, units) || (isHot(a) && !isTruth(b, units)) ? [a, b] : [b, a];
  const [truth, prediction] = [tensorOf(t.value), tensorOf(p.value)];
  if (truth === undefined || prediction === undefined) return undefined;
  const written = { loss: "Dice loss", pair: [p, t] } as const;
  if (isGain) {
    const isWhole = quotient.factor * above[0].factor === 2 && ofBoth === 0;
    if (!isWhole || !isMinimised()) return undefined;
    return {
      ...written,
      finding: slip(
        "overlapSign",
        rewritten(whole, units, (text) => `1 - ${text}`),
      ),
    };
  }
  const { min, max } = extremes(prediction.data);
  const limits = extremes(truth.data);
  if (limits.max === 255 && limits.min >= 0 && max <= 1) {
    const change = unknownChange;
    const claim = { cause: "mask-255", facts: { max: 255, change } } as const;
    return { ...written, finding: { claim, weight: 0.95, fixes: [] } };
  }
  if (limits.min < 0 || limits.max > 1) return undefined;
  if (min < -1e-6 || max > 1 + 1e-6) {
    const facts = { min, max, isLog: false, isBinary: true };
    return { ...written, finding: { claim: { cause: "logits-as-probabilities", facts }, weight: 0.95, fixes: [] } };
  }
  const best = (-quotient.factor * above[0].factor) / (ownA + ownB + ofBoth);
  if (Math.abs(best - 1) < 1e-9) return { ...written, finding: undefined };
  const isHalf = Math.abs(best - 0.5) < 1e-9;
  const fixes = isHalf ? rewritten(innermost(upper), units, (text) => `2 * ${text}`) : [];
  return isHalf ? { ...written, finding: slip("overlap", fixes) } : undefined;
};

/** Where the intersection stands in `intersection + smooth`. */
function innermost(upper: Operand): Operand {
  const sum = madeOf(upper, "add");
  const first = sum?.operands.find(({ value }) => value.kind !== "number");
  return first ?? upper;
}

/** The array itself, or its squares. */
function isOf(of: Operand, array: Operand): boolean {
  const power = madeOf(of, "pow", "square", "mul");
  const isSquare =
    power?.operands.every((each) => each.value.kind === "number" || isSame(unviewed(each).value, array.value)) ?? false;
  return isSame(of.value, array.value) || isSquare;
}

function isKnown({ of }: Term, [a, b, both]: readonly Operand[]): boolean {
  return isOf(of, a) || isOf(of, b) || isSame(of.value, both.value);
}
