import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { reportText } from "../render/logLines";
import { plainText } from "../render/writtenText";
import { sourceLength } from "../source";
import { copyText } from "./copyText";
import type { Log } from "./log";
import { changedSettings } from "./settings";
import type { Sheets } from "./sheets";

/** Puts on the clipboard what belongs into an issue: versions, settings, what is known of the file in front, the end of the log. */
export async function copyDiagnosticReport(
  extension: vscode.Extension<unknown>,
  sheets: Sheets,
  log: Log,
): Promise<void> {
  const { version } = extension.packageJSON as { readonly version: string };
  const { env, workspace } = vscode;
  const text = reportText({
    facts: {
      "Loss Lens": version,
      "VS Code": `${vscode.version}, ${env.appName}, ${env.uiKind === vscode.UIKind.Web ? "web" : "desktop"}`,
      host: WEB_HOST ? "web worker" : nodeText(),
      remote: env.remoteName ?? "none",
      language: env.language,
      workspace: `${workspace.isTrusted ? "trusted" : "restricted"}, ${workspace.workspaceFolders?.length ?? 0} folders`,
      "file in front": frontText(sheets),
    },
    settings: changedSettings(),
    log: log.lines,
  });
  if (!(await copyText(plainText(text), l10n.t("Diagnostic report")))) return;
  // Not waited for: the report is copied, whether somebody answers or not.
  void offerLog(log);
}

async function offerLog(log: Log): Promise<void> {
  const show = l10n.t("Show Log");
  const message = l10n.t(
    "The report is on the clipboard: versions, settings, names and shapes of arrays, the end of the log. Values are in it only where you had them logged.",
  );
  if ((await vscode.window.showInformationMessage(message, show)) === show) log.show();
}

function frontText(sheets: Sheets): string {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) return "none";
  const { sheet } = sheets.of(document);
  const arrays = sheet.units.flatMap((_, unit) => sheet.unitArrays(unit).named);
  const largest = arrays.reduce((most, { source }) => Math.max(most, sourceLength(source)), 0);
  return `${document.languageId}, ${document.lineCount} lines, ${arrays.length} named arrays (the largest of ${largest} characters), ${sheet.calls.length} loss calls with known arrays`;
}

/** The extension host's Node and system; these types are without Node, since a web host has none. */
function nodeText(): string {
  const { process } = globalThis as { readonly process?: Readonly<Record<"version" | "platform" | "arch", string>> };
  return process === undefined ? "unknown" : `Node ${process.version}, ${process.platform} ${process.arch}`;
}
