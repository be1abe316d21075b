import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { CallLenses } from "./callLenses";
import { showCause } from "./causePage";
import { Checks } from "./checks";
import { RememberedChoices } from "./choices";
import { CodeHints } from "./codeHints";
import { commandIds } from "./commandIds";
import { type CommandHandlers, commandHandlers } from "./commands";
import { copyDiagnosticReport } from "./diagnosticReport";
import { Evaluator } from "./evaluator";
import { LossHoverProvider } from "./hoverProvider";
import { type LanguageModelTools, languageModelTools } from "./languageModelTools";
import type { LiveCommands } from "./liveCommands";
import { LiveHoverProvider } from "./liveHover";
import { Log } from "./log";
import { Panels } from "./panels";
import { PasteAnswers } from "./pasteAnswers";
import { PinnedTarget } from "./pinnedTarget";
import { PlaceLinks } from "./placeLinks";
import { Problems } from "./problems";
import { followDisplaySettings, useSettingsOf } from "./settings";
import { Sheets } from "./sheets";
import { LossStatusBar } from "./statusBar";
import { TerminalLinks } from "./terminalLinks";
import type { PythonVerification, Verification } from "./verifyInPython";

/** All that stands behind the entry points of the extension. */
export interface Features {
  readonly commands: CommandHandlers;
  readonly hovers: LossHoverProvider;
  readonly panels: vscode.WebviewPanelSerializer;
  readonly tools: LanguageModelTools;
  readonly links: vscode.UriHandler;
  readonly arrayFiles: vscode.CustomReadonlyEditorProvider;
}

/** Builds the parts and connects them; they end with the extension. */
export function startFeatures(context: vscode.ExtensionContext): Features {
  useSettingsOf(context.extension);
  // The pure folders know no vscode, but speak through the same bundle of texts.
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  const log = new Log();
  const sheets = new Sheets();
  const pinned = new PinnedTarget(context.workspaceState);
  const evaluator = new Evaluator(sheets, pinned, new RememberedChoices(context.workspaceState));
  const loadVerification = once(async (): Promise<PythonVerification | undefined> => {
    // There nothing is run, and nothing offers it.
    const part = WEB_HOST ? undefined : await import("./verifyInPython");
    const loaded = part && new part.PythonVerification(evaluator);
    if (loaded !== undefined) context.subscriptions.push(loaded);
    return loaded;
  });
  const verification: Verification = { verify: async (...args) => (await loadVerification())?.verify(...args) };
  const panels = new Panels(evaluator, context.extension, verification, log);
  const problems = new Problems(log);
  const pastes = new PasteAnswers();
  const checks = new Checks(sheets);
  context.subscriptions.push(
    followDisplaySettings(),
    ...[pinned, panels, problems, checks, new CodeHints(checks), new CallLenses(checks), new LossStatusBar(evaluator)],
    pastes,
    log,
    checks.onDidCheck((check) => log.checked(check)),
    checks.onDidClose((document) => log.closed(document)),
    new TerminalLinks(pastes),
    vscode.languages.registerHoverProvider({ scheme: "file" }, new LiveHoverProvider()),
  );
  checks.start();
  const live = once(async (): Promise<LiveCommands> => {
    const { LiveCommands } = await import("./liveCommands");
    return new LiveCommands(evaluator, context.globalStorageUri);
  });
  const commands = commandHandlers(evaluator, panels, problems, log, pastes, verification, live, {
    [commandIds.showCause]: (cause) => showCause(context.extensionUri, cause),
    [commandIds.copyDiagnosticReport]: () => copyDiagnosticReport(context.extension, sheets, log),
  });
  return {
    commands,
    links: new PlaceLinks((place) => commands[commandIds.evaluateSelection](place)),
    arrayFiles: {
      openCustomDocument: (uri) => ({ uri, dispose: () => {} }),
      resolveCustomEditor: async (document, panel) => {
        const { ArrayFileEditor } = await import("./arrayFileEditor");
        await new ArrayFileEditor(context.extensionUri).show(document.uri, panel);
      },
    },
    hovers: new LossHoverProvider(evaluator),
    panels,
    tools: languageModelTools(context.extension),
  };
}

/** What is loaded when it is first asked for, and kept. */
function once<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined;
  return () => (loading ??= load());
}
