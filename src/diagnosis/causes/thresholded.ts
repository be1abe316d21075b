import { classDimOf, distinct, isOneHot } from "../arrays";
import { backwardCalls } from "../backward";
import type { CallFacts } from "../callFacts";
import { argumentFix, operandText } from "../edits";
import { comesOf, valueIn } from "../laterValues";
import { renameLoss } from "../lossEdits";
import { differences, elementwise } from "../meaning";
import { type ChainStep, lastMeaningful } from "../originChain";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Predictions that are decided already: nothing can be learned from them. */
export const thresholdedRows: readonly CauseRow[] = [{ cause: "thresholded", find: thresholded }];

const casts = /^(float|double|to|type|half|squeeze|unsqueeze|view|reshape|long|int|flatten|requires_grad_?)$/;
const decides = /^(gt|ge|lt|le|greater|greater_equal|less|less_equal|heaviside)$/;
const rounds = /^(round|sign)$/;
const classLosses: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss"]);

function thresholded({ facts, meaning }: CallCase): Finding | undefined {
  const { input, call } = facts;
  if (classLosses.has(call.loss)) return classNumbers(facts) ?? decidedClasses(facts);
  // Hard decisions have an error of their own, which is no mistake as long as nothing learns from it.
  const isDifference = differences.has(call.loss) && input.tensor === undefined && mayLearn(facts);
  if (!elementwise.has(call.loss) && !isDifference) return undefined;
  const at = input.chain.steps.findIndex(({ operation }) => !casts.test(operation));
  const last = input.chain.steps.at(at);
  const before = input.chain.steps[at + 1]?.operation;
  const byCode =
    at !== -1 &&
    last !== undefined &&
    (decides.test(last.operation) ||
      last.operation === "argmax" ||
      (rounds.test(last.operation) && (!isDifference || before === "sigmoid")) ||
      chooses(last));
  if (byCode) {
    return {
      claim: { cause: "thresholded", facts: { values: last.operation } },
      // That no gradient comes through it says more where there is nothing else.
      weight: isDifference ? 0.86 : 0.97,
      fixes:
        last.operation === "where"
          ? []
          : last.operation === "argmax"
            ? forClasses(facts, last)
            : removeThreshold(facts, last),
    };
  }
  if (isDifference) return undefined;
  const { tensor } = input;
  if (tensor === undefined || tensor.data.length < 3 || meaning.known === "code") return undefined;
  const values = distinct(tensor.data, 2);
  // Scores of nothing but zeros decide nothing.
  if (!values?.includes(1) || !values.every((value) => value === 0 || value === 1)) return undefined;
  // As predictions they are decided; as probabilities of 0 and 1 it is what BCELoss makes of them that puzzles.
  const decided = call.loss !== "BCELoss" || input.names.some((name) => /pred|label|class|hard|decision/i.test(name));
  return { claim: { cause: "thresholded", facts: { values: "0, 1" } }, weight: decided ? 0.88 : 0.84, fixes: [] };
}

/** Whether some backward() is perhaps of this loss: not where it is of another one alone. */
function mayLearn(facts: CallFacts): boolean {
  return facts.units.some((unit, index) =>
    backwardCalls(unit, index).some(({ of, hasArguments }) => {
      const value = hasArguments ? undefined : valueIn(facts, of);
      return value?.origin.kind !== "operation" || comesOf(value.origin, facts.call.place);
    }),
  );
}

/** `torch.where(p > 0.5, 1.0, 0.0)` */
function chooses({ operation, operands }: ChainStep): boolean {
  const values = operands.slice(1).map(({ value }) => (value.kind === "number" ? value.value : undefined));
  return operation === "where" && values.length === 2 && values.every((value) => value === 0 || value === 1);
}

/** The class that was chosen in place of the scores. */
function classNumbers(facts: CallFacts): Finding | undefined {
  const last = lastMeaningful(facts.input.chain)?.step;
  if (last?.operation !== "argmax") return undefined;
  return {
    claim: { cause: "thresholded", facts: { values: "argmax" } },
    weight: 0.97,
    fixes: removeThreshold(facts, last),
  };
}

/** One-hot rows in place of scores. */
function decidedClasses({ input, target }: CallFacts): Finding | undefined {
  const rank = input.tensor?.shape.length ?? 0;
  const { steps } = input.chain;
  const hot = steps.findIndex(({ operation }) => !casts.test(operation));
  if (input.tensor === undefined && steps[hot]?.operation === "one_hot" && steps[hot + 1]?.operation === "argmax")
    return { claim: { cause: "thresholded", facts: { values: "0, 1" } }, weight: 0.96, fixes: [] };
  if (input.tensor === undefined || rank < 2 || input.tensor.shape[0] < 2 || !isOneHot(input.tensor, classDimOf(rank)))
    return undefined;
  if (target.tensor?.data.some((value) => !Number.isInteger(value))) return undefined;
  const byCode = input.chain.steps.some(({ operation }) => /^(one_hot|argmax|round|gt|ge|eq)$/.test(operation));
  return { claim: { cause: "thresholded", facts: { values: "0, 1" } }, weight: byCode ? 0.96 : 0.8, fixes: [] };
}

/** The scores of all classes have another shape than the class that was chosen of them: another loss takes both. */
function forClasses(facts: CallFacts, step: ChainStep): readonly FixCandidate[] {
  const renamed = facts.call.options.size === 0 ? renameLoss(facts, "CrossEntropyLoss") : undefined;
  const [scores] = removeThreshold(facts, step);
  const [labels] = argumentFix(facts, facts.target, (text) => `${operandText(text)}.long()`);
  if (renamed === undefined || scores === undefined || labels === undefined) return [];
  return [{ title: renamed.title, edits: [...renamed.edits, ...scores.edits, ...labels.edits] }];
}

function removeThreshold(facts: CallFacts, step: ChainStep): readonly FixCandidate[] {
  const { place } = step.operand;
  if (place === undefined) return [];
  // What is between the threshold and the call only retypes it: the whole argument is the operand then.
  const code = facts.units[place.unit].text.slice(place.start, place.end);
  return argumentFix(facts, facts.input, () => code);
}
