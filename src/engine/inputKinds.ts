import type { Tensor } from "../tensor/tensor";
import type { Evidence, InputKind } from "./reading";
import { type RowSums, rowSums } from "./rowSums";
import type { SampleLayout } from "./sampleLayout";
import type { ValueFacts } from "./valueFacts";

/** One possible content of the input, its weight among the others (they add up to 1) and why. */
export interface KindGuess {
  readonly inputKind: InputKind;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

export interface KindGuesses {
  readonly kinds: readonly KindGuess[];
  /** Whether every sample is normalised over the classes: its values, or their exponentials, add up to 1. */
  readonly normalised: boolean;
}

type Weights = Readonly<Record<InputKind, number>>;

/**
 * Weighs what the input may hold. `layout` has the classes as its columns; one column where every element stands for itself.
 * The weights are judgements, not measurements: they say in which order to offer the kinds and when to show doubt.
 */
export function guessInputKinds(
  input: Tensor,
  facts: ValueFacts,
  layout: SampleLayout,
  name: string | undefined,
): KindGuesses {
  const unit = facts.outsideUnit === 0 && facts.nans === 0 && facts.count > 0;
  const nonPositive = facts.max <= 0;
  const exclusive = layout.classes > 1;
  const sums = exclusive && unit ? rowSums(input, layout) : undefined;
  const exponentials = exclusive && nonPositive ? rowSums(input, layout, Math.exp) : undefined;
  const sumsHold = holds(sums);
  const exponentialsHold = holds(exponentials);

  let weights: Weights;
  if (exponentialsHold) weights = { logProbabilities: 0.97, logits: 0.03, probabilities: 0 };
  else if (sumsHold) weights = { probabilities: 0.88, logits: 0.12, logProbabilities: 0 };
  else if (mostlyHolds(sums)) weights = { probabilities: 0.7, logits: 0.3, logProbabilities: 0 };
  else if (unit && exclusive) weights = { logits: 0.8, probabilities: 0.2, logProbabilities: 0 };
  else if (unit) weights = { probabilities: 0.85, logits: 0.15, logProbabilities: 0 };
  else if (nonPositive) weights = { logits: 0.85, logProbabilities: 0.15, probabilities: 0 };
  else weights = { logits: 1, probabilities: 0, logProbabilities: 0 };

  const evidence: Evidence[] = [];
  if (sums !== undefined) evidence.push(sumEvidence(sums));
  if (exponentials !== undefined && exponentialsHold) {
    evidence.push({ kind: "exponentialsSumToOne", rows: exponentials.rows, deviation: deviation(exponentials) });
  }
  if (unit) evidence.push({ kind: "withinUnitInterval" });
  else if (facts.outsideUnit > 0) {
    evidence.push({ kind: "outsideUnitInterval", count: facts.outsideUnit, min: facts.min, max: facts.max });
  }
  if (nonPositive && !exponentialsHold && facts.min < 0) evidence.push({ kind: "noneAboveZero" });
  if (facts.nans > 0) evidence.push({ kind: "notNumbers", count: facts.nans });

  const suggested = kindFromName(name);
  if (suggested !== undefined && name !== undefined) {
    const contradicted = weights[suggested.inputKind] === 0;
    evidence.push({ kind: "inputName", name, suggests: suggested.inputKind, contradicted });
    weights = { ...weights, [suggested.inputKind]: weights[suggested.inputKind] * suggested.factor };
  }

  const total = weights.logits + weights.probabilities + weights.logProbabilities;
  const kinds = (Object.keys(weights) as InputKind[])
    .map((inputKind) => ({ inputKind, confidence: weights[inputKind] / total, evidence }))
    .sort((a, b) => b.confidence - a.confidence);
  return { kinds, normalised: sumsHold || exponentialsHold };
}

function holds(sums: RowSums | undefined): boolean {
  return sums !== undefined && sums.rows > 0 && sums.sumToOne === sums.rows;
}

/** Half of the rows add up to 1, or all but do: a number that was changed by hand, or a slip, among probabilities. */
function mostlyHolds(sums: RowSums | undefined): boolean {
  if (sums === undefined || sums.rows === 0) return false;
  return sums.sumToOne * 2 >= sums.rows || deviation(sums) <= 0.05;
}

function sumEvidence(sums: RowSums): Evidence {
  if (sums.sumToOne === sums.rows) return { kind: "rowsSumToOne", rows: sums.rows, deviation: deviation(sums) };
  const worst = Math.abs(sums.min - 1) > Math.abs(sums.max - 1) ? sums.min : sums.max;
  return { kind: "someRowsDoNotSumToOne", rows: sums.rows - sums.sumToOne, of: sums.rows, sum: worst };
}

function deviation({ min, max }: RowSums): number {
  return Math.max(Math.abs(min - 1), Math.abs(max - 1));
}

/** What a variable's name promises; the likelier spellings first, since `log_probs` also contains `probs`. */
function kindFromName(
  name: string | undefined,
): { readonly inputKind: InputKind; readonly factor: number } | undefined {
  if (name === undefined) return undefined;
  if (/log_?prob|log_?soft_?max|log_?p(?![a-z])|logsm|lsm|log_?sigmoid|log_?likelihood/i.test(name)) {
    return { inputKind: "logProbabilities", factor: 15 };
  }
  if (/logit|unnormali[sz]ed/i.test(name)) return { inputKind: "logits", factor: 15 };
  if (/prob|soft_?max|sigmoid|confidence/i.test(name)) return { inputKind: "probabilities", factor: 15 };
  if (/score|raw|activation/i.test(name)) return { inputKind: "logits", factor: 3 };
  return undefined;
}
