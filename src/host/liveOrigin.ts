import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type LiveProblem, type Program, problem } from "../live/askProgram";
import { isVariable, type ProgramLanguage, variableAround } from "../live/expression";
import { pausedProgram } from "./debugger/debugProgram";
import { pausedFrame, pausedIn } from "./debugger/pausedFrame";
import { kernelOf } from "./kernel/kernelProgram";
import { baseName } from "./openFile";
import { notebookOf } from "./textUnits";

type Problem = { readonly kind: "problem"; readonly problem: LiveProblem };

/** Where a variable lives. It is opened for each thing that is asked, under that thing's own cancellation. */
export interface LiveOrigin {
  readonly where: "kernel" | "debugger";
  readonly language: ProgramLanguage;
  /** As people read it: `kernel of lesson.ipynb`. */
  readonly label: string;
  readonly open: (token: vscode.CancellationToken) => Promise<Program | Problem>;
}

export interface LiveVariable {
  readonly kind: "variable";
  readonly origin: LiveOrigin;
  /** Undefined where the person still has to say it. */
  readonly expression: string | undefined;
}

/**
 * The variable that a command was called for: of the Variables views of Jupyter, of notebooks and of the debugger, of Watch, of a link in a
 * hover, else the name at the cursor.
 */
export function liveVariable(argument: unknown, folder: vscode.Uri): LiveVariable | Problem {
  const { sessionId, variable, source, expression, name, fileName } = fields(argument);
  const inner = fields(variable);
  // The Variables view of Jupyter hands a variable over, in newer versions within a container.
  const file = fileUri(fileName) ?? fileUri(inner.fileName);
  if (typeof sessionId === "string") return ofDebugger(sessionId, textOf(inner.evaluateName, inner.name), folder);
  if (typeof source === "string") return ofKernel(vscode.Uri.parse(source), textOf(expression, name));
  if (file !== undefined) return ofKernel(file, textOf(inner.name, name));
  const frame = pausedFrame();
  if (frame !== undefined) return ofDebugger(undefined, textOf(expression, name) ?? atCursor(frame.language), folder);
  const notebook = activeNotebook();
  if (notebook !== undefined) return ofKernel(notebook, textOf(expression, name, inner.name) ?? atCursor("python"));
  return vscode.debug.activeDebugSession === undefined
    ? problem({ kind: "state", state: "nothing" })
    : problem({ kind: "state", state: "notPaused" });
}

function ofKernel(notebook: vscode.Uri, expression: string | undefined): LiveVariable {
  const label = l10n.t("kernel of {0}", baseName(notebook));
  const open = (token: vscode.CancellationToken) => kernelOf(notebook, token);
  return { kind: "variable", origin: { where: "kernel", language: "python", label, open }, expression };
}

function ofDebugger(
  sessionId: string | undefined,
  expression: string | undefined,
  folder: vscode.Uri,
): LiveVariable | Problem {
  const frame = pausedIn(sessionId);
  if ("kind" in frame) return frame;
  const label = l10n.t("paused program {0}", frame.session.name);
  const open = async (token: vscode.CancellationToken) => pausedProgram(frame, token, folder);
  return { kind: "variable", origin: { where: "debugger", language: frame.language, label, open }, expression };
}

function activeNotebook(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  const own = editor && notebookOf(editor.document);
  return own?.uri ?? vscode.window.activeNotebookEditor?.notebook.uri;
}

/** The selected text where it is a variable, else the name at the cursor. */
function atCursor(language: ProgramLanguage): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const selected = document.getText(selection).trim();
  if (selected !== "") return isVariable(selected, language) ? selected : undefined;
  return variableAround(document.lineAt(selection.active.line).text, selection.active.character, language);
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value !== "");
}

function fileUri(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  const { path, scheme } = fields(value);
  if (typeof path !== "string") return undefined;
  return vscode.Uri.from({ scheme: typeof scheme === "string" ? scheme : "file", path });
}
