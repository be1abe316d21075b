import * as l10n from "@vscode/l10n";
import { useId, useMemo } from "preact/hooks";
import type { ReferenceLoss } from "../engine/pairReport";
import { formatLoss, formatShort } from "../render/numbers";
import type { Evaluation } from "../report";
import type { Actions } from "./actions";
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
import type { SampleTable } from "./sampleTable";
import { useViewport } from "./useViewport";

const HEIGHT = 260;
const MARGIN = { left: 46, right: 14, top: 14, bottom: 40 };

interface LossCurveProps {
  readonly report: Evaluation;
  readonly reference: ReferenceLoss;
  readonly table: SampleTable;
  readonly selected: number | undefined;
  readonly actions: Actions;
}

/** The curve that turns a probability (or a logit) into a loss, with the samples where they stand on it. */
export function LossCurve({ report, reference, table, selected, actions }: LossCurveProps) {
  const { ref, viewport } = useViewport<HTMLDivElement>();
  const id = useId();
  const width = Math.max(viewport.width || 420, 200) - MARGIN.left - MARGIN.right;
  const height = HEIGHT - MARGIN.top - MARGIN.bottom;
  const { chance } = reference.summary;
  const curve = useMemo(() => curveOf(report, table), [report, table]);
  const up = useMemo(() => lossAxis(curve, chance), [curve, chance]);
  const across = useMemo(() => inputAxis(curve), [curve]);
  const dots = useMemo(() => dotsOf(curve, across, up, width, height), [curve, across, up, width, height]);
  const words = curveWords(curve, table, reference);
  const y = (loss: number) => (1 - placeOn(up, loss)) * height;
  const title =
    curve.kind === "negativeLog"
      ? l10n.t("−log p, with the samples on it")
      : l10n.t("The logistic loss, with the samples on it");
  return (
    <section class="curve" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      <figure>
        <div class="curve-plot" ref={ref}>
          <svg role="img" aria-label={words.full} width={width + MARGIN.left + MARGIN.right} height={HEIGHT}>
            <title>{title}</title>
            <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
              <Axes {...{ curve, across, up, width, height }} />
              <line class="chance-line" x1="0" x2={width} y1={y(chance)} y2={y(chance)} />
              <text class="chance-text" x={width} y={y(chance) - 5} text-anchor="end">
                {l10n.t("chance {0}", formatLoss(chance))}
              </text>
              <path class="curve-line" d={linePath(curve, across, up, width, height)} />
              <Dots {...{ dots, curve, table, selected, width, height, onSelect: actions.select }} />
            </g>
          </svg>
        </div>
        <figcaption class="legend">
          <span class="legend-dot right" aria-hidden="true" /> {l10n.t("right")}
          <span class="legend-dot wrong" aria-hidden="true" /> {l10n.t("wrong")}
          <span class="caption">{words.short}</span>
        </figcaption>
      </figure>
    </section>
  );
}

interface AxesProps {
  readonly curve: Curve;
  readonly across: Axis;
  readonly up: Axis;
  readonly width: number;
  readonly height: number;
}

function Axes({ curve, across, up, width, height }: AxesProps) {
  return (
    <g class="axes">
      {up.ticks.map((tick) => {
        const y = (1 - placeOn(up, tick)) * height;
        return (
          <g key={tick}>
            <line class="grid-line" x1="0" x2={width} y1={y} y2={y} />
            <text x="-8" y={y + 4} text-anchor="end">
              {formatShort(tick)}
            </text>
          </g>
        );
      })}
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
