import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type FromPanel, restoredSnapshot, type Snapshot, type ToPanel } from "../protocol";
import { isFromPanel } from "./askedByPanel";
import { copyText } from "./copyText";
import { ElementMark } from "./elementMark";
import type { Evaluator, OpenPair } from "./evaluator";
import { applyFix, fixArgument } from "./fixEdit";
import { afterRename, afterReopening, FOLLOWED_CHARACTERS, wasClosed } from "./follow";
import { followedPair, upToDate, withSources } from "./followedPair";
import { isSaved, type OwnChoices, sameChoices, withChoices } from "./ownChoices";
import { panelHtml } from "./panelHtml";
import { goTo, reveal, sayChanged, writeBack } from "./reveal";
import { saveFile } from "./saveFile";
import { followsEdits } from "./settings";
import { restoreSources, snapshotOf } from "./snapshots";
import { pickTarget } from "./targetPick";
import { type PlacedSource, sourceLabel, spanOf } from "./textUnits";
import type { Verification } from "./verifyInPython";

const FOLLOW_DELAY_MS = 150;

/** One webview: what it shows, follows and does for the person. */
export class PanelView implements vscode.Disposable {
  readonly #evaluator: Evaluator;
  readonly #panel: vscode.WebviewPanel;
  /** Its id, which links to places go to. */
  readonly #extension: string;
  readonly #verification: Verification;
  readonly #mark = new ElementMark();
  readonly #subscriptions: vscode.Disposable;
  #shown: { readonly pair: OpenPair; readonly snapshot: Snapshot } | undefined;
  /** What a person decided in this panel: two of them may read one array in two ways. */
  #decided: OwnChoices | undefined;
  #locked = false;
  #isStale = false;
  #ready = false;
  #closed = false;
  #snapshots = 0;
  /** How often something was asked for here, which begins with what is looked at by itself. */
  #asked = 0;
  #update: ReturnType<typeof setTimeout> | undefined;

  constructor(
    panel: vscode.WebviewPanel,
    evaluator: Evaluator,
    extension: vscode.Extension<unknown>,
    verification: Verification,
  ) {
    const { extensionUri } = extension;
    this.#extension = extension.id;
    this.#evaluator = evaluator;
    this.#verification = verification;
    this.#panel = panel;
    const roots = ["dist", "media"].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
    panel.webview.options = { enableScripts: true, localResourceRoots: roots };
    panel.iconPath = vscode.Uri.joinPath(extensionUri, "media", "icon.svg");
    this.#subscriptions = vscode.Disposable.from(
      this.#mark,
      panel.webview.onDidReceiveMessage((message: unknown) => isFromPanel(message) && this.#receive(message)),
      vscode.workspace.onDidChangeTextDocument((edit) => this.#follow(edit)),
      vscode.workspace.onDidRenameFiles((event) => this.#rename(event)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#reopen(document)),
      vscode.window.onDidChangeTextEditorSelection((change) => this.#point(change)),
      // What runs something is offered from now on.
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#shown !== undefined && this.set(this.#shown.pair)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("lossLens") && this.#shown !== undefined) this.set(this.#shown.pair);
      }),
    );
    panel.webview.html = panelHtml(panel.webview, extensionUri);
  }

  /** A locked panel keeps its arrays; the next evaluation goes elsewhere. */
  get locked(): boolean {
    return this.#locked;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  get viewColumn(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** Shows a pair where the panel stands. */
  show(pair: OpenPair): void {
    if (!this.#closed) this.#panel.reveal(undefined, true);
    this.#decided = undefined;
    this.#asked++;
    this.set(pair);
  }

  set(pair: OpenPair): void {
    if (this.#closed) return;
    clearTimeout(this.#update);
    this.#mark.clear();
    this.#shown = { pair, snapshot: snapshotOf(pair, ++this.#snapshots, this.#asked, this.#extension) };
    this.#entitle();
    this.#send();
  }

  /** What was asked for cannot be read: what is shown is of another array. True where that is in sight. */
  sayUnread(message: string): boolean {
    if (this.#shown === undefined) return false;
    this.#post({ type: "unread", message });
    return this.#panel.visible;
  }

  lock(locked: boolean): void {
    this.#locked = locked;
    this.#entitle();
    this.#post({ type: "locked", locked });
  }

  /** The arrays that the panel kept over a reload of the window, with the person's own choices. */
  async restore(saved: unknown): Promise<void> {
    if (!isSaved(saved)) return;
    const { input, target } = await restoreSources(restoredSnapshot(saved.snapshot));
    const pair = this.#evaluator.pairWith(input, target && { target, reason: "chosen" });
    this.#locked = saved.locked === true;
    this.#asked = saved.snapshot.asked;
    if (!sameChoices(pair.request, saved)) this.#decided = saved;
    this.set(this.#withOwn(pair));
  }

  dispose(): void {
    this.#closed = true;
    clearTimeout(this.#update);
    this.#subscriptions.dispose();
    this.#panel.dispose();
  }

  /** The panel shows what the literals have become, a moment after the last key. */
  #follow(edit: vscode.TextDocumentChangeEvent): void {
    if (this.#shown === undefined) return;
    const { pair, snapshot } = this.#shown;
    const followed = followedPair(pair, edit);
    if (followed === undefined) return;
    const { moved, isOfCode } = followed;
    this.#shown = { pair: moved, snapshot };
    // It would show the pair as it was before this edit.
    clearTimeout(this.#update);
    const { text } = moved.input.source;
    const same = text === snapshot.request.input.text && moved.target?.source.text === snapshot.request.target?.text;
    if (same && this.#isStale) this.#send();
    if (same && !isOfCode) return;
    if (text.length > FOLLOWED_CHARACTERS || !followsEdits()) {
      if (!same) this.#sayStale();
      return;
    }
    this.#update = setTimeout(() => (isOfCode ? this.#findAgain(moved) : this.set(moved)), FOLLOW_DELAY_MS);
  }

  async #findAgain(pair: OpenPair): Promise<void> {
    if (pair.at !== undefined && !pair.at.document.isClosed) await this.#evaluator.sheets.ready(pair.at.document);
    if (this.#shown?.pair === pair) this.set(this.#again(pair));
  }

  /** What is shown is of a text that is no more: said once, until it is evaluated again or the text is back. */
  #sayStale(): void {
    if (this.#isStale) return;
    this.#isStale = true;
    const message = l10n.t(
      "The array was edited since. This is its loss from before: evaluate it again for the new one.",
    );
    this.#post({ type: "problem", message });
  }

  async #rename(event: vscode.FileRenameEvent): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined) return;
    const { pair } = shown;
    const input = await afterRename(pair.input, event);
    const target = pair.target && (await afterRename(pair.target, event));
    if (this.#shown === shown) this.#move(pair, input, target);
  }

  #reopen(document: vscode.TextDocument): void {
    if (this.#shown === undefined) return;
    const { pair } = this.#shown;
    this.#move(pair, afterReopening(pair.input, document), pair.target && afterReopening(pair.target, document));
    const { input, target } = this.#shown.pair;
    if (wasClosed(input, document) || (target !== undefined && wasClosed(target, document))) this.#sayStale();
  }

  #move(pair: OpenPair, input: PlacedSource, target: PlacedSource | undefined): void {
    if (input === pair.input && target === pair.target) return;
    this.set(this.#again({ ...withSources(pair, input, target), at: input.place, answers: [] }));
  }

  /** Found anew where it was found; while what stands there is no pair, or another, the one that is shown stays. */
  #again(pair: OpenPair): OpenPair {
    const { input, target, reason } = pair;
    if (reason === "chosen" && target !== undefined) {
      return this.#withOwn(this.#evaluator.pairWith(input, { target, reason }));
    }
    const found = this.#evaluator.again(pair);
    return found !== undefined && found.reason === pair.reason ? this.#withOwn(found) : pair;
  }

  /** The panel marks the sample that the cursor stands in. */
  #point({ textEditor: { document }, selections: [selection] }: vscode.TextEditorSelectionChangeEvent): void {
    if (this.#shown === undefined || selection === undefined) return;
    const { pair, snapshot } = this.#shown;
    for (const argument of ["input", "target"] as const) {
      const place = pair[argument]?.place;
      if (place?.document !== document) continue;
      const offset = spanOf(document, selection).offset - place.span.offset;
      if (offset < 0 || offset > place.span.length) continue;
      this.#post({ type: "cursor", snapshot: snapshot.id, argument, offset });
    }
  }

  #withOwn(pair: OpenPair): OpenPair {
    return this.#decided === undefined ? pair : withChoices(pair, this.#decided);
  }

  #entitle(): void {
    const input = this.#shown?.pair.input;
    const name = input && (input.source.name ?? sourceLabel(input));
    const title = name === undefined ? "Loss Lens" : `Loss Lens: ${name}`;
    this.#panel.title = this.#locked ? l10n.t("{0} (locked)", title) : title;
  }

  #send(): void {
    this.#isStale = false;
    if (this.#shown !== undefined) this.#post({ type: "snapshot", snapshot: this.#shown.snapshot });
  }

  #post(message: ToPanel): void {
    if (this.#ready) void this.#panel.webview.postMessage(message);
  }

  async #receive(message: FromPanel): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#ready = true;
        this.#post({ type: "locked", locked: this.#locked });
        return this.#send();
      case "lock":
        return this.lock(message.locked);
      case "copy":
        if (await copyText(message.text, message.what)) this.#post({ type: "copied", what: message.what });
        return;
      case "save":
        return saveFile(message.name, message.data, this.#shown?.pair.input.place?.document.uri);
    }
    // The rest speaks of a snapshot; one that has been replaced meanwhile is let go.
    if (this.#shown === undefined || message.snapshot !== this.#shown.snapshot.id) {
      if (message.type === "writeBack") sayChanged();
      return;
    }
    const { pair, snapshot } = this.#shown;
    switch (message.type) {
      case "reveal":
        return reveal(pair[message.argument], message, this.#mark);
      case "revealCall": {
        const place = pair.answers[message.use]?.place;
        if (place !== undefined) await goTo(place);
        return;
      }
      case "fix": {
        const answered = pair.answers[message.use];
        const fix = answered?.answer.fixes[message.fix];
        if (answered?.place === undefined || fix === undefined) return;
        return applyFix(this.#evaluator.sheets, fixArgument(answered.place, fix));
      }
      case "verify":
        await this.#verification.verify(pair, message.what, message.pipeline);
        return;
      case "chooseTarget": {
        const arrays = this.#evaluator.read(pair.input);
        if (arrays?.kind === "unreadable") return;
        const picked = await pickTarget(pair.input, arrays?.inputLiteral, this.#evaluator);
        if (picked !== undefined) this.show(this.#evaluator.pairWith(pair.input, picked));
        return;
      }
      case "swap":
        if (pair.target !== undefined) this.show(this.#evaluator.swapped(pair, pair.target));
        return;
      case "writeBack":
        await writeBack(pair, snapshot, message.edits);
        // Asked for, unlike what is typed: shown at once, and where edits are not followed too.
        return this.set(upToDate(this.#shown.pair));
      case "remember": {
        this.#decided = message;
        const { choice, options } = message;
        const { optionsFrom: _, ...same } = snapshot;
        // It is sent again to a webview that was killed, and where an old text is back.
        const decided = { ...same, request: { ...snapshot.request, choice, options } };
        this.#shown = { pair: this.#withOwn(pair), snapshot: decided };
        return this.#evaluator.choices.remember(pair.input, message);
      }
    }
  }
}
