import * as l10n from "@vscode/l10n";
import { useId, useMemo, useState } from "preact/hooks";
import type { ReferenceLoss } from "../../engine/pairReport";
import { tasks } from "../../engine/tasks";
import { formatCount } from "../../render/numbers";
import type { Evaluation } from "../../report";
import type { Actions } from "../actions";
import type { Slice } from "../samples/sampleAxes";
import { type SampleTable, slicedSamples } from "../samples/sampleTable";
import { Segments } from "../shared/Segments";
import { imageField } from "./data/imageField";
import { HeatMap } from "./HeatMap";
import { Images } from "./Images";
import { LossBars } from "./LossBars";
import { LossCurve } from "./LossCurve";
import { Reliability } from "./Reliability";

interface ChartsProps {
  /** Of the element of all charts. */
  readonly id: string;
  readonly report: Evaluation;
  readonly reference: ReferenceLoss;
  readonly table: SampleTable;
  readonly slice: Slice;
  readonly selected: number | undefined;
  readonly actions: Actions;
}

export interface ChartProps extends ChartsProps {
  /** Those of the slice whose targets count, in the order of the input. */
  readonly samples: Uint32Array;
  readonly title: string;
}

type Chart = "images" | "curve" | "losses" | "values" | "reliability";

const charts = { images: Images, curve: LossCurve, losses: LossBars, values: HeatMap, reliability: Reliability };

/** The samples as pictures, one at a time. */
export function Charts(props: ChartsProps) {
  const [chosen, setChart] = useState<Chart>();
  const id = useId();
  const { report, table, slice } = props;
  const isOfImages = useMemo(() => imageField(table, []) !== undefined, [table]);
  const usual = isOfImages ? "images" : "curve";
  const chart = chosen === undefined || (chosen === "images" && !isOfImages) ? usual : chosen;
  const Chosen = charts[chart];
  const { reading } = report;
  const sliced = useMemo(() => slicedSamples(table, slice), [table, slice]);
  // What is ignored has no loss, and is neither right nor wrong.
  const samples = useMemo(
    () => (table.expected === undefined ? sliced : sliced.filter((sample) => (table.expected?.[sample] ?? 0) >= 0)),
    [sliced, table],
  );
  const { count } = table.layout;
  const logistic = !tasks[reading.task].exclusive && reading.inputKind === "logits";
  const title = titleOf(chart, logistic);
  return (
    <section class="charts" id={props.id} aria-labelledby={id}>
      <h2 id={id}>
        {title}{" "}
        {sliced.length < count && (
          <span class="count">
            {l10n.t("the slice: {0} of {1} samples", formatCount(sliced.length), formatCount(count))}
          </span>
        )}
        {samples.length < sliced.length && (
          <span class="count">{l10n.t("{0} ignored", formatCount(sliced.length - samples.length))}</span>
        )}
      </h2>
      <Segments<Chart>
        legend={l10n.t("Chart")}
        segments={[
          ...(isOfImages ? [{ value: "images" as const, label: l10n.t("images") }] : []),
          { value: "curve", label: logistic ? l10n.t("logistic loss") : l10n.t("−log p") },
          { value: "losses", label: l10n.t("loss per sample") },
          { value: "values", label: l10n.t("values") },
          { value: "reliability", label: l10n.t("reliability") },
        ]}
        value={chart}
        onChoose={setChart}
      />
      {samples.length === 0 ? <p>{l10n.t("No sample.")}</p> : <Chosen {...props} {...{ samples, title }} />}
    </section>
  );
}

function titleOf(chart: Chart, logistic: boolean): string {
  switch (chart) {
    case "images":
      return l10n.t("Target, prediction and loss of each pixel");
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
