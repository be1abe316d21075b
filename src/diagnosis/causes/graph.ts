import type { Origin, Value } from "../../python/value";
import type { Place } from "../../textUnit";
import type { Exception } from "../answer";
import { type BackwardCall, backwardCalls, uncalledMethods } from "../backward";
import { type CallFacts, shapeOf, textAt } from "../callFacts";
import { moduleName, operandText } from "../edits";
import {
  askedNames,
  cutsGradient,
  type Gradient,
  gradientOf,
  hasLearned,
  isCopy,
  isFlat,
  learningOf,
  setsGradients,
} from "../gradients";
import { comesOf, isAt, isLossItself, someOrigin, valueIn } from "../laterValues";
import { leafChanges } from "../leafChanges";
import type { ChainStep } from "../originChain";
import { isWithinPlace } from "../removeActivation";
import { type CallCase, type CauseRow, CERTAIN, type Finding, type FixCandidate } from "../row";
import { sharesGraph } from "../sharedGraph";
import { removeStep } from "../stepEdits";
import { changedLater } from "./changedLater";

/** A loss that is right, and whose backward() raises. */
export const graphRows: readonly CauseRow[] = [{ cause: "graph", find: graph }];

/** Below what a loss computes wrongly, above what its numbers may hide. */
const WEIGHT = 0.87;

const noGradient: Exception = {
  type: "RuntimeError",
  message: "element 0 of tensors does not require grad and does not have a grad_fn",
};
const notScalar: Exception = {
  type: "RuntimeError",
  message: "grad can be implicitly created only for scalar outputs",
};
const second: Exception = {
  type: "RuntimeError",
  message:
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). " +
    "Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True " +
    "if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.",
};

function graph({ facts, exception }: CallCase): Finding | undefined {
  if (exception !== undefined) return undefined;
  const changed = changedLeaf(facts) ?? uncalled(facts);
  if (changed !== undefined) return changed;
  const calls = facts.units.flatMap((unit, index) => backwardCalls(unit, index));
  for (const backward of calls) {
    const value = valueIn(facts, backward.of);
    if (value === undefined) continue;
    const found =
      ofNumber(facts, value) ??
      (comesOf(value.origin, facts.call.place) ? ofBackward(facts, backward, value) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `loss.backward` and `optimizer.step` without their brackets, which do nothing. */
function uncalled(facts: CallFacts): Finding | undefined {
  const { call, units, valueAt } = facts;
  for (const [index, unit] of units.entries()) {
    for (const { place, of, name, block } of uncalledMethods(unit, index)) {
      const value = valueIn(facts, of) ?? valueAt(of.unit, of.end)?.value;
      const isOwn =
        name === "backward"
          ? value !== undefined && comesOf(value.origin, call.place)
          : isWithinPlace(call.place, block) && isOptimizer(value, textAt(units, of));
      if (!isOwn) continue;
      const code = textAt(units, place);
      const edits = [{ place: { ...place, start: place.end }, text: "()" }];
      return {
        claim: { cause: "graph", facts: { what: "uncalled", by: code } },
        weight: WEIGHT,
        fixes: [{ title: { kind: "use", code: `${code}()` }, edits }],
      };
    }
  }
  return undefined;
}

/** What a name says of a value that is not known is enough: few other things have a step. */
function isOptimizer(value: Value | undefined, name: string): boolean {
  if (value?.kind === "object") return value.object.construction?.path.startsWith("torch.optim.") ?? false;
  return (
    (value === undefined || value.kind === "unknown") && /(?:^|[._])opt(?:im(?:izer)?)?(?:_\w{1,20})?$/i.test(name)
  );
}

/** A leaf that is changed in place: the program ends there, in front of the loss that it goes into or behind it. */
function changedLeaf(facts: CallFacts): Finding | undefined {
  const { call, input, target, units } = facts;
  const { unit } = call.place;
  const names = [...input.names, ...target.names].filter((name) => !name.includes("."));
  if (units[unit] === undefined) return undefined;
  const change = leafChanges(units[unit], unit).find(({ name }) => names.includes(name));
  if (change === undefined) return undefined;
  const { name, place, ofView } = change;
  const code = textAt(units, place);
  const text = code.includes("\n") ? undefined : `with torch.no_grad():\n    ${code}`;
  const isInLine = units[unit].text[place.start - 1] !== "\n" || moduleName(facts, "torch") !== "torch";
  const fix: FixCandidate[] =
    text === undefined || isInLine
      ? []
      : [{ title: { kind: "use", code: "with torch.no_grad()" }, edits: [{ place, text }] }];
  return {
    claim: { cause: "graph", facts: { what: "inPlace", by: name } },
    weight: WEIGHT,
    fixes: fix,
    exception: { type: "RuntimeError", message: ofView ? viewOfLeaf : leafItself },
  };
}

const leafItself = "a leaf Variable that requires grad is being used in an in-place operation.";
const viewOfLeaf = "a view of a leaf Variable that requires grad is being used in an in-place operation.";

function ofBackward(facts: CallFacts, backward: BackwardCall, value: Value): Finding | undefined {
  if (value.kind !== "tensor" && value.kind !== "unknown") return undefined;
  if (value.kind === "tensor" && value.library !== "torch") return undefined;
  const gradient = gradientUnder(facts, value);
  const sizes = shapeOf(value);
  const count = sizes?.every((size) => size !== undefined) ? sizes.reduce((n: number, size) => n * (size ?? 1), 1) : 1;
  if (count !== 1 && !backward.hasArguments && gradient !== false) {
    const text = textAt(facts.units, backward.of);
    const edits = [{ place: backward.of, text: `${operandText(text)}.mean()` }];
    const fix: FixCandidate = { title: { kind: "use", code: `${operandText(text)}.mean().backward()` }, edits };
    return finding("several", [fix], gradient ? notScalar : undefined);
  }
  const isUntrained =
    gradient === false || learningOf(value, facts.units) === false || isCutOff(facts, value, backward);
  const untrained = isUntrained ? withoutGradient(facts, value, backward, gradient !== false) : undefined;
  if (untrained !== undefined) return untrained;
  const changed = changedLater(facts, backward.place, gradient);
  if (changed !== undefined) return changed;
  if (backward.first !== undefined)
    return finding("twice", retained(facts, backward.first), gradient ? second : undefined);
  if (gradient !== true) return undefined;
  const shares = backward.earlier.find(({ of }) => {
    const other = valueIn(facts, of);
    return other !== undefined && sharesGraph(value, other, facts.units);
  });
  if (shares === undefined) return undefined;
  return finding("shared", retained(facts, shares.place), second, { operation: textAt(facts.units, shares.of) });
}

/** `retain_graph=True` for the first of two calls of backward(). */
function retained({ units }: CallFacts, first: Place): readonly FixCandidate[] {
  if (!textAt(units, first).endsWith("()")) return [];
  const at = first.end - 1;
  const edits = [{ place: { unit: first.unit, start: at, end: at }, text: "retain_graph=True" }];
  return [{ title: { kind: "add", code: "retain_graph=True" }, edits }];
}

/** Under no_grad() the loss has none; what else goes into a value may have one. */
function gradientUnder(facts: CallFacts, value: Value): Gradient {
  if (!facts.call.context.noGrad) return withoutSetting(gradientOf(value, facts.units), facts);
  return isLossItself(value, facts.call.place) ? false : undefined;
}

/** `loss.item()`, whose number may not be known. */
function ofNumber(facts: CallFacts, { origin }: Value): Finding | undefined {
  const isItem =
    (origin.kind === "operation" && origin.operation === "item") ||
    (origin.kind === "unread" && origin.name === "torch.Tensor.item");
  const place = isItem ? origin.place : undefined;
  const object = place && objectOf(facts, place);
  const loss = object && valueIn(facts, object);
  if (place === undefined || object === undefined || loss === undefined) return undefined;
  if (!comesOf(loss.origin, facts.call.place)) return undefined;
  const operand = { value: loss, place: object };
  const step = { operation: "item", settings: {}, place, operand, operands: [operand] };
  return finding("number", removed(facts, step), {
    type: "AttributeError",
    message: "'float' object has no attribute 'backward'",
  });
}

/** What sets gradients elsewhere may have set one here. */
function withoutSetting(gradient: Gradient, { units }: CallFacts): Gradient {
  return gradient === false && setsGradients(units) ? undefined : gradient;
}

/** A copy of the loss, and a loss that asks for a gradient itself because its scores have none: what the targets have, is not asked. */
function isCutOff(facts: CallFacts, value: Value, { of }: BackwardCall): boolean {
  if (cutBehind(value.origin, facts) !== undefined && isCopy(value.origin)) return true;
  const isAsked = askedNames(facts.units).includes(textAt(facts.units, of)) && isAt(value.origin, facts.call.place);
  return isAsked && learningOf(facts.input.value, facts.units) === false;
}

/** `runs`: a gradient may be asked for behind the cut, of a copy or of the loss itself. It goes no further, and nothing is trained. */
function withoutGradient(facts: CallFacts, value: Value, { of }: BackwardCall, runs: boolean): Finding | undefined {
  const raised = runs ? undefined : noGradient;
  // `loss.requires_grad_()` lets backward() run, and it goes nowhere.
  if (facts.call.context.noGrad) return finding("noGrad", [], setsGradients(facts.units) ? undefined : noGradient);
  const behind = cutBehind(value.origin, facts);
  if (behind !== undefined) return finding("lossCut", [], raised, behind);
  const asked = askedNames(facts.units);
  const isAlone = asked.length > 0 && asked.every((name) => name === textAt(facts.units, of));
  const cut = facts.input.chain.steps.find((step) => {
    if (!isCut(step)) return false;
    if (hasLearned({ kind: "operation", ...step }, facts.units)) return true;
    const gradient = gradientOf(step.operand.value, facts.units);
    return (!runs || isAlone) && gradient !== false;
  });
  if (cut !== undefined) {
    if (runs && readsGradient(facts, [...asked, ...facts.input.names])) return undefined;
    const found = finding("cut", cut.operation === "detach" ? removed(facts, cut) : [], raised, {
      operation: nameOf(cut, facts),
    });
    return isFlat(cut.operation) ? { ...found, weight: CERTAIN } : found;
  }
  if (!runs) return finding("none", withGradient(facts), raised);
  return isAlone && gradientOf(value, facts.units) === false
    ? finding("alone", withGradient(facts), undefined, { operation: textAt(facts.units, of) })
    : undefined;
}

function isCut({ operation, noGrad }: ChainStep): boolean {
  return cutsGradient(operation) || noGrad === true;
}

/** `torch.tensor` and `Variable` as they are written, other operations by their names. */
function nameOf({ operation, place }: Pick<ChainStep, "operation" | "place">, { units }: CallFacts): string {
  if (!cutsGradient(operation)) return "no_grad";
  const [written] = textAt(units, place).slice(0, 60).split("(");
  return operation === "tensor" ? written : operation;
}

/** The gradient of a copy may be what is wanted: it is read, or the copy is what an optimizer changes. */
function readsGradient({ units }: CallFacts, names: readonly string[]): boolean {
  return units.some(
    ({ text }) =>
      names.some((name) => {
        const isRead = text.split(`${name}.grad`).some((after, i) => i > 0 && !/^\w/.test(after));
        return isRead || [`[${name}]`, `[${name},`, `${name}.register_hook`].some((each) => text.includes(each));
      }) || text.includes("autograd.grad("),
  );
}

/** What takes the numbers of the loss, through which no gradient goes back to it. */
function cutBehind(origin: Origin, facts: CallFacts): { readonly operation: string } | undefined {
  let found: { readonly operation: string } | undefined;
  someOrigin(origin, (step) => {
    const [operand] = step.operands;
    if (!cutsGradient(step.operation) || operand === undefined) return false;
    if (gradientOf(operand.value, facts.units) === false || !comesOf(operand.value.origin, facts.call.place))
      return false;
    found = { operation: nameOf(step, facts) };
    return true;
  });
  return found;
}

function removed(facts: CallFacts, step: ChainStep): readonly FixCandidate[] {
  const edits = removeStep(facts, step);
  return edits.length === 0 ? [] : [{ title: { kind: "remove", what: `${step.operation}()` }, edits }];
}

/** The array of the scores with `requires_grad=True`. */
function withGradient(facts: CallFacts): readonly FixCandidate[] {
  const made = facts.input.chain.steps.at(-1);
  if (made === undefined || !/^(tensor|zeros|ones|rand|randn|full)$/.test(made.operation)) return [];
  const text = textAt(facts.units, made.place);
  if (!text.endsWith(")") || text.endsWith("()")) return [];
  const at = made.place.end - 1;
  const edits = [{ place: { unit: made.place.unit, start: at, end: at }, text: ", requires_grad=True" }];
  return [{ title: { kind: "add", code: "requires_grad=True" }, edits }];
}

type What = "number" | "several" | "none" | "alone" | "cut" | "lossCut" | "noGrad" | "twice" | "shared";

function finding(
  what: What,
  fixes: readonly FixCandidate[],
  exception: Exception | undefined,
  cut?: { readonly operation: string },
): Finding {
  return {
    claim: { cause: "graph", facts: { what, by: cut?.operation } },
    weight: WEIGHT,
    fixes,
    ...(exception && { exception }),
  };
}

/** `loss` of `loss.item()`. */
function objectOf({ units }: CallFacts, place: Place): Place | undefined {
  const match = /\.\s*item\(\)$/.exec(textAt(units, place));
  return match === null ? undefined : { unit: place.unit, start: place.start, end: place.start + match.index };
}
