import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { readArrays } from "../evaluate";
import type { Argument, FromPanel, Place, Snapshot, ToPanel } from "../protocol";
import { codeUsesOf } from "./codeHints";
import type { Evaluator, Pair } from "./evaluator";
import { followed } from "./follow";
import { pickTarget } from "./targetPick";
import { type PlacedSource, rangeOf, sourceLabel, type TextPlace } from "./textUnits";

const VIEW_TYPE = "lossLens.panel";

/** Larger literals are evaluated anew on request, not while they are typed. */
const FOLLOWED_CHARACTERS = 1_000_000;
const FOLLOW_DELAY_MS = 150;

/** The webview beside the editor: one, shown again for every evaluation. */
export class PanelView implements vscode.Disposable {
  readonly #evaluator: Evaluator;
  readonly #extensionUri: vscode.Uri;
  #panel: vscode.WebviewPanel | undefined;
  #shown: { readonly pair: Pair; readonly snapshot: Snapshot } | undefined;
  #ready = false;
  #snapshots = 0;
  readonly #edits = vscode.workspace.onDidChangeTextDocument((edit) => this.#follow(edit));
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
    this.#shown = { pair, snapshot: snapshotOf(pair, ++this.#snapshots) };
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

  dispose(): void {
    clearTimeout(this.#update);
    this.#edits.dispose();
    this.#panel?.dispose();
  }

  #open(): void {
    const roots = [vscode.Uri.joinPath(this.#extensionUri, "dist"), vscode.Uri.joinPath(this.#extensionUri, "media")];
    const showOptions = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, "Loss Lens", showOptions, {
      enableScripts: true,
      localResourceRoots: roots,
      retainContextWhenHidden: true,
    });
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
    }
    // The rest speaks of a snapshot; one that has been replaced meanwhile is let go.
    if (message.snapshot !== this.#shown?.snapshot.id) return;
    const { pair } = this.#shown;
    switch (message.type) {
      case "reveal":
        return reveal(pair, message.argument, message.offset, message.length);
      case "chooseTarget": {
        const arrays = readArrays({ input: pair.input.source, target: undefined });
        if (arrays.kind === "unreadable") return;
        const picked = await pickTarget(pair.input, arrays.inputLiteral, this.#evaluator);
        if (picked !== undefined) this.show(this.#evaluator.pairWith(pair.input, picked));
        return;
      }
      case "remember":
        return this.#evaluator.choices.remember(pair.input, message);
    }
  }
}

function snapshotOf({ input, target, request }: Pair, id: number): Snapshot {
  return {
    id,
    request,
    inputPlace: placeOf(input),
    targetPlace: target && placeOf(target),
    codeUses: codeUsesOf(input),
  };
}

function placeOf(source: PlacedSource): Place {
  return { label: sourceLabel(source), revealable: source.place !== undefined };
}

/** Selects an element in the editor. The document may have changed: then the literal is looked for by its text. */
async function reveal(pair: Pair, argument: Argument, offset: number, length: number): Promise<void> {
  const placed = pair[argument];
  const place = placed?.place && currentPlace(placed.source.text, placed.place);
  if (place === undefined) {
    vscode.window.setStatusBarMessage(l10n.t("The text has changed since it was evaluated"), 3000);
    return;
  }
  const selection = rangeOf({ document: place.document, span: { offset: place.span.offset + offset, length } });
  const column = vscode.window.visibleTextEditors.find(({ document }) => document === place.document)?.viewColumn;
  const viewColumn = column ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(place.document, { selection, viewColumn, preserveFocus: false });
}

function currentPlace(text: string, { document, span }: TextPlace): TextPlace | undefined {
  if (document.isClosed) return undefined;
  if (document.getText(rangeOf({ document, span })) === text) return { document, span };
  const offset = document.getText().indexOf(text);
  return offset === -1 ? undefined : { document, span: { offset, length: text.length } };
}

function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const uri = (...path: readonly string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const policy = `default-src 'none'; script-src ${webview.cspSource}; style-src ${webview.cspSource}; img-src ${webview.cspSource} data:; font-src ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Loss Lens</title>
  <link rel="stylesheet" href="${uri("media", "panel.css")}">
</head>
<body>
  <div id="panel"></div>
  <script type="module" src="${uri("dist", "panel.js")}"></script>
</body>
</html>`;
}
