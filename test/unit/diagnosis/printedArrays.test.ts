import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, checkUnits } from "../../../src/check";
import { notebookCells } from "../../../src/pairing/notebook";

describe("values that are known by what was printed of them", () => {
  it("a cell's output shows the logits that the code draws at random", () => {
    const json = readFileSync(join(__dirname, "..", "pairing", "field", "notebook-output.ipynb"), "utf8");
    const cells = notebookCells(json);
    assert.ok(cells.kind === "cells");
    const [answer] = checkUnits(cells.units).answers;
    assert.equal(answer.verdict, "right");
    assert.ok(Math.abs((answer.value?.data[0] ?? 0) - 1.556133) < 1e-6);
    assert.deepEqual(
      answer.seen.map(({ text, by }) => [text, by?.kind]),
      [["1.5561", "same"]],
    );
  });

  it("a session shows logits and labels, and what they gave", () => {
    const session = (call: string) =>
      `>>> logits\ntensor([[ 1.2000, -0.5000,  0.7000]])\n>>> labels\ntensor([0])\n>>> ${call}\ntensor(0.5818)\n`;
    const [right] = check(session("F.cross_entropy(logits, labels)"), "plaintext").calls;
    assert.deepEqual([right?.verdict, right?.seen[0]?.explained], ["right", true]);
    const [wrong] = check(session("F.nll_loss(logits, labels)"), "plaintext").calls;
    assert.deepEqual([wrong?.verdict, wrong?.cause], ["wrong", "no-logarithm"]);
  });

  it("nothing that was printed before the name got another value", () => {
    const [call] = check(
      ">>> logits\ntensor([[1.2, -0.5]])\n>>> logits = model(x)\n>>> F.cross_entropy(logits, torch.tensor([0]))\n",
      "plaintext",
    ).calls;
    assert.equal(call?.value ?? null, null);
  });
});
