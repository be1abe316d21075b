import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { SampleGradient } from "../../engine/sampleGradient";
import { formatLoss, formatValue } from "../../render/numbers";
import { ClassStrip } from "./ClassStrip";
import type { CellFormat } from "./cellText";
import { GradientBars } from "./GradientBars";
import { HeatCells } from "./HeatCells";
import type { CellsInView, OptionalColumn } from "./sampleColumns";
import type { SampleTable } from "./sampleTable";

const SHORT_NAME = 8;

/** What all rows have in common. */
export interface RowContext {
  readonly format: CellFormat;
  readonly lossFormat: CellFormat;
  /** The largest finite loss, which fills the bar. */
  readonly worst: number;
  /** Characters of the longest loss. */
  readonly lossChars: number;
  /** Characters of the longest name of a sample, and of a class. */
  readonly nameChars: number;
  readonly classChars: number;
  readonly gradient:
    | { readonly data: Float64Array; readonly largest: number; readonly pipeline: SampleGradient["pipeline"] }
    | undefined;
  readonly columns: Readonly<Record<OptionalColumn, boolean>>;
  readonly cells: CellsInView;
  /** All classes at once, beside the cells. */
  readonly strip: boolean;
  /** The cells show what the values say as probabilities. */
  readonly asProbabilities: boolean;
  /** A loss with the digits that are asked for. */
  readonly lossText: (loss: number) => string;
  readonly probabilityText: (p: number) => string;
  /** Characters of the longest of these. */
  readonly probabilityChars: number;
}

interface SampleRowProps {
  readonly sample: number;
  /** Of all rows of the table, from 1; those of its head count. */
  readonly rowIndex: number;
  readonly table: SampleTable;
  readonly context: RowContext;
  readonly selected: boolean;
  /** True for the row at which the Tab key enters the table. */
  readonly entry: boolean;
  readonly onReveal: (sample: number, column?: number) => void;
}

/** While the table is scrolled most rows stay as they are: those are not built anew. */
export function SampleRow(props: SampleRowProps) {
  const { sample, rowIndex, table, context, selected, entry, onReveal } = props;
  return useMemo(() => rowOf(props), [sample, rowIndex, table, context, selected, entry, onReveal]);
}

function rowOf({ sample, rowIndex, table, context, selected, entry, onReveal }: SampleRowProps) {
  const { input, expected, predicted, probability, probabilities, unreduced, loss, className } = table;
  const { columns, cells, gradient, format, lossFormat } = context;
  const wanted = expected?.[sample];
  const found = predicted?.[sample];
  const heat = (element: number, group: "value" | "labelLoss") =>
    group === "value" ? probabilities.data[element] : unreduced.data[element] / (context.worst || 1);
  const values = context.asProbabilities ? probabilities.data : input.data;
  return (
    // The button in the first cell is the way of the keyboard.
    <tr aria-rowindex={rowIndex} class={selected ? "selected" : undefined} onClick={() => onReveal(sample)}>
      <th scope="row" class="sample">
        <button type="button" tabIndex={entry ? 0 : -1} aria-current={selected} title={l10n.t("Show in the editor")}>
          {table.nameOf(sample)}
        </button>
      </th>
      <td class="loss-cell" title={formatValue(loss[sample])}>
        {context.lossText(loss[sample])}
        <LossBar loss={loss[sample]} worst={context.worst} />
      </td>
      {wanted !== undefined && columns.probability && (
        <td class="probability" title={wanted < 0 ? undefined : formatValue(probability?.[sample] ?? Number.NaN)}>
          {wanted < 0 ? "" : context.probabilityText(probability?.[sample] ?? Number.NaN)}
        </td>
      )}
      {wanted !== undefined && found !== undefined && columns.classes && (
        <>
          <ClassCell name={wanted < 0 ? l10n.t("ignored") : className(wanted)} />
          <ClassCell name={className(found)}>
            {/* What is predicted of nan is no prediction. */}
            {wanted >= 0 && <Judgement right={wanted === found && !Number.isNaN(loss[sample])} />}
          </ClassCell>
        </>
      )}
      {gradient !== undefined && columns.gradient && (
        <td class="gradient">
          <GradientBars {...{ table, sample }} gradient={gradient.data} largest={gradient.largest} />
        </td>
      )}
      {context.strip && <ClassStrip {...{ table, sample, heat }} />}
      <td />
      <HeatCells
        {...{ table, sample, heat, onReveal }}
        shown={cells.shown}
        text={(element, group) =>
          group === "value" ? format.text(values[element]) : lossFormat.text(unreduced.data[element])
        }
        words={(element, column) =>
          l10n.t(
            "{0}: {1}, p {2}",
            className(column),
            formatValue(input.data[element]),
            formatLoss(probabilities.data[element]),
          )
        }
      />
      <td />
    </tr>
  );
}

/** A long name is cut, and whole under the pointer. */
function ClassCell({ name, children }: { readonly name: string; readonly children?: ComponentChildren }) {
  return (
    <td class="class-cell" title={name.length > SHORT_NAME ? name : undefined}>
      <span>
        {children}
        {name}
      </span>
    </td>
  );
}

function Judgement({ right }: { readonly right: boolean }) {
  return (
    <>
      <span class={right ? "sign matches" : "sign raises"} aria-hidden="true">
        {right ? "✓" : "✗"}
      </span>
      <span class="visually-hidden">{right ? l10n.t("right:") : l10n.t("wrong:")} </span>
    </>
  );
}

/** An infinite loss has a full, hatched bar. */
function LossBar({ loss, worst }: { readonly loss: number; readonly worst: number }) {
  const endless = loss === Number.POSITIVE_INFINITY;
  const share = endless ? 1 : Math.max(0, loss / (worst || 1)) || 0;
  return (
    <span class="bar" aria-hidden="true">
      <span class={endless ? "bar-fill endless" : "bar-fill"} style={{ width: `${share * 100}%` }} />
    </span>
  );
}
