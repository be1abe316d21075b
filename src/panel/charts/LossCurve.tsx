import * as l10n from "@vscode/l10n";
import { useCallback, useMemo } from "preact/hooks";
import { type Curve, curveOf, inputAt, lossAt } from "../../engine/lossCurve";
import { type Axis, placeOn, valueAt } from "../../render/chartScale";
import { formatLoss, formatShort } from "../../render/numbers";
import { AcrossAxis } from "./axes/AcrossAxis";
import { AXES_MARGIN, AxisTitles } from "./axes/AxisTitles";
import { ChanceLine, chanceRoom } from "./axes/ChanceLine";
import { CountAxis } from "./axes/CountAxis";
import { UpAxis } from "./axes/UpAxis";
import { ChartFrame, type Plot } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { type Dot, dotsOf, inputAxis, lossAxis } from "./data/curve";
import { CROWD, type CurveBin, curveBins, worstPoint } from "./data/curveBins";
import { curveWords } from "./data/curveWords";
import type { Mark } from "./data/marks";
import { Key } from "./Key";
import { CROWD_SHARE, Crowd, fullest } from "./marks/Crowd";
import { Dots, radiusOf } from "./marks/Dots";
import { Line } from "./marks/Line";

const BIN_WIDTH = 12;

/** The curve that turns a probability (or a logit) into a loss, with the samples where they stand on it; of many, how many stand where. */
export function LossCurve({ report, reference, table, samples, selected, actions, title }: ChartProps) {
  const { chance } = reference.summary;
  const margin = useMemo(() => ({ ...AXES_MARGIN, right: chanceRoom(chance) }), [chance]);
  const curve = useMemo(() => curveOf(report, table, samples), [report, table, samples]);
  const up = useMemo(() => lossAxis(curve, chance), [curve, chance]);
  const across = useMemo(() => inputAxis(curve), [curve]);
  const worst = useMemo(() => worstPoint(curve), [curve]);
  const words = curveWords(curve, table, reference);
  const crowded = curve.loss.length > CROWD;

  const plot = useCallback(
    (width: number, height: number): Plot => {
      const count = Math.max(Math.floor(width / BIN_WIDTH), 8);
      const bins = crowded ? curveBins(curve, across, count) : [];
      const points = crowded ? pointsOf(curve, selected, worst) : undefined;
      const dots = dotsOf(curve, across, up, width, height, points);
      return {
        marks: crowded
          ? bins.map((bin) => binMark(bin, width / count, height))
          : dots.map((dot) => dotMark(dot, curve, table.nameOf)),
        drawing: (
          <>
            <UpAxis axis={up} {...{ width, height }} />
            <AcrossAxis axis={across} {...{ width, height }} />
            <AxisTitles up={l10n.t("loss in nats")} across={inputName(curve, across)} {...{ width, height }} />
            {crowded && <Crowd step={width / count} {...{ bins, height }} />}
            {crowded && (
              <CountAxis most={fullest(bins)} share={CROWD_SHARE} room={margin.right} {...{ width, height }} />
            )}
            <ChanceLine axis={up} {...{ chance, width, height }} />
            <Line points={linePoints(curve, across, up, width, height)} />
            <Dots named={worst} {...{ dots, curve, table, selected, width, height }} />
          </>
        ),
      };

      function binMark({ index, right, wrong, worst: point }: CurveBin, step: number, tall: number): Mark {
        const ends = [index, index + 1].map((end) => formatShort(valueAt(across, end / count)));
        return {
          box: { x: index * step, y: 0, width: step, height: tall },
          sample: curve.sampleOf(point),
          words: () =>
            l10n.t(
              "{0} … {1}: {2} right, {3} wrong; the worst is {4} with {5}",
              ends[0],
              ends[1],
              right,
              wrong,
              table.nameOf(curve.sampleOf(point)),
              formatLoss(curve.loss[point]),
            ),
        };
      }
    },
    [curve, across, up, worst, crowded, selected, chance, table],
  );

  const caption = (
    <>
      <Key mark={crowded ? "bar right" : "dot right"}>{l10n.t("right")}</Key>
      <Key mark={crowded ? "bar wrong" : "dot wrong"}>{l10n.t("wrong")}</Key>
      <span class="caption">{words.short}</span>
    </>
  );
  return (
    <ChartFrame
      words={words.full}
      height={276}
      margin={margin}
      file="loss-curve"
      {...{ title, caption, selected, actions, plot }}
    />
  );
}

function dotMark(dot: Dot, curve: Curve, nameOf: (sample: number) => string): Mark {
  const { cx, cy, point, count } = dot;
  const radius = radiusOf(dot) + 3;
  const sample = curve.sampleOf(point);
  return {
    box: { x: cx - radius, y: cy - radius, width: 2 * radius, height: 2 * radius },
    sample,
    words: () => {
      const [loss, x] = [formatLoss(curve.loss[point]), formatShort(curve.x[point])];
      const name = count > 1 ? l10n.t("{0} and {1} more", nameOf(sample), count - 1) : nameOf(sample);
      const judgement = curve.right[point] === 1 ? l10n.t("right") : l10n.t("wrong");
      return curve.kind === "negativeLog"
        ? l10n.t("{0}: loss {1} at p {2}, {3}", name, loss, x, judgement)
        : l10n.t("{0}: loss {1} at logit {2}, {3}", name, loss, x, judgement);
    },
  };
}

/** Those that are drawn even in a crowd. */
function* pointsOf({ loss, sampleOf }: Curve, selected: number | undefined, worst: number | undefined) {
  for (let point = 0; point < loss.length; point++) {
    if (point === worst || (selected !== undefined && sampleOf(point) === selected)) yield point;
  }
}

function inputName({ kind }: Curve, { scale }: Axis): string {
  if (kind === "logistic") return l10n.t("logit for what is right");
  return scale === "log" ? l10n.t("probability of the true class, log scale") : l10n.t("probability of the true class");
}

const CURVE_POINTS = 160;

function linePoints(curve: Curve, across: Axis, up: Axis, width: number, height: number) {
  // The curve begins where it enters the plot from above.
  const start = Math.max(placeOn(across, inputAt(curve.kind, up.to)), 0);
  return Array.from({ length: CURVE_POINTS + 1 }, (_, index) => {
    const place = start + (1 - start) * (index / CURVE_POINTS) ** (across.scale === "log" ? 1 : 1.5);
    const loss = lossAt(curve.kind, valueAt(across, place));
    return [place * width, (1 - Math.min(placeOn(up, loss), 1)) * height] as const;
  });
}
