import type { Place } from "../../textUnit";
import { type CallFacts, tensorOf, textAt } from "../callFacts";
import { type ChainStep, isTransparent, originChain } from "../originChain";
import type { CallCase, CauseRow, Finding } from "../row";
import { inverseWeights } from "./invertedWeights";

/** Class weights that the code makes of the classes' counts: the frequent ones weigh most. */
export const weightsOfCountsRows: readonly CauseRow[] = [{ cause: "inverted-weights", find: weightsOfCounts }];

const classes: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss", "MultiMarginLoss"]);

function weightsOfCounts({ facts, exception }: CallCase): Finding | undefined {
  const option = facts.call.options.get("weight");
  const tensor = option && tensorOf(option.value);
  if (exception !== undefined || !classes.has(facts.call.loss) || option === undefined || tensor === undefined)
    return undefined;
  const data = [...tensor.data];
  const [least, most] = [Math.min(...data.slice(0, 1000)), Math.max(...data.slice(0, 1000))];
  if (data.length < 2 || data.length > 1000 || !(least > 0 && most > least)) return undefined;
  if (!isOfCounts(facts, option)) return undefined;
  const [rare, frequent] = [data.indexOf(least), data.indexOf(most)];
  return {
    claim: { cause: "inverted-weights", facts: { rare, weight: least, frequent, other: most } },
    weight: 0.9,
    fixes: inverseWeights(facts),
  };
}

/** `counts`, or its shares `counts / counts.sum()`, and nothing else done to them. */
function isOfCounts(
  facts: CallFacts,
  { value, place }: { readonly value: CallCase["facts"]["input"]["value"]; readonly place: Place | undefined },
): boolean {
  if (place !== undefined && isCounts(textAt(facts.units, place))) return true;
  for (const step of originChain(value).steps) {
    if (step.operation === "bincount") return true;
    if (!isTransparent(step.operation) && !isShare(step)) return false;
    if (step.operand.place !== undefined && isCounts(textAt(facts.units, step.operand.place))) return true;
  }
  return false;
}

/** The counts are what is divided, not what divides. */
function isShare({ operation, operand: { place: own }, place }: ChainStep): boolean {
  return /^(div|truediv|true_divide)$/.test(operation) && own?.unit === place.unit && own.start === place.start;
}

function isCounts(text: string): boolean {
  if (!/^[A-Za-z_][\w.]*$/.test(text) || /inv|recip|weight|effective|eff_/i.test(text)) return false;
  return /(?:^|[_.])(?:counts?|freqs?|frequenc(?:y|ies)|(?:samples|n|num)_per_(?:class|cls))$/i.test(text);
}
