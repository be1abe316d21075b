import * as l10n from "@vscode/l10n";
import { useMemo, useState } from "preact/hooks";
import { type Explanation, explainLoss } from "../../engine/explainLoss";
import type { PairReport } from "../../engine/pairReport";
import { parseSeenLoss } from "../../engine/seenLoss";
import { explanationName, explanationText, nearestText } from "../../render/explanationText";
import { formatValue } from "../../render/numbers";
import { verdictSigns } from "../../render/verdictText";

const FIRST_SHOWN = 3;

interface AnswerProps {
  readonly report: PairReport;
  readonly text: string;
}

/** What gives a loss that someone saw on these arrays. */
export function SeenLossAnswer({ report, text }: AnswerProps) {
  const [all, setAll] = useState(false);
  const seen = useMemo(() => parseSeenLoss(text), [text]);
  const answer = useMemo(() => seen && explainLoss(report, seen), [report, seen]);
  if (seen === undefined || answer === undefined) {
    return <p class="hint problem">{l10n.t("“{0}” has no number in it", text.trim())}</p>;
  }
  const { explanations } = answer;
  if (explanations.length === 0) return <p class="seen-nothing">{nearestText(answer, seen)}</p>;
  const shown = all ? explanations : explanations.slice(0, FIRST_SHOWN);
  return (
    <>
      <ul class="explanations">
        {shown.map((explanation) => (
          <ExplanationRow key={explanationName(explanation)} {...{ explanation, report }} />
        ))}
      </ul>
      {shown.length < explanations.length && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {l10n.t("{0} more explanations", explanations.length - shown.length)}
        </button>
      )}
    </>
  );
}

interface ExplanationRowProps {
  readonly explanation: Explanation;
  readonly report: PairReport;
}

function ExplanationRow({ explanation, report }: ExplanationRowProps) {
  const kind = explanation.verdict?.kind ?? "unjudged";
  return (
    <li>
      <span class={`sign ${kind}`} aria-hidden="true">
        {verdictSigns[kind]}
      </span>
      <span class="explanation-name">{explanationName(explanation)}</span>{" "}
      <span class="explanation-value">{formatValue(explanation.value)}</span>{" "}
      <span class="pipeline-remark">{explanationText(explanation, report)}</span>
    </li>
  );
}
