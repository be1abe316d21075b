import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { MarkdownText } from "../render/writtenText";
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
    const { explained } = await import("./explainedText");
    const page = await explained(text);
    const key = String(++this.#count);
    this.#texts.set(key, page);
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
