import * as vscode from "vscode";
import { type Program, problem, type Said } from "../../live/askProgram";
import { pythonExpression } from "../../live/pythonProbe";
import { scriptExpression } from "../../live/scriptProbe";
import type { PausedFrame } from "./pausedFrame";

/** A paused program, asked in a frame: what the debugger evaluates is the expression of a probe. `folder` is where files may be passed through. */
export function pausedProgram(frame: PausedFrame, token: vscode.CancellationToken, folder: vscode.Uri): Program {
  const { language } = frame;
  const write = language === "python" ? pythonExpression : scriptExpression;
  const ask: Program["ask"] = (expression, probe, mark) => evaluated(frame, write(expression, probe, mark), token);
  if (language !== "python") return { names: undefined, ask };
  return {
    names: "dict(globals(), **locals())",
    ask,
    throughFile: (expression, probe, mark) => throughFile(folder, (file) => ask(expression, probe(file), mark)),
  };
}

/** In the debugger's context for the clipboard a result is not cut off. */
async function evaluated(
  { session, frameId }: PausedFrame,
  expression: string,
  token: vscode.CancellationToken,
): Promise<Said> {
  if (token.isCancellationRequested) return problem({ kind: "cancelled" });
  let subscription: vscode.Disposable | undefined;
  const cancelled = new Promise<Said>((resolve) => {
    subscription = vscode.Disposable.from(
      token.onCancellationRequested(() => resolve(problem({ kind: "cancelled" }))),
      vscode.debug.onDidTerminateDebugSession(
        (ended) => ended === session && resolve(problem({ kind: "state", state: "noSession" })),
      ),
    );
  });
  try {
    const asked = session.customRequest("evaluate", { expression, frameId, context: "clipboard" });
    return await Promise.race([Promise.resolve(asked).then(saidBy), cancelled]);
  } catch (error) {
    return problem({ kind: "exception", message: lastLine(error instanceof Error ? error.message : String(error)) });
  } finally {
    subscription?.dispose();
  }
}

function saidBy(response: unknown): Said {
  const { result } = (typeof response === "object" && response !== null ? response : {}) as { result?: unknown };
  return typeof result === "string" ? { kind: "said", text: result } : problem({ kind: "garbage" });
}

/** Of a traceback what was raised. */
function lastLine(message: string): string {
  return message.trim().split("\n").at(-1) ?? message;
}

/** The program writes the bytes into a file of our own folder, which is read and deleted: undefined where programs share no disk with us. */
async function throughFile(
  folder: vscode.Uri,
  ask: (file: string) => Promise<Said>,
): Promise<{ readonly said: Said; readonly data: Uint8Array } | undefined> {
  if (folder.scheme !== "file") return undefined;
  const file = vscode.Uri.joinPath(folder, `${crypto.randomUUID()}.bin`);
  try {
    await vscode.workspace.fs.createDirectory(folder);
    const said = await ask(file.fsPath);
    return { said, data: await vscode.workspace.fs.readFile(file) };
  } catch {
    return undefined;
  } finally {
    await vscode.workspace.fs.delete(file).then(undefined, () => {});
  }
}
