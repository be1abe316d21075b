import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { withoutAnsi } from "../pairing/notebook";
import type { PasteAnswers } from "./pasteAnswers";

/** So much of what a terminal printed last is kept, to find the traceback that a line belongs to. */
const KEPT_CHARACTERS = 65_536;
const exceptionLine = /^\s*(?:[A-Za-z_][\w.]*\.)?[A-Z]\w*(?:Error|Exception): \S.*$/;

interface AnswerLink extends vscode.TerminalLink {
  /** What is asked about. */
  readonly text: string;
}

/** Links from the lines of a traceback in a terminal to what is said about it, where its exception is known. */
export class TerminalLinks implements vscode.TerminalLinkProvider<AnswerLink>, vscode.Disposable {
  readonly #answers: PasteAnswers;
  readonly #printed = new WeakMap<vscode.Terminal, string>();
  readonly #subscriptions: vscode.Disposable;

  constructor(answers: PasteAnswers) {
    this.#answers = answers;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.registerTerminalLinkProvider(this),
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => this.#keep(terminal, execution)),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async provideTerminalLinks({ line, terminal }: vscode.TerminalLinkContext): Promise<AnswerLink[]> {
    const frame = /^\s*File "([^"]{1,300})", line (\d+)/.exec(line);
    if (frame === null && !exceptionLine.test(line)) return [];
    const printed = this.#printed.get(terminal);
    const { tracebackOf, withTraceback } = await import("./explainedText");
    const text = frame === null ? withTraceback(line, printed) : tracebackOf(frame[0].trim(), printed);
    if (text === undefined) return [];
    const startIndex = line.length - line.trimStart().length;
    return [
      { startIndex, length: line.trimEnd().length - startIndex, tooltip: l10n.t("Explain with Loss Lens"), text },
    ];
  }

  async handleTerminalLink({ text }: AnswerLink): Promise<void> {
    await this.#answers.show(text);
  }

  async #keep(terminal: vscode.Terminal, execution: vscode.TerminalShellExecution): Promise<void> {
    this.#printed.delete(terminal);
    for await (const part of execution.read()) {
      const text = (this.#printed.get(terminal) ?? "") + withoutAnsi(part).replaceAll("\r\n", "\n");
      this.#printed.set(terminal, text.slice(-KEPT_CHARACTERS));
    }
  }
}
