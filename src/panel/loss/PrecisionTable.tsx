import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import type { Ran } from "../../engine/verdict";
import { lossRounding, precisionRows } from "../../render/precisionText";
import type { Evaluated } from "../state";

interface PrecisionTableProps {
  readonly report: Evaluated["report"];
  readonly text: string;
  readonly matching: Ran;
}

/** The loss in each floating type, and the interval. */
export function PrecisionTable({ report, text, matching }: PrecisionTableProps) {
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
