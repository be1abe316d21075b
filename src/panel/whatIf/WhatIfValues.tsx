import * as l10n from "@vscode/l10n";
import { useState } from "preact/hooks";
import { elementIndex } from "../../engine/sampleLayout";
import type { WhatIf } from "../../engine/whatIf/whatIf";
import { formatShort } from "../../render/numbers";
import { elementText } from "../../render/writeBack";
import type { Evaluation, Request } from "../../report";
import type { SampleTable } from "../samples/sampleTable";
import { Slider } from "./Slider";

const MOST_SLIDERS = 12;
const LEAST_DECIMALS = 2;

interface WhatIfValuesProps {
  readonly report: Evaluation;
  readonly request: Request;
  readonly table: SampleTable;
  readonly sample: number;
  readonly gradient: Float64Array | undefined;
  readonly changes: WhatIf;
  readonly onChange: (changes: WhatIf) => void;
}

/** The values of a sample, each with the gradient at where it stands. */
export function WhatIfValues({ report, request, table, sample, gradient, changes, onChange }: WhatIfValuesProps) {
  const { layout, input, expected, predicted, className } = table;
  const nameOf = (column: number): string => {
    if (layout.classes === 1) return l10n.t("value");
    const name = className(column);
    return name === String(column) ? l10n.t("class {0}", column) : name;
  };
  const [chosen, setChosen] = useState(0);
  const all = layout.classes <= MOST_SLIDERS;
  const columns = all
    ? Array.from({ length: layout.classes }, (_, column) => column)
    : [...new Set([expected?.[sample] ?? 0, predicted?.[sample] ?? 0, chosen])].filter((column) => column >= 0);
  const [min, max] = sliderRange(report);
  return (
    <fieldset class="sliders">
      <legend>
        {l10n.t("Values of sample {0}, with ∂L/∂x", table.nameOf(sample))}
        {!all && (
          <label>
            {" "}
            {l10n.t("class")}{" "}
            <input
              class="text-field"
              type="number"
              min="0"
              max={layout.classes - 1}
              value={chosen}
              onInput={({ currentTarget: { valueAsNumber: column } }) => {
                if (Number.isInteger(column) && column >= 0 && column < layout.classes) setChosen(column);
              }}
            />
          </label>
        )}
      </legend>
      {columns.map((column) => {
        const element = elementIndex(layout, sample, column);
        const value = changes.values.get(element) ?? input.data[element];
        const name = nameOf(column);
        const written = elementText(request.input.text, report.inputLiteral, element);
        const decimals = written.kind === "number" ? Math.max(written.decimals, LEAST_DECIMALS) : LEAST_DECIMALS;
        const marked = table.marks?.[element] === 1;
        return (
          <Slider
            key={element}
            label={marked ? l10n.t("{0} (target)", name) : name}
            value={value}
            min={min}
            max={max}
            step={10 ** -decimals}
            changed={changes.values.has(element)}
            note={gradient === undefined ? "" : formatShort(gradient[column])}
            onChange={(next) =>
              onChange({ ...changes, values: withValue(changes.values, element, next, input.data[element]) })
            }
          />
        );
      })}
    </fieldset>
  );
}

/** A value that is what it was is no change. */
function withValue(values: ReadonlyMap<number, number>, element: number, value: number, original: number) {
  const next = new Map(values);
  if (value === original) next.delete(element);
  else next.set(element, value);
  return next;
}

function sliderRange({ reading, input }: Evaluation): readonly [number, number] {
  if (reading.inputKind === "probabilities") return [0, 1];
  let reach = 6;
  for (const value of input.data) if (Number.isFinite(value) && Math.abs(value) > reach) reach = Math.abs(value);
  const end = Math.ceil(reach * 1.25);
  return reading.inputKind === "logProbabilities" ? [-end, 0] : [-end, end];
}
