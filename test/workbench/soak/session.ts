import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as vscode from "vscode";
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
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  let missed = 0;
  for (let turn = 0; turn < WARM_UP + EVALUATIONS; turn++) {
    if (turn === WARM_UP) console.log(`${reportMark}memory ${await memory()}`);
    if (!(await lookAt(editor, turn))) missed++;
    if (turn % REST_EVERY === 0) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (turn % 1000 === 0) console.log(`${reportMark}${turn} evaluations`);
  }
  console.log(`${reportMark}memory ${await memory()}`);
  console.log(`${reportMark}missed ${missed}`);
  // Long enough for the runner to measure before the window is gone.
  await new Promise((resolve) => setTimeout(resolve, 5000));
}
