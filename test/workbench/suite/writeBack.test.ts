import assert from "node:assert/strict";
import * as vscode from "vscode";
import { writeBack } from "../../../src/host/reveal";
import { type LocatedSource, locate } from "../../../src/host/textUnits";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import type { ArgumentEdit } from "../../../src/protocol";
import { type NumberEdit, rewriteEdits, writeBackEdits } from "../../../src/render/writeBack";
import { eventuallyEqual } from "../harness/eventually";
import { closeEverything, openNotebook, openText, rangeOf } from "./editing";

/** What the panel asks the host for, on an array of a document. */
interface Asked {
  readonly input: LocatedSource;
  readonly edits: readonly ArgumentEdit[];
}

function asked(
  document: vscode.TextDocument,
  literal: string,
  change: (value: number) => number,
  only?: number,
): Asked {
  const { start } = rangeOf(document, literal);
  const input = locate(document, { offset: document.offsetAt(start), length: literal.length }, undefined);
  const parsed = parseLiteral(literal, document.languageId);
  assert.ok(parsed.kind === "literal");
  const { data } = parsed.tensor;
  const edits: readonly NumberEdit[] | undefined =
    only === undefined
      ? rewriteEdits(literal, parsed, data.map(change))
      : writeBackEdits(literal, parsed, new Map([[only, change(data[only] ?? Number.NaN)]]));
  assert.ok(edits !== undefined && edits.length > 0);
  return { input, edits: edits.map((edit) => ({ argument: "input", ...edit })) };
}

function write({ input, edits }: Asked): Promise<void> {
  const request = { input: input.source, target: undefined, choice: {}, options: { reduction: "mean" } } as const;
  return writeBack({ input, target: undefined }, { request }, edits);
}

/** An editor takes the focus some time after it was told to, and only then what is to be undone is its. */
function undoUntil(document: vscode.TextDocument, content: string): Promise<void> {
  return eventuallyEqual(async () => {
    if (document.getText() !== content) await vscode.commands.executeCommand("undo");
    return document.getText();
  }, content);
}

const half = (value: number) => value / 2;

const documents: readonly {
  readonly name: string;
  readonly language: string;
  readonly literal: string;
  readonly halved: string;
}[] = [
  {
    name: "a list of Python",
    language: "python",
    literal: "[[2.0, -1.0, 0.5],\n     [0.25, 3.125, -0.75]]",
    halved: "[[1.0, -0.5, 0.25],\n     [0.125, 1.5625, -0.375]]",
  },
  {
    name: "a constructor",
    language: "python",
    literal: "torch.tensor([[ 2.0000, -1.0000],\n              [10.0000,  0.2500]], dtype=torch.float64)",
    halved: "torch.tensor([[ 1.0000, -0.5000],\n              [ 5.0000,  0.1250]], dtype=torch.float64)",
  },
  {
    name: "what NumPy printed",
    language: "plaintext",
    literal: "[[ 2.    -1.    ]\n [ 0.25   3.1252]]",
    halved: "[[ 1.    -0.5   ]\n [ 0.125  1.5626]]",
  },
  {
    name: "comma-separated values",
    language: "csv",
    literal: "cat,dog\n0.80,0.20\n0.30,0.70",
    halved: "cat,dog\n0.40,0.10\n0.15,0.35",
  },
];

describe("values written back into a document", () => {
  afterEach(closeEverything);

  for (const { name, language, literal, halved } of documents) {
    it(`all of ${name}, in its own layout and precision; one undo brings the text back`, async () => {
      const around = language === "python" ? ["x = ", "\ny = [0, 1]\n"] : ["", "\n"];
      const content = around.join(literal);
      const document = await openText({ language, content });
      await vscode.window.showTextDocument(document);
      await write(asked(document, literal, half));
      await eventuallyEqual(() => document.getText(), around.join(halved));
      await undoUntil(document, content);
    });
  }

  it("one value of a notebook's cell, and back", async () => {
    const notebook = await openNotebook("lesson.ipynb");
    const cell = notebook.getCells().find(({ document }) => document.getText().includes("spam_prob"));
    assert.ok(cell);
    const { document } = cell;
    const content = document.getText();
    await vscode.window.showNotebookDocument(notebook, {
      selections: [new vscode.NotebookRange(cell.index, cell.index + 1)],
    });
    await vscode.commands.executeCommand("notebook.cell.edit");
    await write(asked(document, "[0.1, 0.9, 0.2]", half, 1));
    await eventuallyEqual(() => document.getText(), content.replace("[0.1, 0.9, 0.2]", "[0.1, 0.45, 0.2]"));
    await undoUntil(document, content);
  });

  it("nothing where the array was edited in the meantime", async () => {
    const content = "x = [0.5, 0.25]\n";
    const document = await openText({ language: "python", content });
    const editor = await vscode.window.showTextDocument(document);
    const stale = asked(document, "[0.5, 0.25]", half);
    await editor.edit((edit) => edit.replace(rangeOf(document, "0.25"), "0.75"));
    await write(stale);
    assert.equal(document.getText(), "x = [0.5, 0.75]\n");
  });

  it("at its new place where only the text before it has changed", async () => {
    const document = await openText({ language: "python", content: "x = [0.5, 0.25]\n" });
    const editor = await vscode.window.showTextDocument(document);
    const moved = asked(document, "[0.5, 0.25]", half);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "import torch\n"));
    await write(moved);
    await eventuallyEqual(() => document.getText(), "import torch\nx = [0.25, 0.125]\n");
  });
});
