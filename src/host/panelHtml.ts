import * as vscode from "vscode";

/** The webview's page: a style sheet, a script, the texts of the window's language, and a policy that lets in nothing else. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
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
  <link rel="stylesheet" href="${uri("dist", "panel.css")}">
</head>
<body>
  <div id="panel" data-texts="${escapeHtml(JSON.stringify(vscode.l10n.bundle ?? {}))}"></div>
  <script type="module" src="${uri("dist", "panel.js")}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
