import * as vscode from "vscode";
import type { PlacedSource } from "./textUnits";

/** The array that **Use Selection as Targets** pinned; inputs are evaluated against it until another is pinned or it is let go. */
export class PinnedTarget implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #current: PlacedSource | undefined;

  get current(): PlacedSource | undefined {
    return this.#current;
  }

  pin(target: PlacedSource | undefined): void {
    this.#current = target;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
