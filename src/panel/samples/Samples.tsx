import * as l10n from "@vscode/l10n";
import { useCallback, useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { SampleGradient } from "../../engine/sampleGradient";
import { elementIndex } from "../../engine/sampleLayout";
import { formatCount } from "../../render/numbers";
import type { Actions } from "../actions";
import { Spacer } from "../parts/Spacer";
import { useViewport } from "../parts/useViewport";
import { scrollTo, sliceInView } from "../parts/windowing";
import type { Good } from "../state";
import { cellFormat, valueWidth } from "./cellText";
import { gradientWidth } from "./GradientBars";
import { MOST_CELLS } from "./HeatCells";
import { hasClassColumns, SampleHead } from "./SampleHead";
import { type RowContext, SampleRow } from "./SampleRow";
import { Slices } from "./Slices";
import type { Slice } from "./sampleAxes";
import { type SampleSort, type SampleTable, sortedSamples } from "./sampleTable";

const ROW_HEIGHT = 30;
/** Of the names of classes, and of the name of them all above. */
const CLASS_ROW_HEIGHT = 26;
const GROUP_ROW_HEIGHT = 22;
const MOST_ROWS_IN_VIEW = 14;
const NAMED_CLASSES = 1000;
const SHORTEST_NAME = 5;
const LONGEST_NAME = 16;

interface SamplesProps {
  /** Of its element. */
  readonly id: string;
  readonly good: Good;
  readonly table: SampleTable;
  readonly gradient: SampleGradient | undefined;
  readonly sort: SampleSort;
  readonly slice: Slice;
  readonly selected: number | undefined;
  readonly actions: Actions;
}

/** Every sample, worst first to begin with. Arrow keys move the selection; Enter or a click shows the sample in the editor. */
export function Samples({ id: place, good, table, gradient, sort, slice: held, selected, actions }: SamplesProps) {
  const { snapshot, report } = good;
  const order = useMemo(() => sortedSamples(table, sort, held, gradient?.data), [table, sort, held, gradient]);
  const context = useMemo(() => rowContext(good, table, gradient), [good, table, gradient]);
  const { ref, viewport, follow } = useViewport<HTMLDivElement>();
  const moved = useRef(false);
  const id = useId();
  const count = order.length;
  const headRows = hasClassColumns(table) ? 2 : 1;
  const head = headRows === 1 ? ROW_HEIGHT : GROUP_ROW_HEIGHT + CLASS_ROW_HEIGHT;
  const view = viewport.height > 0 ? viewport.height - head : MOST_ROWS_IN_VIEW * ROW_HEIGHT;
  const slice = sliceInView(count, ROW_HEIGHT, viewport.scrollTop, view);
  const shown = Array.from(order.subarray(slice.first, slice.last));
  // The keyboard enters the table at one row, and moves from there.
  const entry = selected !== undefined && shown.includes(selected) ? selected : shown[0];

  // A sample that was selected elsewhere, in a chart or by the editor's cursor, comes into view.
  useLayoutEffect(() => {
    const element = ref.current;
    const at = selected === undefined ? -1 : order.indexOf(selected);
    if (element === null || at === -1) return;
    element.scrollTop = scrollTo(at, count, ROW_HEIGHT, element.scrollTop, element.clientHeight - head);
  }, [selected, order, head]);

  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    ref.current?.querySelector<HTMLElement>("[aria-current=true]")?.focus({ preventScroll: true });
  });

  const latest = useRef<(sample: number, column?: number) => void>(() => {});
  const reveal = useCallback((sample: number, column?: number) => latest.current(sample, column), []);
  latest.current = (sample, column) => {
    actions.select(sample);
    const { layout, expected } = table;
    const expectedColumn = layout.classes === 1 ? 0 : Math.max(expected?.[sample] ?? 0, 0);
    const element = elementIndex(layout, sample, column ?? expectedColumn);
    const { elementOffsets, elementLengths } = report.inputLiteral;
    if (snapshot.inputPlace.anchor === undefined || element >= elementOffsets.length) return;
    actions.reveal(snapshot, "input", { offset: elementOffsets[element], length: elementLengths[element] });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const at = selected === undefined ? slice.first : order.indexOf(selected);
    const page = Math.max(1, Math.floor(view / ROW_HEIGHT) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count };
    const step = steps[event.key as keyof typeof steps];
    if (step === undefined || count === 0) return;
    event.preventDefault();
    const next = Math.min(Math.max(at + step, 0), count - 1);
    const element = ref.current;
    if (element !== null) element.scrollTop = scrollTo(next, count, ROW_HEIGHT, element.scrollTop, view);
    moved.current = true;
    follow();
    actions.select(order[next]);
  };

  const style = {
    "--cell-chars": String(Math.max(context.format.width, table.expected === undefined ? context.lossFormat.width : 0)),
    "--loss-chars": String(context.lossChars),
    "--cells": String(Math.min(table.layout.classes, MOST_CELLS + 1)),
    "--name-chars": String(context.nameChars),
    "--class-chars": String(context.classChars),
    "--head": `${head}px`,
    "--rows-in-view": String(Math.min(count, MOST_ROWS_IN_VIEW)),
    "--gradient": gradient === undefined ? "0px" : `${gradientWidth(table.layout.classes) + 24}px`,
  };
  return (
    <section id={place} class={`samples ${context.form}`} aria-labelledby={`${id}-heading`} style={style}>
      <h2 id={`${id}-heading`}>
        {l10n.t("Samples")} <span class="count">{formatCount(count)}</span>
      </h2>
      <Slices axes={table.axes} slice={held} onSlice={actions.slice} />
      <div class="sample-scroll" ref={ref} onScroll={follow}>
        <table class="sample-table" aria-labelledby={`${id}-heading`} aria-rowcount={count + headRows}>
          <SampleHead {...{ table, report, gradient, sort }} onSort={actions.sort} />
          <tbody onKeyDown={onKeyDown}>
            <Spacer height={slice.before} />
            {shown.map((sample, index) => (
              <SampleRow
                key={sample}
                rowIndex={slice.first + index + headRows + 1}
                selected={sample === selected}
                entry={sample === entry}
                onReveal={reveal}
                {...{ sample, table, context }}
              />
            ))}
            <Spacer height={slice.after} />
          </tbody>
        </table>
      </div>
    </section>
  );
}

function rowContext({ report }: Good, table: SampleTable, gradient: SampleGradient | undefined): RowContext {
  const worst = table.loss.reduce((most, loss) => (Number.isFinite(loss) && loss > most ? loss : most), 0);
  return {
    format: cellFormat(report.input.data),
    lossFormat: cellFormat(table.unreduced.data),
    worst,
    lossChars: valueWidth(table.loss),
    gradient: gradient && { data: gradient.data, largest: largestMagnitude(gradient.data) },
    nameChars: table.layout.count === 0 ? 1 : table.nameOf(table.layout.count - 1).length,
    classChars: longestName(table),
    form: table.expected === undefined ? "several" : table.layout.classes > MOST_CELLS ? "many" : "few",
  };
}

/** Characters of the longest class name that is shown whole. */
function longestName({ layout, className }: SampleTable): number {
  const named = Math.min(layout.classes, NAMED_CLASSES);
  const longest = Array.from({ length: named }, (_, column) => className(column).length);
  return Math.min(Math.max(...longest, SHORTEST_NAME), LONGEST_NAME);
}

function largestMagnitude(values: Float64Array): number {
  return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
}
