import * as l10n from "@vscode/l10n";
import { useState } from "preact/hooks";
import type { ClassRanking } from "../../engine/metrics/metricsOf";
import type { Actions } from "../actions";
import { RankingCurve } from "./RankingCurve";

interface RankingCurvesProps {
  readonly rankings: readonly ClassRanking[];
  readonly className: (column: number) => string;
  readonly actions: Actions;
}

/** How well one class is told from all others, at every threshold. */
export function RankingCurves({ rankings, className, actions }: RankingCurvesProps) {
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, rankings.length - 1);
  const ranking = rankings[at];
  if (ranking === undefined) return null;
  const name = className(ranking.column);
  return (
    <>
      {rankings.length > 1 && (
        <label class="metrics-class">
          {l10n.t("Class")}{" "}
          <select
            class="text-field"
            value={String(at)}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
          >
            {rankings.map(({ column }, place) => (
              <option key={column} value={String(place)}>
                {className(column)}
              </option>
            ))}
          </select>
        </label>
      )}
      <div class="ranking-curves">
        <RankingCurve kind="roc" {...{ ranking, name, actions }} />
        <RankingCurve kind="precisionRecall" {...{ ranking, name, actions }} />
      </div>
    </>
  );
}
