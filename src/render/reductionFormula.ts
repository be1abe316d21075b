import * as l10n from "@vscode/l10n";
import type { ReferenceLoss } from "../engine/pairReport";
import { tasks } from "../engine/tasks";
import type { Evaluation } from "../report";
import { type Formula, shortened } from "./formula";
import { factor, frac, MOST_TERMS, mi, mn, result, row, sub, sumOf, sumOver } from "./mathNode";
import { formatValue } from "./numbers";
import { inNumber } from "./plural";

/** How the losses become one number; undefined where they stay as they are. */
export function reductionFormula(report: Evaluation, { unreduced, value, sum }: ReferenceLoss): Formula | undefined {
  const { options, target } = report;
  const reduction = options.reduction ?? "mean";
  if (reduction === "none") return undefined;
  const { denominator, batchSize, values } = unreduced;
  const weights = options.weight?.data;
  const byWeights = reduction === "mean" && denominator.kind === "weights" && weights !== undefined;
  const ignored = report.reading.targetKind === "classIndices" ? (options.ignoreIndex ?? -100) : undefined;
  const all = Array.from(values.data, (_, sample) => sample);
  const counted = denominator.counted === denominator.total ? all : all.filter((n) => target.data[n] !== ignored);
  const losses = sumOf(counted.length, (at) => factor(values.data[counted[at]]));
  const each = tasks[report.reading.task].severalLabels ? mi("ℓ") : mi("L");
  const total = row(sumOver("n"), sub(each, mi("n")));
  const left = mi("L");
  const notes = [...shortened(counted.length)];
  if (counted.length > MOST_TERMS) notes.push(l10n.t("They add up to {0}.", formatValue(sum)));
  if (counted.length < all.length) {
    notes.push(
      inNumber(l10n.t("Of {0} targets {1|# is|# are} ignored.", all.length), all.length, all.length - counted.length),
    );
  }
  const end = result(value.data[0]);
  if (reduction === "sum") return { left, steps: [total, losses, end], notes };
  const divisor = reduction === "batchmean" ? batchSize : denominator.value;
  if (!byWeights) return { left, steps: [frac(total, mi("N")), frac(losses, mn(divisor)), end], notes };
  const shares = sumOf(counted.length, (at) => factor(weights[target.data[counted[at]]]));
  const weightTotal = row(sumOver("n"), sub(mi("w"), sub(mi("y"), mi("n"))));
  return {
    left,
    steps: [frac(total, weightTotal), frac(losses, shares), frac(mn(sum), mn(divisor)), end],
    notes,
  };
}
