import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual } from "../harness/eventually";
import { MemoryFiles } from "./memoryFiles";

export function sampleUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "the tests run in the folder of the samples");
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function openSample(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(sampleUri(name)));
}

export async function openNotebook(name: string): Promise<vscode.NotebookDocument> {
  const notebook = await vscode.workspace.openNotebookDocument(sampleUri(name));
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

/** The range of the first occurrence of `text`. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${text} is in ${document.uri}`);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** Selects the first occurrence of `text`. */
export function select(editor: vscode.TextEditor, text: string): void {
  const { start, end } = rangeOf(editor.document, text);
  editor.selection = new vscode.Selection(start, end);
}

const texts = new MemoryFiles({});
vscode.workspace.registerFileSystemProvider("texts", texts);
let opened = 0;

/** A document with a name of its own: the names of untitled ones come again while VS Code still holds the documents that had them. */
export async function openText({ language, content }: { readonly language: string; readonly content: string }) {
  // What VS Code has no language for is known by its name.
  const known = (await vscode.languages.getLanguages()).includes(language);
  const uri = vscode.Uri.from({ scheme: "texts", path: `/${++opened}.${known ? "txt" : language}` });
  texts.writeFile(uri, new TextEncoder().encode(content));
  const document = await vscode.workspace.openTextDocument(uri);
  return known ? vscode.languages.setTextDocumentLanguage(document, language) : document;
}

/** Closes all editors, and waits until their tabs are gone. */
export async function closeEverything(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await eventuallyEqual(() => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)), []);
}

/** The tabs of the panel. */
export function panelTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes("lossLens.panel"));
}

/** The texts of Loss Lens's hover one character into the first occurrence of `text`. */
export async function hoversAt(document: vscode.TextDocument, text: string): Promise<readonly vscode.MarkdownString[]> {
  const position = rangeOf(document, text).start.translate(0, 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
}

/** What a hover's Markdown shows of its text: without the signs that keep it from meaning anything. */
export function shownText(hover: vscode.MarkdownString | undefined): string {
  return hover?.value.replace(/\\([!-/:-@[-`{-~])/g, "$1") ?? "no hover";
}
