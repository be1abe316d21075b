import { isRefusal } from "../engine/refusal";
import type { Tensor } from "../tensor/tensor";
import type { Severity, Unchecked, Verdict } from "./answer";
import type { CallFacts } from "./callFacts";
import { tensorOf } from "./callFacts";
import { causeRows } from "./causes/causeRows";
import { callValue } from "./evaluateForm";
import { expectationOf } from "./expected";
import { type ForeignCase, foreignCaseOf } from "./foreign/foreignCase";
import { foreignFindings, foreignQuestions } from "./foreign/kin";
import { uncheckedForeign } from "./foreign/unchecked";
import { meaningOf } from "./meaning";
import { questionsOf } from "./questions/questions";
import { type CallCase, CERTAIN, DOUBTFUL, type Finding } from "./row";
import { uncheckedOf } from "./unchecked";

/** What is found about a call before anything is changed. */
export interface Judgement {
  readonly instance: CallCase;
  readonly value: Tensor | undefined;
  readonly verdict: Verdict;
  readonly severity: Severity;
  /** Likeliest first; only what is said. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
}

export function judge(facts: CallFacts): Judgement {
  const exception = facts.call.raises;
  const foreign = foreignCaseOf(facts);
  const value = exception === undefined ? (foreign ? valueOfForeign(foreign) : valueOfCall(facts)) : undefined;
  const instance: CallCase = {
    facts,
    meaning: foreign?.meaning ?? meaningOf(facts),
    exception,
    value: value === undefined ? undefined : representative(value),
  };
  const hasNumber = instance.value === undefined || Number.isFinite(instance.value);
  const expected = foreign ? undefined : expectationOf(facts.call, facts.units, hasNumber);
  if (expected !== undefined) {
    const unchecked = [{ kind: "expected", what: expected, exception } as const];
    return { instance, value, verdict: "unsure", severity: "none", findings: [], unchecked };
  }
  const found = foreign ? foreignFindings(foreign) : causeRows.flatMap(({ find }) => find(instance) ?? []);
  const findings = found.filter(({ weight }) => weight >= DOUBTFUL).sort((a, b) => b.weight - a.weight);
  const unchecked = foreign
    ? [...uncheckedForeign(foreign), ...foreignQuestions(foreign)]
    : [...questionsOf(facts), ...uncheckedOf(instance)];
  const verdict = verdictOf(instance, findings, unchecked);
  const surely = findings[0]?.value;
  return {
    instance,
    value: verdict === "raises" ? undefined : surely === undefined ? value : scalar(surely),
    verdict,
    severity: severityOf(verdict, findings),
    findings: onePerCause(findings),
    unchecked: verdict === "unsure" ? unchecked : [],
  };
}

function scalar(value: number): Tensor {
  return { data: Float64Array.of(value), shape: [], dtype: "float32" };
}

/** As the framework computes it, where its arrays are known. */
function valueOfForeign({ facts, outcome }: ForeignCase): Tensor | undefined {
  if (outcome?.kind === "value") return outcome.values;
  return tensorOf(facts.call.value);
}

/** How far off a value may be at worst, by bounds that are hardly ever reached. */
const PROMISED = 1e-3;

/** The call's value where the program's own arithmetic cannot give a very different one. */
function valueOfCall({ call, form, isPrinted }: CallFacts): Tensor | undefined {
  if (isPrinted) {
    const value = form && callValue(form);
    return value === undefined || isRefusal(value) ? undefined : value;
  }
  const known = tensorOf(call.value);
  if (known === undefined || call.value.kind !== "tensor") return undefined;
  const { error } = call.value.storage;
  const uncertain = error?.some((off, i) => off > PROMISED * Math.max(Math.abs(known.data[i]), 0.1));
  if (uncertain) return undefined;
  const exact = form && callValue(form);
  return exact === undefined || isRefusal(exact) ? known : exact;
}

/** One number that stands for several: the first that is not finite, or else the least. */
function representative({ data }: Tensor): number | undefined {
  if (data.length === 0) return undefined;
  const strange = data.find((value) => !Number.isFinite(value));
  return strange ?? data.reduce((least, value) => Math.min(least, value));
}

function verdictOf(
  { exception, value }: CallCase,
  findings: readonly Finding[],
  unchecked: readonly Unchecked[],
): Verdict {
  if (exception !== undefined) return "raises";
  const [best] = findings;
  if (best !== undefined && best.weight >= CERTAIN) return best.exception === undefined ? "wrong" : "raises";
  if (best !== undefined || unchecked.length > 0 || value === undefined || !Number.isFinite(value)) return "unsure";
  return "right";
}

function severityOf(verdict: Verdict, findings: readonly Finding[]): Severity {
  switch (verdict) {
    case "raises":
      return "error";
    case "wrong":
      return "warning";
    case "unsure":
      return findings.length > 0 ? "information" : "none";
    case "right":
      return "none";
  }
}

function onePerCause(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ claim }, i) => findings.findIndex((other) => other.claim.cause === claim.cause) === i);
}
