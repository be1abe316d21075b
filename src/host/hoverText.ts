import * as vscode from "vscode";
import { type MarkdownText, markdownLink } from "../render/writtenText";

/** Markdown whose links may run these commands and no others. */
export function trusted(said: MarkdownText, enabledCommands: readonly string[] = []): vscode.MarkdownString {
  const text = new vscode.MarkdownString(said, true);
  text.isTrusted = { enabledCommands };
  return text;
}

/** A link that runs a command with these arguments. */
export function commandLink(title: MarkdownText, command: string, args: readonly unknown[]): MarkdownText {
  return markdownLink(title, `command:${command}?${encodeURIComponent(JSON.stringify(args))}`);
}
