import type { Tensor } from "../../tensor/tensor";
import { distinct } from "../arrays";
import { tensorOf } from "../callFacts";
import type { FixCandidate } from "../row";
import type { ForeignRow } from "./causes";
import type { ForeignCase } from "./foreignCase";
import { renamedTo } from "./rename";

/** What a model's last layer and the form of its labels tell where nobody can compute its outputs. */

/** How many numbers a sample the predictions have; undefined where that is not known. */
function outputsOf({ facts: { input }, expectation }: ForeignCase): number | undefined {
  if (expectation === undefined || expectation.takes === "values" || input.tensor !== undefined) return undefined;
  return input.value.kind === "unknown" ? (input.value.facts.lastSize ?? input.shape?.at(-1)) : undefined;
}

/** One output whose softmax is always 1, whatever the loss. */
export const oneOutput: ForeignRow = (instance) => {
  const { expectation, meaning } = instance;
  if (outputsOf(instance) !== 1) return undefined;
  const overOne = meaning.by?.operation === "softmax" && meaning.known === "code";
  const ofClasses = expectation?.kin === "CrossEntropyLoss" || expectation?.kin === "NLLLoss";
  return overOne || ofClasses
    ? { claim: { cause: "one-class", facts: { outputs: 1 } }, weight: 1, fixes: [] }
    : undefined;
};

/** Class numbers where rows of one 1 are wanted, or the other way round. */
export const otherLabels: ForeignRow = (instance) => {
  const { facts, expectation, loss } = instance;
  const outputs = outputsOf(instance);
  if (outputs === undefined || outputs < 2 || loss.framework !== "keras") return undefined;
  const form = labelForm(instance, outputs);
  const wanted = expectation?.targets;
  if (form === undefined || (wanted !== "classIndices" && wanted !== "classProbabilities")) return undefined;
  if ((form === "indices") === (wanted === "classIndices")) return undefined;
  const fixes: readonly FixCandidate[] = renamedTo(facts.units, facts.call.named, form);
  return { claim: { cause: "shape", facts: { outputs, labels: form } }, weight: 1, fixes };
};

function labelForm({ facts: { target } }: ForeignCase, outputs: number): "indices" | "rows" | undefined {
  const { value } = target;
  if (value.kind === "unknown" && value.facts.lastSize === outputs && value.facts.shape === undefined) return "rows";
  const shape = tensorOf(value)?.shape ?? target.shape;
  if (shape === undefined || shape.length === 0) return undefined;
  if (shape.length === 1 || (shape.length === 2 && shape[1] === 1)) return "indices";
  return shape.length === 2 && shape[1] === outputs ? "rows" : undefined;
}

/** Decisions, of which a logarithm is taken as if they were probabilities. */
export const decided: ForeignRow = ({ call, facts, expectation, loss }) => {
  const isOrder = loss.name === "roc_auc_score";
  if (expectation?.takes !== "probabilities" && !isOrder) return undefined;
  if ((isOrder || loss.name === "brier_score_loss") && isDecided(call?.prediction))
    return { claim: { cause: "thresholded", facts: { values: "predict" } }, weight: 0.6, fixes: [] };
  const { origin } = facts.input.value;
  if (origin.kind !== "operation" || (origin.operation !== "predict" && origin.operation !== "chosen"))
    return undefined;
  const { operation: values } = origin;
  return {
    claim: { cause: "thresholded", facts: { values } },
    // The order of 0 and 1 is one, too, but hardly the one that is meant.
    weight: isOrder ? 0.6 : 1,
    fixes: values === "predict" && !isOrder ? toProbabilities(facts) : [],
  };
};

/** Nothing but 0 and 1, both of them. */
function isDecided(prediction: Tensor | undefined): boolean {
  return prediction !== undefined && prediction.data.length > 2 && distinct(prediction.data, 2)?.join() === "0,1";
}

/** Distances from a border, of which a logarithm is taken as if they were probabilities. */
export const margins: ForeignRow = ({ facts, expectation, loss }) => {
  if (expectation?.takes !== "probabilities" || loss.framework !== "scikit-learn") return undefined;
  if (facts.input.tensor !== undefined || !/\.decision_function\(/.test(facts.input.text ?? "")) return undefined;
  const range = { min: undefined, max: undefined };
  return {
    claim: { cause: "logits-as-probabilities", facts: { ...range, isLog: false, isBinary: true } },
    weight: 0.95,
    fixes: [],
  };
};

/** `clf.predict(X)` with a method that gives probabilities. */
function toProbabilities({ input, units }: ForeignCase["facts"]): readonly FixCandidate[] {
  const { origin } = input.value;
  if (origin.kind !== "operation") return [];
  const { unit, start, end } = origin.place;
  const text = units[unit]?.text.slice(start, end) ?? "";
  const found = /^([\w.]+\.)predict\(/.exec(text);
  if (found === null) return [];
  const at = start + found[1].length;
  const edits = [{ place: { unit, start: at, end: at + "predict".length }, text: "predict_proba" }];
  return [{ title: { kind: "use", code: "predict_proba" }, edits }];
}

/** A softmax over several classes in front of a loss of yes and no, or a sigmoid in front of one of classes. */
export const otherActivation: ForeignRow = (instance) => {
  const { expectation, meaning } = instance;
  const { shape } = instance.facts.input;
  // Of arrays that are known, the classes of a sample do not sum to 1.
  const outputs = outputsOf(instance) ?? (instance.classAxis === undefined ? undefined : shape?.[instance.classAxis]);
  if (outputs === undefined || outputs < 2 || meaning.by === undefined || meaning.known !== "code") return undefined;
  const { operation, place: at } = meaning.by;
  if (operation === "softmax" && expectation?.kin === "BCELoss")
    return { claim: { cause: "softmax-for-labels", facts: { at } }, weight: 0.6, fixes: [] };
  if (operation === "sigmoid" && expectation?.kin === "NLLLoss")
    return { claim: { cause: "sigmoid-for-classes", facts: { at } }, weight: 0.6, fixes: [] };
  return undefined;
};
