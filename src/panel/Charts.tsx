import * as l10n from "@vscode/l10n";
import { useId, useState } from "preact/hooks";
import type { ReferenceLoss } from "../engine/pairReport";
import type { Evaluation } from "../report";
import type { Actions } from "./actions";
import { HeatMap } from "./HeatMap";
import { LossBars } from "./LossBars";
import { LossCurve } from "./LossCurve";
import { Reliability } from "./Reliability";
import { Segments } from "./Segments";
import type { Slice } from "./sampleAxes";
import type { SampleTable } from "./sampleTable";

interface ChartsProps {
  readonly report: Evaluation;
  readonly reference: ReferenceLoss;
  readonly table: SampleTable;
  readonly slice: Slice;
  readonly selected: number | undefined;
  readonly actions: Actions;
}

export interface ChartProps extends ChartsProps {
  readonly title: string;
}

type Chart = "curve" | "losses" | "values" | "reliability";

const charts = { curve: LossCurve, losses: LossBars, values: HeatMap, reliability: Reliability };

/** The samples as pictures, one at a time. */
export function Charts(props: ChartsProps) {
  const [chart, setChart] = useState<Chart>("curve");
  const id = useId();
  const Chosen = charts[chart];
  const { reading } = props.report;
  const logistic = reading.task !== "multiclass" && reading.inputKind === "logits";
  const title = titleOf(chart, logistic);
  return (
    <section class="charts" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Segments<Chart>
        legend={l10n.t("Chart")}
        segments={[
          { value: "curve", label: logistic ? l10n.t("logistic loss") : l10n.t("−log p") },
          { value: "losses", label: l10n.t("loss per sample") },
          { value: "values", label: l10n.t("values") },
          { value: "reliability", label: l10n.t("reliability") },
        ]}
        value={chart}
        onChoose={setChart}
      />
      <Chosen {...props} title={title} />
    </section>
  );
}

function titleOf(chart: Chart, logistic: boolean): string {
  switch (chart) {
    case "curve":
      return logistic ? l10n.t("The logistic loss, with the samples on it") : l10n.t("−log p, with the samples on it");
    case "losses":
      return l10n.t("Loss per sample");
    case "values":
      return l10n.t("Values, with the targets marked");
    case "reliability":
      return l10n.t("Reliability diagram");
  }
}
