import * as vscode from "vscode";
import { afterRename, afterReopening, followed } from "./follow";
import { type PlacedSource, reread } from "./textUnits";

/** The array that **Use Selection as Targets** pinned; inputs are evaluated against it until another is pinned or it is let go. */
export class PinnedTarget implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #edits = vscode.workspace.onDidChangeTextDocument((edit) => this.#follow(edit));
  readonly #renames = vscode.workspace.onDidRenameFiles((event) => this.#rename(event));
  readonly #reopened = vscode.workspace.onDidOpenTextDocument((document) => this.#reopen(document));
  readonly onDidChange = this.#changed.event;
  #current: PlacedSource | undefined;
  /** Its document was edited since its text was taken: a large one's is not followed. */
  #edited = false;

  get current(): PlacedSource | undefined {
    if (this.#edited) this.#current = this.#current && reread(this.#current);
    this.#edited = false;
    return this.#current;
  }

  pin(target: PlacedSource | undefined): void {
    this.#current = target;
    this.#edited = false;
    void vscode.commands.executeCommand("setContext", "lossLens.targetsPinned", target !== undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.#edits.dispose();
    this.#renames.dispose();
    this.#reopened.dispose();
    this.#changed.dispose();
  }

  #follow(edit: vscode.TextDocumentChangeEvent): void {
    const moved = this.#current && followed(this.#current, edit);
    if (moved === this.#current) return;
    this.#current = moved;
    this.#edited = true;
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
  }
}
