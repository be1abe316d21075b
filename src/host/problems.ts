import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Diagnostic } from "../literal/literal";
import { answerHeadline } from "../render/answerText";
import type { NothingFound } from "./evaluator";
import type { Log } from "./log";
import { type PlacedSource, placeLabel, rangeOf } from "./textUnits";

const EXCERPT = 60;

/** Why a name is not evaluated: its values are not known without running the code. */
export function changedNameText({ name, place }: NonNullable<NothingFound["changed"]>): string {
  return l10n.t(
    "The values of {0} are not known: {1} changes them in a way that only running the code would tell.",
    name,
    place === undefined ? "" : placeLabel(place),
  );
}

function nothingHere(nearest: PlacedSource | undefined): string {
  if (nearest?.place === undefined)
    return l10n.t("There is no array at the cursor. Put the cursor inside one, such as [0.1, 0.9], or select it.");
  const line = nearest.place.document.positionAt(nearest.place.span.offset).line + 1;
  return nearest.source.name === undefined
    ? l10n.t("There is no array at the cursor. The nearest is in line {0}.", line)
    : l10n.t("There is no array at the cursor. The nearest is {0} in line {1}.", nearest.source.name, line);
}

/** Says what keeps an array from being evaluated, where it was asked, and underlines the very element until the text changes. */
export class Problems implements vscode.Disposable {
  readonly #log: Log;
  readonly #marks = vscode.languages.createDiagnosticCollection("lossLens");
  readonly #clearing = vscode.workspace.onDidChangeTextDocument(({ document }) => this.#marks.delete(document.uri));

  constructor(log: Log) {
    this.#log = log;
  }

  dispose(): void {
    this.#clearing.dispose();
    this.#marks.dispose();
  }

  /** Answers what the person chose: the nearest array, or a sample. */
  async explainNotFound(
    found: NothingFound,
    document: vscode.TextDocument,
    selection: vscode.Selection | undefined,
    nearest: PlacedSource | undefined,
  ): Promise<"nearest" | "sample" | undefined> {
    const { changed, answers } = found;
    this.#log.nothingFound(found, selection?.isEmpty === false);
    const [said] = answers;
    const known = said === undefined ? changed && changedNameText(changed) : answerHeadline(said.answer);
    if (known !== undefined) {
      vscode.window.showWarningMessage(known);
      return undefined;
    }
    const text = selection === undefined ? "" : document.getText(selection).trim();
    const message =
      text === ""
        ? nothingHere(nearest)
        : l10n.t(
            "The selection “{0}” holds no array of numbers. Select one, such as [0.1, 0.9], or put the cursor inside it.",
            text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text,
          );
    const [evaluate, sample] = [l10n.t("Evaluate It"), l10n.t("Open Sample")];
    const chosen = await vscode.window.showWarningMessage(
      message,
      ...(nearest === undefined ? [] : [evaluate]),
      sample,
    );
    return chosen === undefined ? undefined : chosen === evaluate ? "nearest" : "sample";
  }

  /** Underlines what cannot be read; undefined where it stands in no document. */
  mark(
    { place }: PlacedSource,
    diagnostics: readonly Diagnostic[],
  ): { readonly document: vscode.TextDocument; readonly marks: readonly vscode.Diagnostic[] } | undefined {
    if (place === undefined) return undefined;
    const { document } = place;
    const marks = diagnostics.map(({ offset, length, message, severity, code }) => {
      const range = rangeOf({ document, span: { offset: place.span.offset + offset, length } });
      const level = vscode.DiagnosticSeverity[severity === "error" ? "Error" : "Warning"];
      return Object.assign(new vscode.Diagnostic(range, message, level), { source: "Loss Lens", code });
    });
    this.#marks.set(document.uri, marks);
    return { document, marks };
  }

  async explainUnreadable(source: PlacedSource, diagnostics: readonly Diagnostic[]): Promise<void> {
    const [{ message }] = diagnostics;
    this.#log.unreadable(source, diagnostics);
    const marked = this.mark(source, diagnostics);
    if (marked === undefined) {
      vscode.window.showWarningMessage(message);
      return;
    }
    const { document, marks } = marked;
    const show = l10n.t("Show");
    const line = l10n.t("Line {0}: {1}", marks[0].range.start.line + 1, message);
    if ((await vscode.window.showWarningMessage(line, show)) !== show) return;
    const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
    const column = editor?.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn };
    await vscode.window.showTextDocument(document, { selection: marks[0].range, ...column });
  }
}
