import assert from "node:assert/strict";
import { evaluate } from "../../../src/evaluate";
import { pipelineSnippet, pipelineTest } from "../../../src/render/pytorchCode";
import { exportTable } from "../../../src/render/tableExport";

/** What names give the two arrays of a program, and whether it calls anything by them. */
function arraysOf(program: string): readonly string[] {
  return [...program.matchAll(/^(\w+) = torch\.tensor\(/gm)].map(([, name]) => name);
}

function programs(input: string, target: string): readonly string[] {
  const source = (text: string, name: string) => ({ kind: "text", text, languageId: "python", name }) as const;
  const report = evaluate({
    input: source("[[2.0, 0.5], [0.1, 1.5]]", input),
    target: source("[0, 1]", target),
    choice: {},
    options: { reduction: "mean" },
  });
  assert.equal(report.kind, "evaluation");
  if (report.kind !== "evaluation") return [];
  const context = { ...report, inputName: input, targetName: target };
  return report.pipelines.flatMap((result) => [pipelineSnippet(context, result), pipelineTest(context, result)]);
}

describe("names in programs that are written", () => {
  const own = ["torch", "nn", "F", "re", "pytest", "expected", "loss", "__debug__", "None", "print", "lambda"];
  for (const name of own) {
    it(`${name} stays the program's own`, () => {
      const written = programs(name, name);
      assert.ok(written.length > 0);
      for (const program of written) assert.ok(!arraysOf(program).includes(name), program);
    });
  }

  it("an input called target and its target have two names", () => {
    for (const program of programs("target", "target")) assert.equal(new Set(arraysOf(program)).size, 2, program);
  });

  it("no text becomes code", () => {
    for (const program of programs('x"); print("INJECTED") #', "a\nimport os")) {
      assert.ok(!/INJECTED|import os/.test(program), program);
      assert.deepEqual(arraysOf(program), ["input", "target"]);
    }
  });
});

describe("texts in tables that are written", () => {
  for (const text of ["=cmd|' /C calc'!A0", "+1+cmd", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1"]) {
    it(`${JSON.stringify(text)} is no formula`, () => {
      const csv = exportTable({ columns: [{ name: text, at: () => text }], rows: 1 }, "csv");
      for (const cell of csv.trimEnd().split("\n")) assert.match(cell, /^"?'/);
    });
  }

  it("numbers stay numbers", () => {
    assert.equal(exportTable({ columns: [{ name: "a", at: () => -1.5 }], rows: 1 }, "csv"), "a\n-1.5\n");
  });
});
