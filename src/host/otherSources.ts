import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { parseLiteral } from "../literal/parseLiteral";
import type { FoundArray } from "../pairing/foundArray";
import { guessPair } from "../pairing/guessPair";
import { printedArrays } from "../pairing/printed";
import { Reader } from "../pairing/reader";
import { interpretInParts } from "../python/interpret/interpret";
import { formatShape } from "../render/numbers";
import type { TextSource } from "../source";
import { outputText } from "./sheets";
import { cellNumber } from "./textUnits";

/** An array as text that stands in no document, and where it comes from. */
export interface LooseText {
  readonly source: TextSource;
  readonly label: string;
  /** The targets that were printed with it. */
  readonly target?: TextSource;
}

/** Text that is no program: the parser tries the likely forms in order. */
const PLAIN = "plaintext";

/** The clipboard's text: that is how arrays come out of terminals, output panels and other programs. */
export async function clipboardSource(): Promise<LooseText> {
  return loose(await vscode.env.clipboard.readText(), undefined, l10n.t("clipboard"));
}

/** An array that a cell, the one of the menu or else the active one, has printed; where it has several a person chooses. Undefined: none, and that was said. */
export async function cellOutputSource(argument: unknown): Promise<LooseText | undefined> {
  const cell = isCell(argument) ? argument : activeCell();
  if (cell === undefined) {
    vscode.window.showWarningMessage(
      l10n.t("There is no active notebook cell. Select the cell whose output to evaluate."),
    );
    return undefined;
  }
  const label = l10n.t("output of cell {0}", cellNumber(cell));
  const text = cell.outputs.map(outputText).join("\n");
  const sources = printedArrays(text).map(({ span, name }) => {
    return loose(text.slice(span.offset, span.offset + span.length), name, label);
  });
  if (sources.length > 1) return printedPair(text, sources) ?? pickSource(sources, label);
  if (sources.length === 1) return sources[0];
  if (parseLiteral(text, PLAIN).kind === "literal") return loose(text, undefined, label);
  vscode.window.showWarningMessage(l10n.t("The output of cell {0} holds no array of numbers.", cellNumber(cell)));
  return undefined;
}

/** Where two arrays were printed, and their names or values say which is which, nobody has to. */
function printedPair(text: string, sources: readonly LooseText[]): LooseText | undefined {
  if (sources.length !== 2) return undefined;
  const unit = { id: "output", version: 1, languageId: PLAIN, text, role: "output" } as const;
  const pair = guessPair(new Reader(interpretInParts).read([unit]), { input: undefined, target: undefined });
  if (pair?.why !== "names" || pair.others.length > 0) return undefined;
  const own = (array: FoundArray | undefined) => sources.find(({ source }) => source.text === array?.source.text);
  const [input, target] = [own(pair.input), own(pair.target)];
  return input && target && { ...input, target: target.source };
}

/** The menus of a cell hand it over; those of a notebook hand over something else. */
function isCell(argument: unknown): argument is vscode.NotebookCell {
  return typeof argument === "object" && argument !== null && "outputs" in argument && "document" in argument;
}

function activeCell(): vscode.NotebookCell | undefined {
  const editor = vscode.window.activeNotebookEditor;
  return editor !== undefined && editor.notebook.cellCount > 0
    ? editor.notebook.cellAt(editor.selection.start)
    : undefined;
}

function loose(text: string, name: string | undefined, label: string): LooseText {
  return { source: { kind: "text", text, languageId: PLAIN, name }, label };
}

const PREVIEW = 60;

async function pickSource(sources: readonly LooseText[], label: string): Promise<LooseText | undefined> {
  const items = sources.map((source) => {
    const parsed = parseLiteral(source.source.text, PLAIN);
    const preview = source.source.text.replaceAll(/\s+/g, " ").slice(0, PREVIEW);
    const shape = parsed.kind === "literal" ? formatShape(parsed.tensor.shape) : parsed.diagnostics[0].message;
    return { label: source.source.name ?? preview, description: shape, detail: preview, source };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: label,
    placeHolder: l10n.t("Which array is the input?"),
  });
  return picked?.source;
}
