import type { CalibrationBin } from "../../../engine/metrics/probabilities";
import { RELIABILITY_BINS } from "../../../engine/metrics/reliability";

/** A confidence of exactly 1 is a bin without a width: it is drawn as wide as the others, at the end. */
export function endsOf(
  { lower, upper }: CalibrationBin,
  width: number,
): { readonly x: number; readonly width: number } {
  const left = Math.min(lower, 1 - 1 / RELIABILITY_BINS);
  return { x: left * width, width: (Math.max(upper, lower) - left) * width };
}

interface SizeProps {
  readonly width: number;
  readonly height: number;
}

/** How many of the predictions of one confidence came true, with how many there are, and their mean confidence as a dot. */
export function ReliabilityBar({ bin, width, height }: SizeProps & { readonly bin: CalibrationBin }) {
  const { lower, accuracy, confidence, count } = bin;
  const { x, width: room } = endsOf(bin, width);
  const inset = lower === 1 ? room * 0.4 : 1;
  const top = (1 - accuracy) * height;
  return (
    <g>
      <rect
        class="reliability-bar"
        x={x + inset}
        width={Math.max(room - 2 * inset, 1)}
        y={top}
        height={Math.max(accuracy * height, 1)}
      />
      <text class="reliability-count" x={x + room / 2} y={top + (accuracy > 0.9 ? 18 : -7)} text-anchor="middle">
        {count}
      </text>
      <circle class="dot right" cx={confidence * width} cy={top} r="3.5" />
    </g>
  );
}
