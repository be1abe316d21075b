import { allHold, sumsAlong } from "../arrays";
import { type CallFacts, shapeOf, tensorOf } from "../callFacts";
import { accuracyOf } from "../evaluateForm";
import { type ChainStep, keepsItsAxes } from "../originChain";
import { isOfClasses, written } from "./around";

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

/** `F.cross_entropy(logits, y[perm])`: all targets are predicted right in the order that they had. */
export function otherOrder(facts: CallFacts): string | undefined {
  const { form, input, target } = facts;
  if (!isOfClasses(facts) || form === undefined || input.chain.steps.some(isReordered)) return undefined;
  const step = target.chain.steps.find(({ operation }) => !keepsItsAxes(operation));
  const before = step && isReordered(step) ? tensorOf(step.operand.value) : undefined;
  if (step === undefined || before === undefined || before.shape.join() !== form.target.shape.join()) return undefined;
  const [own, other] = [accuracyOf(form), accuracyOf({ ...form, target: { ...form.target, data: before.data } })];
  if (own === undefined || other === undefined || other.of < 3) return undefined;
  return other.correct === other.of && own.correct * 2 <= own.of ? written(facts, step.place) : undefined;
}

function isReordered({ operation, operands }: ChainStep): boolean {
  if (operation === "flip" || operation === "flipud") return true;
  const index = operation === "getitem" || operation === "index_select" ? operands.at(-1) : undefined;
  const data = index && tensorOf(index.value)?.data;
  if (data === undefined || data.length < 2 || data.every((each, i) => each === i)) return false;
  const seen = new Set(data);
  return seen.size === data.length && data.every((each) => each >= 0 && each < data.length);
}
