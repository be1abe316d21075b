import { isForeign } from "../../frameworks/framework";
import { frameworkLoss } from "../../frameworks/frameworkLosses";
import type { LossCall } from "../../python/lossCall";
import type { CallFacts } from "../callFacts";
import { laterReduction } from "../laterReduction";

type Reduced = Pick<CallFacts, "definitions"> & { readonly calls: ReadonlyMap<LossCall, LossCall> };

const known = new WeakMap<CallFacts["definitions"], Reduced>();

/**
 * The call as torch's loss of the same arithmetic, with the mean or the sum that the code takes of it at once as its own: what is asked of
 * the code around torch's losses is asked of it, whosever it is.
 */
export function reducedFacts(facts: CallFacts): CallFacts {
  const { definitions, calls } = known.get(facts.definitions) ?? reducedCalls(facts);
  const [, call = facts.call] = [...calls].find(([{ place }]) => place === facts.call.place) ?? [];
  return { ...facts, definitions, calls: [...calls.values()], call };
}

function reducedCalls(facts: CallFacts): Reduced {
  const calls = new Map(facts.calls.map((call) => [call, reducedCall({ ...facts, call })]));
  // What comes of a loss is looked up by the definitions.
  const made: Reduced = { definitions: [...facts.definitions], calls };
  known.set(facts.definitions, made);
  return made;
}

function reducedCall(facts: CallFacts): LossCall {
  const { call } = facts;
  const loss = frameworkLoss(call.framework, call.loss);
  if (loss === undefined || !isForeign(loss.framework)) return call;
  const kin = loss.expects(call.foreign?.options ?? new Map())?.kin ?? call.loss;
  const [prediction, truth] = call.arguments;
  const named = [
    { ...prediction, name: "input" },
    { ...truth, name: "target" },
  ];
  return { ...call, loss: kin, arguments: named, place: laterReduction(facts)?.origin.place ?? call.place };
}
