import * as l10n from "@vscode/l10n";
import { formatShort, formatValue } from "../render/numbers";
import type { CellFormat } from "./cellText";
import { ClassStrip, HeatCells, MOST_CELLS } from "./HeatCells";
import type { SampleTable } from "./sampleTable";

/** What all rows have in common. */
export interface RowContext {
  readonly format: CellFormat;
  /** The largest finite loss, which fills the bar. */
  readonly worst: number;
  readonly classNames: readonly string[] | undefined;
}

interface SampleRowProps {
  readonly id: string;
  readonly sample: number;
  readonly position: number;
  readonly table: SampleTable;
  readonly context: RowContext;
  readonly selected: boolean;
  readonly onReveal: (sample: number, column?: number) => void;
}

export function SampleRow({ id, sample, position, table, context, selected, onReveal }: SampleRowProps) {
  const { layout, expected, predicted, probability, loss } = table;
  const Values = layout.classes <= MOST_CELLS ? HeatCells : ClassStrip;
  const className = (column: number) => context.classNames?.[column] ?? String(column);
  const wanted = expected?.[sample];
  const found = predicted?.[sample];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around the rows has the keys
    <div
      id={id}
      class={selected ? "sample-row selected" : "sample-row"}
      role="row"
      aria-rowindex={position + 2}
      aria-selected={selected}
      onClick={() => onReveal(sample)}
    >
      <div role="rowheader" class="sample-sample">
        {table.nameOf(sample)}
      </div>
      <div role="gridcell" class="sample-values">
        <Values
          {...{ table, sample, onReveal, className }}
          text={(element) => context.format.text(table.input.data[element])}
          heat={(element) => table.probabilities.data[element]}
        />
      </div>
      {wanted === undefined || found === undefined ? (
        <div role="gridcell" class="sample-values">
          <Values
            {...{ table, sample, onReveal, className }}
            text={(element) => formatShort(table.unreduced.data[element])}
            heat={(element) => table.unreduced.data[element] / (context.worst || 1)}
          />
        </div>
      ) : (
        <>
          <div role="gridcell" class="sample-expected">
            {wanted < 0 ? l10n.t("ignored") : className(wanted)}
          </div>
          <div role="gridcell" class="sample-predicted">
            {className(found)} {wanted >= 0 && <Judgement right={wanted === found} />}
          </div>
          <div role="gridcell" class="sample-probability">
            {wanted < 0 ? "" : formatShort(probability?.[sample] ?? Number.NaN)}
          </div>
        </>
      )}
      <div role="gridcell" class="sample-loss">
        <span class="number">{formatValue(loss[sample])}</span>
        <LossBar loss={loss[sample]} worst={context.worst} />
      </div>
    </div>
  );
}

function Judgement({ right }: { readonly right: boolean }) {
  return (
    <>
      <span class={right ? "sign matches" : "sign raises"} aria-hidden="true">
        {right ? "✓" : "✗"}
      </span>
      <span class="visually-hidden">{right ? l10n.t("right") : l10n.t("wrong")}</span>
    </>
  );
}

/** An infinite loss has a full, hatched bar. */
function LossBar({ loss, worst }: { readonly loss: number; readonly worst: number }) {
  const share = loss === Number.POSITIVE_INFINITY ? 1 : worst > 0 ? Math.max(0, loss / worst) : 0;
  return (
    <span class="bar" aria-hidden="true">
      <span
        class={Number.isFinite(loss) ? "bar-fill" : "bar-fill endless"}
        style={{ width: `${(share || 0) * 100}%` }}
      />
    </span>
  );
}
