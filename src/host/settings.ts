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
