import * as vscode from "vscode";
import type { PlacedAnswer } from "./evaluator";
import { type OpenSheet, type Sheets, textPlace } from "./sheets";
import { sheetKey } from "./textUnits";

const DELAY_MS = 400;

/** A document or notebook whose loss calls were judged. */
export interface DocumentCheck {
  readonly open: OpenSheet;
  readonly answers: readonly PlacedAnswer[];
}

type Timer = ReturnType<typeof setTimeout>;

interface Pending {
  readonly timer: Timer;
  readonly done: Promise<void>;
  readonly settle: () => void;
}

/** Judges the loss calls of open Python files and notebooks, once a version and a moment after the last key, for all who show it. */
export class Checks implements vscode.Disposable {
  readonly #sheets: Sheets;
  readonly #checked = new vscode.EventEmitter<DocumentCheck>();
  readonly #closed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #latest = new Map<string, DocumentCheck>();
  readonly #pending = new Map<string, Pending>();
  readonly #subscriptions: vscode.Disposable;
  readonly onDidCheck = this.#checked.event;
  readonly onDidClose = this.#closed.event;

  constructor(sheets: Sheets) {
    this.#sheets = sheets;
    this.#subscriptions = vscode.Disposable.from(
      this.#checked,
      this.#closed,
      vscode.workspace.onDidOpenTextDocument((document) => this.#later(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#later(document)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => this.#cellsChanged(notebook)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("lossLens")) this.start();
      }),
    );
  }

  /** Judges what is open already; to be called once everybody listens. */
  start(): void {
    for (const document of vscode.workspace.textDocuments) this.#later(document);
  }

  dispose(): void {
    for (const { timer, settle } of this.#pending.values()) {
      clearTimeout(timer);
      settle();
    }
    this.#subscriptions.dispose();
  }

  /** What is said about a document as it is now: once it is judged. */
  async of(document: vscode.TextDocument): Promise<DocumentCheck | undefined> {
    const key = sheetKey(document);
    if (!this.#pending.has(key) && !this.#latest.has(key)) this.#later(document);
    await this.#pending.get(key)?.done;
    return this.#latest.get(key);
  }

  /** What was said last; undefined where nothing is judged yet. */
  latest(document: vscode.TextDocument): DocumentCheck | undefined {
    return this.#latest.get(sheetKey(document));
  }

  #cellsChanged(notebook: vscode.NotebookDocument): void {
    const cell = notebook.getCells().find(({ document }) => document.languageId === "python");
    if (cell !== undefined) this.#later(cell.document);
  }

  #later(document: vscode.TextDocument): void {
    if (document.languageId !== "python" || document.isClosed) return;
    const key = sheetKey(document);
    const waiting = this.#pending.get(key);
    clearTimeout(waiting?.timer);
    const timer = setTimeout(() => this.#check(document, timer), DELAY_MS);
    if (waiting !== undefined) {
      this.#pending.set(key, { ...waiting, timer });
      return;
    }
    let settle = () => {};
    const done = new Promise<void>((resolve) => {
      settle = resolve;
    });
    this.#pending.set(key, { timer, done, settle });
  }

  async #check(document: vscode.TextDocument, timer: Timer): Promise<void> {
    const key = sheetKey(document);
    const current = document.isClosed ? otherCell(document) : document;
    const open = current && (await this.#sheets.ready(current));
    if (current?.isClosed) return this.#check(current, timer);
    const waiting = this.#pending.get(key);
    if (waiting?.timer !== timer) return;
    this.#pending.delete(key);
    if (open === undefined) {
      this.#latest.delete(key);
    } else {
      const answers = this.#sheets.answers(open).map((answer) => ({ answer, place: textPlace(open, answer.place) }));
      const check = { open, answers };
      this.#latest.set(key, check);
      this.#checked.fire(check);
    }
    waiting.settle();
  }

  /** Of a notebook with other cells the rest is judged again: once, however many are closed with it. */
  #close(document: vscode.TextDocument): void {
    this.#closed.fire(document);
    const key = sheetKey(document);
    if (document.uri.scheme === "vscode-notebook-cell" && this.#pending.has(key)) return;
    const rest = otherCell(document);
    if (rest !== undefined) {
      this.#later(rest);
      return;
    }
    const waiting = this.#pending.get(key);
    clearTimeout(waiting?.timer);
    this.#pending.delete(key);
    this.#latest.delete(key);
    waiting?.settle();
  }
}

/** An open document that is checked together with one that is closed. */
function otherCell(document: vscode.TextDocument): vscode.TextDocument | undefined {
  const key = sheetKey(document);
  return vscode.workspace.textDocuments.find((other) => other !== document && sheetKey(other) === key);
}
