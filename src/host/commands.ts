import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { InputKind } from "../engine/reading";
import type { Literal } from "../literal/literal";
import { hasPossibleLabels, type Table, tablePair } from "../pairing/tables";
import { definitionSnippet } from "../render/definitionCode";
import type { DefinitionLibrary } from "../render/definitionTerms";
import { formatShape } from "../render/numbers";
import { pipelineName } from "../render/pipelineText";
import { pipelineSnippet } from "../render/pytorchCode";
import { sizeText } from "../render/size";
import { loadingOf, sourceLength } from "../source";
import { pickColumns } from "./columnPick";
import { type CommandId, commandIds, type PlaceArgument } from "./commandIds";
import { copyText } from "./copyText";
import type { Evaluator, Finding, NothingFound, OpenPair } from "./evaluator";
import { evaluateFile } from "./fileArrays";
import { applyFix } from "./fixEdit";
import { isLarge, mayEvaluate, withheldDocument } from "./largeInput";
import type { LiveCommands } from "./liveCommands";
import { cellOutputSource, clipboardSource, type LooseText } from "./otherSources";
import type { Panels } from "./panels";
import { clipboardText, type PasteAnswers, selectedText } from "./pasteAnswers";
import { readPlaced } from "./placedSource";
import type { Problems } from "./problems";
import { openSample } from "./sample";
import { explainSeenLoss } from "./seenLossCommand";
import { arrayToPin, isSwapped, pickTarget } from "./targetPick";
import { lengthAround, rangeOf } from "./textUnits";
import type { PythonVerification } from "./verifyInPython";

/** Larger documents are not looked through for tables, and for the nearest array. */
const READ_FOR_TABLES = 2_000_000;

/** What is asked of the extension itself, whatever the arrays. */
type ExtensionCommands = Pick<CommandHandlers, typeof commandIds.showCause | typeof commandIds.copyDiagnosticReport>;

export type CommandHandlers = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/** What each command does. It takes the place of a literal (from a hover's link) or works on the active editor. */
export function commandHandlers(
  evaluator: Evaluator,
  panels: Panels,
  problems: Problems,
  pastes: PasteAnswers,
  verification: PythonVerification,
  live: LiveCommands,
  extension: ExtensionCommands,
): CommandHandlers {
  const commands = new Commands(evaluator, panels, problems);
  const show = async (pair: OpenPair) => {
    if (await mayEvaluate(pair.request)) panels.show(pair);
  };
  const onArray = (run: (pair: OpenPair, argument: unknown) => unknown) => {
    return async (place: unknown, argument: unknown) => {
      // From a context menu VS Code hands over the document's uri, which is no place.
      const pair = await commands.pairAt(isPlace(place) ? place : undefined);
      return pair && run(pair, argument);
    };
  };
  const onText = (read: (argument: unknown) => Promise<LooseText | undefined>) => async (argument: unknown) => {
    const text = await read(argument);
    if (text === undefined) return;
    const { source, label, target } = text;
    if (target === undefined) return commands.evaluate(evaluator.findLoose(source, label));
    const pair = { target: { source: target, place: undefined, label }, reason: "likeliest" } as const;
    return commands.evaluate(evaluator.pairWith({ source, place: undefined, label }, pair));
  };
  return {
    [commandIds.evaluateSelection]: onArray((pair) => commands.evaluate(pair)),
    [commandIds.evaluateInNewPanel]: onArray((pair) => commands.evaluate(pair, "new")),
    [commandIds.togglePanelLock]: () => panels.toggleLock(),
    [commandIds.evaluateAgainst]: onArray((pair) => commands.evaluateAgainst(pair)),
    [commandIds.evaluateClipboard]: onText(clipboardSource),
    [commandIds.evaluateFile]: (file, chosen) => evaluateFile(file, chosen, evaluator, show),
    [commandIds.evaluateVariable]: (variable) => live.evaluate(variable, show),
    [commandIds.evaluateCellOutput]: onText(cellOutputSource),
    [commandIds.chooseColumns]: () => commands.chooseColumns(),
    [commandIds.useSelectionAsTargets]: onArray((pair) => commands.useAsTargets(pair)),
    [commandIds.releaseTargets]: () => evaluator.pinned.pin(undefined),
    [commandIds.readAs]: onArray((pair, inputKind) => commands.readAs(pair, inputKind as InputKind)),
    [commandIds.applyFix]: (argument) => applyFix(evaluator.sheets, argument),
    [commandIds.explainLoss]: onArray((pair) => commands.explainLoss(pair)),
    [commandIds.explainSelection]: async () => pastes.show(await selectedText()),
    [commandIds.explainClipboard]: async () => pastes.show(await clipboardText()),
    [commandIds.copyCode]: onArray((pair) => commands.copyCode(pair)),
    [commandIds.copyNumpyCode]: onArray((pair) => commands.copyDefinition(pair, "numpy")),
    [commandIds.copyScipyCode]: onArray((pair) => commands.copyDefinition(pair, "scipy")),
    [commandIds.verifyInPython]: onArray((pair) => verification.verify(pair, "program")),
    [commandIds.runPytest]: onArray((pair) => verification.verify(pair, "pytest")),
    [commandIds.openSample]: openSample,
    ...extension,
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
  async pairAt(place: PlaceArgument | undefined): Promise<OpenPair | undefined> {
    const at = await selectionsAt(place);
    if (at === undefined) {
      vscode.window.showWarningMessage(
        withheldDocument()
          ? l10n.t(
              "VS Code shows extensions no binary file and none above 50 MB. Copy the array as text and run “Evaluate Loss of Clipboard”.",
            )
          : l10n.t("Open a file or a notebook cell and put the cursor into an array first."),
      );
      return undefined;
    }
    const selected = at.selections.filter(({ isEmpty }) => !isEmpty).length;
    if (selected > 2) {
      vscode.window.showWarningMessage(
        l10n.t("{0} texts are selected. Select one array, or two: the input first, then its targets.", selected),
      );
      return undefined;
    }
    const found = this.#evaluator.find(at.document, at.selections);
    const table = this.#unclearTable(at.document, at.selections[0], found);
    if (table !== undefined) return this.#columnsOf(at.document, table);
    if (found.kind === "pair") return found;
    const only =
      found.kind === "nothing" && selected === 0 && found.answers.length === 0
        ? this.#evaluator.onlyCall(at.document)
        : undefined;
    if (only !== undefined) return only;
    // Not waited for: whether and when somebody answers is their own affair.
    void this.#offerNearest(found, at.document, at.selections[0]);
    return undefined;
  }

  /** Says that there is no array, and where the nearest is. */
  async #offerNearest(found: NothingFound, document: vscode.TextDocument, selection: vscode.Selection | undefined) {
    const isBare = selection?.isEmpty === true && found.answers.length === 0 && found.changed === undefined;
    const isSmall = lengthAround(document) <= READ_FOR_TABLES;
    const nearest = isBare && isSmall ? this.#evaluator.nearest(document, selection) : undefined;
    const chosen = await this.#problems.explainNotFound(found, document, selection, nearest?.input);
    if (chosen === "sample") return openSample();
    const at = chosen === "nearest" ? nearest?.at : undefined;
    if (at === undefined || at.document.isClosed) return;
    const start = rangeOf(at).start;
    await vscode.window.showTextDocument(at.document, { selection: new vscode.Range(start, start) });
    const pair = await this.pairAt(undefined);
    if (pair !== undefined) await this.evaluate(pair);
  }

  /** The table at the cursor whose header does not say which columns are which. One of scores alone has its targets elsewhere. */
  #unclearTable(
    document: vscode.TextDocument,
    selection: vscode.Selection | undefined,
    found: Finding,
  ): Table | undefined {
    if (selection === undefined || !selection.isEmpty || (found.kind === "pair" && found.target !== undefined))
      return undefined;
    const table = lengthAround(document) > READ_FOR_TABLES ? undefined : this.#evaluator.tableAt(document, selection);
    if (table === undefined || table.columns.length < 2 || tablePair(table) !== undefined) return undefined;
    return hasPossibleLabels(table) ? table : undefined;
  }

  async #columnsOf(document: vscode.TextDocument, table: Table): Promise<OpenPair | undefined> {
    const names = await pickColumns(table);
    return names && this.#evaluator.pairOfColumns(document, table, names);
  }

  /** Other columns of the table at the cursor than those that its header speaks of. */
  async chooseColumns(): Promise<void> {
    const at = await selectionsAt(undefined);
    const [selection] = at?.selections ?? [];
    const table = at && selection && this.#evaluator.tableAt(at.document, selection, true);
    if (at === undefined || table === undefined) {
      vscode.window.showWarningMessage(
        l10n.t("There is no table at the cursor. Open a CSV file, or put the cursor into a table with a header."),
      );
      return;
    }
    const pair = await this.#columnsOf(at.document, table);
    if (pair !== undefined) return this.#show(pair);
  }

  /** Opens the panel on the array, asking for its targets only where none can be told. */
  async evaluate(pair: OpenPair, panel: "last" | "new" = "last"): Promise<void> {
    const unreadable = this.#markUnreadable(pair);
    if (unreadable !== undefined) return this.#show(unreadable, panel);
    const read = await this.#read(pair);
    if (read === undefined) return;
    if (pair.target !== undefined) {
      await this.#show(pair, panel);
      return this.#offerSwap(pair);
    }
    const picked = await pickTarget(pair.input, read.literal, this.#evaluator);
    return this.#show(picked === undefined ? pair : this.#evaluator.pairWith(pair.input, picked), panel);
  }

  async evaluateAgainst(pair: OpenPair): Promise<void> {
    const read = await this.#read(pair);
    const picked = read && (await pickTarget(pair.input, read.literal, this.#evaluator));
    if (picked !== undefined) return this.#show(this.#evaluator.pairWith(pair.input, picked));
  }

  /** The panel says why an array cannot be read, at its place; without the targets where it is the input. */
  #markUnreadable(pair: OpenPair): OpenPair | undefined {
    for (const argument of ["input", "target"] as const) {
      const placed = pair[argument];
      if (placed === undefined || isLarge(placed.source)) continue;
      const read = readPlaced(placed);
      if (read.kind !== "unreadable") continue;
      this.#problems.mark(placed, read.diagnostics);
      return argument === "input" ? this.#evaluator.pairWith(placed, undefined) : pair;
    }
    return undefined;
  }

  /** Of two selections the first is the input, which nobody has to remember. */
  async #offerSwap(pair: OpenPair): Promise<void> {
    if (pair.target === undefined || !isSwapped(pair)) return;
    const swap = l10n.t("Swap");
    const message = l10n.t("The first selection looks like the targets, the second like the input.");
    if ((await vscode.window.showInformationMessage(message, swap)) !== swap) return;
    return this.#show(this.#evaluator.pairWith(pair.target, { target: pair.input, reason: "selection" }));
  }

  async #show(pair: OpenPair, panel: "last" | "new" = "last"): Promise<void> {
    if (!(await mayEvaluate(pair.request))) return;
    if (panel === "new") this.#panels.showInNew(pair);
    else this.#panels.show(pair);
  }

  /** The array that stands there, whichever of its pair it is. */
  async useAsTargets(pair: OpenPair): Promise<void> {
    const array = arrayToPin(pair);
    const read = await this.#read({ input: array, target: undefined });
    if (read === undefined) return;
    this.#evaluator.pinned.pin(array);
    const { source } = array;
    const { name = l10n.t("the selected array") } = source;
    const shape = read.literal === undefined ? sizeText(sourceLength(source)) : formatShape(read.literal.tensor.shape);
    vscode.window.setStatusBarMessage(l10n.t("$(pinned) Targets: {0}, {1}", name, shape), 5000);
  }

  /** Sticks to the literal. The open hover shows the loss from before and is not computed anew: it goes first. */
  async readAs({ input, request: { choice, options } }: OpenPair, inputKind: InputKind): Promise<void> {
    this.#evaluator.choices.remember(input, { choice: { ...choice, inputKind }, options });
    await vscode.commands.executeCommand("editor.action.hideHover");
    await vscode.commands.executeCommand("editor.action.showHover");
  }

  async explainLoss(pair: OpenPair): Promise<void> {
    if (isLarge(pair.input.source)) {
      return this.#leaveToPanel(pair, l10n.t("This array is large: enter the loss you saw in the panel."));
    }
    const report = this.#evaluator.evaluate(pair);
    if (report.kind === "evaluation") return explainSeenLoss(report);
    vscode.window.showWarningMessage(l10n.t("Choose the targets of this array first: the loss depends on them."));
  }

  /** Copies the code of the first pipeline that matches, else of the first that does after its fix. */
  async copyCode(pair: OpenPair): Promise<void> {
    if (isLarge(pair.input.source)) {
      return this.#leaveToPanel(pair, l10n.t("This array is large: copy the code of a pipeline from the panel."));
    }
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
    const names = namesOf(pair);
    await copyText(pipelineSnippet({ ...report, ...names }, result), pipelineName(result.pipeline));
  }

  /** Copies the loss by definition as a program without PyTorch. */
  async copyDefinition(pair: OpenPair, library: DefinitionLibrary): Promise<void> {
    if (isLarge(pair.input.source)) {
      return this.#leaveToPanel(pair, l10n.t("This array is large: copy its code from the panel."));
    }
    const report = this.#evaluator.evaluate(pair);
    if (report.kind !== "evaluation" || report.reference.kind !== "reference") {
      vscode.window.showWarningMessage(l10n.t("There is no code to copy yet: choose the targets of this array first."));
      return;
    }
    const { reference } = report;
    const names = namesOf(pair);
    const code = definitionSnippet({ ...report, ...names, reference }, library);
    const name = library === "numpy" ? "NumPy" : "SciPy";
    if (code === undefined) {
      vscode.window.showWarningMessage(l10n.t("{0} has no functions for this loss: copy it in NumPy.", name));
      return;
    }
    await copyText(code, l10n.t("Definition in {0}", name));
  }

  /** What takes an evaluation is done there: it would keep all extensions waiting here. */
  async #leaveToPanel(pair: OpenPair, message: string): Promise<void> {
    vscode.window.showInformationMessage(message);
    return this.evaluate(pair);
  }

  /**
   * The literal of the input, once that and its targets can be read; what cannot is marked in the editor. A large one is not read here:
   * the panel says what is wrong with it.
   */
  async #read({
    input,
    target,
  }: Pick<OpenPair, "input" | "target">): Promise<{ readonly literal: Literal | undefined } | undefined> {
    if (isLarge(input.source)) {
      // Finding it took a while: whatever else waits for the extension host goes first.
      await new Promise((resolve) => setTimeout(resolve));
      return { literal: undefined };
    }
    const literal = readPlaced(input);
    if (literal.kind === "unreadable") {
      await this.#problems.explainUnreadable(input, literal.diagnostics);
      return undefined;
    }
    const other = target && readPlaced(target);
    if (target === undefined || other?.kind !== "unreadable") return { literal };
    await this.#problems.explainUnreadable(target, other.diagnostics);
    return undefined;
  }
}

/** The names of a pair's arrays in code, and how large ones are loaded there. */
function namesOf({ input, target }: OpenPair) {
  return {
    ...{ inputName: input.source.name, targetName: target?.source.name },
    ...{ inputLoading: loadingOf(input.source), targetLoading: loadingOf(target?.source) },
  };
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
