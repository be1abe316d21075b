import * as vscode from "vscode";
import { commandIds } from "./commandIds";

/** The name of a cause behind a mark, as a link to what is said about it. */
export function causeCode(cause: string): { readonly value: string; readonly target: vscode.Uri } {
  const query = encodeURIComponent(JSON.stringify([cause]));
  return { value: cause, target: vscode.Uri.parse(`command:${commandIds.showCause}?${query}`) };
}

/** Shows the page of causes, which comes with the extension, at one of them. */
export async function showCause(extensionUri: vscode.Uri, cause: unknown): Promise<void> {
  const page = vscode.Uri.joinPath(extensionUri, "docs", "causes.md");
  const fragment = typeof cause === "string" && /^[a-z0-9-]+$/.test(cause) ? cause : "";
  await vscode.commands.executeCommand("markdown.showPreview", page.with({ fragment }));
}
