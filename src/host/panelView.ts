import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { readArrays } from "../evaluate";
import type { FromPanel, Snapshot, ToPanel } from "../protocol";
import { PANEL_TYPE } from "./commandIds";
import type { Evaluator, Pair } from "./evaluator";
import { followed } from "./follow";
import { panelHtml } from "./panelHtml";
import { reveal, writeBack } from "./reveal";
import { saveFile } from "./saveFile";
import { restoreSources, snapshotOf } from "./snapshots";
import { pickTarget } from "./targetPick";
import { spanOf } from "./textUnits";

/** Larger literals are evaluated anew on request, not while they are typed. */
const FOLLOWED_CHARACTERS = 1_000_000;
const FOLLOW_DELAY_MS = 150;

/** The webview beside the editor: one, shown again for every evaluation. */
export class PanelView implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #evaluator: Evaluator;
  readonly #extensionUri: vscode.Uri;
  #panel: vscode.WebviewPanel | undefined;
  #shown: { readonly pair: Pair; readonly snapshot: Snapshot } | undefined;
  #ready = false;
  #snapshots = 0;
  readonly #edits = vscode.workspace.onDidChangeTextDocument((edit) => this.#follow(edit));
  readonly #cursor = vscode.window.onDidChangeTextEditorSelection((change) => this.#mark(change));
  #update: ReturnType<typeof setTimeout> | undefined;

  constructor(evaluator: Evaluator, extensionUri: vscode.Uri) {
    this.#evaluator = evaluator;
    this.#extensionUri = extensionUri;
  }

  /** Shows a pair; opens the panel beside the editor the first time and leaves it where it is afterwards. */
  show(pair: Pair): void {
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal(undefined, true);
    this.#set(pair);
  }

  #set(pair: Pair): void {
    clearTimeout(this.#update);
    this.#shown = { pair, snapshot: snapshotOf(pair, ++this.#snapshots, this.#evaluator.code) };
    this.#send();
  }

  /** The panel shows what the literals have become, a moment after the last key. */
  #follow(edit: vscode.TextDocumentChangeEvent): void {
    if (this.#shown === undefined) return;
    const { pair, snapshot } = this.#shown;
    const input = followed(pair.input, edit);
    const target = pair.target && followed(pair.target, edit);
    if (input === pair.input && target === pair.target) return;
    const moved = this.#evaluator.pairWith(input, target && pair.origin && { target, origin: pair.origin });
    this.#shown = { pair: moved, snapshot };
    const { text } = input.source;
    if (text === snapshot.request.input.text && target?.source.text === snapshot.request.target?.text) return;
    clearTimeout(this.#update);
    if (text.length <= FOLLOWED_CHARACTERS) this.#update = setTimeout(() => this.#set(moved), FOLLOW_DELAY_MS);
  }

  /** The panel marks the sample that the cursor stands in. */
  #mark({ textEditor: { document }, selections: [selection] }: vscode.TextEditorSelectionChangeEvent): void {
    if (!this.#ready || this.#shown === undefined || selection === undefined) return;
    const { pair, snapshot } = this.#shown;
    for (const argument of ["input", "target"] as const) {
      const place = pair[argument]?.place;
      if (place?.document !== document) continue;
      const offset = spanOf(document, selection).offset - place.span.offset;
      if (offset < 0 || offset > place.span.length) continue;
      const message: ToPanel = { type: "cursor", snapshot: snapshot.id, argument, offset };
      void this.#panel?.webview.postMessage(message);
    }
  }

  dispose(): void {
    clearTimeout(this.#update);
    this.#cursor.dispose();
    this.#edits.dispose();
    this.#panel?.dispose();
  }

  /** After a reload of the window VS Code hands the panel back, with what it kept of itself. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    if (isSaved(saved)) {
      const { input, target } = await restoreSources(saved.snapshot);
      this.#set(this.#evaluator.pairWith(input, target && { target, origin: "chosen" }));
    }
    this.#adopt(panel);
  }

  #open(): void {
    const showOptions = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#adopt(
      vscode.window.createWebviewPanel(PANEL_TYPE, "Loss Lens", showOptions, { retainContextWhenHidden: true }),
    );
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const roots = ["dist", "media"].map((folder) => vscode.Uri.joinPath(this.#extensionUri, folder));
    panel.webview.options = { enableScripts: true, localResourceRoots: roots };
    panel.iconPath = vscode.Uri.joinPath(this.#extensionUri, "media", "icon.svg");
    panel.webview.onDidReceiveMessage((message: FromPanel) => this.#receive(message));
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#ready = false;
    });
    this.#panel = panel;
    panel.webview.html = panelHtml(panel.webview, this.#extensionUri);
  }

  #send(): void {
    if (!this.#ready || this.#shown === undefined) return;
    const message: ToPanel = { type: "snapshot", snapshot: this.#shown.snapshot };
    void this.#panel?.webview.postMessage(message);
  }

  async #receive(message: FromPanel): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#ready = true;
        return this.#send();
      case "copy":
        await vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage(l10n.t("Copied: {0}", message.what), 3000);
        return;
      case "save":
        return saveFile(message.name, message.data, this.#shown?.pair.input.place?.document.uri);
    }
    // The rest speaks of a snapshot; one that has been replaced meanwhile is let go.
    if (message.snapshot !== this.#shown?.snapshot.id) return;
    const { pair, snapshot } = this.#shown;
    switch (message.type) {
      case "reveal":
        return reveal(pair[message.argument], message);
      case "chooseTarget": {
        const arrays = readArrays({ input: pair.input.source, target: undefined });
        if (arrays.kind === "unreadable") return;
        const picked = await pickTarget(pair.input, arrays.inputLiteral, this.#evaluator);
        if (picked !== undefined) this.show(this.#evaluator.pairWith(pair.input, picked));
        return;
      }
      case "writeBack":
        return writeBack(pair, snapshot, message.edits);
      case "remember":
        return this.#evaluator.choices.remember(pair.input, message);
    }
  }
}

function isSaved(saved: unknown): saved is { readonly snapshot: Snapshot } {
  return typeof saved === "object" && saved !== null && "snapshot" in saved;
}
