import * as l10n from "@vscode/l10n";
import type { PairFinding } from "../../engine/findings";
import { findingText } from "../../render/findingText";

/** What is remarkable about the pair itself, whatever the pipeline. */
export function Findings({ findings }: { readonly findings: readonly PairFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul class="findings" aria-label={l10n.t("Findings")}>
      {findings.map((finding) => (
        <li key={finding.kind}>
          <span class="sign differs" aria-hidden="true">
            !
          </span>
          {findingText(finding)}
        </li>
      ))}
    </ul>
  );
}
