import * as vscode from "vscode";

/** Whether programs can be run here at all; never in Restricted Mode. */
export function mayRunPython(): boolean {
  return !WEB_HOST && vscode.workspace.isTrusted;
}
