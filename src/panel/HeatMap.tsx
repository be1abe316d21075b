import * as l10n from "@vscode/l10n";
import { useMemo, useState } from "preact/hooks";
import { formatShort } from "../render/numbers";
import { ChartFrame } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { cellFormat } from "./cellText";
import { heatField, heatScale } from "./heatField";
import { Pager } from "./Pager";

const ROWS = 32;
const COLUMNS = 60;
const CELL_HEIGHT = 20;
const MOST_CELL_WIDTH = 64;
const CHARACTER = 6.7;

/** The values of the input, shaded from the least to the largest, with what the target names outlined. */
export function HeatMap({ table, slice, selected, actions, title }: ChartProps) {
  const [first, setFirst] = useState({ row: 0, column: 0 });
  const field = useMemo(() => heatField(table, slice), [table, slice]);
  const scale = useMemo(() => heatScale(table.input.data), [table]);
  const format = useMemo(() => cellFormat(table.input.data), [table]);
  const from = { row: Math.min(first.row, field.rows - 1), column: Math.min(first.column, field.columns - 1) };
  const rows = Array.from({ length: Math.min(ROWS, field.rows - from.row) }, (_, row) => from.row + row);
  const columns = Array.from({ length: Math.min(COLUMNS, field.columns - from.column) }, (_, c) => from.column + c);
  const names = Math.max(...rows.map((row) => field.rowName(row).length), 0);
  const margin = { left: names * CHARACTER + 12, right: 4, top: 20, bottom: 4 };
  const words = l10n.t(
    "The values of {0} rows and {1} columns from {2} to {3}.",
    field.rows,
    field.columns,
    formatShort(scale.least),
    formatShort(scale.most),
  );
  const caption = (
    <>
      <span class="legend-mark" aria-hidden="true" /> {l10n.t("outlined: what the target names")}
      <span class="caption">{words}</span>
    </>
  );
  const height = rows.length * CELL_HEIGHT + margin.top + margin.bottom;
  return (
    <>
      <ChartFrame file="values" {...{ title, words, height, margin, caption, actions }}>
        {(width) => {
          const cell = Math.min(width / columns.length, MOST_CELL_WIDTH);
          const numbered = cell >= format.width * CHARACTER + 8;
          const every = Math.ceil((Math.max(...columns.map((c) => field.columnName(c).length)) * CHARACTER + 8) / cell);
          return (
            <>
              {columns.map((column, x) => (
                <text key={column} x={(x + 0.5) * cell} y="-7" text-anchor="middle">
                  {x % every === 0 ? field.columnName(column) : ""}
                </text>
              ))}
              {rows.map((row, y) => (
                <g key={row} transform={`translate(0 ${y * CELL_HEIGHT})`}>
                  <text class={isSelected(row) ? "dot-name" : undefined} x="-8" y="14" text-anchor="end">
                    {field.rowName(row)}
                  </text>
                  {columns.map((column, x) => {
                    const element = field.element(row, column);
                    const value = table.input.data[element];
                    return (
                      // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the table of samples has the keyboard's way
                      <g key={column} onClick={() => actions.select(field.sampleOf(row, column))}>
                        <rect
                          class="heat-rect"
                          x={x * cell + 0.5}
                          y="0.5"
                          width={cell - 1}
                          height={CELL_HEIGHT - 1}
                          fill-opacity={(scale.heat(value) * 0.47 + 0.03).toFixed(3)}
                        >
                          <title>{`${field.rowName(row)} ${field.columnName(column)}: ${formatShort(value)}`}</title>
                        </rect>
                        {field.marked(element) && (
                          <rect
                            class="heat-target"
                            x={x * cell + 1.5}
                            y="1.5"
                            width={Math.max(cell - 3, 1)}
                            height={CELL_HEIGHT - 3}
                          />
                        )}
                        {numbered && (
                          <text class="heat-number" x={(x + 0.5) * cell} y="14" text-anchor="middle">
                            {format.text(value)}
                          </text>
                        )}
                      </g>
                    );
                  })}
                </g>
              ))}
            </>
          );
        }}
      </ChartFrame>
      <Pager
        what={l10n.t("Rows")}
        count={field.rows}
        size={ROWS}
        first={from.row}
        onMove={(row) => setFirst({ ...from, row })}
      />
      <Pager
        what={l10n.t("Columns")}
        count={field.columns}
        size={COLUMNS}
        first={from.column}
        onMove={(column) => setFirst({ ...from, column })}
      />
    </>
  );

  function isSelected(row: number): boolean {
    return selected !== undefined && field.columns === table.layout.classes && field.sampleOf(row, 0) === selected;
  }
}
