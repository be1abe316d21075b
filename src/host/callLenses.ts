import * as vscode from "vscode";
import { isWrong } from "../fixAll";
import { answerHeadline, answerInShort, isNews, seenText } from "../render/answerText";
import type { Checks } from "./checks";
import { commandIds, type PlaceArgument } from "./commandIds";
import { answerSettings } from "./settings";
import { rangeOf, type TextPlace } from "./textUnits";

/** A call with what is said beside it. */
interface Said {
  readonly place: TextPlace;
  readonly text: string;
  readonly tooltip: string;
}

/** What a loss call gives, above it or behind it in the text; a click opens the panel on it. */
export class CallLenses implements vscode.CodeLensProvider, vscode.InlayHintsProvider, vscode.Disposable {
  readonly #checks: Checks;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(checks: Checks) {
    this.#checks = checks;
    const python = { language: "python" };
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      checks.onDidCheck(() => this.#changed.fire()),
      vscode.languages.registerCodeLensProvider(python, this),
      vscode.languages.registerInlayHintsProvider(python, this),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    return (await this.#said(document, "lens")).map(({ place, text, tooltip }) => {
      return new vscode.CodeLens(rangeOf(place), { title: text, tooltip, ...opening(place) });
    });
  }

  async provideInlayHints(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.InlayHint[]> {
    return (await this.#said(document, "inlay")).flatMap(({ place, text, tooltip }) => {
      const { end } = rangeOf(place);
      if (!range.contains(end)) return [];
      const part = new vscode.InlayHintLabelPart(text);
      part.command = { title: text, ...opening(place) };
      part.tooltip = tooltip;
      const hint = new vscode.InlayHint(end, [part]);
      hint.paddingLeft = true;
      return [hint];
    });
  }

  async #said(document: vscode.TextDocument, where: "lens" | "inlay"): Promise<readonly Said[]> {
    const { show, of } = answerSettings(document);
    if (show !== where) return [];
    const answers = (await this.#checks.of(document))?.answers ?? [];
    return answers.flatMap(({ answer, place }) => {
      // Opened again, a document is another object for the same text.
      if (place?.document.uri.toString() !== document.uri.toString()) return [];
      const tooltip = answerHeadline(answer);
      const seen = answer.seen.filter(isNews).map((each) => ({ place, text: seenText(each), tooltip }));
      const text = of === "problems" && !isWrong(answer) ? undefined : answerInShort(answer);
      return text === undefined ? seen : [{ place, text, tooltip }, ...seen];
    });
  }
}

/** At a cursor in the call, which has the call's own arrays. */
function opening({ document, span }: TextPlace) {
  const place: PlaceArgument = { uri: document.uri.toString(), offset: span.offset, length: 0 };
  return { command: commandIds.evaluateSelection, arguments: [place] };
}
