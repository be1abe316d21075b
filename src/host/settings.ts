import * as vscode from "vscode";
import type { Reduction } from "../engine/loss";
import type { PanelSettings } from "../protocol";
import { showDecimals } from "../render/numbers";

/** What a person has set, for a document where that makes a difference; the manifest has the defaults. */
function setting<Value>(name: string, fallback: Value, scope?: vscode.ConfigurationScope): Value {
  return vscode.workspace.getConfiguration("lossLens", scope).get(name, fallback);
}

export function hoverSettings(document: vscode.TextDocument) {
  return {
    enabled: setting("hover.enabled", true, document),
    chart: setting("hover.chart", true, document),
  };
}

export function statusBarEnabled(document: vscode.TextDocument): boolean {
  return setting("statusBar.enabled", true, document);
}

export function hintsEnabled(document: vscode.TextDocument): boolean {
  return setting("hints.enabled", true, document);
}

/** From how many characters on an array is evaluated on request only, and in the panel's worker. */
export function largeCharacters(): number {
  return setting("largeInput.characters", 200_000);
}

/** From how many characters on a person is asked before an evaluation. */
export function askedCharacters(): number {
  return setting("largeInput.askCharacters", 20_000_000);
}

export function panelLocation(): "beside" | "active" {
  return setting("panel.location", "beside");
}

export function followsEdits(): boolean {
  return setting("panel.followEdits", true);
}

export function defaultReduction(): Reduction {
  return setting<Reduction>("defaultReduction", "mean");
}

/** What of the settings the panel has to know. */
export function panelSettings(): PanelSettings {
  return { decimals: setting("decimals", 8) };
}

/** Keeps what is shown by the extension itself as the settings have it. */
export function followDisplaySettings(): vscode.Disposable {
  showDecimals(panelSettings().decimals);
  return vscode.workspace.onDidChangeConfiguration(() => showDecimals(panelSettings().decimals));
}
