import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { fileArrays } from "../pairing/guessPair";
import { namesTargets } from "../pairing/names";
import { columnArray, labelArray } from "../pairing/tables";
import { formatShape } from "../render/numbers";
import { baseName } from "./openFile";
import type { Sheets } from "./sheets";
import type { LooseSource } from "./textUnits";

/** An array or a column of a text file; where it has several, the one that a person chooses. */
export async function targetOfText(uri: vscode.Uri, sheets: Sheets): Promise<LooseSource | undefined> {
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
  const { sheet } = sheets.of(document);
  const columns = sheet.tables.flatMap((table) =>
    table.columns.map((column) => (column.numeric ? columnArray(table, [column]) : labelArray(table, column))),
  );
  const all = columns.length > 0 ? columns : fileArrays(sheet);
  const items = all.flatMap((array) => {
    const literal = array.read();
    if (literal.kind !== "literal") return [];
    const { shape, dtype } = literal.tensor;
    return [{ label: array.name ?? baseName(uri), description: `${formatShape(shape)} ${dtype}`, array }];
  });
  if (items.length === 0) {
    vscode.window.showWarningMessage(l10n.t("{0} holds no array of numbers.", baseName(uri)));
    return undefined;
  }
  items.sort((a, b) => Number(namesTargets(b.label)) - Number(namesTargets(a.label)));
  const placeHolder = l10n.t("Which array holds the targets?");
  const picked =
    items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: baseName(uri), placeHolder });
  if (picked === undefined) return undefined;
  const { array } = picked;
  return { source: array.source, place: undefined, label: vscode.workspace.asRelativePath(uri), array };
}
