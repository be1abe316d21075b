import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { formatCount } from "../render/numbers";
import { aboutValues, sizeText } from "../render/size";
import type { Request } from "../report";
import { type Source, sourceLength } from "../source";
import { askedCharacters, largeCharacters } from "./settings";

/** Whether the host leaves an array unread: it would keep all extensions waiting. */
export function isLarge(source: Source): boolean {
  return sourceLength(source) > largeCharacters();
}

/** Measured on arrays of 10 and 50 million characters on one slow core, rounded up. */
const SECONDS_PER_CHARACTER = 2e-7;
const BYTES_PER_CHARACTER = 20;

/** Asks before an evaluation that may take the window's memory. */
export async function mayEvaluate({ input, target }: Request): Promise<boolean> {
  const characters = sourceLength(input) + (target === undefined ? 0 : sourceLength(target));
  if (characters <= askedCharacters()) return true;
  const evaluate = l10n.t("Evaluate");
  const chosen = await vscode.window.showWarningMessage(
    l10n.t("This array has about {0} values ({1}).", formatCount(aboutValues(input)), sizeText(characters)),
    {
      modal: true,
      detail: l10n.t(
        "Evaluating it takes about {0} s and {1} of memory. It can be cancelled in the panel.",
        formatCount(Math.ceil(characters * SECONDS_PER_CHARACTER)),
        sizeText(characters * BYTES_PER_CHARACTER),
      ),
    },
    evaluate,
  );
  return chosen === evaluate;
}

/** Whether the editor in front shows a text that VS Code keeps from extensions, as it does with those above 50 MB. */
export function withheldDocument(): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return (
    input instanceof vscode.TabInputText &&
    !vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === input.uri.toString())
  );
}

const LOOKED_AT = 40;
const NUMBERS = "[\\s\\d.,;eE+\\-[\\](){}]*";
const BEFORE = new RegExp(`${NUMBERS}$`);
const AFTER = new RegExp(`^${NUMBERS}`);

/** Whether a place of a large document is among numbers, as far as its line tells. */
export function amongNumbers(document: vscode.TextDocument, { line, character }: vscode.Position): boolean {
  const { text } = document.lineAt(line);
  const before = BEFORE.exec(text.slice(Math.max(0, character - LOOKED_AT), character))?.[0] ?? "";
  const after = AFTER.exec(text.slice(character, character + LOOKED_AT))?.[0] ?? "";
  return ((before + after).match(/\d+/g) ?? []).length > 2;
}
