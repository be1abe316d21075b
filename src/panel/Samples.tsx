import * as l10n from "@vscode/l10n";
import { useId, useMemo } from "preact/hooks";
import { elementIndex } from "../engine/sampleLayout";
import type { Evaluation } from "../evaluate";
import type { Snapshot } from "../protocol";
import type { Actions } from "./actions";
import { cellFormat } from "./cellText";
import { SampleHead } from "./SampleHead";
import { type RowContext, SampleRow } from "./SampleRow";
import { type SampleSort, type SampleTable, sortedSamples } from "./sampleTable";
import { useViewport } from "./useViewport";
import { scrollTo, sliceInView } from "./windowing";

const ROW_HEIGHT = 30;
const MOST_ROWS_IN_VIEW = 14;

interface SamplesProps {
  readonly snapshot: Snapshot;
  readonly report: Evaluation;
  readonly table: SampleTable;
  readonly sort: SampleSort;
  readonly selected: number | undefined;
  readonly actions: Actions;
}

/** Every sample, worst first at the beginning. Arrow keys move the selection, Enter or a click shows the sample in the editor. */
export function Samples({ snapshot, report, table, sort, selected, actions }: SamplesProps) {
  const order = useMemo(() => sortedSamples(table, sort), [table, sort]);
  const context = useMemo(() => rowContext(report, table), [report, table]);
  const { ref, viewport, follow } = useViewport<HTMLDivElement>();
  const id = useId();
  const count = order.length;
  const view = viewport.height > 0 ? viewport.height - ROW_HEIGHT : MOST_ROWS_IN_VIEW * ROW_HEIGHT;
  const slice = sliceInView(count, ROW_HEIGHT, viewport.scrollTop, view);

  const reveal = (sample: number, column?: number) => {
    actions.select(sample);
    const element = elementIndex(
      table.layout,
      sample,
      column ?? Math.max(table.expected?.[sample] ?? 0, 0) % table.layout.classes,
    );
    const { elementOffsets, elementLengths } = report.inputLiteral;
    if (snapshot.inputPlace.revealable && element < elementOffsets.length) {
      actions.reveal(snapshot, "input", { offset: elementOffsets[element], length: elementLengths[element] });
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const at = selected === undefined ? -1 : order.indexOf(selected);
    if (event.key === "Enter" && selected !== undefined) return reveal(selected);
    const page = Math.max(1, Math.floor(view / ROW_HEIGHT) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count };
    const step = steps[event.key as keyof typeof steps];
    if (step === undefined || count === 0) return;
    event.preventDefault();
    const next = Math.min(Math.max(at + step, 0), count - 1);
    actions.select(order[next]);
    const element = ref.current;
    if (element !== null) element.scrollTop = scrollTo(next, count, ROW_HEIGHT, element.scrollTop, view);
  };

  return (
    <section class="samples" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>
        {l10n.t("Samples")} <span class="count">{count.toLocaleString()}</span>
      </h2>
      <div
        class="sample-scroll"
        role="grid"
        tabIndex={0}
        aria-labelledby={`${id}-heading`}
        aria-rowcount={count + 1}
        aria-activedescendant={selected === undefined ? undefined : `${id}-${selected}`}
        ref={ref}
        onScroll={follow}
        onKeyDown={onKeyDown}
        style={{
          "--cell-chars": String(context.format.width),
          "--rows-in-view": String(Math.min(count, MOST_ROWS_IN_VIEW)),
        }}
      >
        <SampleHead table={table} report={report} sort={sort} onSort={actions.sort} />
        <div class="sample-body" role="rowgroup" style={{ height: `${slice.total}px` }}>
          <div role="presentation" style={{ height: `${Math.max(slice.offset, 0)}px` }} />
          {Array.from(order.subarray(slice.first, slice.last), (sample, index) => (
            <SampleRow
              key={sample}
              id={`${id}-${sample}`}
              position={slice.first + index}
              selected={sample === selected}
              onReveal={reveal}
              {...{ sample, table, context }}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

function rowContext(report: Evaluation, table: SampleTable): RowContext {
  const worst = table.loss.reduce((most, loss) => (Number.isFinite(loss) && loss > most ? loss : most), 0);
  return { format: cellFormat(report.input.data), worst, classNames: report.inputLiteral.columnNames };
}
