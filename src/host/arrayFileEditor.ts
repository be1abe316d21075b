import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { fileProblemText } from "../render/fileText";
import type { FileArray } from "../sources/arrayFile";
import { type ReadStatistics, readStatistics } from "../sources/statistics";
import { numel } from "../tensor/tensor";
import { arrayFileHtml } from "./arrayFileHtml";
import { commandIds } from "./commandIds";
import { baseName, inSteps, type OpenFile, openFile } from "./openFile";

/** Shows what a .npy, .npz or .safetensors file holds: each array with its shape, type and statistics, and its losses on request. */
export class ArrayFileEditor {
  readonly #extensionUri: vscode.Uri;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
  }

  async show(uri: vscode.Uri, panel: vscode.WebviewPanel): Promise<void> {
    const dist = vscode.Uri.joinPath(this.#extensionUri, "dist");
    // Nothing of the page runs: its links are this one command.
    panel.webview.options = { enableCommandUris: [commandIds.evaluateFile], localResourceRoots: [dist] };
    let turn = 0;
    panel.onDidDispose(() => turn++);
    const show = async () => {
      const own = ++turn;
      await this.#show(uri, panel, () => own !== turn);
    };
    const folder = vscode.Uri.joinPath(uri, "..");
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, globOf(baseName(uri))));
    panel.onDidDispose(() => watcher.dispose());
    watcher.onDidChange(show);
    await show();
  }

  async #show(uri: vscode.Uri, panel: vscode.WebviewPanel, isOver: () => boolean): Promise<void> {
    const open = await openFile(uri);
    if (open.kind === "notOpened") {
      if (!isOver()) panel.webview.html = this.#page(panel, uri, fileProblemText(open.problem));
      return;
    }
    const statistics = new Map<FileArray, ReadStatistics>();
    const draw = () => {
      if (!isOver()) panel.webview.html = this.#page(panel, uri, open, statistics);
    };
    draw();
    // The header is shown at once; the elements are looked through while it is read.
    void this.#lookThrough(open, statistics, isOver).then(draw).finally(open.close);
  }

  async #lookThrough(open: OpenFile, statistics: Map<FileArray, ReadStatistics>, isOver: () => boolean): Promise<void> {
    const { arrays } = open.file;
    const total = arrays.reduce((sum, { shape }) => sum + numel(shape), 0);
    let done = 0;
    const look = async (tell: (part: number) => void, isCancelled: () => boolean) => {
      for (const array of arrays) {
        const count = numel(array.shape);
        const read = await inSteps(
          readStatistics(open.bytes, array),
          (part) => tell((done + part * count) / total),
          isCancelled,
        );
        if (read === undefined) return;
        statistics.set(array, read);
        done += count;
      }
    };
    if (total < SAID_ELEMENTS) return look(() => {}, isOver);
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t("Looking through {0}", baseName(open.uri)),
      cancellable: true,
    };
    return vscode.window.withProgress(options, (progress, token) => {
      let said = 0;
      return look(
        (part) => {
          progress.report({ increment: (part - said) * 100 });
          said = part;
        },
        () => isOver() || token.isCancellationRequested,
      );
    });
  }

  #page(
    { webview }: vscode.WebviewPanel,
    uri: vscode.Uri,
    content: OpenFile | string,
    statistics: ReadonlyMap<FileArray, ReadStatistics> = new Map(),
  ): string {
    const style = webview.asWebviewUri(vscode.Uri.joinPath(this.#extensionUri, "dist", "arrayFile.css")).toString();
    const file = typeof content === "string" ? content : content.file;
    return arrayFileHtml({ uri, file, statistics, style, source: webview.cspSource });
  }
}

/** What takes longer than a moment says how far it is. */
const SAID_ELEMENTS = 5_000_000;

/** A name as a pattern that means nothing but it. */
function globOf(name: string): string {
  return name.replace(/[*?{}[\]]/g, "[$&]");
}
