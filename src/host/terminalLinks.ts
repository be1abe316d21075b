import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { withoutAnsi } from "../pairing/notebook";
import { understand } from "../paste/exceptions/understand";
import { printedExceptions } from "../paste/traceback";
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

  provideTerminalLinks({ line, terminal }: vscode.TerminalLinkContext): AnswerLink[] {
    const frame = /^\s*File "([^"]{1,300})", line (\d+)/.exec(line);
    const text =
      frame === null ? ownText(line, this.#printed.get(terminal)) : this.#traceback(terminal, frame[0].trim());
    if (text === undefined) return [];
    const startIndex = line.length - line.trimStart().length;
    return [
      { startIndex, length: line.trimEnd().length - startIndex, tooltip: l10n.t("Explain with Loss Lens"), text },
    ];
  }

  async handleTerminalLink({ text }: AnswerLink): Promise<void> {
    await this.#answers.show(text);
  }

  /** The traceback that a frame belongs to, where its exception is known. */
  #traceback(terminal: vscode.Terminal, frame: string): string | undefined {
    const printed = this.#printed.get(terminal);
    if (printed?.includes(frame) !== true) return undefined;
    const exception = printedExceptions(printed).find(
      (each) =>
        understand(each) !== undefined &&
        each.frames.some(({ place }) => printed.slice(place.start, place.end).trim().startsWith(frame)),
    );
    return exception && printed.slice(exception.frames[0].place.start, exception.place.end);
  }

  async #keep(terminal: vscode.Terminal, execution: vscode.TerminalShellExecution): Promise<void> {
    this.#printed.delete(terminal);
    for await (const part of execution.read()) {
      const text = (this.#printed.get(terminal) ?? "") + withoutAnsi(part).replaceAll("\r\n", "\n");
      this.#printed.set(terminal, text.slice(-KEPT_CHARACTERS));
    }
  }
}

/** A line that is an exception by itself, with the traceback above it where that is known. */
function ownText(line: string, printed: string | undefined): string | undefined {
  if (!exceptionLine.test(line)) return undefined;
  const [exception] = printedExceptions(line.trim());
  if (exception === undefined || understand(exception) === undefined) return undefined;
  const whole = printed === undefined ? [] : printedExceptions(printed);
  const same = whole.findLast(({ message, type }) => type === exception.type && message.startsWith(exception.message));
  return same === undefined || printed === undefined || same.frames.length === 0
    ? line
    : printed.slice(same.frames[0].place.start, same.place.end);
}
