import { has } from "../around";
import { allHold, extremes, isWithin, sumsAlong } from "../arrays";
import { type CallFacts, shapeOf, tensorOf, textAt } from "../callFacts";
import { argumentFix, functionOf } from "../edits";
import { renameLoss } from "../lossEdits";
import { type ChainStep, lastMeaningful } from "../originChain";
import { removeActivation } from "../removeActivation";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";
import { removeStep, renameActivation, renameStep } from "../stepEdits";
import { logarithmRows } from "./logarithms";
import { twiceRows, withLogits } from "./twice";

/** One activation too many, too few, or the wrong one. */
export const activationRows: readonly CauseRow[] = [
  ...twiceRows,
  { cause: "softmax-for-labels", find: softmaxForLabels },
  { cause: "sigmoid-for-classes", find: sigmoidForClasses },
  ...logarithmRows,
  { cause: "logits-in-bce", find: logitsInBce },
];

function softmaxForLabels({ facts, meaning }: CallCase): Finding | undefined {
  const loss = facts.call.loss;
  const { by } = meaning;
  if (by === undefined || !/softm/.test(by.operation)) return undefined;
  const claim = { cause: "softmax-for-labels", facts: { at: by.place } } as const;
  // One of the columns, or differences of them, may well be a probability of yes.
  if (facts.input.chain.steps.some(({ operation }) => operation === "getitem" || operation === "select"))
    return undefined;
  if (withLogits.has(loss)) return { claim, weight: 1, fixes: removeActivation(facts, meaning) };
  if (loss !== "BCELoss") return undefined;
  if (isOverOne(by)) {
    const single = { ...claim, facts: { at: by.place, single: true } };
    return { claim: single, weight: 0.97, fixes: sigmoidOf(facts, by) };
  }
  const { tensor } = facts.target;
  const sigmoid = sigmoidOf(facts, by);
  if (tensor === undefined) return undefined;
  const last = tensor.shape.length - 1;
  const exclusive = last >= 0 && isWithin(tensor, 0, 1) && allHold(sumsAlong(tensor, last));
  return { claim, weight: exclusive ? 0.55 : 0.97, fixes: exclusive ? [] : sigmoid };
}

/** Of one output the softmax is always 1. */
function isOverOne({ settings, operand: { value } }: ChainStep): boolean {
  const sizes = shapeOf(value);
  const { dim } = settings;
  if (typeof dim !== "number") return false;
  if (sizes !== undefined) return sizes.at(dim) === 1 && sizes.length > 1;
  return value.kind === "unknown" && value.facts.lastSize === 1 && (dim === 1 || dim === -1);
}

function sigmoidOf(facts: CallFacts, by: ChainStep): readonly FixCandidate[] {
  // A layer of an nn.Sequential, without the dim that a sigmoid has none of.
  const [layer] = by.operand.place === undefined ? renameActivation(facts, by, { Softmax: "Sigmoid" }) : [];
  if (layer !== undefined) {
    const edits = [{ place: { ...layer.place, end: by.place.end }, text: `${layer.text}()` }];
    return [{ title: { kind: "use", code: layer.text }, edits }];
  }
  return renameStep(facts, by, /\b(?:log_)?softmax\b(?=\()/, "sigmoid").length > 0 ? sigmoidInstead(facts, by) : [];
}

function sigmoidInstead(facts: CallFacts, step: NonNullable<CallCase["meaning"]["by"]>): readonly FixCandidate[] {
  const operand = step.operand.place;
  if (operand === undefined) return [];
  const code = functionOf(facts, "sigmoid")(textAt(facts.units, operand));
  return [{ title: { kind: "use", code }, edits: [{ place: step.place, text: code }] }];
}

/** A no and a yes of one score, whose logarithms are those of a distribution. */
function isOfOneAnswer({ input: { tensor } }: CallFacts): boolean {
  return tensor?.shape.length === 2 && tensor.shape[1] === 2 && allHold(sumsAlong(tensor, 1, "exp"));
}

/** `F.nll_loss(F.logsigmoid(x), y) + F.nll_loss(F.logsigmoid(-x), drawn)`: words that belong together, and drawn ones that do not. */
function isOfNegatives({ call, calls }: CallFacts): boolean {
  const isNegated = (each: typeof call) =>
    each.loss === "NLLLoss" && each.arguments.some(({ value }) => has(value, /^neg$/) && has(value, /sigmoid|expit/));
  return calls.some((each) => each !== call && isNegated(each) !== isNegated(call));
}

function sigmoidForClasses({ facts, meaning }: CallCase): Finding | undefined {
  const loss = facts.call.loss;
  const operation = meaning.by?.operation ?? "";
  const applies =
    (loss === "CrossEntropyLoss" && /sigmoid|expit/.test(operation)) ||
    (loss === "NLLLoss" && /sigmoid|expit/.test(operation) && meaning.kind === "logProbabilities");
  if (!applies || (loss === "NLLLoss" && (isOfOneAnswer(facts) || isOfNegatives(facts)))) return undefined;
  return {
    claim: { cause: "sigmoid-for-classes", facts: { at: meaning.by?.place } },
    weight: 1,
    fixes: loss === "CrossEntropyLoss" ? removeActivation(facts, meaning) : [],
  };
}

function logitsInBce({ facts, meaning, exception }: CallCase): Finding | undefined {
  if (facts.call.loss !== "BCELoss") return undefined;
  const cut = scoresCut(facts);
  if (cut !== undefined) return cut;
  if (meaning.kind === "probabilities") return undefined;
  const { tensor } = facts.input;
  const range = tensor && extremes(tensor.data);
  const out = range !== undefined && (range.min < 0 || range.max > 1);
  if (tensor !== undefined && (!out || exception === undefined)) return undefined;
  if (tensor === undefined && meaning.known !== "code") return undefined;
  // Probabilities by their name are in per cent then.
  if (range && range.min >= 0 && range.max > 10 && range.max <= 100 && meaning.suggestedByName === "probabilities")
    return undefined;
  const renamed = renameLoss(facts, "BCEWithLogitsLoss");
  const squashed = argumentFix(facts, facts.input, functionOf(facts, "sigmoid"));
  const log = meaning.by !== undefined && meaning.kind === "logProbabilities";
  return {
    claim: { cause: "logits-in-bce", facts: { min: range?.min, max: range?.max } },
    weight: 0.95,
    fixes: log ? [] : [...(renamed === undefined ? [] : [renamed]), ...squashed],
  };
}

/** So little beyond 0 and 1 is rounding. */
const ROUNDING = 0.01;

/** `bce(out.clamp(0, 1), y)`: scores that are cut off where probabilities end. */
function scoresCut(facts: CallFacts): Finding | undefined {
  const step = lastMeaningful(facts.input.chain)?.step;
  const before = step?.operation === "clamp" ? tensorOf(step.operand.value) : undefined;
  if (before === undefined || step === undefined || facts.input.tensor === undefined) return undefined;
  const { min, max } = extremes(before.data);
  if (min > -ROUNDING && max < 1 + ROUNDING) return undefined;
  const renamed = renameLoss(facts, "BCEWithLogitsLoss");
  const edits = removeStep(facts, step);
  return {
    claim: { cause: "logits-in-bce", facts: { min, max } },
    weight: 0.9,
    fixes:
      renamed === undefined || edits.length === 0
        ? []
        : [{ title: renamed.title, edits: [...renamed.edits, ...edits] }],
  };
}
