import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { rankReadings } from "../engine/rankReadings";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import { looseArray } from "../pairing/foundArray";
import { namesInput, namesTargets } from "../pairing/names";
import { fileProblemText, shortName, storedTypeText } from "../render/fileText";
import { fileLoading } from "../render/loadingCode";
import { formatShape } from "../render/numbers";
import { arrayWithoutText } from "../source";
import type { FileArray } from "../sources/arrayFile";
import { elementTypes } from "../sources/elementTypes";
import type { FileProblem } from "../sources/fileProblem";
import { namesArrays } from "../sources/openArrays";
import { readElements } from "../sources/readElements";
import { numel } from "../tensor/tensor";
import { commandIds } from "./commandIds";
import type { Evaluator, OpenPair } from "./evaluator";
import { isLarge } from "./largeInput";
import { arrayName, baseName, type OpenFile, openFile, withSteps } from "./openFile";
import type { Sheets } from "./sheets";
import { pickTarget } from "./targetPick";
import { targetOfText } from "./textTarget";
import type { LooseSource, Sibling } from "./textUnits";

/** An array of a file as a command link carries it. */
export interface FileArgument {
  readonly uri: string;
  readonly array: string;
}

type Show = (pair: OpenPair) => Promise<void>;

/** What files can be asked for in a dialog. */
const extensions = ["npy", "npz", "safetensors", "pt", "pth", "pkl", "pickle", "csv", "tsv", "json", "jsonl"];

/** Evaluates a file's array: of the explorer's menu (two files chosen there are input and targets), of a link, or of a dialog. */
export async function evaluateFile(
  argument: unknown,
  chosen: unknown,
  evaluator: Evaluator,
  show: Show,
): Promise<void> {
  const several = Array.isArray(chosen) ? chosen.filter((each) => each instanceof vscode.Uri) : [];
  const link = isLink(argument) ? argument : undefined;
  const uri =
    link !== undefined
      ? vscode.Uri.parse(link.uri)
      : argument instanceof vscode.Uri
        ? argument
        : await askFile(l10n.t("Evaluate"));
  if (uri === undefined) return;
  if (!namesArrays(uri.path)) return evaluateText(uri);
  const other = several.find((each) => each.toString() !== uri.toString() && namesArrays(each.path));
  const isSwapped = several.length === 2 && other !== undefined && namesTargets(baseName(uri).replace(/\.[^.]*$/, ""));
  const [first, second] = isSwapped ? [other, uri] : [uri, several.length === 2 ? other : undefined];
  await opened(first, async (open) => {
    const array =
      link === undefined
        ? await pickArray(open, l10n.t("Which array is the input?"), namesInput)
        : find(open, link.array);
    const input = array && (await placedArray(open, array));
    if (array === undefined || input === undefined) return;
    if (second !== undefined) {
      const target = await arrayOfFile(second);
      return target && show(evaluator.pairWith(input, { target, reason: "selection" }));
    }
    await show(await withTargets(open, array, input, evaluator));
  });
}

/** The targets that the file itself names, where they fit; else those that a person chooses. */
async function withTargets(
  open: OpenFile,
  array: FileArray,
  input: LooseSource,
  evaluator: Evaluator,
): Promise<OpenPair> {
  const named = open.file.arrays.filter((each) => each !== array && namesTargets(each.name));
  if (named.length === 1) {
    const target = await placedArray(open, named[0]);
    if (target !== undefined && fits(input, target)) return evaluator.pairWith(input, { target, reason: "likeliest" });
  }
  const loose = evaluator.findLoose(input.source, input.label);
  if (loose.target !== undefined) return { ...loose, input: { ...input, source: loose.input.source } };
  const read = evaluator.read(input);
  const literal = read?.kind === "arrays" ? read.inputLiteral : undefined;
  return evaluator.pairWith(input, await pickTarget(input, literal, evaluator));
}

/** Whether an array may be the targets of an input. */
export function fits(input: LooseSource, target: LooseSource): boolean {
  if (input.source.kind !== "array" || target.source.kind !== "array") return false;
  // Of large arrays the panel says what fits.
  if (isLarge(input.source) || isLarge(target.source)) return true;
  return rankReadings(input.source.tensor, target.source.tensor, input.source.name, DEFAULT_IGNORE_INDEX).length > 0;
}

/** The other arrays of a file, which is opened anew: whoever asks does so long after it was closed. */
async function siblingsIn(uri: vscode.Uri, own: string): Promise<readonly Sibling[]> {
  const open = await openFile(uri);
  if (open.kind === "notOpened") return [];
  open.close();
  const others = open.file.arrays.filter(({ name }) => name !== own);
  others.sort((a, b) => Number(namesTargets(b.name)) - Number(namesTargets(a.name)));
  return others.map((each) => ({
    ...{ name: shortName(each.name), shape: each.shape, facts: factsOf(each), where: baseName(uri) },
    read: () => arrayOfFile(uri, each.name),
  }));
}

/** Targets of a file that a person chooses in a dialog. */
export async function targetOfFile(sheets: Sheets): Promise<LooseSource | undefined> {
  const uri = await askFile(l10n.t("Take as Targets"));
  if (uri === undefined) return undefined;
  if (namesArrays(uri.path)) return arrayOfFile(uri);
  return targetOfText(uri, sheets);
}

/** The array of this name, or the one that a person chooses. */
async function arrayOfFile(uri: vscode.Uri, name?: string): Promise<LooseSource | undefined> {
  let found: LooseSource | undefined;
  await opened(uri, async (open) => {
    const array =
      name === undefined
        ? await pickArray(open, l10n.t("Which array holds the targets?"), namesTargets)
        : find(open, name);
    found = array && (await placedArray(open, array));
  });
  return found;
}

/** Opens a file while something is done with it; what cannot be opened is said. */
async function opened(uri: vscode.Uri, work: (open: OpenFile) => Promise<unknown>): Promise<void> {
  const open = await openFile(uri);
  if (open.kind === "notOpened") return sayProblem(baseName(uri), open.problem);
  try {
    await work(open);
  } finally {
    open.close();
  }
}

function find(open: OpenFile, name: string): FileArray | undefined {
  const array = open.file.arrays.find((each) => each.name === name);
  if (array === undefined)
    vscode.window.showWarningMessage(l10n.t("{0} has no array {1} any more.", baseName(open.uri), shortName(name)));
  return array;
}

async function pickArray(
  open: OpenFile,
  placeHolder: string,
  isLikely: (name: string) => boolean,
): Promise<FileArray | undefined> {
  const { arrays, refused } = open.file;
  if (arrays.length === 0) {
    const [first] = refused;
    sayProblem(`${baseName(open.uri)}, ${shortName(first.name)}`, first.problem);
    return undefined;
  }
  if (arrays.length === 1) return arrays[0];
  const ordered = [...arrays].sort((a, b) => Number(isLikely(b.name)) - Number(isLikely(a.name)));
  const items = ordered.map((array) => ({ label: shortName(array.name), description: factsOf(array), array }));
  const picked = await vscode.window.showQuickPick(items, {
    title: baseName(open.uri),
    placeHolder,
    matchOnDescription: true,
  });
  return picked?.array;
}

function factsOf({ shape, type }: FileArray): string {
  return `${formatShape(shape)} ${storedTypeText(type)}`;
}

/** An array of a file with its values; undefined where it cannot be read, which is said, or reading it was cancelled. */
async function placedArray(
  { uri, bytes, file: { format } }: OpenFile,
  array: FileArray,
): Promise<LooseSource | undefined> {
  const name = arrayName(uri, array);
  const title = l10n.t("Reading {0}", shortName(name));
  const read = await withSteps(title, numel(array.shape), readElements(bytes, array));
  if (read === undefined) return undefined;
  if (read.kind === "notRead") {
    sayProblem(array.name === "" ? baseName(uri) : `${baseName(uri)}, ${shortName(array.name)}`, read.problem);
    return undefined;
  }
  const file = vscode.workspace.asRelativePath(uri);
  const source = arrayWithoutText(name, read.tensor, fileLoading(format, file, array));
  const label = elementTypes[array.type].dtype === array.type ? file : `${file} (${storedTypeText(array.type)})`;
  const siblings = () => siblingsIn(uri, array.name);
  return { source, place: undefined, label, array: looseArray(source), siblings };
}

function sayProblem(name: string, problem: FileProblem): void {
  vscode.window.showErrorMessage(`${name}: ${fileProblemText(problem)}`);
}

async function askFile(openLabel: string): Promise<vscode.Uri | undefined> {
  const filters = { [l10n.t("Arrays")]: extensions };
  const uris = await vscode.window.showOpenDialog({ openLabel, filters, canSelectMany: false });
  return uris?.[0];
}

/** A table or JSON is a text: its array is evaluated where it stands. */
async function evaluateText(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const first = document.getText().search(/\[\s*[[\d-]/);
  const at = document.positionAt(/\.json$/i.test(uri.path) && first > 0 ? first + 1 : 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
  await vscode.commands.executeCommand(commandIds.evaluateSelection);
}

function isLink(value: unknown): value is FileArgument {
  if (typeof value !== "object" || value === null || !("uri" in value) || !("array" in value)) return false;
  return typeof value.uri === "string" && typeof value.array === "string";
}
