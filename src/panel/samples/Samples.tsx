import * as l10n from "@vscode/l10n";
import { useCallback, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SampleGradient } from "../../engine/sampleGradient";
import { elementIndex } from "../../engine/sampleLayout";
import { formatCount, formatLoss, formatValue } from "../../render/numbers";
import { inputKindName } from "../../render/readingText";
import type { Actions } from "../actions";
import { Segments } from "../shared/Segments";
import { Spacer } from "../shared/Spacer";
import { useUnfolded } from "../shared/unfolding";
import { useViewport } from "../shared/useViewport";
import { indices, scrollTo, sliceInView } from "../shared/windowing";
import { type Evaluated, sameArray } from "../state";
import { STRIP_CLASSES, stripWidth } from "./ClassStrip";
import { ColumnChoice, useColumns } from "./ColumnChoice";
import { cellFormat, longestText, probabilityText, valueWidth } from "./cellText";
import { gradientWidth } from "./GradientBars";
import { hasClassColumns, SampleHead } from "./SampleHead";
import { type RowContext, SampleRow } from "./SampleRow";
import { Slices } from "./Slices";
import type { Slice } from "./sampleAxes";
import { cellColumn, cellGroups, WINDOWED_CELLS } from "./sampleColumns";
import { type SampleSort, type SampleTable, sortedSamples } from "./sampleTable";

const ROW_HEIGHT = 30;
/** Of the names of classes, and of the name of them all above. */
const CLASS_ROW_HEIGHT = 26;
const GROUP_ROW_HEIGHT = 22;
const MOST_ROWS_IN_VIEW = 14;
const NAMED_CLASSES = 1000;
const SHORTEST_NAME = 5;
const LONGEST_NAME = 16;
/** Characters of a class name above its cells that there is always room for; more are cut. */
const CELL_NAME = 6;
/** Of a probability with four decimals, and the room beside it. */
const PROBABILITY_CHARS = 6;
const PADDING = 2.5;
/** In pixels, of what stands above the gradients. */
const GRADIENT_NAME = 36;

interface SamplesProps {
  /** Of its element. */
  readonly id: string;
  readonly evaluated: Evaluated;
  readonly table: SampleTable;
  readonly gradient: SampleGradient | undefined;
  readonly sort: SampleSort;
  readonly slice: Slice;
  readonly selected: number | undefined;
  readonly actions: Actions;
}

/** Every sample, worst first to begin with. Arrow keys move the selection; Enter or a click shows the sample in the editor. */
export function Samples({ id: place, evaluated, table, gradient, sort, slice: held, selected, actions }: SamplesProps) {
  const { snapshot, report } = evaluated;
  const order = useMemo(() => sortedSamples(table, sort, held, gradient?.data), [table, sort, held, gradient]);
  const { ref, viewport, follow } = useViewport<HTMLDivElement>();
  const columns = useColumns();
  const [allDigits, showAllDigits] = useUnfolded("samples digits");
  const [probabilities, showProbabilities] = useUnfolded("samples probabilities");
  const asProbabilities = probabilities && report.reading.inputKind !== "probabilities";
  const facts = useMemo(
    () => rowFacts(evaluated, table, gradient, allDigits, asProbabilities),
    [evaluated, table, gradient, allDigits, asProbabilities],
  );
  // Where the cells begin and how wide one is: the table is laid out by the style sheet.
  const [room, setRoom] = useState({ cell: 60, start: 0 });
  useLayoutEffect(() => {
    const first = ref.current?.querySelector<HTMLElement>(".before-cells");
    const cell = ref.current?.querySelector<HTMLElement>(".cell-probe")?.offsetWidth;
    if (!first || !cell) return;
    const next = { cell, start: first.offsetLeft };
    if (next.cell !== room.cell || next.start !== room.start) setRoom(next);
  });
  const groups = cellGroups(table);
  const { classes } = table.layout;
  const cellCount = columns.shown.values ? groups.length * classes : 0;
  const across =
    cellCount <= WINDOWED_CELLS
      ? { first: 0, last: cellCount, before: 0, after: 0 }
      : sliceInView(cellCount, room.cell, viewport.scrollLeft - room.start, (viewport.width || 800) + room.start);
  const { first, last, before, after } = across;
  const context = useMemo<RowContext>(
    () => ({
      ...facts,
      asProbabilities,
      columns: columns.shown,
      strip: columns.shown.values && classes >= STRIP_CLASSES,
      cells: {
        shown: indices({ first, last, before, after }).map((place) => cellColumn(groups, classes, place)),
        before,
        after,
      },
    }),
    [facts, asProbabilities, JSON.stringify(columns.shown), first, last, before, after, groups.length, classes],
  );
  const moved = useRef(false);
  const id = useId();
  const count = order.length;
  const headRows = hasClassColumns(table) && columns.shown.values ? 2 : 1;
  const head = headRows === 1 ? ROW_HEIGHT : GROUP_ROW_HEIGHT + CLASS_ROW_HEIGHT;
  const view = viewport.height > 0 ? viewport.height - head : MOST_ROWS_IN_VIEW * ROW_HEIGHT;
  const slice = sliceInView(count, ROW_HEIGHT, viewport.scrollTop, view);
  const shown = Array.from(order.subarray(slice.first, slice.last));
  // The keyboard enters the table at one row, and moves from there.
  const entry = selected !== undefined && shown.includes(selected) ? selected : shown[0];

  // Another array is read from its first sample and column on.
  const former = useRef(snapshot);
  useLayoutEffect(() => {
    if (!sameArray(former.current, snapshot)) ref.current?.scrollTo(0, 0);
    former.current = snapshot;
  }, [snapshot]);

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

  // One column of values has the name of what they are, which is longer than they are.
  const nameChars = hasClassColumns(table)
    ? Math.min(longestName(table), CELL_NAME)
    : inputKindName(asProbabilities ? "probabilities" : report.reading.inputKind).length;
  const lossWidth = table.expected === undefined ? context.lossFormat.width : 0;
  const style = {
    "--cell-chars": String(Math.max(context.format.width, lossWidth, nameChars)),
    "--loss-chars": String(context.lossChars),
    "--cells": String(last - first),
    "--before": `${before}px`,
    "--after": `${after}px`,
    "--strip": context.strip ? `${stripWidth(classes)}px` : "0px",
    "--classes": String(table.expected === undefined || !columns.shown.classes ? 0 : 2),
    "--probability":
      table.expected === undefined || !columns.shown.probability ? "0px" : `${context.probabilityChars + PADDING}ch`,
    "--name-chars": String(context.nameChars),
    "--class-chars": String(context.classChars),
    "--head": `${head}px`,
    "--rows-in-view": String(Math.min(count, MOST_ROWS_IN_VIEW)),
    "--bar": `${viewport.bar}px`,
    "--gradient":
      gradient === undefined || !columns.shown.gradient
        ? "0px"
        : `${Math.max(gradientWidth(table.layout.classes), GRADIENT_NAME) + 16}px`,
  };
  return (
    <section id={place} class="samples" aria-labelledby={`${id}-heading`} style={style}>
      <h2 id={`${id}-heading`}>
        {l10n.t("Samples")} <span class="count">{formatCount(count)}</span>
      </h2>
      <div class="sample-tools">
        <ColumnChoice {...columns} judged={table.expected !== undefined} />
        {report.reading.inputKind !== "probabilities" && table.probabilities !== table.input && (
          <Segments<"values" | "probabilities">
            legend={l10n.t("Cells show")}
            segments={[
              { value: "values", label: inputKindName(report.reading.inputKind) },
              { value: "probabilities", label: inputKindName("probabilities") },
            ]}
            value={asProbabilities ? "probabilities" : "values"}
            onChoose={(value) => showProbabilities(value === "probabilities")}
          />
        )}
        <label class="check">
          <input type="checkbox" checked={allDigits} onChange={(event) => showAllDigits(event.currentTarget.checked)} />
          {l10n.t("all digits")}
        </label>
      </div>
      <Slices axes={table.axes} slice={held} onSlice={actions.slice} />
      <div class={count > MOST_ROWS_IN_VIEW ? "sample-scroll tall" : "sample-scroll"} ref={ref} onScroll={follow}>
        <span class="cell-probe" aria-hidden="true" />
        <table class="sample-table" aria-labelledby={`${id}-heading`} aria-rowcount={count + headRows}>
          <SampleHead {...{ table, report, context, sort }} onSort={actions.sort} />
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

function rowFacts(
  { report }: Evaluated,
  table: SampleTable,
  gradient: SampleGradient | undefined,
  allDigits: boolean,
  asProbabilities: boolean,
): Omit<RowContext, "columns" | "cells" | "strip" | "asProbabilities"> {
  const worst = table.loss.reduce((most, loss) => (Number.isFinite(loss) && loss > most ? loss : most), 0);
  const shown = asProbabilities ? table.probabilities.data : report.input.data;
  return {
    format: allDigits ? { text: formatValue, width: valueWidth(shown) } : cellFormat(shown),
    lossFormat: allDigits
      ? { text: formatValue, width: valueWidth(table.unreduced.data) }
      : cellFormat(table.unreduced.data),
    lossText: allDigits ? formatValue : formatLoss,
    worst,
    lossChars: allDigits ? valueWidth(table.loss) : longestText(table.loss, formatLoss, 6),
    probabilityText: allDigits ? formatValue : probabilityText,
    probabilityChars: longestText(
      table.probability ?? new Float64Array(),
      allDigits ? formatValue : probabilityText,
      PROBABILITY_CHARS,
    ),
    gradient: gradient && {
      data: gradient.data,
      largest: largestMagnitude(gradient.data),
      pipeline: gradient.pipeline,
    },
    nameChars: table.layout.count === 0 ? 1 : table.nameOf(table.layout.count - 1).length,
    classChars: Math.min(Math.max(longestName(table), SHORTEST_NAME), LONGEST_NAME),
  };
}

/** Characters of the longest class name. */
function longestName({ layout, className }: SampleTable): number {
  const named = Math.min(layout.classes, NAMED_CLASSES);
  return Array.from({ length: named }, (_, column) => className(column).length).reduce((a, b) => Math.max(a, b), 0);
}

function largestMagnitude(values: Float64Array): number {
  return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
}
