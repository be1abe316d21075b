import * as l10n from "@vscode/l10n";
import { elementIndex } from "../../engine/sampleLayout";
import { formatShort } from "../../render/numbers";
import { inNumber } from "../../render/plural";
import type { SampleTable } from "./sampleTable";

/** As many bars as there are classes, up to this: then each is the largest of its classes. */
export const MOST_GRADIENT_BARS = 24;
const NAMED_CLASSES = 12;
const MOST_WIDTH = 132;

interface GradientBarsProps {
  readonly table: SampleTable;
  readonly sample: number;
  readonly gradient: Float64Array;
  /** The largest magnitude of all samples, which fills half the height. */
  readonly largest: number;
}

/** The gradient of a sample's values: bars up where the loss grows with the value, down where it falls. */
export function GradientBars({ table, sample, gradient, largest }: GradientBarsProps) {
  const { layout, className } = table;
  const count = Math.min(layout.classes, MOST_GRADIENT_BARS);
  const bars = new Float64Array(count);
  for (let column = 0; column < layout.classes; column++) {
    const value = gradient[elementIndex(layout, sample, column)];
    const bar = Math.floor((column * count) / layout.classes);
    if (!(Math.abs(value) <= Math.abs(bars[bar]))) bars[bar] = value;
  }
  const words = gradientWords(table, sample, gradient, className);
  const width = gradientWidth(layout.classes);
  const step = width / count;
  return (
    <svg class="gradient-bars" role="img" aria-label={words} width={width} height="22" viewBox={`0 0 ${width} 22`}>
      <title>{words}</title>
      <path class="gradient-zero" d={`M0 11H${width}`} />
      <path class="gradient-up" d={barsPath(bars, step, largest, (value) => value > 0)} />
      <path class="gradient-down" d={barsPath(bars, step, largest, (value) => value < 0)} />
    </svg>
  );
}

/** Bars from the middle, up for what is above 0; nan has none. */
function barsPath(bars: Float64Array, step: number, largest: number, of: (value: number) => boolean): string {
  let path = "";
  for (const [bar, value] of bars.entries()) {
    if (!of(value)) continue;
    const share = Number.isFinite(value) ? Math.min(Math.abs(value) / (largest || 1), 1) : 1;
    const height = Math.max(share * 10, 0.6) * Math.sign(value);
    path += `M${(bar * step + step * 0.15).toFixed(2)} 11v${(-height).toFixed(2)}h${(step * 0.7).toFixed(2)}v${height.toFixed(2)}z`;
  }
  return path;
}

export function gradientWidth(classes: number): number {
  return classes === 1 ? 22 : Math.min(Math.max(36, classes * 12), MOST_WIDTH);
}

function gradientWords({ layout }: SampleTable, sample: number, gradient: Float64Array, name: (c: number) => string) {
  const values = Array.from({ length: Math.min(layout.classes, NAMED_CLASSES) }, (_, column) => {
    const value = formatShort(gradient[elementIndex(layout, sample, column)]);
    return layout.classes === 1 ? value : `${name(column)}: ${value}`;
  });
  const rest = layout.classes - values.length;
  const list = values.join(", ");
  if (rest === 0) return l10n.t("gradient {0}", list);
  return inNumber(l10n.t("gradient {0}, and of {1|# more class|# more classes}", list), 0, rest);
}
