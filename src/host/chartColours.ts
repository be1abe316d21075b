import * as vscode from "vscode";
import type { ChartColours } from "../render/chartInk";

/** A picture in Markdown sees no theme variables: these are close to VS Code's own chart colours. */
export function chartColours(): ChartColours {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return { bar: "#1a85ff", wrong: "#b1560f", text: "#5f5f5f" };
    case vscode.ColorThemeKind.HighContrastLight:
      return { bar: "#0f4a85", wrong: "#8a1f11", text: "#292929" };
    case vscode.ColorThemeKind.HighContrast:
      return { bar: "#59b4ff", wrong: "#ffab70", text: "#ffffff" };
    default:
      return { bar: "#3794ff", wrong: "#d18616", text: "#9d9d9d" };
  }
}
