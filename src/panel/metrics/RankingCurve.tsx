import * as l10n from "@vscode/l10n";
import { useCallback, useMemo } from "preact/hooks";
import type { ClassRanking } from "../../engine/metrics/metricsOf";
import { type CurvePoint, precisionRecallCurve, rocCurve } from "../../engine/metrics/ranking";
import { formatLoss, formatPercent, formatShort } from "../../render/numbers";
import type { Actions } from "../actions";
import { AXES_MARGIN } from "../charts/axes/AxisTitles";
import { UnitGrid } from "../charts/axes/UnitGrid";
import { ChartFrame, type Plot } from "../charts/ChartFrame";
import { Line } from "../charts/marks/Line";
import { thinned } from "./thinned";

type Kind = "roc" | "precisionRecall";

interface RankingCurveProps {
  readonly kind: Kind;
  readonly ranking: ClassRanking;
  readonly name: string;
  readonly actions: Actions;
}

const HEIGHT = 256;
/** As many as the keys can go through. */
const MARKS = 200;
/** How far around a point the pointer finds it. */
const REACH = 5;

/** One of the two curves that a threshold draws as it falls from above all scores to below them. */
export function RankingCurve({ kind, ranking, name, actions }: RankingCurveProps) {
  const { scores, labels } = ranking;
  const points = useMemo(() => curves[kind](scores, labels), [kind, scores, labels]);
  const plot = useCallback(
    (room: number, height: number): Plot => {
      const width = Math.min(room, height * 1.4);
      const x = (point: CurvePoint) => point.x * width;
      const y = (point: CurvePoint) => (1 - point.y) * height;
      return {
        marks: thinned(points, MARKS).map((point) => ({
          box: { x: x(point) - REACH, y: y(point) - REACH, width: 2 * REACH, height: 2 * REACH },
          sample: undefined,
          words: () => pointWords(kind, point),
        })),
        drawing: (
          <>
            <UnitGrid {...{ width, height }} {...axisNames(kind)} />
            {kind === "roc" && <line class="chance-line" x1="0" y1={height} x2={width} y2="0" />}
            <Line points={points.map((point) => [x(point), y(point)] as const)} />
          </>
        ),
      };
    },
    [kind, points],
  );
  const area = kind === "roc" ? ranking.rocAuc : ranking.averagePrecision;
  const title = kind === "roc" ? l10n.t("ROC curve of {0}", name) : l10n.t("Precision and recall of {0}", name);
  if (Number.isNaN(area) || points.some((point) => Number.isNaN(point.x + point.y))) {
    return <p>{l10n.t("{0}: only one of the two occurs among the targets.", title)}</p>;
  }
  const words =
    kind === "roc"
      ? l10n.t("Area under the curve {0}; a guess has 0.5.", formatLoss(area))
      : l10n.t("Average precision {0}.", formatLoss(area));
  return (
    <ChartFrame
      height={HEIGHT}
      margin={AXES_MARGIN}
      file={kind === "roc" ? "roc-curve" : "precision-recall-curve"}
      selected={undefined}
      caption={`${title}. ${words}`}
      {...{ title, words, actions, plot }}
    />
  );
}

const curves = { roc: rocCurve, precisionRecall: precisionRecallCurve } satisfies Record<Kind, unknown>;

function axisNames(kind: Kind): { readonly up: string; readonly across: string } {
  return kind === "roc"
    ? { up: l10n.t("true positive rate"), across: l10n.t("false positive rate") }
    : { up: l10n.t("precision"), across: l10n.t("recall") };
}

function pointWords(kind: Kind, { x, y, score }: CurvePoint): string {
  const from = score === Number.POSITIVE_INFINITY ? l10n.t("above all scores") : l10n.t("from {0}", formatShort(score));
  return kind === "roc"
    ? l10n.t(
        "{0}: {1} of the positives found, {2} of the negatives taken for them",
        from,
        formatPercent(y),
        formatPercent(x),
      )
    : l10n.t(
        "{0}: {1} of the positives found, {2} of what is found is right",
        from,
        formatPercent(x),
        formatPercent(y),
      );
}
