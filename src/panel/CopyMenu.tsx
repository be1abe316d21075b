import * as l10n from "@vscode/l10n";
import { pipelineName } from "../render/pipelineText";
import type { Actions } from "./actions";
import { lossesText, samplesCsv } from "./export";
import { MenuButton, type MenuItem } from "./MenuButton";
import type { SampleTable } from "./sampleTable";
import { snippetOf } from "./snippet";
import type { Good } from "./state";

interface CopyMenuProps {
  readonly good: Good;
  readonly table: SampleTable | undefined;
  readonly actions: Actions;
}

/** Everything is copied complete, in full precision. */
export function CopyMenu({ good, table, actions }: CopyMenuProps) {
  const { report } = good;
  const { reference } = report;
  const right = report.pipelines.find((result) => result.kind === "ran" && result.verdict?.kind === "matches");
  const items: MenuItem[] = [];
  // Without a table there is no loss to be shown or copied.
  if (reference.kind === "reference" && table !== undefined) {
    const what = reference.value.shape.length === 0 ? l10n.t("Loss") : l10n.t("Losses");
    items.push({ label: what, run: () => actions.copy(lossesText(reference.value), what) });
    const each = l10n.t("Loss of every sample");
    items.push({
      label: each,
      run: () => actions.copy(lossesText({ ...reference.value, data: reference.samples.loss }), each),
    });
    const csv = l10n.t("Samples as CSV");
    items.push({ label: csv, run: () => actions.copy(samplesCsv(table, report), csv) });
  }
  if (right !== undefined) {
    const what = l10n.t("PyTorch code: {0}", pipelineName(right.pipeline));
    items.push({ label: what, run: () => actions.copy(snippetOf(good, right), what) });
  }
  return items.length === 0 ? null : <MenuButton items={items}>{l10n.t("Copy")}</MenuButton>;
}
