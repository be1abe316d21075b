import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatValue } from "../render/numbers";
import { valueWidth } from "./cellText";
import { useViewport } from "./useViewport";
import { type Slice, sliceInView } from "./windowing";

const ROW_HEIGHT = 24;
const MOST_ROWS_IN_VIEW = 12;

interface NumberGridProps {
  readonly label: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** One array for all cells, or one a column. */
  readonly values: readonly [Float64Array] | readonly Float64Array[];
  /** The element of a cell. */
  readonly at: (row: number, column: number) => number;
  readonly rowName: (row: number) => string;
  /** True for the cells that the target names. */
  readonly marked?: (row: number, column: number) => boolean;
}

/** A table of numbers, complete however large: only the cells in view are in the document. */
export function NumberGrid({ label, rows, columns, values, at, rowName, marked }: NumberGridProps) {
  const { ref, viewport, follow } = useViewport<HTMLDivElement>();
  const corner = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ column: 90, name: 40 });
  const chars = Math.max(...values.map(valueWidth), ...columns.slice(0, 1000).map((name) => name.length));
  const nameChars = Math.max(rowName(0).length, rowName(Math.max(rows - 1, 0)).length, 1);
  useLayoutEffect(() => {
    const [column, name] = [probe.current?.offsetWidth ?? 0, corner.current?.offsetWidth ?? 0];
    if (column > 0 && (column !== size.column || name !== size.name)) setSize({ column, name });
  });

  const down = sliceInView(rows, ROW_HEIGHT, viewport.scrollTop, viewport.height || MOST_ROWS_IN_VIEW * ROW_HEIGHT);
  const across = sliceInView(columns.length, size.column, viewport.scrollLeft, viewport.width || 1200);
  const style = {
    "--chars": String(chars),
    "--name-chars": String(nameChars),
    "--rows-in-view": String(Math.min(rows, MOST_ROWS_IN_VIEW)),
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div class="grid-scroll" role="region" aria-label={label} tabIndex={0} ref={ref} onScroll={follow} style={style}>
      <div
        class="number-grid"
        role="table"
        aria-label={label}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length + 1}
        style={{ height: `${down.total + ROW_HEIGHT}px`, width: `${across.total + size.name}px` }}
      >
        <div class="grid-probe" ref={probe} aria-hidden="true" />
        <div class="grid-row grid-head" role="row" aria-rowindex={1}>
          <div class="grid-name" role="columnheader" aria-colindex={1} ref={corner} />
          <Lead across={across} />
          {indices(across).map((column) => (
            <div key={column} class="grid-cell" role="columnheader" aria-colindex={column + 2}>
              {columns[column]}
            </div>
          ))}
        </div>
        <div class="grid-lead-rows" style={{ height: `${Math.max(down.offset, 0)}px` }} />
        {indices(down).map((row) => (
          <div key={row} class="grid-row" role="row" aria-rowindex={row + 2}>
            <div class="grid-name" role="rowheader" aria-colindex={1}>
              {rowName(row)}
            </div>
            <Lead across={across} />
            {indices(across).map((column) => {
              const value = (values.length === 1 ? values[0] : values[column])[at(row, column)];
              const isMarked = marked?.(row, column) ?? false;
              return (
                <div
                  key={column}
                  class={isMarked ? "grid-cell marked" : "grid-cell"}
                  role="cell"
                  aria-colindex={column + 2}
                >
                  {formatValue(value)}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The room of the columns to the left of those in view. */
function Lead({ across }: { readonly across: Slice }) {
  return across.first === 0 ? null : <div class="grid-lead" style={{ width: `${across.offset}px` }} />;
}

function indices({ first, last }: Slice): readonly number[] {
  return Array.from({ length: last - first }, (_, index) => first + index);
}
