import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as vscode from "vscode";
import { writeBack } from "../../../src/host/reveal";
import { locate } from "../../../src/host/textUnits";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { writeBackEdits } from "../../../src/render/writeBack";
import { reportMark } from "../suite/reportMark";

/** What a long day brings: hovers most of all, then the panel, edits now and then, and the status bar along with each move. */
declare const SOAK_EVALUATIONS: number;
const EVALUATIONS = SOAK_EVALUATIONS;
const WARM_UP = Math.min(500, EVALUATIONS / 2);
const ARRAYS = 100;
const PANEL_EVERY = 5;
const EDIT_EVERY = 25;
/** Quick fixes asked for by a person have the text checked as it is. */
const CHECK_EVERY = 10;
/** A value that is dragged in the panel is written into the text. */
const WRITE_EVERY = 20;
/** What is large is evaluated by the worker of the panel. */
const LARGE_EVERY = 250;
/** The status bar follows a cursor that has come to rest. */
const REST_EVERY = 100;
const REST_MS = 300;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Ten classes in rows of different counts, each array followed by its targets. */
function program(): string {
  const value = (seed: number) => (((seed * 7919) % 8000) / 1000 - 4).toFixed(3);
  const arrays = Array.from({ length: ARRAYS }, (_, array) => {
    const rows = 1 + (array % 20);
    const row = (at: number) =>
      `[${Array.from({ length: 10 }, (_, c) => value(array * 211 + at * 17 + c)).join(", ")}]`;
    const logits = Array.from({ length: rows }, (_, at) => row(at)).join(", ");
    const labels = Array.from({ length: rows }, (_, at) => at % 10);
    return `logits_${array} = [${logits}]\nlabels_${array} = [${labels}]\n`;
  });
  const call = "F.nll_loss(torch.tensor(logits_0), torch.tensor(labels_0))";
  return `${arrays.join("\n")}\nimport torch\nimport torch.nn.functional as F\nloss = ${call}\n`;
}

async function lookAt(editor: vscode.TextEditor, turn: number): Promise<boolean> {
  const { document } = editor;
  const line = (turn % ARRAYS) * 3;
  const position = new vscode.Position(line, document.lineAt(line).text.indexOf("[[") + 3);
  editor.selection = new vscode.Selection(position, position);
  if (turn % EDIT_EVERY === 0) await editor.edit((edit) => edit.insert(position, String(turn % 10)));
  if (turn % PANEL_EVERY === 0) {
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    return true;
  }
  if (turn % CHECK_EVERY === 1) {
    const last = document.lineAt(document.lineCount - 2).range;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      last,
    );
    return actions.length > 0;
  }
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  const [text] = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
  return /\d\.\d{4}/.test(text?.value ?? "");
}

/** As the panel asks for it: the first value of the array in a line becomes another. */
async function writeInto(document: vscode.TextDocument, turn: number): Promise<boolean> {
  const { text, range } = document.lineAt((turn % ARRAYS) * 3);
  const start = text.indexOf("[[");
  const literal = text.slice(start);
  const parsed = parseLiteral(literal, document.languageId);
  if (parsed.kind === "unreadable") return false;
  const edits = writeBackEdits(literal, parsed, new Map([[0, (turn % 97) / 8]]));
  if (edits === undefined) return false;
  const input = locate(document, { offset: document.offsetAt(range.start) + start, length: literal.length }, undefined);
  const request = { input: input.source, target: undefined, choice: {}, options: { reduction: "mean" } } as const;
  await writeBack(
    { input, target: undefined },
    { request },
    edits.map((edit) => ({ argument: "input", ...edit })),
  );
  return true;
}

/** In a document of its own, which gives way to the first one again. */
async function evaluateLarge(large: vscode.TextDocument): Promise<void> {
  const editor = await vscode.window.showTextDocument(large, vscode.ViewColumn.One);
  editor.selection = new vscode.Selection(0, 20, 0, 20);
  await vscode.commands.executeCommand("lossLens.evaluateSelection");
}

/** Bytes that are alive in this process. */
async function memory(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Reports `memory BYTES` after a warm-up and at the end, where the runner measures the window too. */
export async function run(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "python", content: program() });
  const rows = Array.from({ length: 30_000 }, (_, row) => `[${row % 7}.25, ${row % 5}.5]`);
  const content = `logits = [${rows.join(", ")}]\nlabels = [${rows.map((_, row) => row % 2).join(", ")}]\n`;
  const large = await vscode.workspace.openTextDocument({ language: "python", content });
  let editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  let missed = 0;
  for (let turn = 0; turn < WARM_UP + EVALUATIONS; turn++) {
    if (turn === WARM_UP) console.log(`${reportMark}memory ${await memory()}`);
    if (turn % LARGE_EVERY === 0) {
      await evaluateLarge(large);
      editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    }
    if (turn % WRITE_EVERY === 0 && !(await writeInto(document, turn))) missed++;
    if (!(await lookAt(editor, turn))) missed++;
    if (turn % REST_EVERY === 0) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (turn % 1000 === 0) console.log(`${reportMark}${turn} evaluations`);
  }
  console.log(`${reportMark}memory ${await memory()}`);
  console.log(`${reportMark}missed ${missed}`);
  // Long enough for the runner to measure before the window is gone.
  await new Promise((resolve) => setTimeout(resolve, 5000));
}
