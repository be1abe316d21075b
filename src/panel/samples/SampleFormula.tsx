import * as l10n from "@vscode/l10n";
import type { ReferenceLoss } from "../../engine/pairReport";
import { elementIndex } from "../../engine/sampleLayout";
import { tasks } from "../../engine/tasks";
import { labelFormula, sampleFormula } from "../../render/formula";
import { reductionFormula } from "../../render/reductionFormula";
import type { Evaluation } from "../../report";
import { useUnfolded } from "../shared/unfolding";
import { MathView } from "./MathView";
import { type SampleTable, worstSample } from "./sampleTable";

interface SampleFormulaProps {
  readonly report: Evaluation;
  readonly reference: ReferenceLoss;
  readonly table: SampleTable;
  readonly selected: number | undefined;
}

/** The definition with the numbers of the selected sample filled in, the worst one where none is, and how the losses become one. */
export function SampleFormula({ report, reference, table, selected }: SampleFormulaProps) {
  const [open, setOpen] = useUnfolded("formula", true);
  const sample = selected ?? worstSample(table);
  if (sample === undefined || sample >= table.layout.count) return null;
  const name = table.nameOf(sample);
  return (
    <details class="section formula-section" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{l10n.t("Formula")}</h2>{" "}
        <span class="count">
          {selected === undefined ? l10n.t("sample {0}, the worst", name) : l10n.t("sample {0}", name)}
        </span>
      </summary>
      {open && <Formulas {...{ report, reference, table, sample, name }} />}
    </details>
  );
}

interface FormulasProps extends Omit<SampleFormulaProps, "selected"> {
  readonly sample: number;
  readonly name: string;
}

function Formulas({ report, reference, table, sample, name }: FormulasProps) {
  const reduction = reductionFormula(report, reference);
  const { layout, unreduced, className } = table;
  const several = layout.classes > 1 && tasks[report.reading.task].severalLabels;
  const worst = several
    ? Array.from({ length: layout.classes }, (_, column) => column).reduce((most, column) =>
        unreduced.data[elementIndex(layout, sample, column)] > unreduced.data[elementIndex(layout, sample, most)]
          ? column
          : most,
      )
    : undefined;
  return (
    <>
      <MathView formula={sampleFormula(report, reference, sample, name)} label={l10n.t("Loss of sample {0}", name)} />
      {worst !== undefined && (
        <MathView
          formula={labelFormula(report, reference, elementIndex(layout, sample, worst), className(worst))}
          label={l10n.t("Loss of its worst label, {0}", className(worst))}
        />
      )}
      {reduction !== undefined && <MathView formula={reduction} label={l10n.t("From the losses to the loss")} />}
    </>
  );
}
