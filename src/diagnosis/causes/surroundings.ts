import type { Origin, Value } from "../../python/value";
import type { Place } from "../../textUnit";
import type { CallFacts } from "../callFacts";
import { setOption } from "../edits";
import type { Case, CauseRow, Finding } from "../row";

/** What the code does with the loss once it has it. */
export const surroundingRows: readonly CauseRow[] = [{ cause: "focal-form", find: focalForm }];

const MOST_ORIGINS = 500;

/** (1 − exp(−CE)) ** γ of the mean of the cross-entropies. */
function focalForm({ facts, value }: Case): Finding | undefined {
  const { call, options } = facts;
  if (!/^(CrossEntropyLoss|NLLLoss|BCELoss|BCEWithLogitsLoss)$/.test(call.loss)) return undefined;
  if (options.known.reduction === "none" || options.unknown.includes("reduction")) return undefined;
  if (facts.input.shape?.length === 1 && call.loss === "CrossEntropyLoss") return undefined;
  if (value === undefined && facts.input.tensor !== undefined) return undefined;
  if (!laterValues(facts).some((each) => isFocal(each, call.place))) return undefined;
  const fix = setOption(facts, "reduction", '"none"');
  return { claim: { cause: "focal-form", facts: {} }, weight: 0.93, fixes: fix === undefined ? [] : [fix] };
}

/** Values that may have come of the loss. */
function laterValues({ definitions, shown, call }: CallFacts): readonly Value[] {
  const later = ({ place }: { readonly place: Place }) =>
    place.unit > call.place.unit || place.start >= call.place.start;
  const named = definitions.filter((each) => each.place.unit !== call.place.unit || later(each) || each.scope !== "");
  return [...named.map(({ value }) => value), ...shown.flatMap(({ values }) => values)];
}

/** Whether a value holds a power of 1 − exp(−loss). */
function isFocal(value: Value, loss: Place): boolean {
  return someOrigin(value.origin, (origin) => {
    if (!/^pow_?$|^square$/.test(origin.operation)) return false;
    return someOrigin(
      origin,
      (inner) =>
        inner.operation === "exp" &&
        someOrigin(inner, ({ operation, operands }) => {
          const [operand] = operands;
          return operation === "neg" && operand !== undefined && isAt(operand.value.origin, loss);
        }),
    );
  });
}

type Operation = Extract<Origin, { kind: "operation" }>;

function isAt(origin: Origin, { unit, start, end }: Place): boolean {
  return (
    origin.kind === "operation" &&
    origin.place.unit === unit &&
    origin.place.start === start &&
    origin.place.end === end
  );
}

function someOrigin(from: Origin, test: (origin: Operation) => boolean): boolean {
  const open: Origin[] = [from];
  const seen = new Set<Origin>();
  for (let origin = open.pop(); origin !== undefined && seen.size < MOST_ORIGINS; origin = open.pop()) {
    if (seen.has(origin)) continue;
    seen.add(origin);
    if (origin.kind === "join") open.push(...origin.of);
    if (origin.kind !== "operation") continue;
    if (test(origin)) return true;
    for (const { value } of origin.operands) open.push(value.origin);
  }
  return false;
}
