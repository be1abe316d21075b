import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { ArrayFileEditor } from "./arrayFileEditor";
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
import { LiveCommands } from "./liveCommands";
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
import { PythonVerification } from "./verifyInPython";

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
  const pinned = new PinnedTarget();
  const evaluator = new Evaluator(sheets, pinned, new RememberedChoices(context.workspaceState));
  const verification = new PythonVerification(evaluator);
  const panels = new Panels(evaluator, context.extension, verification, log);
  const problems = new Problems(log);
  const pastes = new PasteAnswers();
  const checks = new Checks(sheets);
  context.subscriptions.push(
    followDisplaySettings(),
    ...[pinned, panels, problems, checks, new CodeHints(checks), new CallLenses(checks), new LossStatusBar(evaluator)],
    pastes,
    verification,
    log,
    checks.onDidCheck((check) => log.checked(check)),
    checks.onDidClose((document) => log.closed(document)),
    new TerminalLinks(pastes),
    vscode.languages.registerHoverProvider({ scheme: "file" }, new LiveHoverProvider()),
  );
  checks.start();
  const live = new LiveCommands(evaluator, context.globalStorageUri);
  const commands = commandHandlers(evaluator, panels, problems, log, pastes, verification, live, {
    [commandIds.showCause]: (cause) => showCause(context.extensionUri, cause),
    [commandIds.copyDiagnosticReport]: () => copyDiagnosticReport(context.extension, sheets, log),
  });
  return {
    commands,
    links: new PlaceLinks((place) => commands[commandIds.evaluateSelection](place)),
    arrayFiles: new ArrayFileEditor(context.extensionUri),
    hovers: new LossHoverProvider(evaluator),
    panels,
    tools: languageModelTools(context.extension),
  };
}
