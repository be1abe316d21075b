import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import { checkInParts, checkSheet } from "../check";
import type { Answer } from "../diagnosis/answer";
import type { InParts } from "../inParts";
import { type FoundArray, looseArray } from "../pairing/foundArray";
import type { LabelsFrom } from "../pairing/labels";
import { withoutAnsi } from "../pairing/notebook";
import { Reader } from "../pairing/reader";
import type { Sheet } from "../pairing/sheet";
import { interpretInParts } from "../python/interpret/interpret";
import type { Place, TextUnit } from "../textUnit";
import { inTurns } from "./inTurns";
import { labelsFrom } from "./settings";
import { cellNumber, codeCells, languageOf, type PlacedSource, rangeOf, type TextPlace } from "./textUnits";

/** A sheet with the documents that its units are; outputs of cells are none. */
export interface OpenSheet {
  readonly sheet: Sheet;
  readonly units: readonly OpenUnit[];
}

export interface OpenUnit {
  readonly unit: TextUnit;
  readonly document: vscode.TextDocument | undefined;
  /** Where an output comes from, as people read it. */
  readonly label: string;
}

/** So many characters are read in less time than anybody notices. */
const READ_AT_ONCE = 5_000;

/** Everything that hover, panel and marks ask of a sheet; where there is no Python, or too much, they ask for what is at their place. */
function* readWhole(sheet: Sheet): InParts<readonly Answer[]> {
  const checked = yield* checkInParts(sheet);
  if (checked === undefined) return [];
  yield* sheet.readInParts();
  return checked.answers;
}

/** Documents and notebooks as sheets, each version read once, and what is said about the loss calls in them. */
export class Sheets {
  #reader: Reader | undefined;
  #labelsFrom: LabelsFrom = "language";
  readonly #units = new WeakMap<vscode.TextDocument, TextUnit>();
  readonly #outputs = new WeakMap<vscode.NotebookCellOutput, string>();
  readonly #answers = new WeakMap<Sheet, readonly Answer[]>();
  #reading: Promise<unknown> = Promise.resolve();

  /** Of the document, or of the notebook that it is a cell of. */
  of(document: vscode.TextDocument): OpenSheet {
    const cells = codeCells(document);
    const units = cells === undefined ? [this.#open(document)] : cells.flatMap((cell) => this.#cell(cell));
    return { sheet: this.#read(units.map(({ unit }) => unit)), units };
  }

  #read(units: readonly TextUnit[]): Sheet {
    const from = labelsFrom();
    if (this.#reader === undefined || from !== this.#labelsFrom) this.#reader = new Reader(interpretInParts, from);
    this.#labelsFrom = from;
    return this.#reader.read(units);
  }

  /**
   * The sheet of a document as it is by now, read and judged: in parts, between which everybody else in the extension host has their turn.
   * What is small is there at once. One after the other, so that what was read is still kept when it is used.
   */
  async ready(document: vscode.TextDocument): Promise<OpenSheet> {
    const open = this.of(document);
    if (this.#answers.has(open.sheet)) return open;
    if (open.units.reduce((sum, { unit }) => sum + unit.text.length, 0) <= READ_AT_ONCE) {
      this.answers(open);
      return open;
    }
    const ready = this.#reading.then(() => this.#readInParts(document));
    this.#reading = ready.catch(() => {});
    return ready;
  }

  async #readInParts(document: vscode.TextDocument): Promise<OpenSheet> {
    for (;;) {
      const open = this.of(document);
      const isCurrent = () => open.units.every(({ document: own, unit }) => !own || own.version === unit.version);
      if (this.#answers.has(open.sheet)) return open;
      const answers = await inTurns(readWhole(open.sheet), isCurrent);
      if (answers !== undefined) this.#answers.set(open.sheet, answers);
    }
  }

  /** What is said about the loss calls of a sheet, in the order of the text; none where there is no Python. */
  answers({ sheet }: OpenSheet): readonly Answer[] {
    const known = this.#answers.get(sheet);
    if (known !== undefined) return known;
    const answers = checkSheet(sheet)?.answers ?? [];
    this.#answers.set(sheet, answers);
    return answers;
  }

  #open(document: vscode.TextDocument): OpenUnit {
    const known = this.#units.get(document);
    const languageId = languageOf(document);
    if (known?.version === document.version && known.languageId === languageId) {
      return { unit: known, document, label: "" };
    }
    const id = document.uri.toString();
    const unit: TextUnit = { id, version: document.version, languageId, text: document.getText(), role: "code" };
    this.#units.set(document, unit);
    return { unit, document, label: "" };
  }

  #cell(cell: vscode.NotebookCell): readonly OpenUnit[] {
    const { document, outputs } = cell;
    const label = l10n.t("output of cell {0}", cellNumber(cell));
    const printed = outputs.flatMap((output, number): readonly OpenUnit[] => {
      const text = this.#output(output);
      const id = `${document.uri.toString()}>${number}`;
      const unit: TextUnit = { id, version: 1, languageId: "plaintext", text, role: "output" };
      return text === "" ? [] : [{ unit, document: undefined, label }];
    });
    return [this.#open(document), ...printed];
  }

  #output(output: vscode.NotebookCellOutput): string {
    const known = this.#outputs.get(output);
    if (known !== undefined) return known;
    const text = outputText(output);
    this.#outputs.set(output, text);
    return text;
  }
}

const textual = new Set([
  "text/plain",
  "application/vnd.code.notebook.stdout",
  "application/vnd.code.notebook.stderr",
  "application/vnd.code.notebook.error",
]);

/** What an output has printed, one representation of it. */
export function outputText({ items }: vscode.NotebookCellOutput): string {
  const item = items.find(({ mime }) => textual.has(mime));
  return item === undefined ? "" : withoutAnsi(new TextDecoder().decode(item.data));
}

/** A cell as people paste it: its code, then all that it has printed, an error with its traceback. */
export function cellText({ document, outputs }: vscode.NotebookCell): string {
  const printed = outputs.flatMap(({ items }) => {
    const error = items.find(({ mime }) => mime === "application/vnd.code.notebook.error");
    if (error !== undefined) return [withoutAnsi(errorText(new TextDecoder().decode(error.data)))];
    const item = items.find(({ mime }) => textual.has(mime));
    return item === undefined ? [] : [withoutAnsi(new TextDecoder().decode(item.data))];
  });
  return [`\`\`\`python\n${document.getText()}\n\`\`\``, ...printed].join("\n\n");
}

/** An error is kept as JSON: `name`, `message`, `stack`. */
function errorText(json: string): string {
  try {
    const { name, message, stack } = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return typeof stack === "string" && stack !== "" ? stack : `${name}: ${message}`;
  } catch {
    return json;
  }
}

/** A range of a document as a place of its sheet. */
export function placeIn({ units }: OpenSheet, document: vscode.TextDocument, range: vscode.Range): Place | undefined {
  const unit = units.findIndex((each) => each.document === document);
  if (unit === -1) return undefined;
  return { unit, start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** A place of a sheet in its document; undefined in an output. */
export function textPlace({ units }: OpenSheet, { unit, start, end }: Place): TextPlace | undefined {
  const { document } = units[unit];
  return document && { document, span: { offset: start, length: end - start } };
}

/** An array of a sheet as the host shows, follows and evaluates it. */
export function placed(open: OpenSheet, array: FoundArray): PlacedSource {
  const { source, place } = array;
  const at = place && textPlace(open, place);
  if (at !== undefined) return { source, place: at, array };
  return { source, place: undefined, label: place === undefined ? "" : open.units[place.unit].label, array };
}

/** An array of the host as one of a sheet: in its place there, where it stands in one of its documents. */
export function unplaced(open: OpenSheet | undefined, { source, place, array }: PlacedSource): FoundArray {
  const own = array ?? looseArray(source);
  const at = place && open && placeIn(open, place.document, rangeOf(place));
  return { ...own, place: at };
}
