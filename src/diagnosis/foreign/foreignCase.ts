import { alongAxis } from "../../frameworks/arithmetic";
import { lossByHand } from "../../frameworks/byHand";
import {
  type Expectation,
  type ForeignCall,
  type FrameworkLoss,
  isForeign,
  type Outcome,
} from "../../frameworks/framework";
import { frameworkLoss } from "../../frameworks/frameworkLosses";
import { wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import type { CallFacts } from "../callFacts";
import { type HeldMeaning, meaningOf } from "../meaning";

/** A call of another framework's loss, as what it expects of its two arrays: the same questions are asked whosever it is. */
export interface ForeignCase {
  readonly facts: CallFacts;
  readonly loss: FrameworkLoss;
  /** Undefined where the options that decide it are not known. */
  readonly expectation: Expectation | undefined;
  /** Undefined where its arrays are not known. */
  readonly call: ForeignCall | undefined;
  readonly outcome: Outcome;
  readonly meaning: HeldMeaning;
  /** The axis of the classes in the predictions; undefined where each element stands for itself. */
  readonly classAxis: number | undefined;
}

/** Undefined of torch's own losses, but not of those that are written out in torch. */
export function foreignCaseOf(facts: CallFacts): ForeignCase | undefined {
  const { framework, loss: name, foreign, options } = facts.call;
  const loss = lossByHand(name) ?? frameworkLoss(framework, name);
  if (loss === undefined) return undefined;
  const plain = foreign?.options ?? new Map([...options].map(([name, { value }]) => [name, plainFlag(value)]));
  const expectation = loss.expects(plain, facts.input.shape);
  const kin = expectation?.kin;
  const call = foreign ?? printedCall(facts, plain);
  const rank = facts.input.shape?.length ?? 0;
  const hasClasses = kin === "CrossEntropyLoss" || kin === "NLLLoss" || kin === "KLDivLoss";
  // torch has the classes along the second axis.
  const axis = plain.has("axis") ? plain.get("axis") : isForeign(loss.framework) ? -1 : 1;
  return {
    facts,
    loss,
    expectation,
    call,
    outcome: call && loss.compute(call),
    meaning: meaningOf({ ...facts, loss: kin }),
    classAxis: hasClasses && rank > 1 && typeof axis === "number" ? wrapDim(axis, rank) : undefined,
  };
}

/** The call on arrays that were printed under the names it is given. */
function printedCall({ isPrinted, input, target, call }: CallFacts, options: ForeignCall["options"]) {
  if (!isPrinted || input.tensor === undefined || target.tensor === undefined) return undefined;
  if ([...options.values()].includes(undefined)) return undefined;
  return { prediction: input.tensor, truth: target.tensor, options, functional: call.functional };
}

function plainFlag(value: CallFacts["input"]["value"]): number | boolean | string | null | undefined {
  if (value.kind === "number") return value.type === "bool" ? value.value !== 0 : value.value;
  if (value.kind === "none") return null;
  return value.kind === "string" ? value.value : undefined;
}

export function isWhole({ data }: Tensor): boolean {
  return data.every(Number.isInteger);
}

export interface Counted {
  readonly correct: number;
  readonly of: number;
}

/** How many samples have their largest prediction where their label is; undefined where labels are no indices or rows of one 1. */
export function accuracyOf({ prediction, truth }: ForeignCall, classAxis: number | undefined): Counted | undefined {
  if (classAxis === undefined || classAxis >= prediction.shape.length) return undefined;
  const isSoft = truth.data.length === prediction.data.length;
  let correct = 0;
  const { data } = alongAxis(prediction, classAxis, (at, size, lane) => {
    const wanted = isSoft ? largest(truth.data, at, size) : truth.data[lane];
    if (largest(prediction.data, at, size) === wanted) correct++;
    return 0;
  });
  return isSoft || truth.data.length === data.length ? { correct, of: data.length } : undefined;
}

function largest(data: Float64Array, at: (place: number) => number, size: number): number {
  let best = 0;
  for (let place = 1; place < size; place++) if (data[at(place)] > data[at(best)]) best = place;
  return best;
}
