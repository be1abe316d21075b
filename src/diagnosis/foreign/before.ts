import { extremes } from "../arrays";
import { tensorOf } from "../callFacts";
import { lastMeaningful, originChain } from "../originChain";
import type { FixCandidate } from "../row";
import { removeStep } from "../stepEdits";
import type { ForeignRow } from "./causes";

/** What was done to the predictions before a loss takes them for probabilities. */

/** From here on a number outside of [0, 1] is no rounding. */
const OUTSIDE = 0.05;

/** `np.clip(scores, eps, 1 - eps)`: the bound hides that these are no probabilities. */
const clippedScores: ForeignRow = ({ facts, expectation }) => {
  if (expectation?.takes !== "probabilities") return undefined;
  const step = facts.input.chain.steps.find(({ operation }) => /^(clip|clamp)(_by_value)?_?$/.test(operation));
  const before = step && tensorOf(step.operand.value);
  const after = facts.input.tensor;
  if (before === undefined || before.data.length < 2 || after?.data.length !== before.data.length) return undefined;
  const { min, max } = extremes(before.data);
  const outside = before.data.filter((x) => x < -OUTSIDE || x > 1 + OUTSIDE).length;
  if (outside === 0) return undefined;
  const isLog = max <= 0;
  return {
    claim: { cause: "logits-as-probabilities", facts: { min, max, isLog, isBinary: expectation.kin === "BCELoss" } },
    // One that is out of many may be the last step of something else.
    weight: outside * 4 > before.data.length ? 0.93 : 0.6,
    fixes: [],
  };
};

/** `expit(expit(z))` */
const activatedBefore: ForeignRow = ({ facts, expectation, meaning: { by, known } }) => {
  if (expectation?.takes !== "probabilities" || by === undefined || known !== "code") return undefined;
  const inner = lastMeaningful(originChain(by.operand.value))?.step;
  if (inner === undefined) return undefined;
  const isSigmoid = [by, inner].every(({ operation }) => operation === "sigmoid" || operation === "expit");
  const isSoftmax = [by, inner].every(({ operation }) => operation === "softmax");
  if (!isSigmoid && !(isSoftmax && by.settings.dim === inner.settings.dim)) return undefined;
  const edits = removeStep(facts, inner);
  const fixes: readonly FixCandidate[] =
    edits.length === 0 ? [] : [{ title: { kind: "remove", what: inner.operation }, edits }];
  const at = inner.place;
  return isSigmoid
    ? { claim: { cause: "double-sigmoid", facts: { at, inCode: true } }, weight: 0.97, fixes }
    : { claim: { cause: "double-softmax", facts: { at, floor: undefined, inCode: true } }, weight: 0.97, fixes };
};

/** Keras's Poisson takes the logarithm of rates; below 0 stands what is one already. */
const logRates: ForeignRow = ({ call, loss }) => {
  if (call === undefined || loss.framework !== "keras" || loss.name !== "Poisson") return undefined;
  const elements = call.prediction.data.filter((rate) => rate < -1e-7).length;
  if (elements === 0) return undefined;
  const facts = { elements, value: Number.NaN, by: "log", ofRates: true } as const;
  return { claim: { cause: "nan-gradient", facts }, weight: 0.97, fixes: [] };
};

export const beforeRows: readonly ForeignRow[] = [clippedScores, activatedBefore, logRates];
