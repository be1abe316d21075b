import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { FileText } from "../protocol";
import { reasonOf } from "./copyText";

/** Asks where to, beside the document or in the first folder, and writes a text, or the bytes of a `data:` address in base64. */
export async function saveFile(name: string, data: FileText, beside: vscode.Uri | undefined): Promise<void> {
  const folder = besideOf(beside) ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder && vscode.Uri.joinPath(folder, name.replace(/[\\/:*?"<>|]/g, "_"));
  const chosen = await vscode.window.showSaveDialog({ ...(defaultUri && { defaultUri }), title: l10n.t("Save") });
  if (chosen === undefined) return;
  const file = chosen.path.split("/").pop() ?? name;
  try {
    await vscode.workspace.fs.writeFile(chosen, bytesOf(data));
  } catch (error) {
    // A full disk, a folder that is gone, a name that is a folder: the panel still has it.
    vscode.window.showErrorMessage(l10n.t("{0} could not be saved: {1}", file, reasonOf(error)));
    return;
  }
  vscode.window.setStatusBarMessage(l10n.t("Saved: {0}", file), 3000);
}

/** A cell's or an untitled document's address is no place on a disk. */
function besideOf(uri: vscode.Uri | undefined): vscode.Uri | undefined {
  return uri === undefined || /^(untitled|vscode-notebook-cell)$/.test(uri.scheme)
    ? undefined
    : vscode.Uri.joinPath(uri, "..");
}

function bytesOf(data: FileText): Uint8Array {
  const base64 = /^data:image\/png;base64,(.*)$/s.exec(data)?.[1];
  return base64 === undefined
    ? new TextEncoder().encode(data)
    : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
