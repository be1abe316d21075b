import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import type { Ran } from "../engine/verdict";
import { lossRounding, precisionRows } from "../render/precisionText";
import type { Good } from "./state";
import { useUnfolded } from "./unfolding";

/** Larger pairs are not computed four times over. */
const COMPUTED_ELEMENTS = 200_000;

/** How sure the digits are: the loss in narrower floating types, and the interval that the printed digits of the input allow. */
export function Precision({ good: { snapshot, report } }: { readonly good: Good }) {
  const [open, setOpen] = useUnfolded("precision");
  const matching = report.pipelines.find((result): result is Ran => {
    return result.kind === "ran" && result.verdict?.kind === "matches";
  });
  if (matching === undefined || report.input.data.length > COMPUTED_ELEMENTS) return null;
  const { text } = snapshot.request.input;
  return (
    <details class="section" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{l10n.t("Precision")}</h2>
      </summary>
      {open && <PrecisionTable {...{ report, text, matching }} />}
    </details>
  );
}

interface PrecisionTableProps {
  readonly report: Good["report"];
  readonly text: string;
  readonly matching: Ran;
}

function PrecisionTable({ report, text, matching }: PrecisionTableProps) {
  const rows = useMemo(() => precisionRows(report, matching), [report, matching]);
  const rounding = useMemo(() => lossRounding(report, text, matching), [report, text, matching]);
  return (
    <>
      <table class="precision">
        <caption class="visually-hidden">{l10n.t("The loss in each floating type")}</caption>
        <tbody>
          {rows.map(({ type, value, remark }) => (
            <tr key={type}>
              <th scope="row">{type}</th>
              <td class="pipeline-value">{value}</td>
              <td class="pipeline-remark">{remark}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rounding !== undefined && <p class="rounding">{rounding}</p>}
    </>
  );
}
