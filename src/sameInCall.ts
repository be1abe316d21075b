import type { CheckedUnits } from "./check";
import type { Answer } from "./diagnosis/answer";
import { tensorOf } from "./diagnosis/callFacts";
import type { LossOptions } from "./engine/loss";
import type { Reading } from "./engine/reading";
import { reduce } from "./engine/reduce";
import { referenceLoss } from "./engine/reference";
import { isForeign } from "./frameworks/framework";
import { frameworkLoss } from "./frameworks/frameworkLosses";
import { type SameRow, sameIn } from "./frameworks/same/sameIn";
import { type SamplePair, samplePair } from "./frameworks/same/samples";
import type { LossCall } from "./python/lossCall";
import type { Tensor } from "./tensor/tensor";

/** What the other frameworks give for the arrays of a call, taken for what the call takes them for. */
export interface SameInCall {
  readonly pair: SamplePair;
  readonly rows: readonly SameRow[];
}

/** Undefined where the arrays are not known, or the frameworks have no such loss in common. */
export function sameInCall({ interpretation, home }: CheckedUnits, answer: Answer): SameInCall | undefined {
  const call = interpretation.calls.find(({ place }) => {
    const { unit, start, end } = home(place);
    return unit === answer.place.unit && start === answer.place.start && end === answer.place.end;
  });
  if (call === undefined) return undefined;
  const [input, target] = arraysOf(call);
  const read = input && target && readingOf(call, input, target);
  const inputKind = read && meantKind(answer, read.inputKind);
  const reading = read && inputKind && { ...read, inputKind };
  if (input === undefined || target === undefined || reading === undefined) return undefined;
  const options = optionsOf(answer);
  const loss = referenceLoss(input, target, reading, options);
  const pair = samplePair(input, target, reading, options);
  if (loss.kind !== "unreduced" || pair === undefined) return undefined;
  const rows = sameIn(pair, reduce(loss, "mean").data[0]);
  return rows.length < 2 ? undefined : { pair, rows };
}

function arraysOf({ foreign, arguments: given }: LossCall): readonly (Tensor | undefined)[] {
  if (foreign !== undefined) return [foreign.prediction, foreign.truth];
  return given.slice(0, 2).map(({ value }) => tensorOf(value));
}

/** What the input is meant as, where the call takes it for something else; undefined where the call is mistaken otherwise. */
function meantKind({ verdict, claim }: Answer, taken: Reading["inputKind"]): Reading["inputKind"] | undefined {
  if (verdict !== "wrong") return taken;
  switch (claim?.cause) {
    case "logits-as-probabilities":
    case "logits-in-bce":
      return "logits";
    case "double-softmax":
    case "double-sigmoid":
      return "probabilities";
    // The arrays are what they are taken for; their numbers are at fault.
    case "clamped":
    case "saturated":
    case "underflow":
    case "nan-gradient":
    case "rows-not-normalised":
      return taken;
    default:
      return undefined;
  }
}

const torchKinds: Readonly<Record<string, Reading["inputKind"]>> = {
  CrossEntropyLoss: "logits",
  NLLLoss: "logProbabilities",
  BCELoss: "probabilities",
  BCEWithLogitsLoss: "logits",
  MSELoss: "logits",
};

function readingOf({ framework, loss, foreign }: LossCall, input: Tensor, target: Tensor): Reading | undefined {
  const own = frameworkLoss(framework, loss);
  // What a library on torch adds has no counterpart elsewhere.
  if (own !== undefined && !isForeign(framework)) return undefined;
  const expectation = foreign && own?.expects(foreign.options, input.shape);
  const kin = own === undefined ? loss : expectation?.kin;
  const takes = own === undefined ? torchKinds[loss] : expectation?.takes === "values" ? "logits" : expectation?.takes;
  if (kin === undefined || takes === undefined) return undefined;
  const rank = input.shape.length;
  switch (kin) {
    case "CrossEntropyLoss":
    case "NLLLoss":
      return {
        inputKind: takes,
        task: "multiclass",
        targetKind: target.data.length === input.data.length ? "classProbabilities" : "classIndices",
        classDim: own === undefined && rank > 1 ? 1 : rank - 1,
      };
    case "BCELoss":
    case "BCEWithLogitsLoss":
      return { inputKind: takes, task: "binary", targetKind: "binary", classDim: undefined };
    case "MSELoss":
      return { inputKind: takes, task: "regression", targetKind: "values", classDim: undefined };
    default:
      return undefined;
  }
}

function optionsOf({ options: { ignoreIndex, labelSmoothing, weight, posWeight } }: Answer): LossOptions {
  const array = (value: unknown): Tensor | undefined =>
    Array.isArray(value) && value.every((each) => typeof each === "number")
      ? { data: Float64Array.from(value), shape: [value.length], dtype: "float32" }
      : undefined;
  const [weights, yes] = [array(weight), array(posWeight)];
  return {
    ...(typeof ignoreIndex === "number" && { ignoreIndex }),
    ...(typeof labelSmoothing === "number" && { labelSmoothing }),
    ...(weights && { weight: weights }),
    ...(yes && { posWeight: yes }),
  };
}
