import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { PlaceArgument } from "./commandIds";
import { LINK_PATH, type LinkedPlace, linkedPlace, linkQuery } from "./placeLink";
import { notebookOf, type TextPlace } from "./textUnits";

/** A link that opens a place again, on this machine and on any other that has the same files; none for what is in no folder. */
export function linkTo({ document, span }: TextPlace, extension: string): string | undefined {
  const notebook = notebookOf(document);
  const uri = notebook?.uri ?? document.uri;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return undefined;
  const cell = notebook?.getCells().findIndex((each) => each.document === document);
  const { line, character } = document.positionAt(span.offset);
  const query = linkQuery({
    file: uri.path.slice(folder.uri.path.length).replace(/^\//, ""),
    cell: cell === undefined ? undefined : cell + 1,
    line: line + 1,
    column: character + 1,
  });
  return `${vscode.env.uriScheme}://${extension}${LINK_PATH}?${query}`;
}

/** Opens the places that links name, and what there is to say about them. It reads files of the workspace, and runs nothing. */
export class PlaceLinks implements vscode.UriHandler {
  readonly #evaluate: (place: PlaceArgument) => unknown;

  constructor(evaluate: (place: PlaceArgument) => unknown) {
    this.#evaluate = evaluate;
  }

  async handleUri({ path, query }: vscode.Uri): Promise<void> {
    const linked = linkedPlace(path, query);
    if (linked === undefined) {
      vscode.window.showWarningMessage(l10n.t("This is not a link to a place in your code."));
      return;
    }
    const document = await open(linked);
    if (document === undefined) {
      vscode.window.showWarningMessage(
        l10n.t("The link leads to {0}, which is in no folder that is open here.", linked.file),
      );
      return;
    }
    const position = document.validatePosition(new vscode.Position(linked.line - 1, linked.column - 1));
    const offset = document.offsetAt(position);
    await this.#evaluate({ uri: document.uri.toString(), offset, length: 0 });
  }
}

/** The document of a place, shown with the place selected; the cell's where it is one. */
async function open({ file, cell, line, column }: LinkedPlace): Promise<vscode.TextDocument | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const uri = vscode.Uri.joinPath(folder.uri, file);
    if (!(await isFile(uri))) continue;
    if (cell !== undefined) {
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      const index = Math.min(cell, notebook.cellCount) - 1;
      if (index < 0) return undefined;
      const selections = [new vscode.NotebookRange(index, index + 1)];
      await vscode.window.showNotebookDocument(notebook, { selections });
      return notebook.cellAt(index).document;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const position = document.validatePosition(new vscode.Position(line - 1, column - 1));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
    return document;
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
