import * as vscode from "vscode";
import type { LiveProblem, ProgramState } from "../../live/askProgram";
import type { ProgramLanguage } from "../../live/expression";

type Problem = { readonly kind: "problem"; readonly problem: LiveProblem };

/** The frame of a paused program that a person looks at. */
export interface PausedFrame {
  readonly session: vscode.DebugSession;
  readonly frameId: number;
  readonly language: ProgramLanguage;
}

/** The language of a debugger's programs, by its type; undefined where they are of none that is read. */
function languageOf({ type }: vscode.DebugSession): ProgramLanguage | undefined {
  if (type === "debugpy" || type === "python") return "python";
  return /^(?:pwa-)?(?:node|chrome|msedge|extensionHost|node-terminal)$/.test(type) ? "javascript" : undefined;
}

/** The frame in front; undefined where nothing is paused. */
export function pausedFrame(): PausedFrame | undefined {
  const frame = pausedIn(undefined);
  return "kind" in frame ? undefined : frame;
}

/** The frame in front of a session, or of whichever is in front. */
export function pausedIn(sessionId: string | undefined): PausedFrame | Problem {
  const item = vscode.debug.activeStackItem;
  const session = item?.session ?? vscode.debug.activeDebugSession;
  if (session === undefined || (sessionId !== undefined && session.id !== sessionId)) return state("noSession");
  if (!(item instanceof vscode.DebugStackFrame)) return state("notPaused");
  const language = languageOf(session);
  return language === undefined ? state("language") : { session, frameId: item.frameId, language };
}

function state(which: ProgramState): Problem {
  return { kind: "problem", problem: { kind: "state", state: which } };
}
