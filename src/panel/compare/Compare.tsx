import * as l10n from "@vscode/l10n";
import { useId, useMemo, useState } from "preact/hooks";
import { compare, comparedSamples } from "../../engine/comparison";
import { formatShort, formatValue } from "../../render/numbers";
import { readingName } from "../../render/readingText";
import type { Actions } from "../actions";
import { inputTitle } from "../pair/argumentNames";
import { NumberGrid } from "../shared/NumberGrid";
import type { Evaluated } from "../state";

interface CompareProps {
  readonly pinned: Evaluated;
  readonly evaluated: Evaluated;
  readonly nameOf: (sample: number) => string;
  readonly actions: Actions;
}

interface Sort {
  /** Undefined: by the size of the difference. */
  readonly column: number | undefined;
  readonly descending: boolean;
}

/** The evaluation in view against the pinned one, the samples that changed most first. */
export function Compare({ pinned, evaluated, nameOf, actions }: CompareProps) {
  const comparison = useMemo(() => compare(pinned.report, evaluated.report), [pinned, evaluated]);
  const [{ column, descending }, setSort] = useState<Sort>({ column: undefined, descending: true });
  const samples = useMemo(() => comparedSamples(comparison, column, descending), [comparison, column, descending]);
  const { before, after, count, counts, lossBefore, lossAfter, difference } = comparison;
  const id = useId();
  const worse = difference.reduce((sum, value) => sum + Number(value > 0), 0);
  const better = difference.reduce((sum, value) => sum + Number(value < 0), 0);
  return (
    <section class="compare" aria-labelledby={id}>
      <h2 id={id}>{l10n.t("Against the pinned evaluation")}</h2>
      <p>
        <span class="compare-loss">{formatValue(before)}</span> → <span class="compare-loss">{formatValue(after)}</span>{" "}
        <strong>{`${after > before ? "+" : ""}${formatShort(after - before)}`}</strong>
        <span class="compare-name">{describe(pinned)}</span>
        <button type="button" class="quiet" onClick={() => actions.pin(undefined)}>
          {l10n.t("Unpin")}
        </button>
      </p>
      <p class="compare-words">
        {l10n.t("Of the samples {0} cost more, {1} less, {2} the same.", worse, better, count - worse - better)}{" "}
        {counts[0] !== counts[1] &&
          l10n.t("The pinned evaluation has {0} samples, this one {1}; the first {2} are compared.", ...counts, count)}
      </p>
      {count > 0 && (
        <NumberGrid
          label={l10n.t("Differences by sample")}
          rows={count}
          columns={[l10n.t("pinned"), l10n.t("now"), l10n.t("difference")]}
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

function describe({ snapshot, report }: Evaluated): string {
  const name = inputTitle(snapshot, report.inputLiteral);
  return [name, snapshot.inputPlace.label, readingName(report.reading, report.input.shape.length)].join(" · ");
}
