import * as vscode from "vscode";
import { followed } from "./follow";
import type { PlacedSource } from "./textUnits";

/** The array that **Use Selection as Targets** pinned; inputs are evaluated against it until another is pinned or it is let go. */
export class PinnedTarget implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #edits = vscode.workspace.onDidChangeTextDocument((edit) => this.#follow(edit));
  readonly onDidChange = this.#changed.event;
  #current: PlacedSource | undefined;

  get current(): PlacedSource | undefined {
    return this.#current;
  }

  pin(target: PlacedSource | undefined): void {
    this.#current = target;
    void vscode.commands.executeCommand("setContext", "lossLens.targetsPinned", target !== undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.#edits.dispose();
    this.#changed.dispose();
  }

  #follow(edit: vscode.TextDocumentChangeEvent): void {
    this.#current = this.#current && followed(this.#current, edit);
  }
}
