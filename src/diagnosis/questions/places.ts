import type { Operand, Value } from "../../python/value";
import type { Tensor } from "../../tensor/tensor";
import { cutsIn, isOfClasses, isOfOne, madeBy, written } from "../around";
import { allHold, extremes, isOneHot, sumsAlong } from "../arrays";
import { type CallFacts, shapeOf, tensorOf, textAt } from "../callFacts";
import { accuracyOf } from "../evaluateForm";
import { numberIn, type OriginOperation, someOrigin } from "../laterValues";
import { differences } from "../meaning";
import {
  type ChainStep,
  isTransparent,
  lastMeaningful,
  type OriginChain,
  originChain,
  shareSource,
} from "../originChain";

/** `logits[:-1]` against `tokens[1:]` of rows that may be the samples, where most predictions are wrong. */
export function firstAxisShifted(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts) || facts.form === undefined) return undefined;
  const cut = (which: "input" | "target", index: string, rank: number) =>
    facts[which].chain.steps.find(({ operation, place, operand: { value } }) => {
      return (
        operation === "getitem" &&
        value.kind === "tensor" &&
        value.shape.length === rank &&
        value.shape[1] > 1 &&
        written(facts, place).replaceAll(" ", "").endsWith(index)
      );
    });
  const [scores, labels] = [cut("input", "[:-1]", 3), cut("target", "[1:]", 2)];
  const right = accuracyOf(facts.form);
  if (scores === undefined || labels === undefined || right === undefined || right.correct * 2 >= right.of)
    return undefined;
  return written(facts, labels.place);
}

/** `y[..., 1:]` of labels that were `tokens[:, 1:]`, beside `logits[..., :-1, :]`. */
export function cutTwice(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts) || cutsIn(facts, "input", ":-1").length === 0) return undefined;
  const [last, ...before] = cutsIn(facts, "target", "1:");
  return before.length > 0 && cutsIn(facts, "input", ":-1").length === 1 ? written(facts, last.place) : undefined;
}

/** `torch.roll(tokens, 1, dims=1)`: the token before, not the next one. */
export function rolledForward(facts: CallFacts): string | undefined {
  const roll = facts.target.chain.steps.find(({ operation }) => operation === "roll");
  if (!isOfClasses(facts) || roll === undefined) return undefined;
  const text = written(facts, roll.place);
  const right = facts.form && accuracyOf(facts.form);
  return text.includes("-") || (right !== undefined && right.correct === right.of) ? undefined : text;
}

/** Scores with a minus in front that are no distances. */
export function negatedScores(facts: CallFacts): string | undefined {
  const { form, input } = facts;
  if (!isOfClasses(facts) || form === undefined) return undefined;
  const made = madeBy(input.value);
  const scores = made?.operation === "neg" ? made.operands[0] && tensorOf(made.operands[0].value) : undefined;
  if (scores === undefined || !(extremes(scores.data).min < 0)) return undefined;
  const turned = { ...form, input: { ...form.input, data: form.input.data.map((each) => -each) } };
  const [own, other] = [accuracyOf(form), accuracyOf(turned)];
  return own !== undefined && other !== undefined && other.correct > own.correct
    ? written(facts, input.place)
    : undefined;
}

/** A divergence of a distribution from itself. */
export function ownDistribution({ call, form, input, target }: CallFacts): string | undefined {
  if (call.loss !== "KLDivLoss" || form === undefined || form.input.data.length < 2) return undefined;
  const [own, other] = [madeBy(input.value), madeBy(target.value)];
  const [a, b] = [own?.operands[0], other?.operands[0]];
  if (own?.operation !== "log_softmax" || other === undefined || !/softmax/.test(other.operation)) return undefined;
  if (a === undefined || b === undefined || !isOfOne(a.value, b.value)) return undefined;
  const isSame = form.input.data.every((each, i) => {
    const there = form.target.data[i];
    return Math.abs((form.options.logTarget ? there : Math.log(there)) - each) < 1e-6;
  });
  return isSame ? (target.text ?? "") : undefined;
}

/** `soft.argmax(dim=0)` of a square array whose rows are the distributions. */
export function argmaxAxis(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts)) return undefined;
  const step = facts.target.chain.steps.find(({ operation }) => operation === "argmax");
  const of = step && tensorOf(step.operand.value);
  if (step === undefined || of?.shape.length !== 2 || of.shape[0] !== of.shape[1]) return undefined;
  const { dim } = step.settings;
  if (dim !== 0 && dim !== 1) return undefined;
  const sums = (axis: number) => allHold(sumsAlong(of, axis));
  return sums(1 - dim) && (!sums(dim) || fitsDown(facts, of, dim)) ? written(facts, step.place) : undefined;
}

/** Of rows and columns of one 1, whether the predictions are those of the rows, and the argmax went down the columns. */
function fitsDown({ form }: CallFacts, of: Tensor, dim: number): boolean {
  const size = of.shape[0];
  if (dim !== 0 || form === undefined || form.target.data.length !== size || !isOneHot(of, 1)) return false;
  const data = form.target.data.map((_, row) => of.data.subarray(row * size, (row + 1) * size).indexOf(1));
  const [own, other] = [accuracyOf(form), accuracyOf({ ...form, target: { ...form.target, data } })];
  return own !== undefined && other !== undefined && other.correct === other.of && own.correct * 2 < own.of;
}

/** `torch.max(onehot, 1)[0]` as labels: how large the largest is, and not which. */
export function largestAsLabels(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts)) return undefined;
  const step = lastMeaningful(facts.target.chain)?.step;
  return step !== undefined && /^a?max$/.test(step.operation) && step.settings.dim !== undefined
    ? written(facts, step.place)
    : undefined;
}

/** `y.argmax(1)` of labels (N, 1): of one column, the largest is always the first. */
export function largestOfOne(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts)) return undefined;
  const step = facts.target.chain.steps.find(({ operation }) => operation === "argmax");
  const shape = step && shapeOf(step.operand.value);
  const dim = step?.settings.dim;
  const isOne =
    shape !== undefined && typeof dim === "number" && shape.at(dim) === 1 && shape.some((size) => size !== 1);
  return isOne ? written(facts, step?.place) : undefined;
}

/** `F.softmax(y, 1)` of one-hot labels. */
export function softenedLabels(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts) && facts.call.loss !== "KLDivLoss") return undefined;
  const step = facts.target.chain.steps.find(({ operation }) => operation === "softmax");
  const of = step && tensorOf(step.operand.value);
  const dim = step?.settings.dim;
  if (of === undefined || typeof dim !== "number" || of.shape.length < 2) return undefined;
  return isOneHot(of, dim < 0 ? dim + of.shape.length : dim) ? written(facts, step?.place) : undefined;
}

/** `labels = logits.argmax(1)`, and every prediction is right. */
export function ownLabels(facts: CallFacts): string | undefined {
  const { form, input, target } = facts;
  if (!isOfClasses(facts) || form === undefined || form.target.data.length < 2) return undefined;
  const step = lastMeaningful(target.chain)?.step;
  return step?.operation === "argmax" && isOfOne(step.operand.value, input.value)
    ? written(facts, step.place)
    : undefined;
}

/** `F.mse_loss(recon, recon)`, also of two names for one array, where there is another that it could be compared with. */
export function sameArray(facts: CallFacts): string | undefined {
  const { call, definitions, form, input, target } = facts;
  if (!differences.has(call.loss) || form === undefined || form.input.data.length < 2) return undefined;
  const isSame = form.input.data.every((each, i) => each === form.target.data[i]);
  const isCopied = [input, target].some(({ chain }) => chain.steps.some(({ operation }) => operation === "clone"));
  if (!isSame || isCopied || !isOfOne(input.value, target.value)) return undefined;
  const hasOther = definitions.some(
    ({ value }) => shapeOf(value)?.join() === form.input.shape.join() && !isOfOne(value, input.value),
  );
  return hasOther || input.text !== target.text ? (target.text ?? "") : undefined;
}

/** `next_q.max(dim=0)` of as many samples as actions, beside values that are chosen along dim 1 or one a sample. */
export function bestOfColumn(facts: CallFacts): string | undefined {
  if (!differences.has(facts.call.loss)) return undefined;
  let found: string | undefined;
  someOrigin(facts.target.value.origin, ({ operation, operands: [of], settings, place }) => {
    const shape = of && shapeOf(of.value);
    if (!/^a?max$/.test(operation) || settings.dim !== 0 || shape?.length !== 2 || shape[0] !== shape[1]) return false;
    const text = written(facts, place);
    if (/q|value/i.test(text)) found = text;
    return found !== undefined;
  });
  return found;
}

/** `z @ z.T` with the samples' own places in it, where the positives are others. */
export function ownSimilarity(facts: CallFacts): string | undefined {
  const { form, input } = facts;
  if (!isOfClasses(facts) || form === undefined) return undefined;
  const [rows, columns] = form.input.shape;
  const { data } = form.target;
  if (form.input.shape.length !== 2 || rows !== columns || rows < 3 || data.length !== rows) return undefined;
  if (data.some((label, i) => label === i)) return undefined;
  const product = lastProduct(input.chain);
  const [a, b] = product?.operands ?? [];
  if (a === undefined || b === undefined) return undefined;
  const isOwn = (i: number) => form.input.data[i * rows + i] >= form.input.data[i * rows + data[i]];
  return shareSource(a.value, b.value) && [...data.keys()].every(isOwn) ? (input.text ?? "") : undefined;
}

/** The product of matrices that scores are, however they were moved and scaled since. */
function lastProduct(chain: OriginChain): ChainStep | undefined {
  const last = chain.steps.find(({ operation }) => !isTransparent(operation) && !/^(div|mul)$/.test(operation));
  return /^(matmul|mm)$/.test(last?.operation ?? "") ? last : undefined;
}

/** Every sample of `a @ b.T` has the first one of the other view for its positive. */
export function samePositive({ call, form, input, target }: CallFacts): string | undefined {
  if (call.loss !== "CrossEntropyLoss" || form === undefined || form.input.shape.length !== 2) return undefined;
  const [rows, columns] = form.input.shape;
  if (rows !== columns || rows < 2 || form.target.data.length !== rows || form.target.data.some((label) => label !== 0))
    return undefined;
  const product = lastProduct(input.chain);
  const [a, b] = product?.operands ?? [];
  const areRows = [a, b].every((each) => ((each && shapeOf(each.value))?.length ?? 0) === 2);
  return areRows && isNormalised(a?.value) && isNormalised(b?.value) ? (target.text ?? "") : undefined;
}

/** `torch.cat([neg, pos], dim=1)` with labels of nothing but 0: the first of the negatives is the right one. */
export function negativesFirst(facts: CallFacts): string | undefined {
  const { form, input } = facts;
  if (!isOfClasses(facts) || form === undefined || form.target.data.some((label) => label !== 0)) return undefined;
  const step = input.chain.steps.find(({ operation }) => /^(?:cat|concat|hstack)$/.test(operation));
  const text = written(facts, step?.place);
  const [first, ...others] = text.slice(text.indexOf("[") + 1, text.indexOf("]")).split(",");
  return first.includes("neg") && others.some((each) => each.includes("pos")) ? text : undefined;
}

/** Embeddings, not the weights of classes. */
function isNormalised(value: Value | undefined): boolean {
  return value !== undefined && originChain(value).steps.some(({ operation }) => operation === "normalize");
}

/** `F.mse_loss(scores.argmax(1).float(), y)`: nothing learns from it. */
export function chosenClass({ call, input, units }: CallFacts): string | undefined {
  if (!/^(MSELoss|L1Loss|SmoothL1Loss|HuberLoss)$/.test(call.loss) || call.context.noGrad) return undefined;
  const step = lastMeaningful(input.chain)?.step;
  return step?.operation === "argmax" ? textAt(units, step.place) : undefined;
}

const MOST_STEPS = 6;

/** `z @ w.T * 0.07` of unit vectors: a temperature divides. */
export function temperatureTimes({ call, input, units }: CallFacts): string | undefined {
  if (call.loss !== "CrossEntropyLoss") return undefined;
  let value: Value | undefined = input.value;
  let scaled: Operand | undefined;
  for (let steps = 0; steps < MOST_STEPS && value?.origin.kind === "operation"; steps++) {
    const { operation, operands }: OriginOperation = value.origin;
    const isProduct = /^(matmul|mm)$/.test(operation);
    if (isProduct)
      return scaled?.place && operands.every((each) => isNormalised(each.value))
        ? textAt(units, scaled.place)
        : undefined;
    const number: Operand | undefined = operands.find((each) => each.value.kind === "number");
    const factor = number && numberIn(number.value);
    if (operation === "mul" && factor !== undefined && factor > 0 && factor <= 0.5) scaled = number;
    else if (!isTransparent(operation)) return undefined;
    value = operands.find((each) => each !== number)?.value;
  }
  return undefined;
}
