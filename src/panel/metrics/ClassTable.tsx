import * as l10n from "@vscode/l10n";
import type { AveragedPrecisionAndRecall } from "../../engine/metrics/confusion";
import type { Metrics } from "../../engine/metrics/metricsOf";
import { oneVersusRestMean } from "../../engine/metrics/ranking";
import { formatShort } from "../../render/numbers";
import { NumberGrid } from "../shared/NumberGrid";

interface ClassTableProps {
  readonly scores: AveragedPrecisionAndRecall;
  readonly rankings: Metrics["rankings"];
  readonly className: (column: number) => string;
}

/** Precision, recall and F1 of each class and their means, with how well the class is told from the others. */
export function ClassTable({ scores, rankings, className }: ClassTableProps) {
  const { perClass, macro, micro, weighted } = scores;
  const total = perClass.reduce((sum, { support }) => sum + support, 0);
  const means = [
    { name: l10n.t("macro mean"), ...macro, support: total },
    { name: l10n.t("micro mean"), ...micro, support: total },
    { name: l10n.t("weighted mean"), ...weighted, support: total },
  ];
  const rows = [...perClass.map((each, column) => ({ name: className(column), ...each })), ...means];
  const ranked = (pick: (ranking: NonNullable<Metrics["rankings"]>[number]) => number) => {
    const column = new Float64Array(rows.length).fill(Number.NaN);
    for (const ranking of rankings ?? []) column[ranking.column] = pick(ranking);
    if (rankings?.length === perClass.length) {
      column[perClass.length] = oneVersusRestMean(rankings.map(pick), () => 1);
      column[perClass.length + 2] = oneVersusRestMean(rankings.map(pick), (place) => perClass[place].support);
    }
    return column;
  };
  const columns = [
    { name: l10n.t("precision"), values: Float64Array.from(rows, ({ precision }) => precision) },
    { name: l10n.t("recall"), values: Float64Array.from(rows, ({ recall }) => recall) },
    { name: "F1", values: Float64Array.from(rows, ({ f1 }) => f1) },
    { name: l10n.t("samples"), values: Float64Array.from(rows, ({ support }) => support) },
    ...(rankings === undefined
      ? []
      : [
          { name: "ROC AUC", values: ranked(({ rocAuc }) => rocAuc) },
          { name: l10n.t("average precision"), values: ranked(({ averagePrecision }) => averagePrecision) },
        ]),
  ];
  return (
    <figure>
      <figcaption>{l10n.t("By class")}</figcaption>
      <NumberGrid
        label={l10n.t("By class")}
        rows={rows.length}
        columns={columns.map(({ name }) => name)}
        values={columns.map(({ values }) => values)}
        at={(row) => row}
        rowName={(row) => rows[row].name}
        format={(value) => (Number.isNaN(value) ? "–" : formatShort(value))}
      />
    </figure>
  );
}
