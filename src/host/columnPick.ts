import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type ChosenColumns, type Column, type Table, tablePair, usualColumns } from "../pairing/tables";
import { formatCount } from "../render/numbers";

/** Columns of a table by their names. */
export interface ColumnNames {
  readonly scores: readonly string[];
  readonly label: string;
}

/** The columns of these names, where the table has all of them still. */
export function columnsNamed({ columns }: Table, { scores, label }: ColumnNames): ChosenColumns | undefined {
  const named = (name: string) => columns.find((column) => column.name === name);
  const own = scores.flatMap((name) => named(name) ?? []);
  const target = named(label);
  return target === undefined || own.length < scores.length ? undefined : { scores: own, label: target };
}

interface ColumnItem extends vscode.QuickPickItem {
  readonly column: Column;
}

/**
 * Lets a person say which column of a table holds the labels and which the scores, each with the first of its values; what the header
 * says is chosen already. Undefined: thought better of it, or the two make no pair, which was said.
 */
export async function pickColumns(table: Table): Promise<ColumnNames | undefined> {
  const usual = usualColumns(table);
  const rows = table.columns[0].cells.length;
  const items = table.columns.map((column) => itemOf(column));
  // What the header says is the first, which Enter takes; what holds no classes comes last.
  const rank = ({ column }: ColumnItem) => (column === usual.label ? 0 : column.cells.every(isClass) ? 1 : 2);
  const labelItems = [...items].sort((a, b) => rank(a) - rank(b));
  const label = await vscode.window.showQuickPick(labelItems, {
    title: l10n.t("Columns of the table ({0} rows): the labels", formatCount(rows)),
    placeHolder: l10n.t("Which column holds the labels?"),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (label === undefined) return undefined;
  const usualScores = usualColumns(table, label.column).scores;
  const scoreItems = items
    .filter(({ column }) => column !== label.column && column.numeric)
    .map((item) => ({ ...item, picked: usualScores.includes(item.column) }));
  if (scoreItems.length === 0) {
    vscode.window.showWarningMessage(l10n.t("No other column of the table holds numbers alone."));
    return undefined;
  }
  const scores = await vscode.window.showQuickPick(scoreItems, {
    title: l10n.t("Columns of the table: the scores, one column a class, or one for yes or no"),
    placeHolder: l10n.t("Which columns hold the scores of {0}?", label.column.name),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (scores === undefined) return undefined;
  if (scores.length === 0) {
    vscode.window.showWarningMessage(l10n.t("No column of scores was chosen."));
    return undefined;
  }
  const chosen = { scores: scores.map(({ column }) => column), label: label.column };
  if (tablePair(table, chosen) === undefined) {
    vscode.window.showWarningMessage(misfitText(chosen));
    return undefined;
  }
  return { scores: chosen.scores.map(({ name }) => name), label: label.column.name };
}

/** A word, or the index of a class, which are never broken numbers. */
function isClass({ text }: Column["cells"][number]): boolean {
  return !Number.isFinite(Number(text)) || /^\s*\d+(?:\.0*)?\s*$/.test(text);
}

const PREVIEWED = 6;
const NAMED = 5;

function itemOf(column: Column): ColumnItem {
  const { name, cells } = column;
  const first = cells.slice(0, PREVIEWED).map(({ text }) => text);
  const more = cells.length > first.length ? ", …" : "";
  return {
    label: name === "" ? l10n.t("(without a name)") : name,
    description: kindOf(column),
    detail: `${first.join(", ")}${more}`,
    column,
  };
}

/** What the cells are: numbers from the least to the largest, or words and which. */
function kindOf({ cells, numeric }: Column): string {
  if (!numeric) {
    const words = [...new Set(cells.map(({ text }) => text))];
    const named = words.slice(0, NAMED).join(", ");
    return words.length > NAMED
      ? l10n.t("{0} words: {1}, …", formatCount(words.length), named)
      : l10n.t("words: {0}", named);
  }
  let [least, most] = [cells[0], cells[0]];
  for (const cell of cells) {
    if (Number(cell.text) < Number(least.text)) least = cell;
    if (Number(cell.text) > Number(most.text)) most = cell;
  }
  return l10n.t("numbers {0} … {1}", least.text, most.text);
}

function misfitText({ scores, label }: { readonly scores: readonly Column[]; readonly label: Column }): string {
  const words = new Set(label.cells.map(({ text }) => text)).size;
  return l10n.t(
    "{0} has {1} different words, and {2} columns of scores were chosen: choose one column for each class.",
    label.name,
    words,
    scores.length,
  );
}
