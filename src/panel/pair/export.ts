import type { SampleGradient } from "../../engine/sampleGradient";
import { elementIndex } from "../../engine/sampleLayout";
import { type ExportColumn, type ExportTable, exactNumber } from "../../render/tableExport";
import { type PlainText, plainText } from "../../render/writtenText";
import type { Tensor } from "../../tensor/tensor";
import type { SampleTable } from "../samples/sampleTable";

/** One number a line, each in the digits that give back the very same double. */
export function lossesText({ data }: Pick<Tensor, "data">): PlainText {
  return plainText(Array.from(data, exactNumber).join("\n"));
}

/** All samples in the order of the input, with all that is known of each. */
export function samplesTable(table: SampleTable, gradient: SampleGradient | undefined): ExportTable {
  const { layout, input, probabilities, unreduced, marks, expected, predicted, probability, loss } = table;
  const classes = Array.from({ length: layout.classes }, (_, column) => column);
  const several = expected === undefined;
  const perClass = (prefix: string, data: ArrayLike<number>): readonly ExportColumn[] =>
    classes.map((column) => ({
      name: layout.classes === 1 ? prefix : `${prefix}[${table.className(column)}]`,
      at: (sample) => data[elementIndex(layout, sample, column)],
    }));
  const single = (name: string, data: ArrayLike<number> | undefined): readonly ExportColumn[] =>
    data === undefined ? [] : [{ name, at: (sample) => data[sample] }];
  const named = (name: string, data: Int32Array | undefined): readonly ExportColumn[] => {
    if (data === undefined) return [];
    return [{ name, at: (sample) => nameOrIndex(table, data[sample]) }];
  };
  return {
    rows: layout.count,
    columns: [
      { name: "sample", at: (sample) => (table.axes.length > 1 ? table.nameOf(sample) : sample) },
      ...perClass("input", input.data),
      ...(probabilities === input ? [] : perClass("p", probabilities.data)),
      ...(several && marks !== undefined ? perClass("target", marks) : []),
      ...named("target", expected),
      ...named("predicted", predicted),
      ...single("p(target)", probability),
      ...(several ? perClass("loss", unreduced.data) : []),
      ...single(several ? "mean loss" : "loss", loss),
      ...(gradient === undefined ? [] : perClass("gradient", gradient.data)),
    ],
  };
}

/** −1 stands for an ignored target. */
function nameOrIndex({ className, layout }: SampleTable, column: number): number | string {
  if (column < 0 || layout.classes === 1) return column;
  const name = className(column);
  return name === String(column) ? column : name;
}
