import * as vscode from "vscode";
import { escapeHtml, type HtmlText, html, joined } from "../render/writtenText";
import { largeCharacters } from "./settings";

/**
 * The webview's page: a style sheet, a script, the texts of the window's language, and a policy that lets in nothing else. The script
 * fetches that of its worker and starts it from a `blob:`, since a worker cannot come from the origin of a webview's resources.
 */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): HtmlText {
  const uri = (...path: readonly string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const policy = `default-src 'none'; script-src ${webview.cspSource}; style-src ${webview.cspSource}; img-src ${webview.cspSource} data:; font-src ${webview.cspSource}; connect-src ${webview.cspSource}; worker-src blob:`;
  const texts = vscode.l10n.bundle;
  const data = {
    texts: JSON.stringify(texts ?? {}),
    worker: uri("dist", "evaluationWorker.js"),
    "large-characters": String(largeCharacters()),
  };
  const attributes = Object.entries(data).map(([name, value]) => html`data-${escapeHtml(name)}="${escapeHtml(value)}"`);
  return html`<!DOCTYPE html>
<html lang="${escapeHtml(texts === undefined ? "en" : vscode.env.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Loss Lens</title>
  <link rel="stylesheet" href="${escapeHtml(uri("dist", "panel.css"))}">
</head>
<body>
  <div id="panel" ${joined(attributes, " ")}></div>
  <script type="module" src="${escapeHtml(uri("dist", "panel.js"))}"></script>
</body>
</html>`;
}
