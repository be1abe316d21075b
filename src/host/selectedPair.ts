import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { hasPossibleLabels, type Table, tablePair } from "../pairing/tables";
import { pickColumns } from "./columnPick";
import type { PlaceArgument } from "./commandIds";
import type { Evaluations } from "./evaluations";
import type { Evaluator, NothingFound, OpenPair, PairOrNothing } from "./evaluator";
import { withheldDocument } from "./largeInput";
import type { Log } from "./log";
import { offerInstead, unreadText } from "./nothingFound";
import { openSample } from "./sample";
import { lengthAround, rangeOf } from "./textUnits";
import { whyUnread } from "./whyUnread";

/** Larger documents are not looked through for tables, and for the nearest array. */
const READ_FOR_TABLES = 2_000_000;

/** The array that a command is meant for: at a link's place, else at the selections of the active editor. */
export class SelectedPair {
  readonly #evaluator: Evaluator;
  readonly #log: Log;
  readonly #evaluations: Evaluations;

  constructor(evaluator: Evaluator, log: Log, evaluations: Evaluations) {
    this.#evaluator = evaluator;
    this.#log = log;
    this.#evaluations = evaluations;
  }

  /** The array at a place or at the selections of the active editor. Undefined: there is none, and the person has been told. */
  async at(place: PlaceArgument | undefined): Promise<OpenPair | undefined> {
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
    await this.#evaluator.sheets.ready(at.document);
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
    this.#log.nothingFound(found, selection?.isEmpty === false);
    const message = unreadText(found, document, whyUnread(this.#evaluator, document, found.answers));
    const unread = message === undefined ? undefined : { message, inPanel: this.#evaluations.sayUnread(message) };
    const chosen = await offerInstead(found, document, selection, nearest?.input, unread);
    if (chosen.kind === "sample") return openSample();
    if (chosen.kind === "typed") {
      return this.#evaluations.evaluate(this.#evaluator.findLoose(chosen.text.source, chosen.text.label));
    }
    const at = chosen.kind === "nearest" ? nearest?.at : undefined;
    if (at === undefined || at.document.isClosed) return;
    const start = rangeOf(at).start;
    await vscode.window.showTextDocument(at.document, { selection: new vscode.Range(start, start) });
    const pair = await this.at(undefined);
    if (pair !== undefined) await this.#evaluations.evaluate(pair);
  }

  /** The table at the cursor, or that is selected whole, whose header does not say which columns are which. One of scores alone has its targets elsewhere. */
  #unclearTable(
    document: vscode.TextDocument,
    selection: vscode.Selection | undefined,
    found: PairOrNothing,
  ): Table | undefined {
    if (selection === undefined || (found.kind === "pair" && found.target !== undefined)) return undefined;
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
    if (pair !== undefined) return this.#evaluations.show(pair);
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
