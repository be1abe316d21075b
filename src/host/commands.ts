import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { InputKind } from "../engine/reading";
import type { Literal } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import { formatShape } from "../render/numbers";
import { pipelineName } from "../render/pipelineText";
import { pipelineSnippet } from "../render/pytorchCode";
import { sizeText } from "../render/size";
import { type CommandId, commandIds, type PlaceArgument } from "./commandIds";
import type { Evaluator, Pair } from "./evaluator";
import { isLarge, mayEvaluate, withheldDocument } from "./largeInput";
import { cellOutputSource, clipboardSource } from "./otherSources";
import type { Candidate } from "./pairing";
import type { Panels } from "./panels";
import type { Problems } from "./problems";
import { openSample } from "./sample";
import { explainSeenLoss } from "./seenLossCommand";
import { pickTarget } from "./targetPick";
import type { PlacedSource } from "./textUnits";

export type CommandHandlers = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/** What each command does. It takes the place of a literal (from a hover's link) or works on the active editor. */
export function commandHandlers(evaluator: Evaluator, panels: Panels, problems: Problems): CommandHandlers {
  const commands = new Commands(evaluator, panels, problems);
  const onArray = (run: (candidate: Candidate, argument: unknown) => unknown) => {
    return async (place: unknown, argument: unknown) => {
      // From a context menu VS Code hands over the document's uri, which is no place.
      const candidate = await commands.candidateAt(isPlace(place) ? place : undefined);
      return candidate && run(candidate, argument);
    };
  };
  const onText = (read: () => Promise<PlacedSource | undefined>) => async () => {
    const input = await read();
    return input && commands.evaluate({ input, partner: undefined });
  };
  return {
    [commandIds.evaluateSelection]: onArray((candidate) => commands.evaluate(candidate)),
    [commandIds.evaluateInNewPanel]: onArray((candidate) => commands.evaluate(candidate, "new")),
    [commandIds.togglePanelLock]: () => panels.toggleLock(),
    [commandIds.evaluateAgainst]: onArray((candidate) => commands.evaluateAgainst(candidate)),
    [commandIds.evaluateClipboard]: onText(clipboardSource),
    [commandIds.evaluateCellOutput]: onText(cellOutputSource),
    [commandIds.useSelectionAsTargets]: onArray((candidate) => commands.useAsTargets(candidate)),
    [commandIds.releaseTargets]: () => evaluator.pinned.pin(undefined),
    [commandIds.readAs]: onArray((candidate, inputKind) => commands.readAs(candidate, inputKind as InputKind)),
    [commandIds.explainLoss]: onArray((candidate) => commands.explainLoss(candidate)),
    [commandIds.copyCode]: onArray((candidate) => commands.copyCode(candidate)),
    [commandIds.openSample]: openSample,
  };
}

function isPlace(value: unknown): value is PlaceArgument {
  return typeof value === "object" && value !== null && "uri" in value && "offset" in value && "length" in value;
}

/** What the commands do once they have an array, or a text that should be one. */
class Commands {
  readonly #evaluator: Evaluator;
  readonly #panels: Panels;
  readonly #problems: Problems;

  constructor(evaluator: Evaluator, panels: Panels, problems: Problems) {
    this.#evaluator = evaluator;
    this.#panels = panels;
    this.#problems = problems;
  }

  /** The array at a place or at the selections of the active editor. Undefined: there is none, and the person has been told. */
  async candidateAt(place: PlaceArgument | undefined): Promise<Candidate | undefined> {
    const at = await selectionsAt(place);
    if (at === undefined) {
      vscode.window.showWarningMessage(
        withheldDocument()
          ? l10n.t(
              "VS Code shows extensions no binary file and none above 50 MB. Copy the array as text and run “Evaluate Clipboard”.",
            )
          : l10n.t("Open a file or a notebook cell and put the cursor into an array first."),
      );
      return undefined;
    }
    const found = this.#evaluator.find(at.document, at.selections);
    if (found.kind === "found") return found;
    this.#problems.explainNotFound(found, at.document, at.selections[0]);
    return undefined;
  }

  /** Opens the panel on the array, asking for its targets only where none can be told. */
  async evaluate(candidate: Candidate, panel: "last" | "new" = "last"): Promise<void> {
    const read = await this.#read(candidate);
    if (read === undefined) return;
    const pair = this.#evaluator.pair(candidate);
    if (pair.target !== undefined) return this.#show(pair, panel);
    const picked = await pickTarget(candidate.input, read.literal, this.#evaluator);
    return this.#show(picked === undefined ? pair : this.#evaluator.pairWith(candidate.input, picked), panel);
  }

  async evaluateAgainst(candidate: Candidate): Promise<void> {
    const read = await this.#read(candidate);
    const picked = read && (await pickTarget(candidate.input, read.literal, this.#evaluator));
    if (picked !== undefined) return this.#show(this.#evaluator.pairWith(candidate.input, picked));
  }

  async #show(pair: Pair, panel: "last" | "new" = "last"): Promise<void> {
    if (!(await mayEvaluate(pair.request))) return;
    if (panel === "new") this.#panels.showInNew(pair);
    else this.#panels.show(pair);
  }

  async useAsTargets(candidate: Candidate): Promise<void> {
    const read = await this.#read(candidate);
    if (read === undefined) return;
    this.#evaluator.pinned.pin(candidate.input);
    const { name = l10n.t("the selected array"), text } = candidate.input.source;
    const shape = read.literal === undefined ? sizeText(text.length) : formatShape(read.literal.tensor.shape);
    vscode.window.setStatusBarMessage(l10n.t("$(pinned) Targets: {0}, {1}", name, shape), 5000);
  }

  /** Sticks to the literal. The open hover shows the loss from before and is not computed anew: it goes first. */
  async readAs(candidate: Candidate, inputKind: InputKind): Promise<void> {
    const {
      input,
      request: { choice, options },
    } = this.#evaluator.pair(candidate);
    this.#evaluator.choices.remember(input, { choice: { ...choice, inputKind }, options });
    await vscode.commands.executeCommand("editor.action.hideHover");
    await vscode.commands.executeCommand("editor.action.showHover");
  }

  async explainLoss(candidate: Candidate): Promise<void> {
    if (isLarge(candidate.input.source)) {
      return this.#leaveToPanel(candidate, l10n.t("This array is large: enter the loss you saw in the panel."));
    }
    const report = this.#evaluator.evaluate(this.#evaluator.pair(candidate));
    if (report.kind === "evaluation") return explainSeenLoss(report);
    vscode.window.showWarningMessage(l10n.t("Choose the targets of this array first: the loss depends on them."));
  }

  /** Copies the code of the first pipeline that matches, else of the first that does after its fix. */
  async copyCode(candidate: Candidate): Promise<void> {
    if (isLarge(candidate.input.source)) {
      return this.#leaveToPanel(candidate, l10n.t("This array is large: copy the code of a pipeline from the panel."));
    }
    const pair = this.#evaluator.pair(candidate);
    const report = this.#evaluator.evaluate(pair);
    if (report.kind !== "evaluation") {
      vscode.window.showWarningMessage(l10n.t("There is no code to copy yet: choose the targets of this array first."));
      return;
    }
    const { pipelines } = report;
    const result =
      pipelines.find((each) => each.kind === "ran" && each.verdict?.kind === "matches") ??
      pipelines.find((each) => each.kind === "raised" && each.repaired?.verdict?.kind === "matches") ??
      pipelines[0];
    const names = { inputName: pair.input.source.name, targetName: pair.target?.source.name };
    await vscode.env.clipboard.writeText(pipelineSnippet({ ...report, ...names }, result));
    vscode.window.setStatusBarMessage(l10n.t("Copied: {0}", pipelineName(result.pipeline)), 3000);
  }

  /** What takes an evaluation is done there: it would keep all extensions waiting here. */
  async #leaveToPanel(candidate: Candidate, message: string): Promise<void> {
    vscode.window.showInformationMessage(message);
    return this.evaluate(candidate);
  }

  /**
   * The literal of the input, once that and its partner can be read; what cannot is marked in the editor. A large one is not read here:
   * the panel says what is wrong with it.
   */
  async #read({ input, partner }: Candidate): Promise<{ readonly literal: Literal | undefined } | undefined> {
    if (isLarge(input.source)) {
      // Finding it took a while: whatever else waits for the extension host goes first.
      await new Promise((resolve) => setTimeout(resolve));
      return { literal: undefined };
    }
    const literal = parseLiteral(input.source.text, input.source.languageId);
    const target = partner && parseLiteral(partner.target.source.text, partner.target.source.languageId);
    if (literal.kind === "unreadable") await this.#problems.explainUnreadable(input, literal.diagnostics);
    else if (target?.kind === "unreadable") await this.#problems.explainUnreadable(partner!.target, target.diagnostics);
    else return { literal };
    return undefined;
  }
}

async function selectionsAt(place: PlaceArgument | undefined) {
  if (place === undefined) return vscode.window.activeTextEditor ?? onlyTextEditor();
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
  const [start, end] = [document.positionAt(place.offset), document.positionAt(place.offset + place.length)];
  return { document, selections: [new vscode.Selection(start, end)] };
}

/** Asked from beside the text, from the walkthrough or a panel: the one text in sight, brought to the front. */
async function onlyTextEditor(): Promise<vscode.TextEditor | undefined> {
  const [editor, ...others] = vscode.window.visibleTextEditors;
  if (editor === undefined || others.length > 0) return undefined;
  return vscode.window.showTextDocument(editor.document, editor.viewColumn);
}
