import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { formatShort } from "../render/numbers";
import { ChartFrame } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import {
  type Axis,
  type Curve,
  curveOf,
  dotsOf,
  inputAt,
  inputAxis,
  lossAt,
  lossAxis,
  placeOn,
  valueAt,
} from "./curve";
import { curveWords } from "./curveWords";
import { Dots } from "./Dots";
import { ChanceLine, LossAxis } from "./LossAxis";

const MARGIN = { left: 46, right: 14, top: 14, bottom: 40 };

/** The curve that turns a probability (or a logit) into a loss, with the samples where they stand on it. */
export function LossCurve({ report, reference, table, selected, actions, title }: ChartProps) {
  const { chance } = reference.summary;
  const curve = useMemo(() => curveOf(report, table), [report, table]);
  const up = useMemo(() => lossAxis(curve, chance), [curve, chance]);
  const across = useMemo(() => inputAxis(curve), [curve]);
  const words = curveWords(curve, table, reference);
  const caption = (
    <>
      <span class="legend-dot right" aria-hidden="true" /> {l10n.t("right")}
      <span class="legend-dot wrong" aria-hidden="true" /> {l10n.t("wrong")}
      <span class="caption">{words.short}</span>
    </>
  );
  return (
    <ChartFrame words={words.full} height={260} margin={MARGIN} file="loss-curve" {...{ title, caption, actions }}>
      {(width, height) => (
        <>
          <LossAxis {...{ up, width, height }} />
          <InputAxis {...{ curve, across, width, height }} />
          <ChanceLine {...{ up, chance, width, height }} />
          <path class="curve-line" d={linePath(curve, across, up, width, height)} />
          <PlacedDots {...{ curve, across, up, table, selected, width, height }} onSelect={actions.select} />
        </>
      )}
    </ChartFrame>
  );
}

interface PlacedDotsProps extends Pick<ChartProps, "table" | "selected"> {
  readonly curve: Curve;
  readonly across: Axis;
  readonly up: Axis;
  readonly width: number;
  readonly height: number;
  readonly onSelect: (sample: number) => void;
}

function PlacedDots({ across, up, ...about }: PlacedDotsProps) {
  const { curve, width, height } = about;
  const dots = useMemo(() => dotsOf(curve, across, up, width, height), [curve, across, up, width, height]);
  return <Dots dots={dots} {...about} />;
}

interface InputAxisProps {
  readonly curve: Curve;
  readonly across: Axis;
  readonly width: number;
  readonly height: number;
}

function InputAxis({ curve, across, width, height }: InputAxisProps) {
  return (
    <g class="axes">
      {across.ticks.map((tick) => (
        <text key={tick} x={placeOn(across, tick) * width} y={height + 17} text-anchor="middle">
          {formatShort(tick)}
        </text>
      ))}
      <text class="axis-name" x={width} y={height + 34} text-anchor="end">
        {curve.kind === "negativeLog" ? l10n.t("p of what is right") : l10n.t("logit for what is right")}
      </text>
    </g>
  );
}

const CURVE_POINTS = 160;

function linePath(curve: Curve, across: Axis, up: Axis, width: number, height: number): string {
  // The curve begins where it enters the plot from above.
  const start = Math.max(placeOn(across, inputAt(curve.kind, up.to)), 0);
  return Array.from({ length: CURVE_POINTS + 1 }, (_, index) => {
    const place = start + (1 - start) * (index / CURVE_POINTS) ** (across.scale === "log" ? 1 : 1.5);
    const loss = lossAt(curve.kind, valueAt(across, place));
    return `${index === 0 ? "M" : "L"}${(place * width).toFixed(2)} ${((1 - Math.min(placeOn(up, loss), 1)) * height).toFixed(2)}`;
  }).join("");
}
