import { lastActivation } from "../../python/library/nn/activation";
import type { Place } from "../../textUnit";
import { has } from "../around";
import { allHold, classDimOf, extremes, isWithin, sumsAlong } from "../arrays";
import { type CallFacts, shapeOf, tensorOf, textAt } from "../callFacts";
import {
  argumentFix,
  functionOf,
  moduleName,
  operandText,
  removeStep,
  renameActivation,
  renameLoss,
  renameStep,
} from "../edits";
import type { HeldMeaning } from "../meaning";
import { type ChainStep, isDivision, isTransparent, lastMeaningful } from "../originChain";
import { isUsedElsewhere, isWithinPlace, removeActivation } from "../removeActivation";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";
import { negatedLogarithm } from "./numbers";

/** One activation too many, too few, or the wrong one. */
export const activationRows: readonly CauseRow[] = [
  { cause: "double-softmax", find: doubleSoftmax },
  { cause: "double-softmax", find: teacherTwice },
  { cause: "double-sigmoid", find: doubleSigmoid },
  { cause: "softmax-for-labels", find: softmaxForLabels },
  { cause: "sigmoid-for-classes", find: sigmoidForClasses },
  { cause: "in-bits", find: otherBase },
  { cause: "no-logarithm", find: noLogarithm },
  { cause: "logits-in-bce", find: logitsInBce },
];

const withLogits: ReadonlySet<string> = new Set(["BCEWithLogitsLoss", "MultiLabelSoftMarginLoss", "SigmoidFocalLoss"]);

function lossOf({ call }: CallFacts): string {
  return call.loss;
}

function doubleSoftmax(instance: CallCase): Finding | undefined {
  const { facts, meaning } = instance;
  const inner = activatedBefore(facts, "input", inCode(meaning), /^(log_)?softmax$/, /^softmax$/);
  if (inner !== undefined) {
    const claim = { cause: "double-softmax", facts: { at: inner.place, floor: undefined, inCode: true } } as const;
    return { claim, weight: 1, fixes: inner.fixes };
  }
  if (lossOf(facts) !== "CrossEntropyLoss" || meaning.kind !== "probabilities") return undefined;
  const { by } = meaning;
  if (by !== undefined && !/softm/.test(by.operation)) return undefined;
  const classDim = facts.input.shape && classDimOf(facts.input.shape.length);
  // Along another axis it is another mistake.
  if (meaning.dim !== undefined && classDim !== undefined && meaning.dim !== classDim) return undefined;
  const classes = classDim === undefined ? undefined : facts.input.shape?.[classDim];
  if (classes === 1) return undefined;
  const weighted = facts.call.options.has("weight") || facts.call.options.has("label_smoothing");
  const floor = classes === undefined || weighted ? undefined : Math.log(Math.E + classes - 1) - 1;
  const log = argumentFix(facts, facts.input, functionOf(facts, "log"));
  const withoutIt = removeActivation(facts, meaning);
  const fixes: readonly FixCandidate[] =
    by === undefined
      ? log.map(({ title, edits }) => ({
          title: title.kind === "use" ? { kind: "logarithm", code: title.code } : title,
          edits,
        }))
      : withoutIt.length > 0
        ? withoutIt
        : log;
  return {
    claim: { cause: "double-softmax", facts: { at: by?.place, floor, inCode: false } },
    weight: meaning.confidence,
    fixes,
  };
}

/** A teacher's softmax, and one more over its probabilities: nearly all alike. */
function teacherTwice({ facts }: CallCase): Finding | undefined {
  if (lossOf(facts) !== "KLDivLoss" && lossOf(facts) !== "CrossEntropyLoss") return undefined;
  const outer = lastActivation(facts.target.value);
  const by = facts.target.chain.steps.find(
    ({ place }) =>
      place.unit === outer?.place?.unit && place.start === outer.place.start && place.end === outer.place.end,
  );
  const inner = activatedBefore(facts, "target", by, /^(log_)?softmax$/, /^softmax$/);
  if (inner === undefined) return undefined;
  const claim = {
    cause: "double-softmax",
    facts: { at: inner.place, floor: undefined, inCode: true, of: "target" },
  } as const;
  return { claim, weight: 0.97, fixes: inner.fixes };
}

function inCode({ by, known }: HeldMeaning): ChainStep | undefined {
  return known === "code" ? by : undefined;
}

/** The same activation below the last one, over the same dim, with nothing computed in between. */
function activatedBefore(
  facts: CallFacts,
  argument: "input" | "target",
  by: ChainStep | undefined,
  outer: RegExp,
  inner: RegExp,
): { readonly place: Place; readonly fixes: readonly FixCandidate[] } | undefined {
  if (by === undefined || !outer.test(by.operation)) return undefined;
  const before = lastActivation(by.operand.value);
  if (before?.place === undefined || before.operand === undefined || !inner.test(before.operation)) return undefined;
  const { operation, dim, place } = before;
  // The chain knows where the array in front of a method stands.
  const step = facts[argument].chain.steps.find(
    (each) => each.place.unit === place.unit && each.place.start === place.start && each.place.end === place.end,
  );
  const operand = step?.operand ?? before.operand;
  const overDim = by.settings.dim;
  if (/softmax/.test(operation) && (!before.keepsAxes || dim === undefined || typeof overDim !== "number"))
    return undefined;
  const rank = operand.value.kind === "tensor" ? operand.value.shape.length : undefined;
  const sameDim = dim === overDim || (rank !== undefined && typeof overDim === "number" && dim === overDim + rank);
  if (/softmax/.test(operation) && !sameDim) return undefined;
  // The loss applies one of its own: neither stays.
  const written = operand.place;
  const neither = argument === "input" && lossOf(facts) === "CrossEntropyLoss" && by.operation === "softmax";
  const edits =
    neither && written !== undefined && isWithinPlace(written, by.place)
      ? [{ place: by.place, text: textAt(facts.units, written) }]
      : removeStep(facts, { operation, settings: {}, place, operand, operands: [operand] });
  const isOwn = !isUsedElsewhere(facts, { operation, settings: {}, place, operand, operands: [operand] });
  return { place, fixes: edits.length === 0 || !isOwn ? [] : [{ title: { kind: "remove", what: operation }, edits }] };
}

function doubleSigmoid(instance: CallCase): Finding | undefined {
  const { facts, meaning } = instance;
  const inner = activatedBefore(facts, "input", inCode(meaning), /^(log)?sigmoid$/, /^sigmoid$/);
  if (inner !== undefined && lossOf(facts) === "BCELoss") {
    const claim = { cause: "double-sigmoid", facts: { at: inner.place, inCode: true } } as const;
    return { claim, weight: 1, fixes: inner.fixes };
  }
  if (!withLogits.has(lossOf(facts)) && lossOf(facts) !== "SoftMarginLoss") return undefined;
  if (meaning.kind !== "probabilities") return undefined;
  const { by } = meaning;
  if (by !== undefined && !/sigmoid|expit/.test(by.operation)) return undefined;
  const other = lossOf(facts) === "BCEWithLogitsLoss" && !facts.call.options.has("pos_weight");
  const renamed = other ? renameLoss(facts, "BCELoss") : undefined;
  // Targets that are no yes and no are the greater mistake.
  const { tensor } = facts.target;
  const beside = by === undefined && tensor !== undefined && !isWithin(tensor, 0, 1) ? 0.9 : 1;
  return {
    claim: { cause: "double-sigmoid", facts: { at: by?.place, inCode: false } },
    weight: meaning.confidence * beside,
    fixes: [...removeActivation(facts, meaning), ...(renamed === undefined ? [] : [renamed])],
  };
}

function softmaxForLabels({ facts, meaning }: CallCase): Finding | undefined {
  const loss = lossOf(facts);
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
  const loss = lossOf(facts);
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

function noLogarithm({ facts, meaning }: CallCase): Finding | undefined {
  const loss = lossOf(facts);
  if (!/^(NLLLoss|KLDivLoss|CTCLoss)$/.test(loss) || meaning.kind === "logProbabilities") return undefined;
  if (meaning.known === "guess" && meaning.kind === "logits" && facts.input.tensor === undefined) return undefined;
  if (otherLogarithm(facts) !== undefined || isProtected(facts) || negatedLogarithm(facts) !== undefined)
    return undefined;
  if (isOfOneMinus(facts)) return undefined;
  const { by } = meaning;
  const logged = lastMeaningful(facts.input.chain)?.step.operation === "log";
  const claim = { cause: "no-logarithm", facts: { of: meaning.kind, at: by?.place, logged } } as const;
  if (meaning.kind === "probabilities") {
    const renamed =
      by && /softmax/.test(by.operation) && !isUsedElsewhere(facts, by)
        ? renameActivation(facts, by, { softmax: "log_softmax", Softmax: "LogSoftmax" })
        : [];
    const logged = argumentFix(facts, facts.input, functionOf(facts, "log"));
    const fixes = [
      ...(by === undefined || renamed.length === 0
        ? []
        : [{ title: { kind: "use", code: renamed[0].text }, edits: renamed } as const]),
      ...logged,
    ];
    return { claim, weight: meaning.confidence, fixes };
  }
  // A logarithm of a probability is never above 0; not adding up to 1 alone may be rounding, a slice, or independent labels.
  const { tensor } = facts.input;
  const weight =
    tensor === undefined || extremes(tensor.data).max > 0 ? meaning.confidence : farFromOne(facts) ? 0.88 : 0.6;
  // Minus the mean of the values of the actions that were taken is what some authors write.
  const areValues = loss === "NLLLoss" && facts.input.names.some((name) => /^q(?:_?val|_?net|s?$)/i.test(name));
  const renamed = loss === "NLLLoss" ? renameLoss(facts, "CrossEntropyLoss") : undefined;
  // Divided by a sum along the wrong axis, the scores are to be divided by another one: no further softmax mends that.
  const isDivided = logged && facts.input.chain.steps.some(({ operation }) => isDivision(operation));
  const fixes = isDivided
    ? []
    : logged
      ? withoutLogarithm(facts, renamed)
      : [...(renamed === undefined ? [] : [renamed]), ...logSoftmaxOf(facts)];
  return { claim, weight: areValues ? Math.min(weight, 0.8) : weight, fixes };
}

/** The logarithm of scores left out, for the loss that takes them as they are. */
function withoutLogarithm(facts: CallFacts, renamed: FixCandidate | undefined): readonly FixCandidate[] {
  const step = facts.input.chain.steps.find(({ operation }) => operation === "log");
  const edits = step === undefined || isUsedElsewhere(facts, step) ? [] : removeStep(facts, step);
  if (renamed === undefined || edits.length === 0) return [];
  const title = { kind: "both", of: [{ kind: "remove", what: "log" }, renamed.title] } as const;
  return [{ title, edits: [...renamed.edits, ...edits] }];
}

/** `torch.log(p + 1e-8)` of probabilities: a little above 0 where one of them is 1. */
function isProtected({ input: { chain, tensor } }: CallFacts): boolean {
  const log = lastMeaningful(chain)?.step;
  const sum = log?.operation === "log" ? log.operand.value.origin : undefined;
  if (sum?.kind !== "operation" || sum.operation !== "add" || tensor === undefined) return false;
  const [p, little] = sum.operands.map(({ value }) => value);
  const before = p && tensorOf(p);
  if (before === undefined || little?.kind !== "number" || !(little.value > 0 && little.value <= 1e-2)) return false;
  return (
    before.shape.length > 0 && isWithin(before, 0, 1) && allHold(sumsAlong(before, classDimOf(before.shape.length)))
  );
}

/** `torch.log(1 - p)`, in bounds or with a little added, `torch.log1p(-p)`: what a class is taught not to be. */
function isOfOneMinus({ input: { chain } }: CallFacts): boolean {
  const [log, ...before] = chain.steps.filter(({ operation }) => !isTransparent(operation));
  const made = before.find(({ operation }) => !/^(clamp|clip|clamp_min|clamp_max|maximum|add)_?$/.test(operation));
  if (made === undefined) return false;
  if (log.operation === "log1p") return /^(neg|negative)_?$/.test(made.operation);
  if (log.operation !== "log" || made.operation !== "sub") return false;
  const [first, second] = made.operands.map(({ value }) => value);
  const p = second && tensorOf(second);
  const data = first?.kind === "number" ? [first.value] : first && tensorOf(first)?.data;
  const isOne = data?.every((each) => each >= 1 && each <= 1.01) ?? false;
  return isOne && (p === undefined || isWithin(p, 0, 1));
}

function otherLogarithm({ input }: CallFacts): ChainStep | undefined {
  const step = lastMeaningful(input.chain)?.step;
  return step !== undefined && /^log(2|10)$/.test(step.operation) ? step : undefined;
}

/** Logarithms to the base 2 or 10 in front of a loss that takes natural ones. */
function otherBase({ facts, value }: CallCase): Finding | undefined {
  if (!/^(NLLLoss|KLDivLoss)$/.test(lossOf(facts))) return undefined;
  const step = otherLogarithm(facts);
  if (step === undefined) return undefined;
  const base = step.operation === "log2" ? 2 : 10;
  // Bits per token, character or dimension are wanted in the base 2.
  const isMeant = facts.definitions.some(({ name }) => /bits?(?![a-z])|^bp[cbdt]$/i.test(name));
  const edits = renameStep(facts, step, /\blog(?:2|10)\b(?=\()/, "log");
  return {
    claim: { cause: "in-bits", facts: { seen: value === undefined ? "" : value.toFixed(4), base, at: step.place } },
    weight: base === 2 && isMeant ? 0.6 : 1,
    fixes: edits.length === 0 ? [] : [{ title: { kind: "use", code: "log" }, edits }],
  };
}

function farFromOne({ input: { tensor } }: CallFacts): boolean {
  if (tensor === undefined || tensor.shape.length === 0) return false;
  const { rows, worst, holding } = sumsAlong(tensor, classDimOf(tensor.shape.length), "exp");
  return rows > 0 && holding === 0 && Math.abs(worst - 1) > 0.3;
}

function logSoftmaxOf(facts: CallFacts): readonly FixCandidate[] {
  const rank = facts.input.shape?.length;
  const dim = facts.call.loss !== "NLLLoss" ? -1 : rank === undefined ? 1 : classDimOf(rank);
  const functional = moduleName(facts, "torch.nn.functional");
  return argumentFix(facts, facts.input, (text) =>
    functional === undefined
      ? `${operandText(text)}.log_softmax(${dim})`
      : `${functional}.log_softmax(${text}, dim=${dim})`,
  );
}

function logitsInBce({ facts, meaning, exception }: CallCase): Finding | undefined {
  if (lossOf(facts) !== "BCELoss") return undefined;
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
