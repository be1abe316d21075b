import * as vscode from "vscode";
import { type Fits, fieldsOf } from "../fits";
import type { SourcePlace } from "../protocol";
import { isPlace, isStoredSource } from "../protocolFits";
import { restoredSource, type StoredSource, sourceLength, storedSource } from "../source";
import { afterRename, afterReopening, followed } from "./follow";
import { keptPlace, restoredPlace } from "./keptSource";
import { type PlacedSource, reread } from "./textUnits";

const STORED = "lossLens.pinnedTarget";
/** VS Code keeps what is stored in memory: longer arrays are pinned until the window is closed. */
const KEPT_CHARACTERS = 200_000;
const KEEP_DELAY_MS = 500;

interface Kept {
  readonly source: StoredSource;
  readonly place: SourcePlace;
}

/**
 * The array that **Use Selection as Targets** pinned; inputs are evaluated against it until another is pinned or it is let go, after a reload
 * of the window, too.
 */
export class PinnedTarget implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #edits = vscode.workspace.onDidChangeTextDocument((edit) => this.#follow(edit));
  readonly #renames = vscode.workspace.onDidRenameFiles((event) => this.#rename(event));
  readonly #reopened = vscode.workspace.onDidOpenTextDocument((document) => this.#reopen(document));
  readonly onDidChange = this.#changed.event;
  #current: PlacedSource | undefined;
  /** Its document was edited since its text was taken: a large one's is not followed. */
  #edited = false;
  /** A person has pinned or let go in this window: what was kept is of no account. */
  #decided = false;
  #keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    void this.#restore();
  }

  get current(): PlacedSource | undefined {
    if (this.#edited) this.#current = this.#current && reread(this.#current);
    this.#edited = false;
    return this.#current;
  }

  pin(target: PlacedSource | undefined): void {
    this.#decided = true;
    this.#edited = false;
    this.#set(target);
    this.#keep();
  }

  dispose(): void {
    clearTimeout(this.#keeping);
    this.#edits.dispose();
    this.#renames.dispose();
    this.#reopened.dispose();
    this.#changed.dispose();
  }

  #set(target: PlacedSource | undefined): void {
    this.#current = target;
    void vscode.commands.executeCommand("setContext", "lossLens.targetsPinned", target !== undefined);
    this.#changed.fire();
  }

  async #restore(): Promise<void> {
    const kept = this.#memento.get<unknown>(STORED);
    if (!isKept(kept)) return;
    const target = await restoredPlace(restoredSource(kept.source), kept.place);
    if (!this.#decided) this.#set(target);
  }

  #keep(): void {
    clearTimeout(this.#keeping);
    const { current } = this;
    const isShort = current !== undefined && sourceLength(current.source) <= KEPT_CHARACTERS;
    const kept: Kept | undefined = isShort
      ? { source: storedSource(current.source), place: keptPlace(current) }
      : undefined;
    void this.#memento.update(STORED, kept);
  }

  #follow(edit: vscode.TextDocumentChangeEvent): void {
    const moved = this.#current && followed(this.#current, edit);
    if (moved === this.#current) return;
    this.#current = moved;
    this.#edited = true;
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#keep(), KEEP_DELAY_MS);
  }

  async #rename(event: vscode.FileRenameEvent): Promise<void> {
    const pinned = this.#current;
    const moved = pinned && (await afterRename(pinned, event));
    if (this.#current === pinned) this.#move(moved);
  }

  #reopen(document: vscode.TextDocument): void {
    this.#move(this.#current && afterReopening(this.#current, document));
  }

  #move(moved: PlacedSource | undefined): void {
    if (moved === this.#current) return;
    this.#current = moved;
    this.#changed.fire();
    this.#keep();
  }
}

const isKept: Fits<Kept> = fieldsOf<Kept>({ source: isStoredSource, place: isPlace });
