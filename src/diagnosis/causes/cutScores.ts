import { lastActivation } from "../../python/library/nn/activation";
import type { Operand } from "../../python/value";
import { type CallFacts, tensorOf } from "../callFacts";
import type { ChainStep } from "../originChain";
import { isUsedElsewhere } from "../removeActivation";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";
import { removeStep } from "../stepEdits";

/** An activation of hidden layers behind the last one: scores that it keeps from where a loss needs them. */
export const cutScoreRows: readonly CauseRow[] = [{ cause: "cut-scores", find: cutScores }];

const positive: ReadonlySet<string> = new Set(["relu", "relu6", "softplus"]);
const answers: ReadonlySet<string> = new Set(["BCEWithLogitsLoss", "MultiLabelSoftMarginLoss", "SigmoidFocalLoss"]);

function cutScores({ facts, exception }: CallCase): Finding | undefined {
  const { loss } = facts.call;
  const last = lastActivation(facts.input.value);
  // A sigmoid of what is never below 0 is never below one half.
  const isHalved = loss === "BCELoss" && last?.operation === "sigmoid" && last.operand !== undefined;
  const before = isHalved && last.operand ? lastActivation(last.operand.value) : undefined;
  const activation = before !== undefined && positive.has(before.operation) ? before : last;
  if (activation?.place === undefined || (loss === "CrossEntropyLoss" && cutsNothing(activation.operand, facts)))
    return undefined;
  const { operation, place, operand } = activation;
  const outside = exception === undefined || /between 0 and 1/.test(exception.message);
  const weight =
    loss === "BCELoss" && operation === "tanh" && outside
      ? 0.96
      : exception !== undefined || !positive.has(operation)
        ? 0
        : answers.has(loss) || activation === before
          ? 0.9
          : loss === "CrossEntropyLoss"
            ? 0.6
            : 0;
  if (weight === 0) return undefined;
  const step = facts.input.chain.steps.find((each) => each.place.start === place.start && each.place.end === place.end);
  const value = operand ?? { value: facts.input.value, place: undefined };
  return {
    claim: { cause: "cut-scores", facts: { operation, at: place } },
    weight,
    fixes:
      loss === "BCELoss" && activation !== before
        ? []
        : withoutIt(facts, step ?? { operation, settings: {}, place, operand: value, operands: [value] }),
  };
}

/** Scores that are all above 0, which a relu leaves as they are. */
function cutsNothing(operand: Operand | undefined, { input }: CallFacts): boolean {
  const [before, after] = [operand && tensorOf(operand.value)?.data, input.tensor?.data];
  return before?.length === after?.length && before?.every((each, i) => each === after?.[i]) === true;
}

function withoutIt(facts: CallFacts, step: ChainStep): readonly FixCandidate[] {
  if (isUsedElsewhere(facts, step)) return [];
  const edits = removeStep(facts, step);
  return edits.length === 0 ? [] : [{ title: { kind: "remove", what: step.operation }, edits }];
}
