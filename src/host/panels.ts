import * as vscode from "vscode";
import { PANEL_TYPE } from "./commandIds";
import type { Evaluator, OpenPair } from "./evaluator";
import type { Log } from "./log";
import { PanelView } from "./panelView";
import { panelLocation } from "./settings";
import type { Verification } from "./verifyInPython";

/** The panels of the window. An evaluation goes to the one used last, unless that is locked or another is asked for. */
export class Panels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #evaluator: Evaluator;
  readonly #extension: vscode.Extension<unknown>;
  readonly #verification: Verification;
  readonly #log: Log;
  /** In the order of use, the last used at the end. */
  #views: readonly PanelView[] = [];

  constructor(evaluator: Evaluator, extension: vscode.Extension<unknown>, verification: Verification, log: Log) {
    this.#log = log;
    this.#evaluator = evaluator;
    this.#extension = extension;
    this.#verification = verification;
  }

  show(pair: OpenPair): void {
    this.#log.pair(pair);
    const view = this.#views.findLast(({ locked }) => !locked);
    if (view === undefined) {
      this.showInNew(pair);
    } else {
      this.#used(view);
      view.show(pair);
    }
  }

  /** Says in the panel that the next evaluation would go to why there is none. False without such a panel in sight: it is said elsewhere. */
  sayUnread(message: string): boolean {
    return this.#views.findLast(({ locked }) => !locked)?.sayUnread(message) ?? false;
  }

  /** Opens beside the editor, and a further one beside the last: panels are opened apart to be compared. */
  showInNew(pair: OpenPair): void {
    const last = this.#views.at(-1)?.viewColumn;
    const beside = last === undefined ? vscode.ViewColumn.Beside : last + 1;
    const viewColumn = panelLocation() === "active" ? vscode.ViewColumn.Active : beside;
    const showOptions = { viewColumn, preserveFocus: true };
    const options = { retainContextWhenHidden: true };
    this.#adopt(vscode.window.createWebviewPanel(PANEL_TYPE, "Loss Lens", showOptions, options)).set(pair);
  }

  /** Locks the panel in front, or lets go of it. */
  toggleLock(): void {
    const view = this.#views.findLast(({ active }) => active) ?? this.#views.at(-1);
    view?.lock(!view.locked);
  }

  /** After a reload of the window VS Code hands each panel back, with what it kept of itself. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    await this.#adopt(panel).restore(saved);
  }

  dispose(): void {
    for (const view of this.#views) view.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): PanelView {
    const view = new PanelView(panel, this.#evaluator, this.#extension, this.#verification);
    this.#views = [...this.#views, view];
    panel.onDidDispose(() => {
      this.#views = this.#views.filter((other) => other !== view);
      view.dispose();
    });
    panel.onDidChangeViewState(() => panel.active && this.#used(view));
    return view;
  }

  #used(view: PanelView): void {
    this.#views = [...this.#views.filter((other) => other !== view), view];
  }
}
