import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Span } from "../literal/literal";
import type { FoundArray } from "../pairing/foundArray";
import { sourceAt } from "../pairing/sourceAt";
import type { Source } from "../source";

/** A range of an open document. */
export interface TextPlace {
  readonly document: vscode.TextDocument;
  readonly span: Span;
}

/** A literal in an open document. */
export interface LocatedSource {
  readonly source: Source;
  readonly place: TextPlace;
  /** As it was found, read at most once; undefined since its document was edited. */
  readonly array?: FoundArray | undefined;
  /** What it was before parts of it were deleted: found again where it comes back. */
  readonly lost?: string | undefined;
}

/** A literal that stands in no document; `label` says where it comes from: typed, the clipboard, a cell's output. */
export interface LooseSource {
  readonly source: Source;
  readonly place: undefined;
  readonly label: string;
  readonly array?: FoundArray | undefined;
  readonly lost?: undefined;
  /** What else is where it comes from, and may be its targets. */
  readonly siblings?: () => Promise<readonly Sibling[]>;
}

/** Another array of the same file or program. */
export interface Sibling {
  readonly name: string;
  readonly shape: readonly number[];
  /** Its shape and type, and where it is. */
  readonly facts: string;
  readonly where: string;
  readonly read: () => Promise<LooseSource | undefined>;
}

export type PlacedSource = LocatedSource | LooseSource;

/** The documents whose names a document can see: all code cells of its notebook in order, else itself alone. */
export function textUnits(document: vscode.TextDocument): readonly vscode.TextDocument[] {
  return codeCells(document)?.map((cell) => cell.document) ?? [document];
}

/** The code cells of the notebook that a document is a cell of; undefined for other documents. */
export function codeCells(document: vscode.TextDocument): readonly vscode.NotebookCell[] | undefined {
  return notebookOf(document)
    ?.getCells()
    .filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
}

/** Characters of a document, told from its lines: `getText()` would put all of it together. */
export function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

/** Characters of all that names of a document are looked up in. */
export function lengthAround(document: vscode.TextDocument): number {
  return textUnits(document).reduce((sum, unit) => sum + lengthOf(unit), 0);
}

/** `[3]`, the number of its last run, which the notebook shows beside a cell; its place where it was not run. */
export function cellNumber({ index, executionSummary }: vscode.NotebookCell): string {
  const order = executionSummary?.executionOrder;
  return order === undefined ? String(index + 1) : `[${order}]`;
}

/** `lesson.py:12`, or `lesson.ipynb, cell [3], line 2`. */
export function placeLabel(place: TextPlace): string {
  const { path } = place.document.uri;
  const file = path.split("/").pop() || path;
  const { line, cell } = lineOf(place);
  return cell === undefined ? `${file}:${line}` : l10n.t("{0}, cell {1}, line {2}", file, cell, line);
}

/** The same within its own file. */
export function lineLabel(place: TextPlace): string {
  const { line, cell } = lineOf(place);
  return cell === undefined ? l10n.t("line {0}", line) : l10n.t("cell {0}, line {1}", cell, line);
}

/** The line, from 1, and what VS Code shows of the cell that it is in. */
function lineOf({ document, span }: TextPlace) {
  const cell = notebookOf(document)
    ?.getCells()
    .find((candidate) => candidate.document === document);
  return { line: document.positionAt(span.offset).line + 1, cell: cell && cellNumber(cell) };
}

export function sourceLabel(source: PlacedSource): string {
  return source.place === undefined ? source.label : placeLabel(source.place);
}

/** VS Code by itself has no language for tables: their files are plain text to it. */
export function languageOf({ languageId, uri }: vscode.TextDocument): string {
  const table = languageId === "plaintext" ? /\.([ct]sv)$/i.exec(uri.path)?.[1] : undefined;
  return table?.toLowerCase() ?? languageId;
}

export function rangeOf({ document, span: { offset, length } }: TextPlace): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

/** Where a text stands in a document: where it was, else wherever it is found. */
export function placeOfText(document: vscode.TextDocument, text: string, offset: number): TextPlace | undefined {
  const place = { document, span: { offset, length: text.length } };
  if (document.getText(rangeOf(place)) === text) return place;
  const found = document.getText().indexOf(text);
  return found === -1 ? undefined : { document, span: { offset: found, length: text.length } };
}

export function spanOf(document: vscode.TextDocument, range: vscode.Range): Span {
  const offset = document.offsetAt(range.start);
  return { offset, length: document.offsetAt(range.end) - offset };
}

/** The same literal with the text that its place has by now; values that are not those of its text alone stay. */
export function reread<Placed extends PlacedSource>(placed: Placed): Placed {
  const { place, source } = placed;
  if (place === undefined || source.kind === "array") return placed;
  return { ...placed, array: undefined, ...locate(place.document, place.span, source.name) };
}

export function locate(document: vscode.TextDocument, span: Span, name: string | undefined): LocatedSource {
  return { source: sourceAt(document.getText(), span, languageOf(document), name), place: { document, span } };
}

/** The same for all cells of a notebook, and another for each other document. */
export function sheetKey({ uri }: vscode.TextDocument): string {
  return (uri.scheme === "vscode-notebook-cell" ? uri.with({ fragment: "" }) : uri).toString();
}

export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== "vscode-notebook-cell") return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}
