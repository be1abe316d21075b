import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { askText } from "../ask";
import { numberAt } from "../paste/numberAt";
import type { Said } from "../paste/pasteAnswer";
import type { Frame } from "../paste/traceback";
import { askedMarkdown } from "../render/pasteMarkdown";
import { pasteMessage } from "../render/pasteText";
import { escapeMarkdown, type MarkdownText } from "../render/writtenText";
import { chartColours } from "./chartColours";
import { trusted } from "./hoverText";
import { cellText } from "./sheets";

const SCHEME = "loss-lens-answer";
const KEPT = 20;

/** What is said about texts that a person pasted, as read-only Markdown documents. */
export class PasteAnswers implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, MarkdownText>();
  readonly #subscription: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#subscription = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return this.#texts.get(query) ?? "";
  }

  /** Shows the answer to a text, beside the editor; nothing where there is no text to be had. */
  async show(text: string | undefined): Promise<void> {
    if (text === undefined) return;
    const asked = askText(text);
    const links = await frameUris(asked.order);
    const key = String(++this.#count);
    this.#texts.set(
      key,
      askedMarkdown(asked, (frame) => links.get(frame), chartColours()),
    );
    this.#texts.delete(String(this.#count - KEPT));
    const title = l10n.t("Loss Lens: Answer");
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}.md`, query: key });
    try {
      await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
    } catch {
      // The preview is an extension of its own, and may be turned off.
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
    }
  }
}

/** The lines of tracebacks that are files of the workspace. */
async function frameUris(order: readonly Said[]): Promise<ReadonlyMap<Frame, string>> {
  const links = new Map<Frame, string>();
  for (const said of order) {
    if (said.kind === "call" || !("frame" in said.answer.says)) continue;
    const { frame } = said.answer.says;
    if (frame?.line === undefined || frame.file === "") continue;
    const path = frame.file.replaceAll("\\", "/");
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const file = path.startsWith("/") ? uri.with({ path }) : vscode.Uri.joinPath(uri, path);
      if (!file.path.startsWith(`${uri.path}/`) || !(await isFile(file))) continue;
      links.set(frame, file.with({ fragment: `L${frame.line}` }).toString());
      break;
    }
  }
  return links;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** The clipboard's text. */
export async function clipboardText(): Promise<string> {
  return vscode.env.clipboard.readText();
}

/** The selections of the active editor, or else all of its text; of a notebook the active cell with what it printed. */
export async function selectedText(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.selections.filter(({ isEmpty }) => !isEmpty) ?? [];
  if (editor !== undefined && selected.length > 0)
    return selected.map((selection) => editor.document.getText(selection)).join("\n");
  const notebook = vscode.window.activeNotebookEditor;
  if (notebook !== undefined) return cellText(notebook.notebook.cellAt(notebook.selection.start));
  if (editor !== undefined) return editor.document.getText();
  vscode.window.showWarningMessage(
    l10n.t("There is no text to explain: open a file, or copy a text and run “Explain Loss or Error in Clipboard”."),
  );
  return undefined;
}

const AROUND = 200;
const textual: ReadonlySet<string> = new Set(["log", "plaintext", "code-text-binary", "Log"]);

/** What the number of a log under the pointer stands for; nothing where it may be one thing as well as another. */
export function numberHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  if (!textual.has(document.languageId)) return undefined;
  const first = Math.max(0, position.line - AROUND);
  const around = new vscode.Range(first, 0, position.line + AROUND, 0);
  const start = document.offsetAt(around.start);
  const answer = numberAt(document.getText(around), document.offsetAt(position) - start);
  if (answer?.place === undefined) return undefined;
  const range = new vscode.Range(
    document.positionAt(start + answer.place.start),
    document.positionAt(start + answer.place.end),
  );
  return new vscode.Hover(trusted(escapeMarkdown(pasteMessage(answer))), range);
}
