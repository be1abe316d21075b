import { elementIndex } from "../engine/sampleLayout";
import type { Tensor } from "../engine/tensor";
import type { Evaluation } from "../report";
import type { SampleTable } from "./sampleTable";

/** One number a line, each in the digits that give back the very same double. */
export function lossesText({ data }: Pick<Tensor, "data">): string {
  return Array.from(data, exact).join("\n");
}

/** All samples in the order of the input: a header, then a line a sample. */
export function samplesCsv(table: SampleTable, { input }: Evaluation): string {
  const { layout, expected, predicted, probability, loss } = table;
  const columns = Array.from({ length: layout.classes }, (_, column) => column);
  const names = columns.map((column) => {
    const name = table.className(column);
    return name === String(column) ? `x${column}` : name;
  });
  const optional = [
    ["expected", expected],
    ["predicted", predicted],
    ["probability", probability],
  ] as const;
  const known = optional.flatMap(([name, values]) => (values === undefined ? [] : [{ name, values }]));
  const lines = [["sample", ...names, ...known.map(({ name }) => name), "loss"]];
  for (let sample = 0; sample < layout.count; sample++) {
    lines.push([
      table.nameOf(sample),
      ...columns.map((column) => exact(input.data[elementIndex(layout, sample, column)])),
      ...known.map(({ values }) => exact(values[sample])),
      exact(loss[sample]),
    ]);
  }
  return `${lines.map((cells) => cells.map(quoted).join(",")).join("\n")}\n`;
}

function exact(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
