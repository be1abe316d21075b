import assert from "node:assert/strict";
import { selectedCode } from "../../../src/pairing/selectedExpression";
import { unreadCodeText } from "../../../src/render/unreadCode";
import { selectionsOf, sheetOf, unit } from "../pairing/sheets";

const head = "import torch\nfrom net import model, x\n\nlr = 0.1\n";

function saidOf(marked: string, isRunning = false, languageId = "python"): string {
  const { text, places } = selectionsOf(marked);
  const code = selectedCode(sheetOf(unit(text, languageId)), places[0]);
  return code === undefined ? "nothing" : unreadCodeText(code, isRunning);
}

/** What is selected in a text, and what is said about it: what it is, why it has no values, what to do. */
const rows: readonly (readonly [marked: string, says: string])[] = [
  [
    `${head}print(«model(x)»)`,
    "model(x) is a call of model. Loss Lens reads code and never runs it, so the values that it returns are not known. Type its values, or give it a name and read that in a notebook or at a breakpoint.",
  ],
  [
    `${head}out = «model(x)»  # scores\n`,
    "model(x) is a call of model. Loss Lens reads code and never runs it, so the values that it returns are not known. Type its values, or read the variable out in a notebook or at a breakpoint.",
  ],
  [
    `${head}«out = model(x)»`,
    "model(x) is a call of model. Loss Lens reads code and never runs it, so the values that it returns are not known. Type its values, or read the variable out in a notebook or at a breakpoint.",
  ],
  // A part of what the name gets is not what the name holds.
  [
    `${head}out = «model(x)» / 2`,
    "model(x) is a call of model. Loss Lens reads code and never runs it, so the values that it returns are not known. Type its values, or give it a name and read that in a notebook or at a breakpoint.",
  ],
  [
    `${head}print(«x»)`,
    "The values of x are not written in the code. They are known only when it runs. Type its values, or read the variable x in a notebook or at a breakpoint.",
  ],
  [
    `${head}print(«x / 2»)`,
    "x / 2 is computed when the code runs. Its values are not known before. Type its values, or give it a name and read that in a notebook or at a breakpoint.",
  ],
  // What is known to be no array is not said to be unknown.
  [`${head}print(«lr»)`, "nothing"],
  [`${head}«torch».tensor(1)`, "nothing"],
  [`${head}# «model the data»`, "nothing"],
];

describe("selected code without values", () => {
  for (const [marked, says] of rows) {
    it(JSON.stringify(marked.replace(head, "")), () => assert.equal(saidOf(marked), says));
  }

  it("of a program that runs, a name is read there", () => {
    assert.match(
      saidOf(`${head}out = «model(x)»`, true),
      /Read the variable out from the running program, or type its values\.$/,
    );
    assert.match(saidOf(`${head}print(«model(x)»)`, true), /Give it a name to read it from the running program/);
  });

  it("in other languages calls are told, names are not", () => {
    assert.match(saidOf("const out = «model.predict(x)»;", false, "javascript"), /^model\.predict\(x\) is a call of/);
    assert.equal(saidOf("«out»", false, "javascript"), "nothing");
    assert.equal(saidOf("say «hello(world)» to", false, "markdown"), "nothing");
  });
});
