import { isOfOne, written } from "../around";
import { allHold, distinct, sumsAlong } from "../arrays";
import { type CallFacts, shapeOf, tensorOf, textAt } from "../callFacts";
import { keepsItsAxes } from "../originChain";

/** `F.one_hot(mask, K).view(N, K, H, W)`: the sizes of a moved axis, and the numbers in their old order. */
export function viewedOneHot(facts: CallFacts): string | undefined {
  const { chain, tensor } = facts.target;
  const steps = chain.steps.filter(({ operation }) => !keepsItsAxes(operation));
  const [view, made] = steps;
  if (tensor === undefined || made?.operation !== "one_hot" || !["view", "reshape"].includes(view.operation))
    return undefined;
  const before = shapeOf(view.operand.value);
  const { shape } = tensor;
  if (before?.length !== shape.length || shape.length < 3 || before.at(-1) !== shape[1]) return undefined;
  // Rows of three axes that stay as they are may be meant for scores whose classes are last.
  if (shape.length === 3 && before.join() === shape.join()) return undefined;
  return allHold(sumsAlong(tensor, 1)) ? undefined : written(facts, view.place);
}

/** `F.cross_entropy(out[train], y[test])`: rows that were chosen by unlike masks or lists. */
export function otherRows(facts: CallFacts): string | undefined {
  const [own, other] = [rowsChosen(facts.input), rowsChosen(facts.target)];
  if (own === undefined || other === undefined || isOfOne(facts.input.value, facts.target.value)) return undefined;
  const isSame = own.of === other.of && own.data.length === other.data.length;
  if (own.of !== other.of || (isSame && own.data.every((each, i) => each === other.data[i]))) return undefined;
  return written(facts, other.step.place);
}

/** The index that chooses the rows of an array, and of how many; undefined where it is not known, or something else is between. */
function rowsChosen({ chain }: CallFacts["input"]) {
  const step = chain.steps.find(({ operation }) => !keepsItsAxes(operation));
  const of = step && shapeOf(step.operand.value)?.[0];
  if (step === undefined || of === undefined || !["getitem", "index_select"].includes(step.operation)) return undefined;
  const index = step.operands.length === 2 ? tensorOf(step.operands[1].value) : undefined;
  if (index === undefined || index.shape.length !== 1) return undefined;
  return { step, of, data: index.data };
}

/** `y.unsqueeze(1).expand(-1, 2)`: the class number for both outputs of a sample. */
export function sameForAll({ call, target, units }: CallFacts): string | undefined {
  const { tensor, chain } = target;
  if (!/^BCE/.test(call.loss) || tensor?.shape.length !== 2 || tensor.shape[1] !== 2) return undefined;
  const step = chain.steps.find(({ operation }) => /^(expand|expand_as|repeat|tile|broadcast_to)$/.test(operation));
  const isSpread = step !== undefined && shapeOf(step.operand.value)?.at(-1) === 1;
  const isSame = tensor.data.every((each, i) => each === tensor.data[i - (i % 2)]);
  if (!isSpread || !isSame || distinct(tensor.data, 2)?.join() !== "0,1") return undefined;
  return textAt(units, step.place);
}
