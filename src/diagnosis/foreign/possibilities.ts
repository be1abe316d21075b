import { total } from "../../frameworks/arithmetic";
import type { ForeignCall, Outcome } from "../../frameworks/framework";
import type { Tensor } from "../../tensor/tensor";
import type { Possibility } from "../seen/possibilities";
import type { ForeignCase } from "./foreignCase";

/** What gives a number that somebody saw beside a call of another framework's loss. */
export function foreignPossibilities({ call, loss, outcome }: ForeignCase): readonly Possibility[] {
  if (call === undefined) return [];
  const { name, before, logitsOption } = loss;
  const found = reductionsOf(outcome, name, 0);
  if (before !== undefined) {
    found.push(...reductionsOf(before.compute(call), `${name} in ${before.version}`, 0.5, "earlier"));
  }
  if (logitsOption !== undefined) {
    const isTrue = call.options.get(logitsOption) === true;
    const other: ForeignCall = { ...call, options: new Map(call.options).set(logitsOption, !isTrue) };
    found.push(...reductionsOf(loss.compute(other), `${name}(${logitsOption}=${isTrue ? "False" : "True"})`, 1));
  }
  return found;
}

function reductionsOf(outcome: Outcome, code: string, cost: number, kind: Possibility["kind"] = "form"): Possibility[] {
  if (outcome?.kind !== "value") return [];
  const { data } = outcome.values;
  const make = (value: number, text: string, more: number): Possibility => ({
    code: text,
    kind: cost + more === 0 ? "same" : kind,
    value,
    cost: cost + more,
    cause: undefined,
  });
  if (data.length === 1) {
    return [
      make(data[0], code, 0),
      { ...make(data[0] / Math.LN2, `${code} in bits`, 1.5), kind: "bits", cause: "in-bits" },
    ];
  }
  const sum = total(data);
  // The mean of what is not reduced is what is printed of it.
  return [make(sum / data.length, `${code}, its mean`, 0), make(sum, `${code}, its sum`, 1)];
}

/** What the version gives whose number somebody saw. */
export function earlierValue({ call, loss }: ForeignCase): Tensor | undefined {
  const outcome = call && loss.before?.compute(call);
  return outcome?.kind === "value" ? outcome.values : undefined;
}
