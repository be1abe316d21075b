import type { Value } from "../../python/value";
import { textAt } from "../callFacts";
import { moduleName, operandText } from "../edits";
import { gradientOf } from "../gradients";
import { isAt, isLossItself, laterSteps, laterValues, numberIn } from "../laterValues";
import { setOption } from "../lossEdits";
import type { CallCase, CauseRow, Finding } from "../row";

/** Powers and roots that the code takes of the loss afterwards. */
export const afterwardsRows: readonly CauseRow[] = [
  { cause: "nan-gradient", find: rootOfNothing },
  { cause: "perplexity", find: powerOfTwo },
  { cause: "perplexity", find: meanOfExponentials },
  { cause: "perplexity", find: exponentialOfSum },
];

/** The square root of a squared error that is exactly 0: 0 · (1 / 0) goes back from it. */
function rootOfNothing({ facts, value }: CallCase): Finding | undefined {
  const { call, units } = facts;
  if (value !== 0 || !/^(MSELoss|CrossEntropyLoss|L1Loss)$/.test(call.loss) || call.context.noGrad) return undefined;
  const isRoot = laterValues(facts).some(
    ({ origin }) =>
      origin.kind === "operation" &&
      origin.operation === "sqrt" &&
      origin.operands.some((operand) => isAt(operand.value.origin, call.place)),
  );
  if (!isRoot || gradientOf(facts.input.value, units) !== true) return undefined;
  const code = `${textAt(units, call.place)} + 1e-8`;
  return {
    claim: { cause: "nan-gradient", facts: { elements: 1, value: undefined, by: "sqrt" } },
    weight: 0.9,
    fixes: [{ title: { kind: "use", code }, edits: [{ place: call.place, text: code }] }],
  };
}

/** `2 ** loss` of a loss that is in nats. */
function powerOfTwo({ facts }: CallCase): Finding | undefined {
  const { call, options, units } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  if ((options.known.reduction ?? "mean") !== "mean" || options.unknown.includes("reduction")) return undefined;
  // Logarithms to the base 2 in front of it make bits of it.
  if (facts.input.chain.steps.some(({ operation }) => operation === "log2")) return undefined;
  for (const { origin } of laterSteps(facts)) {
    const [first, second] = origin.operands.map(({ value }) => value);
    const power = origin.operation === "exp2" ? first : origin.operation === "pow" && isTwo(first) ? second : undefined;
    if (power === undefined || !isLossItself(power, call.place)) continue;
    const { place } = origin;
    const exponent = origin.operands.at(-1)?.place;
    const torch = power.kind === "tensor" ? moduleName(facts, "torch") : undefined;
    const code =
      torch === undefined || exponent === undefined || exponent.unit !== place.unit
        ? undefined
        : `${torch}.exp(${textAt(units, exponent)})`;
    return {
      claim: { cause: "perplexity", facts: { seen: textAt(units, place), at: place, how: "two" } },
      weight: 0.9,
      fixes: code === undefined ? [] : [{ title: { kind: "use", code }, edits: [{ place, text: code }] }],
    };
  }
  return undefined;
}

function isTwo(value: Value | undefined): boolean {
  return value !== undefined && numberIn(value) === 2;
}

/** `torch.exp(losses).mean()` of the tokens' losses: the mean belongs inside. */
function meanOfExponentials({ facts }: CallCase): Finding | undefined {
  const { call, options, units } = facts;
  if ((call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") || options.known.reduction !== "none")
    return undefined;
  for (const { origin } of laterSteps(facts)) {
    if (origin.operation !== "mean") continue;
    const [inside] = origin.operands;
    const exp = inside?.value.origin;
    const [losses] = exp?.kind === "operation" && exp.operation === "exp" ? exp.operands : [];
    if (losses === undefined || !isLossItself(losses.value, call.place)) continue;
    const { place } = origin;
    const name = losses.place && textAt(units, losses.place);
    const torch = moduleName(facts, "torch");
    const code = name === undefined || torch === undefined ? undefined : `${torch}.exp(${operandText(name)}.mean())`;
    return {
      claim: { cause: "perplexity", facts: { seen: textAt(units, place), at: place, how: "each" } },
      weight: 0.88,
      fixes: code === undefined ? [] : [{ title: { kind: "use", code }, edits: [{ place, text: code }] }],
    };
  }
  return undefined;
}

/** `torch.exp(loss)` of the sum of all tokens' losses, which is the perplexity of one token to the power of their number. */
function exponentialOfSum({ facts }: CallCase): Finding | undefined {
  const { call, form, options, units } = facts;
  if (options.known.reduction !== "sum" || (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss"))
    return undefined;
  if (form !== undefined && form.target.data.length < 2) return undefined;
  const exp = laterSteps(facts).find(
    ({ origin: { operation, operands } }) =>
      operation === "exp" && operands[0] !== undefined && isLossItself(operands[0].value, call.place),
  );
  if (exp === undefined) return undefined;
  const { place } = exp.origin;
  const fix = setOption(facts, "reduction", '"mean"');
  return {
    claim: { cause: "perplexity", facts: { seen: textAt(units, place), at: place, how: "sum" } },
    weight: 0.88,
    fixes: fix === undefined ? [] : [fix],
  };
}
