import * as vscode from "vscode";
import { ARRAY_FILE_TYPE, commandIds, PANEL_TYPE } from "./host/commandIds";
import type { Features } from "./host/features";
import { offerMcpServer } from "./host/mcpDefinition";
import { toolNames } from "./host/toolNames";

/** Registers where people come in; the features themselves are loaded when the first of them does, so that activation costs no one anything. */
export function activate(context: vscode.ExtensionContext): void {
  let features: Promise<Features> | undefined;
  const load = () => (features ??= import("./host/features").then(({ startFeatures }) => startFeatures(context)));
  context.subscriptions.push(
    ...Object.values(commandIds).map((id) =>
      vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => (await load()).commands[id](...args)),
    ),
    vscode.languages.registerHoverProvider(
      { scheme: "*" },
      {
        provideHover: async (document, position, token) =>
          (await load()).hovers.provideHover(document, position, token),
      },
    ),
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
      deserializeWebviewPanel: async (panel, saved) => (await load()).panels.deserializeWebviewPanel(panel, saved),
    }),
    vscode.window.registerCustomEditorProvider(ARRAY_FILE_TYPE, {
      openCustomDocument: async (uri, context, token) =>
        (await load()).arrayFiles.openCustomDocument(uri, context, token),
      resolveCustomEditor: async (document, panel, token) =>
        (await load()).arrayFiles.resolveCustomEditor(document, panel, token),
    }),
    vscode.window.registerUriHandler({ handleUri: async (uri) => (await load()).links.handleUri(uri) }),
    ...toolNames.map((name) =>
      vscode.lm.registerTool<object>(name, {
        prepareInvocation: async (options, token) => (await load()).tools[name].prepareInvocation?.(options, token),
        invoke: async (options, token) => (await load()).tools[name].invoke(options, token),
      }),
    ),
    offerMcpServer(context),
    whenEditing(load),
  );
  void vscode.commands.executeCommand("setContext", "lossLens.runsPython", !WEB_HOST);
}

/** The status bar and the hints ask for nothing before there is text to look at, and not while VS Code is starting. */
function whenEditing(load: () => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (editor: vscode.TextEditor | undefined) => {
    if (editor === undefined) return;
    changes.dispose();
    timer = setTimeout(load);
  };
  const changes = vscode.window.onDidChangeActiveTextEditor(soon);
  soon(vscode.window.activeTextEditor);
  return vscode.Disposable.from(changes, { dispose: () => clearTimeout(timer) });
}
