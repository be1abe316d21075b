import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { WrittenText } from "../render/writtenText";

/** Copies a text and says so, or why it could not be: a browser may refuse its clipboard. Gives whether it was copied. */
export async function copyText(text: WrittenText, what: string): Promise<boolean> {
  try {
    await vscode.env.clipboard.writeText(text);
  } catch (error) {
    vscode.window.showErrorMessage(l10n.t("{0} could not be copied: {1}", what, reasonOf(error)));
    return false;
  }
  vscode.window.setStatusBarMessage(l10n.t("Copied: {0}", what), 3000);
  return true;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
