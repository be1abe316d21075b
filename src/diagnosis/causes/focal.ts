import { lastActivation } from "../../python/library/nn/activation";
import type { Operand, Value } from "../../python/value";
import type { Place } from "../../textUnit";
import { tensorOf, textAt } from "../callFacts";
import { operandText } from "../edits";
import { comesOf, isAt, laterValues, type OriginOperation, someOrigin } from "../laterValues";
import { setOption } from "../lossEdits";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Focal losses that are made of a cross-entropy afterwards. */
export const focalRows: readonly CauseRow[] = [
  { cause: "focal-form", find: focalForm },
  { cause: "focal-form", find: weightedProbability },
  { cause: "focal-form", find: oneSided },
];

/** (1 − exp(−CE)) ** γ of the mean of the cross-entropies. */
function focalForm({ facts, value }: CallCase): Finding | undefined {
  const { call, options } = facts;
  if (!/^(CrossEntropyLoss|NLLLoss|BCELoss|BCEWithLogitsLoss)$/.test(call.loss)) return undefined;
  if (options.known.reduction === "none" || options.unknown.includes("reduction")) return undefined;
  if (facts.input.shape?.length === 1 && call.loss === "CrossEntropyLoss") return undefined;
  if (value === undefined && facts.input.tensor !== undefined) return undefined;
  if (!laterValues(facts).some((each) => isFocal(each, call.place))) return undefined;
  const fix = setOption(facts, "reduction", '"none"');
  const mean = meanAfter(facts);
  return {
    claim: { cause: "focal-form", facts: { how: "mean" } },
    weight: 0.93,
    fixes:
      fix === undefined || mean === undefined
        ? []
        : mean === "taken"
          ? [fix]
          : [{ title: { kind: "both", of: [fix.title, mean.title] }, edits: [...fix.edits, ...mean.edits] }],
  };
}

/** The mean of what is made of the loss, where the code takes none; undefined where there are several to take it of. */
function meanAfter(facts: CallCase["facts"]): FixCandidate | "taken" | undefined {
  const { units, call } = facts;
  const made = laterValues(facts).filter((each) => isFocal(each, call.place));
  const isTaken = made.some(({ origin }) =>
    someOrigin(origin, ({ operation, operands }) => {
      return /^(mean|sum)$/.test(operation) && operands.some(({ value }) => isFocal(value, call.place));
    }),
  );
  if (isTaken) return "taken";
  const last = made.flatMap(({ origin }) => (origin.kind === "operation" ? [origin.place] : []));
  const outer = last.filter((place) => !made.some(({ origin }) => !isAt(origin, place) && comesOf(origin, place)));
  const [place] = outer;
  if (place === undefined || outer.some((other) => other.unit !== place.unit || other.start !== place.start))
    return undefined;
  const code = `${operandText(textAt(units, place))}.mean()`;
  return { title: { kind: "add", code: ".mean()" }, edits: [{ place, text: code }] };
}

/** exp(−CE) of a cross-entropy with weights: the probability to the power of the weight. */
function weightedProbability({ facts }: CallCase): Finding | undefined {
  const { call, options } = facts;
  if (!/^(CrossEntropyLoss|NLLLoss|BCELoss|BCEWithLogitsLoss)$/.test(call.loss) || options.known.reduction !== "none")
    return undefined;
  const given = (name: string) => options.given.get(name) ?? call.options.get(name)?.value;
  const option = (["weight", "pos_weight", "label_smoothing"] as const).find((name) => {
    const value = given(name);
    return value !== undefined && value.kind !== "none" && !isNeutral(value);
  });
  if (option === undefined || !laterValues(facts).some((each) => isFocal(each, call.place))) return undefined;
  // What nobody in the file gives may be None, as most have it.
  const value = given(option);
  const weight = value?.kind === "unknown" && value.origin.kind === "unread" ? 0.6 : 0.88;
  return { claim: { cause: "focal-form", facts: { how: "weighted", option } }, weight, fixes: [] };
}

/** Weights of 1, or a smoothing of 0. */
function isNeutral(value: Value): boolean {
  if (value.kind === "number") return value.value === 0;
  return tensorOf(value)?.data.every((each) => each === 1) ?? false;
}

/** (1 − p) ** γ for a yes and a no alike: of a no it is p that says how wrong the prediction is. */
function oneSided({ facts }: CallCase): Finding | undefined {
  const { call, options, target } = facts;
  if (!/^(BCELoss|BCEWithLogitsLoss)$/.test(call.loss) || options.known.reduction !== "none") return undefined;
  if (target.tensor === undefined || !target.tensor.data.includes(0)) return undefined;
  const found = laterValues(facts).some(({ origin }) =>
    someOrigin(origin, (each) => {
      const factors = factorsOf(each);
      return (
        factors.some(({ value }) => isAt(value.origin, call.place)) &&
        factors.some(isPowerOfRest) &&
        factors.every(
          (factor) => isAt(factor.value.origin, call.place) || factor.value.kind === "number" || isPowerOfRest(factor),
        )
      );
    }),
  );
  return found ? { claim: { cause: "focal-form", facts: { how: "sided" } }, weight: 0.88, fixes: [] } : undefined;
}

/** What is multiplied with each other. */
function factorsOf(origin: OriginOperation, depth = 6): readonly Operand[] {
  if (origin.operation !== "mul") return [];
  return origin.operands.flatMap((operand) => {
    const inner = operand.value.origin;
    return inner.kind === "operation" && inner.operation === "mul" && depth > 0
      ? factorsOf(inner, depth - 1)
      : [operand];
  });
}

/** `(1 - p) ** gamma` of the probabilities themselves. */
function isPowerOfRest({ value: { origin } }: Operand): boolean {
  if (origin.kind !== "operation" || !/^(pow_?|square)$/.test(origin.operation)) return false;
  const rest = origin.operands[0]?.value.origin;
  if (rest?.kind !== "operation" || !/^(sub|rsub)$/.test(rest.operation)) return false;
  const [one, p] = rest.operands.map(({ value }) => value);
  return one?.kind === "number" && one.value === 1 && p !== undefined && lastActivation(p)?.operation === "sigmoid";
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
