import * as l10n from "@vscode/l10n";
import { useId, useMemo, useState } from "preact/hooks";
import { compare, comparedSamples } from "../../engine/comparison";
import { formatShort, formatValue } from "../../render/numbers";
import { optionWords } from "../../render/optionWords";
import { readingName } from "../../render/readingText";
import type { Actions } from "../actions";
import { inputTitle } from "../pair/argumentNames";
import { NumberGrid } from "../shared/NumberGrid";
import type { Evaluated } from "../state";

interface CompareProps {
  readonly baseline: Evaluated;
  readonly evaluated: Evaluated;
  readonly nameOf: (sample: number) => string;
  readonly actions: Actions;
}

interface Sort {
  /** Undefined: by the size of the difference. */
  readonly column: number | undefined;
  readonly descending: boolean;
}

/** The evaluation in view against the baseline, the samples that changed most first. */
export function Compare({ baseline, evaluated, nameOf, actions }: CompareProps) {
  const comparison = useMemo(() => compare(baseline.report, evaluated.report), [baseline, evaluated]);
  const [{ column, descending }, setSort] = useState<Sort>({ column: undefined, descending: true });
  const samples = useMemo(() => comparedSamples(comparison, column, descending), [comparison, column, descending]);
  const { before, after, count, counts, lossBefore, lossAfter, difference } = comparison;
  const id = useId();
  const worse = difference.reduce((sum, value) => sum + Number(value > 0), 0);
  const better = difference.reduce((sum, value) => sum + Number(value < 0), 0);
  return (
    <section class="compare" aria-labelledby={id}>
      <h2 id={id}>{l10n.t("Against the baseline")}</h2>
      <p>
        <span class="compare-loss">{formatValue(before)}</span> → <span class="compare-loss">{formatValue(after)}</span>{" "}
        <strong>{`${after > before ? "+" : ""}${formatShort(after - before)}`}</strong>
        <span class="compare-name">{describe(baseline, evaluated)}</span>
        <button type="button" class="quiet" onClick={() => actions.setBaseline(undefined)}>
          {l10n.t("Clear")}
        </button>
      </p>
      <p class="compare-words">
        {l10n.t("Of the samples {0} cost more, {1} less, {2} the same.", worse, better, count - worse - better)}{" "}
        {counts[0] !== counts[1] &&
          l10n.t("The baseline has {0} samples, this one {1}; the first {2} are compared.", ...counts, count)}
      </p>
      {count > 0 && (
        <NumberGrid
          label={l10n.t("Differences by sample")}
          rows={count}
          columns={[l10n.t("baseline"), l10n.t("now"), l10n.t("difference")]}
          values={[lossBefore, lossAfter, difference]}
          at={(row) => samples[row]}
          rowName={(row) => nameOf(samples[row])}
          sort={{
            column,
            descending,
            onSort: (next) => setSort({ column: next, descending: next === column ? !descending : true }),
          }}
        />
      )}
    </section>
  );
}

/** What the baseline is of; where it differs in its options, those of both. */
function describe({ snapshot, report }: Evaluated, now: Evaluated): string {
  const name = inputTitle(snapshot, report.inputLiteral);
  const [before, after] = [report, now.report].map(({ options }) => optionWords(options).join(", ") || "mean");
  return [
    ...[name, snapshot.inputPlace.label, readingName(report.reading, report.input.shape.length)],
    ...(before === after ? [] : [`${before} → ${after}`]),
  ].join(" · ");
}
