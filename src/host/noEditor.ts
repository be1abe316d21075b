import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";

/** Why there is no text to evaluate in: nothing is open, or what is open does not reach extensions as text. */
export function noEditorText(): string {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (tab?.input instanceof vscode.TabInputText) {
    return l10n.t(
      "{0} does not reach extensions as text: it is binary, or larger than 50 MB. Open the array as text, or copy it and run “Evaluate Clipboard”.",
      tab.label,
    );
  }
  return l10n.t("Open a file or a notebook cell and put the cursor into an array first.");
}
