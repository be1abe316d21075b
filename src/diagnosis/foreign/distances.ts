import type { Operand } from "../../python/value";
import { distinct } from "../arrays";
import { tensorOf } from "../callFacts";
import { unknownChange } from "../claim";
import { someOrigin } from "../laterValues";
import { type Expression, type Form, rewritten, slip } from "./formulas";
import { factorsOf, isTruth, type Linear, linearOf, madeOf, onlyTerm, textOf } from "./linear";
import { isSame } from "./logarithms";

/** What is cut off below 0: `relu(x)`, `clamp(x, min=0)`, `torch.maximum(x, 0)`. */
function insideOf(operand: Operand): Operand | undefined {
  const cut = madeOf(operand, "relu", "clamp", "maximum", "max");
  if (cut === undefined) return undefined;
  if (cut.operation === "clamp") return cut.settings.min === 0 ? cut.operands[0] : undefined;
  if (cut.operation === "relu") return cut.operands[0];
  const isNothing = ({ value }: Operand) =>
    value.kind === "number" ? value.value === 0 : (tensorOf(value)?.data.every((each) => each === 0) ?? false);
  const at = cut.operands.findIndex(isNothing);
  return cut.operands.length === 2 && at !== -1 ? cut.operands[1 - at] : undefined;
}

function cutSum({ whole }: Expression): Linear | undefined {
  const only = onlyTerm(linearOf(whole, true));
  const inside = only !== undefined && only.factor > 0 ? insideOf(only.of) : undefined;
  return inside && linearOf(inside, false);
}

/** `torch.clamp(1 - y * score, min=0).mean()`, whose labels are −1 and 1. */
export const hinge: Form = (expression) => {
  const { units } = expression;
  const sum = cutSum(expression);
  const only = sum?.terms.length === 1 && sum.constant === 1 && sum.terms[0].factor < 0 ? sum.terms[0] : undefined;
  const { of, sign } = only === undefined ? { of: [], sign: 0 } : factorsOf(only.of);
  const labelsOf = ({ value }: Operand) => distinct(tensorOf(value)?.data ?? new Float64Array(0), 2);
  const y =
    of.find((each) => labelsOf(each)?.every((label) => Math.abs(label) === 1)) ??
    of.find((each) => isTruth(each, units));
  const score = of.find((each) => each !== y);
  const values = y && labelsOf(y);
  if (of.length !== 2 || y === undefined || score === undefined || values === undefined || sign <= 0) return undefined;
  const written = { loss: "hinge loss", pair: [score, y] } as const;
  if (!values.includes(0) || !values.every((each) => each === 0 || each === 1))
    return { ...written, finding: undefined };
  const change = unknownChange;
  const fixes = rewritten(y, units, (text) => `(2 * ${text} - 1)`);
  return { ...written, finding: { claim: { cause: "labels-as-signs", facts: { change } }, weight: 0.95, fixes } };
};

const near = /(?:^|[_.]|d)(?:pos|positives?|ap|p)(?:_|$)|^pos/i;
const far = /(?:^|[_.]|d)(?:neg|negatives?|an|n)(?:_|$)|^neg/i;

/** `torch.relu(d_pos - d_neg + margin).mean()` of distances. */
export const triplet: Form = (expression) => {
  const { units } = expression;
  const sum = cutSum(expression);
  if (sum?.terms.length !== 2 || !(sum.constant > 0)) return undefined;
  const [plus, minus] = [1, -1].map((factor) => sum.terms.find((each) => each.factor === factor)?.of);
  if (plus === undefined || minus === undefined) return undefined;
  if (![plus, minus].every(isDistance)) return undefined;
  const [first, second] = [plus, minus].map((each) => textOf(each, units));
  const written = { loss: "triplet loss", pair: [plus, minus] } as const;
  if (near.test(first) && far.test(second)) return { ...written, finding: undefined };
  if (!far.test(first) || !near.test(second)) return undefined;
  const fixes =
    plus.place === undefined || minus.place === undefined
      ? []
      : [
          {
            title: { kind: "use", code: `${second} - ${first}` },
            edits: [
              { place: plus.place, text: second },
              { place: minus.place, text: first },
            ],
          } as const,
        ];
  return { ...written, finding: slip("triplet", fixes) };
};

/** Squares of differences, or their root: what grows as two things differ. */
function isDistance({ value }: Operand): boolean {
  const isOne = /^(pairwise_distance|norm|vector_norm|cdist)$/;
  let found = false;
  someOrigin(value.origin, ({ operation, operands }) => {
    const [inner] = operands;
    const isSquared = /^(pow|square|abs)$/.test(operation) && inner !== undefined && madeOf(inner, "sub") !== undefined;
    found ||= isOne.test(operation) || isSquared;
    return found;
  });
  return found;
}

const alike = /(?:^|_)(?:same|similar|match|matching|positive|is_pos)(?:_|$)/i;

/** `y * d ** 2 + (1 - y) * torch.clamp(margin - d, min=0) ** 2`, where 1 stands for a pair that belongs together. */
export const contrastive: Form = ({ whole, units, definitions }) => {
  const { constant, terms } = linearOf(whole, true);
  if (constant !== 0 || terms.length !== 2) return undefined;
  const parts = terms.map(({ of }) => {
    const { of: factors } = factorsOf(of);
    const cut = factors.find((each) => marginOf(each) !== undefined);
    return { factors, cut };
  });
  const apart = parts.find(({ cut }) => cut !== undefined);
  const together = parts.find(({ cut }) => cut === undefined);
  if (apart?.cut === undefined || apart.factors.length !== 2 || together?.factors.length !== 2) return undefined;
  const kept = marginOf(apart.cut);
  const weight = apart.factors.find((each) => each !== apart.cut);
  const distance = together.factors.find(
    (each) => kept !== undefined && isSame((squared(each) ?? each).value, kept.value),
  );
  const own = together.factors.find((each) => each !== distance);
  if (weight === undefined || distance === undefined || own === undefined) return undefined;
  const rest = madeOf(own, "sub");
  // (1 − y) stands with the distance, y with the margin.
  const isTurned = rest?.operands.at(1) !== undefined && isSame(rest.operands[1].value, weight.value);
  if (!isTurned) return undefined;
  const written = { loss: "contrastive loss", pair: [kept ?? distance, weight] } as const;
  const definition = definitions.find(({ value }) => value === weight.value);
  const line = definition === undefined ? "" : lineAt(units[definition.place.unit].text, definition.place.start);
  const comment = line.includes("#") ? line.slice(line.indexOf("#")) : "";
  const says =
    /\b1\s{0,3}(?:[:=]{1,2}|means|is|for|if)?\s{0,3}["']?(?:the\s)?(?:same|similar|match|positive|genuine)/i.test(
      comment,
    );
  return { ...written, finding: says || alike.test(textOf(weight, units)) ? slip("pairs") : undefined };
};

/** d of `torch.clamp(margin - d, min=0) ** 2`. */
function marginOf(operand: Operand): Operand | undefined {
  const inside = insideOf(squared(operand) ?? operand);
  const { constant, terms } = inside === undefined ? { constant: 0, terms: [] } : linearOf(inside, false);
  return constant > 0 && terms.length === 1 && terms[0].factor === -1 ? terms[0].of : undefined;
}

/** What a square is taken of. */
function squared(operand: Operand): Operand | undefined {
  return madeOf(operand, "pow", "square")?.operands[0];
}

function lineAt(text: string, start: number): string {
  return text.slice(start).split("\n", 1)[0];
}
