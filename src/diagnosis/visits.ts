import type { Interpretation } from "../python/interpretation";
import type { LossCall } from "../python/lossCall";
import type { Verdict } from "./answer";
import { type CallFacts, callFacts, type PrintedArrays } from "./callFacts";
import { type Judgement, judge } from "./judge";

/** A call that was judged, among the others. */
export interface JudgedCall {
  readonly call: LossCall;
  readonly interpretation: Interpretation;
  readonly facts: CallFacts;
  readonly judgement: Judgement;
}

/** `printed` is asked for what was printed of arrays that are not known. */
export function judgedCall(
  call: LossCall,
  interpretation: Interpretation,
  printed?: (call: LossCall) => PrintedArrays | undefined,
): JudgedCall | undefined {
  const known = callFacts(call, interpretation);
  const isOpen = known !== undefined && (known.input.tensor === undefined || known.target.tensor === undefined);
  const facts = isOpen && printed !== undefined ? callFacts(call, interpretation, printed(call)) : known;
  return facts && { call, interpretation, facts, judgement: judge(facts) };
}

/** Every visit of a call, each in its place among the others; none where the program comes by with the same arrays alone. */
export function judgedVisits(call: LossCall, interpretation: Interpretation): readonly JudgedCall[] {
  return (call.visits?.each ?? []).flatMap((visit) => {
    const calls = interpretation.calls.map((each) => (each === call ? visit : each));
    return judgedCall(visit, { ...interpretation, calls }) ?? [];
  });
}

const weights = { raises: 3, wrong: 2, unsure: 1, right: 0 } as const satisfies Record<Verdict, number>;

/**
 * What is said of all visits together: the worst of them. Where some are not known, what holds for all decides, unless one of those that
 * are known raises.
 */
export function worstOf(joined: JudgedCall, visits: readonly JudgedCall[]): JudgedCall {
  const areAll = joined.call.visits?.areAll === true;
  const weightOf = ({ judgement: { verdict, findings } }: JudgedCall) =>
    weights[verdict] + Math.min(findings.length, 1) / 2;
  const among = areAll ? visits : [joined, ...visits.filter(({ judgement }) => judgement.verdict === "raises")];
  return among.reduce((worst, each) => (weightOf(each) > weightOf(worst) ? each : worst), among[0] ?? joined);
}

/** A call with all its visits. */
export function judgedWhole(call: LossCall, interpretation: Interpretation): JudgedCall | undefined {
  const joined = judgedCall(call, interpretation);
  return joined && worstOf(joined, judgedVisits(call, interpretation));
}
