import * as l10n from "@vscode/l10n";
import type { SampleGradient } from "../../engine/sampleGradient";
import { pipelineName } from "../../render/pipelineText";
import { exportFormats, exportTable } from "../../render/tableExport";
import { plainText } from "../../render/writtenText";
import type { Actions } from "../actions";
import { themeColours } from "../charts/chartFile";
import { definitionOf, snippetOf } from "../pipelines/snippet";
import type { SampleTable } from "../samples/sampleTable";
import { reportHtml, reportMarkdown } from "../share/reportFile";
import { sharedReport } from "../share/sharedReport";
import { shownCharts } from "../share/shownCharts";
import { MenuButton, type MenuItem } from "../shared/MenuButton";
import type { Evaluated } from "../state";
import { inputTitle } from "./argumentNames";
import { lossesText, samplesTable } from "./export";

interface CopyMenuProps {
  readonly evaluated: Evaluated;
  readonly table: SampleTable | undefined;
  readonly gradient: SampleGradient | undefined;
  readonly actions: Actions;
}

const libraries = [
  ["numpy", "NumPy"],
  ["scipy", "SciPy"],
] as const;

/** What can be taken away. Everything is complete and in full precision. */
export function CopyMenu({ evaluated, table, gradient, actions }: CopyMenuProps) {
  const { report, snapshot } = evaluated;
  const { reference } = report;
  const right = report.pipelines.find((result) => result.kind === "ran" && result.verdict?.kind === "matches");
  const copies: MenuItem[] = [];
  const saves: MenuItem[] = [];
  // Without a table there is no loss to be shown or copied.
  if (reference.kind === "reference" && table !== undefined) {
    const what = reference.value.shape.length === 0 ? l10n.t("Loss") : l10n.t("Losses");
    copies.push({ label: what, run: () => actions.copy(lossesText(reference.value), what) });
    const each = l10n.t("Loss of every sample");
    copies.push({
      label: each,
      run: () => actions.copy(lossesText({ ...reference.value, data: reference.samples.loss }), each),
    });
    for (const { format, name, extension } of exportFormats) {
      const label = l10n.t("Samples as {0}", name());
      const text = () => exportTable(samplesTable(table, gradient), format);
      copies.push({ label, run: () => actions.copy(text(), label) });
      const file = `${inputTitle(snapshot, report.inputLiteral)}.${extension}`;
      saves.push({ label, run: () => actions.save(file, text()) });
    }
  }
  if (table !== undefined) {
    const what = l10n.t("Report as Markdown");
    const name = inputTitle(snapshot, report.inputLiteral);
    copies.push({
      label: what,
      run: () => actions.copy(reportMarkdown(sharedReport(evaluated, table), shownCharts()), what),
    });
    saves.push({
      label: what,
      run: () => actions.save(`${name}.md`, reportMarkdown(sharedReport(evaluated, table), shownCharts())),
    });
    saves.push({
      label: l10n.t("Report as HTML"),
      run: () =>
        actions.save(`${name}.html`, reportHtml(sharedReport(evaluated, table), shownCharts(), themeColours())),
    });
  }
  const { link } = snapshot;
  if (link !== undefined) {
    const what = l10n.t("Link to this place");
    copies.push({ label: what, run: () => actions.copy(plainText(link), what) });
  }
  if (right !== undefined) {
    const what = l10n.t("PyTorch code: {0}", pipelineName(right.pipeline));
    copies.push({ label: what, run: () => actions.copy(snippetOf(evaluated, right), what) });
  }
  for (const [library, name] of libraries) {
    const code = definitionOf(evaluated, library);
    if (code === undefined) continue;
    const what = l10n.t("Definition in {0}", name);
    copies.push({ label: what, run: () => actions.copy(code, what) });
  }
  return (
    <>
      {copies.length > 0 && <MenuButton items={copies}>{l10n.t("Copy")}</MenuButton>}
      {saves.length > 0 && <MenuButton items={saves}>{l10n.t("Save")}</MenuButton>}
    </>
  );
}
