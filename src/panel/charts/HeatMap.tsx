import * as l10n from "@vscode/l10n";
import { useCallback, useMemo, useState } from "preact/hooks";
import { formatShort } from "../../render/numbers";
import { cellFormat } from "../samples/cellText";
import { Pager } from "../shared/Pager";
import { ChartFrame, type Plot } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { ColourBar } from "./ColourBar";
import { heatField, heatScale } from "./data/heatField";
import { Key } from "./Key";
import { CELL_HEIGHT, Cell } from "./marks/Cell";
import { excerptOf, textWidth } from "./textWidth";

const ROWS = 32;
const COLUMNS = 60;
const MOST_CELL_WIDTH = 64;
/** Letters of a class name that there is to be room for. */
const NAME = 10;

/** The values of the input, shaded from the least to the largest, with what the target names outlined. */
export function HeatMap({ table, slice, selected, actions, title }: ChartProps) {
  const [first, setFirst] = useState({ row: 0, column: 0 });
  const field = useMemo(() => heatField(table, slice), [table, slice]);
  const scale = useMemo(() => heatScale(table.input.data), [table]);
  const format = useMemo(() => cellFormat(table.input.data), [table]);
  const firstRow = Math.max(Math.min(first.row, field.rows - 1), 0);
  const firstColumn = Math.max(Math.min(first.column, field.columns - 1), 0);
  const from = { row: firstRow, column: firstColumn };
  const shownRows = Math.min(ROWS, field.rows - firstRow);
  const names = Array.from({ length: shownRows }, (_, row) => field.rowName(firstRow + row).length);
  const margin = { left: textWidth(Math.max(...names, 0)) + 4, right: 4, top: 40, bottom: 4 };
  const words = l10n.t(
    "The values of {0} rows and {1} columns from {2} to {3}.",
    field.rows,
    field.columns,
    formatShort(scale.least),
    formatShort(scale.most),
  );
  const across = field.across === "classes" ? l10n.t("class") : l10n.t("sample");
  const axes = field.rows > 1 ? `↓ ${l10n.t("sample")} · → ${across}` : `→ ${across}`;
  const caption = (
    <>
      <ColourBar {...scale} />
      <Key mark="mark">{l10n.t("outlined: what the target names")}</Key>
      <span class="caption">{words}</span>
    </>
  );
  const plot = useCallback(
    (width: number): Plot => {
      const rows = Array.from({ length: shownRows }, (_, row) => firstRow + row);
      const columns = Array.from(
        { length: Math.min(COLUMNS, field.columns - firstColumn) },
        (_, column) => firstColumn + column,
      );
      const cell = Math.min(width / columns.length, MOST_CELL_WIDTH);
      const numbered = cell >= textWidth(format.width);
      const longest = Math.min(Math.max(...columns.map((column) => field.columnName(column).length)), NAME);
      const every = Math.ceil(textWidth(longest) / cell);
      const isSelected = (row: number) => selected !== undefined && field.sampleOf(row, firstColumn) === selected;
      const inRows = field.columns === table.layout.classes;
      return {
        columns: columns.length,
        marks: rows.flatMap((row, y) =>
          columns.map((column, x) => ({
            box: { x: x * cell, y: y * CELL_HEIGHT, width: cell, height: CELL_HEIGHT },
            sample: field.sampleOf(row, column),
            words: () => {
              const element = field.element(row, column);
              const place = [field.rowName(row), field.columnName(column)].filter(Boolean).join(", ");
              const value = formatShort(table.input.data[element]);
              return field.marked(element) ? l10n.t("{0}: {1} (target)", place, value) : `${place}: ${value}`;
            },
          })),
        ),
        drawing: (
          <>
            <text class="axis-name" x={-margin.left} y="-27" text-anchor="start">
              {axes}
            </text>
            {columns.map((column, x) => (
              <text key={column} x={(x + 0.5) * cell} y="-7" text-anchor="middle">
                {x % every === 0 ? excerptOf(field.columnName(column), cell * every) : ""}
              </text>
            ))}
            {rows.map((row, y) => (
              <g key={row} transform={`translate(0 ${y * CELL_HEIGHT})`}>
                <text class={inRows && isSelected(row) ? "dot-name" : undefined} x="-8" y="14" text-anchor="end">
                  {field.rowName(row)}
                </text>
                {columns.map((column, x) => (
                  <Cell
                    key={column}
                    x={x * cell}
                    width={cell}
                    share={scale.heat(table.input.data[field.element(row, column)])}
                    isBelow={scale.isDiverging && table.input.data[field.element(row, column)] < 0}
                    text={numbered ? format.text(table.input.data[field.element(row, column)]) : undefined}
                    marked={field.marked(field.element(row, column))}
                  />
                ))}
              </g>
            ))}
          </>
        ),
      };
    },
    [field, scale, format, table, selected, firstRow, firstColumn, shownRows, axes],
  );
  const height = shownRows * CELL_HEIGHT + margin.top + margin.bottom;
  return (
    <>
      <ChartFrame file="values" {...{ title, words, height, margin, caption, selected, actions, plot }} />
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
}
