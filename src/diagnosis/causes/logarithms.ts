import { allHold, classDimOf, extremes, isWithin, sumsAlong } from "../arrays";
import { type CallFacts, tensorOf } from "../callFacts";
import { argumentFix, functionOf, moduleName, operandText } from "../edits";
import { renameLoss } from "../lossEdits";
import { type ChainStep, isDivision, isTransparent, lastMeaningful } from "../originChain";
import { isUsedElsewhere } from "../removeActivation";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";
import { removeStep, renameActivation, renameStep } from "../stepEdits";
import { negatedLogarithm } from "./numbers";

/** A loss that takes log-probabilities, and gets something else. */
export const logarithmRows: readonly CauseRow[] = [
  { cause: "in-bits", find: otherBase },
  { cause: "no-logarithm", find: noLogarithm },
];

function noLogarithm({ facts, meaning }: CallCase): Finding | undefined {
  const loss = facts.call.loss;
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
  if (!/^(NLLLoss|KLDivLoss)$/.test(facts.call.loss)) return undefined;
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
