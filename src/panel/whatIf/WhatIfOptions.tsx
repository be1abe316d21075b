import * as l10n from "@vscode/l10n";
import { useId } from "preact/hooks";
import { tasks } from "../../engine/tasks";
import type { WhatIf } from "../../engine/whatIf/whatIf";
import type { Evaluation } from "../../report";
import type { SampleTable } from "../samples/sampleTable";
import { Slider } from "./Slider";

/** Weights of more classes are typed as an array, among the options. */
const MOST_WEIGHTS = 10;
const MOST_CLASSES = 50;
const temperatureScale = { toValue: (place: number) => Number((10 ** place).toPrecision(3)), toPlace: Math.log10 };

interface WhatIfOptionsProps {
  readonly report: Evaluation;
  readonly table: SampleTable;
  readonly changes: WhatIf;
  readonly onChange: (changes: WhatIf) => void;
}

/** What is changed about all samples at once. */
export function WhatIfOptions({ report, table, changes, onChange }: WhatIfOptionsProps) {
  const { options, reading } = report;
  const { classes } = table.layout;
  const { exclusive } = tasks[reading.task];
  const smoothing = changes.labelSmoothing ?? options.labelSmoothing ?? 0;
  const weights = changes.weight ?? [...(options.weight?.data ?? new Float64Array(classes).fill(1))];
  return (
    <div class="sliders">
      <Slider
        label={l10n.t("temperature")}
        value={changes.temperature}
        min={-1}
        max={1}
        step={0.01}
        scale={temperatureScale}
        changed={changes.temperature !== 1}
        onChange={(temperature) => temperature > 0 && onChange({ ...changes, temperature })}
      />
      {exclusive && (
        <Slider
          label="label_smoothing"
          value={smoothing}
          min={0}
          max={1}
          step={0.01}
          changed={changes.labelSmoothing !== undefined}
          onChange={(labelSmoothing) => onChange({ ...changes, labelSmoothing })}
        />
      )}
      {exclusive && reading.targetKind === "classIndices" && classes <= MOST_CLASSES && (
        <IgnoreIndex {...{ report, table, changes, onChange }} />
      )}
      {exclusive &&
        classes <= MOST_WEIGHTS &&
        weights.map((weight, column) => (
          <Slider
            // A class is its place.
            key={`${column}`}
            label={l10n.t("weight of {0}", table.className(column))}
            value={weight}
            min={0}
            max={5}
            step={0.05}
            changed={changes.weight !== undefined && weight !== (options.weight?.data[column] ?? 1)}
            onChange={(value) => onChange({ ...changes, weight: weights.with(column, value) })}
          />
        ))}
    </div>
  );
}

function IgnoreIndex({ report, table, changes, onChange }: WhatIfOptionsProps) {
  const id = useId();
  const present = report.options.ignoreIndex ?? -100;
  const { classes } = table.layout;
  const value = changes.ignoreIndex ?? present;
  return (
    <div class={changes.ignoreIndex === undefined ? "slider" : "slider changed"}>
      <label for={id}>ignore_index</label>
      <select
        id={id}
        class="text-field"
        value={value}
        onChange={({ currentTarget }) => onChange({ ...changes, ignoreIndex: Number(currentTarget.value) })}
      >
        {(present < 0 || present >= classes) && <option value={present}>{present}</option>}
        {Array.from({ length: classes }, (_, column) => (
          // A class is its place.
          <option key={`${column}`} value={column}>
            {table.className(column)}
          </option>
        ))}
      </select>
    </div>
  );
}
