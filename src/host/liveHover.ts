import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { variableAround } from "../live/expression";
import { commandIds } from "./commandIds";
import { pausedFrame } from "./debugger/pausedFrame";

/** Over a name in a paused program: the way to its loss. Nothing is asked of the program before the link is clicked. */
export class LiveHoverProvider implements vscode.HoverProvider {
  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    if (!vscode.workspace.isTrusted) return undefined;
    const frame = pausedFrame();
    if (frame === undefined || document.uri.scheme !== "file") return undefined;
    const name = variableAround(document.lineAt(position.line).text, position.character, frame.language);
    if (name === undefined) return undefined;
    const query = encodeURIComponent(JSON.stringify([{ expression: name }]));
    const text = new vscode.MarkdownString(
      `[${l10n.t("Evaluate loss of this variable")}](command:${commandIds.evaluateVariable}?${query})`,
    );
    text.isTrusted = { enabledCommands: [commandIds.evaluateVariable] };
    return new vscode.Hover(text);
  }
}
