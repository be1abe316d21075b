import { formatShort } from "../../render/numbers";
import { type heatScale, shade } from "./data/heatField";

const BAR_STEPS = 11;
const BAR_STEP = 9;

/** Which shade is which value. */
export function ColourBar({ least, most, isDiverging, heat }: ReturnType<typeof heatScale>) {
  if (!(most > least)) return null;
  const steps = Array.from({ length: BAR_STEPS }, (_, step) => least + ((most - least) * (step + 0.5)) / BAR_STEPS);
  const zero = ((0 - least) / (most - least)) * BAR_STEPS * BAR_STEP;
  return (
    <span class="colour-bar" aria-hidden="true">
      {formatShort(least)}
      <svg aria-hidden="true" width={BAR_STEPS * BAR_STEP} height="14">
        {steps.map((value, step) => (
          <rect
            key={value}
            class={isDiverging && value < 0 ? "heat-rect below" : "heat-rect"}
            x={step * BAR_STEP}
            y="2"
            width={BAR_STEP}
            height="10"
            fill-opacity={shade(heat(value))}
          />
        ))}
        {isDiverging && <line class="colour-zero" x1={zero} x2={zero} y1="0" y2="14" />}
      </svg>
      {formatShort(most)}
    </span>
  );
}
