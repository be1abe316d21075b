import * as l10n from "@vscode/l10n";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatValue } from "../../render/numbers";
import { valueWidth } from "../samples/cellText";
import { SortSign } from "./SortSign";
import { Spacer } from "./Spacer";
import { useViewport } from "./useViewport";
import { indices, sliceInView } from "./windowing";

const ROW_HEIGHT = 24;
const MOST_ROWS_IN_VIEW = 12;
/** So many names and values are looked at for the width of a column. */
const LOOKED_AT = 1000;
/** Characters of a word of a column's name that there is always room for; more are cut. */
const LONGEST_NAME = 12;
/** Those of a row's name: the numbers beside it must stay in view. */
const LONGEST_ROW_NAME = 20;

interface GridSort {
  readonly column: number | undefined;
  readonly descending: boolean;
  readonly onSort: (column: number) => void;
}

interface NumberGridProps {
  readonly label: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** One array for all cells, or one a column. */
  readonly values: readonly Float64Array[];
  /** The element of a cell. */
  readonly at: (row: number, column: number) => number;
  readonly rowName: (row: number) => string;
  /** All digits where absent. */
  readonly format?: (value: number) => string;
  /** Where the columns can be sorted by. */
  readonly sort?: GridSort;
  /** True for the cells that the target names. */
  readonly marked?: (row: number, column: number) => boolean;
}

/** A table of numbers, complete however large: only the cells in view are in the document. */
export function NumberGrid({ label, rows, columns, values, at, rowName, format, sort, marked }: NumberGridProps) {
  const { ref, viewport, follow } = useViewport<HTMLElement>();
  const probe = useRef<HTMLSpanElement>(null);
  const [columnWidth, setColumnWidth] = useState(90);
  useLayoutEffect(() => setColumnWidth(probe.current?.offsetWidth || 90));

  const down = sliceInView(rows, ROW_HEIGHT, viewport.scrollTop, viewport.height || MOST_ROWS_IN_VIEW * ROW_HEIGHT);
  const across = sliceInView(columns.length, columnWidth, viewport.scrollLeft, viewport.width || 1200);
  const shownColumns = indices(across);
  const longest = columns
    .slice(0, LOOKED_AT)
    .flatMap((name) => name.split(" "))
    .map(({ length }) => length);
  const chars = Math.max(
    ...values.map((each) => width(each, format)),
    ...longest.map((each) => Math.min(each, LONGEST_NAME)),
  );
  const style = {
    "--chars": String(chars),
    // A name of several words has two lines.
    "--head": columns.some((name) => name.includes(" ") && name.length > chars) ? "36px" : "24px",
    "--name-chars": String(Math.min(LONGEST_ROW_NAME, longestRowName(rows, rowName))),
    "--columns": String(shownColumns.length),
    "--before": `${across.before}px`,
    "--after": `${across.after}px`,
    "--rows-in-view": String(Math.min(rows, MOST_ROWS_IN_VIEW)),
    "--bar": `${viewport.bar}px`,
  };
  const box = rows > MOST_ROWS_IN_VIEW ? "grid-scroll tall" : "grid-scroll";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class={box} aria-label={label} tabIndex={0} ref={ref} onScroll={follow} style={style}>
      <span class="grid-probe" ref={probe} aria-hidden="true" />
      <table class="number-grid" aria-label={label} aria-rowcount={rows + 1} aria-colcount={columns.length + 1}>
        <colgroup>
          <col class="col-name" />
          <col class="col-before" />
          {shownColumns.map((column) => (
            <col key={column} class="col-number" />
          ))}
          <col class="col-after" />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <td class="row-name" />
            <td />
            {shownColumns.map((column) => (
              <Head key={column} column={column} sort={sort}>
                {columns[column]}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={down.before} />
          {indices(down).map((row) => (
            <tr key={row} aria-rowindex={row + 2}>
              <th scope="row" class="row-name" aria-colindex={1} title={rowName(row)}>
                {rowName(row)}
              </th>
              <td />
              {shownColumns.map((column) => {
                const named = marked?.(row, column) ?? false;
                return (
                  <td key={column} class={named ? "marked" : undefined} aria-colindex={column + 2}>
                    {(format ?? formatValue)((values[column] ?? values[0])[at(row, column)])}
                    {named && <span class="visually-hidden"> {l10n.t("(target)")}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
          <Spacer height={down.after} />
        </tbody>
      </table>
    </section>
  );
}

/** Characters of the longest name; the last row is looked at, too, since it has the longest index. */
function longestRowName(rows: number, rowName: NumberGridProps["rowName"]): number {
  const looked = [...Array(Math.min(rows, LOOKED_AT)).keys(), Math.max(rows - 1, 0)];
  return looked.reduce((most, row) => Math.max(most, rowName(row).length), 1);
}

/** Characters of the longest value, as it is shown. */
function width(values: Float64Array, format: NumberGridProps["format"]): number {
  if (format === undefined) return valueWidth(values);
  return values.subarray(0, LOOKED_AT).reduce((most, value) => Math.max(most, format(value).length), 1);
}

interface HeadProps {
  readonly column: number;
  readonly sort: GridSort | undefined;
  readonly children: string;
}

function Head({ column, sort, children }: HeadProps) {
  if (sort === undefined) {
    return (
      <th scope="col" aria-colindex={column + 2} title={typeof children === "string" ? children : undefined}>
        {children}
      </th>
    );
  }
  const active = sort.column === column;
  const direction = sort.descending ? "descending" : "ascending";
  return (
    <th scope="col" aria-colindex={column + 2} aria-sort={active ? direction : "none"}>
      <button type="button" class="sort" onClick={() => sort.onSort(column)}>
        {children}
        {active && <SortSign descending={sort.descending} />}
      </button>
    </th>
  );
}
