import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { RememberedChoices } from "./host/choices";
import { CodeHints } from "./host/codeHints";
import { registerCommands } from "./host/commands";
import { Evaluator } from "./host/evaluator";
import { LossHoverProvider } from "./host/hoverProvider";
import { NamedArrays } from "./host/namedArrays";
import { PanelView, VIEW_TYPE } from "./host/panelView";
import { PinnedTarget } from "./host/pinnedTarget";
import { Problems } from "./host/problems";
import { PythonCode } from "./host/pythonCode";
import { LossStatusBar } from "./host/statusBar";

export function activate(context: vscode.ExtensionContext): void {
  // The pure folders know no vscode, but speak through the same bundle of texts.
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  const code = new PythonCode();
  const pinned = new PinnedTarget();
  const evaluator = new Evaluator(new NamedArrays(), code, pinned, new RememberedChoices(context.workspaceState));
  const panel = new PanelView(evaluator, context.extensionUri);
  const problems = new Problems();
  context.subscriptions.push(
    pinned,
    panel,
    problems,
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, panel),
    registerCommands(evaluator, panel, problems),
    new CodeHints(code),
    new LossStatusBar(evaluator),
    vscode.languages.registerHoverProvider({ scheme: "*" }, new LossHoverProvider(evaluator)),
  );
}
