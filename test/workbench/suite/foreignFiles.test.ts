import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual } from "../harness/eventually";
import { closeEverything, hoversAt, panelTabs, shownText } from "./editing";
import { MemoryFiles } from "./memoryFiles";

const scheme = "lens-foreign";
const program = "probs = [0.1, 0.9, 0.2]\ny_true = [0, 1, 0]\n";

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2);
  bytes.set([0xff, 0xfe]);
  for (let index = 0; index < text.length; index++) bytes[2 * index + 2] = text.charCodeAt(index);
  return bytes;
}

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("damaged and foreign files", () => {
  let files: vscode.Disposable;

  before(() => {
    const provider = new MemoryFiles({
      "/utf16.py": utf16(program),
      "/latin1.py": latin1(`# Verluste f\u00fcr drei\n${program}`),
      "/array.npy": latin1("\u0093NUMPY\u0001\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n\0\0\0\0"),
      "/torn.ipynb": '{"cells": [{"cell_type": "code", "source": ["x = [0.1',
    });
    files = vscode.workspace.registerFileSystemProvider(scheme, provider);
  });
  after(() => files.dispose());
  afterEach(closeEverything);

  const uri = (name: string) => vscode.Uri.from({ scheme, path: `/${name}` });

  for (const name of ["utf16.py", "latin1.py"]) {
    it(`${name} is read like any other`, async () => {
      const document = await vscode.workspace.openTextDocument(uri(name));
      const [hover] = await hoversAt(document, "[0.1, 0.9, 0.2]");
      assert.match(shownText(hover), /0\.14462153/);
    });
  }

  it("a NumPy file and a torn notebook open no panel and throw nothing", async () => {
    for (const name of ["array.npy", "torn.ipynb"]) {
      await vscode.commands.executeCommand("vscode.open", uri(name));
      await vscode.commands.executeCommand("lossLens.evaluateSelection");
      await vscode.commands.executeCommand("lossLens.evaluateCellOutput");
      await eventuallyEqual(() => panelTabs().length, 0);
    }
  });
});
