import assert from "node:assert/strict";
import * as z from "zod";
import { contributes } from "../../../package.json";
import { type InputSchema, inputProblem } from "../../../src/host/toolInput";
import { toolNames } from "../../../src/host/toolNames";
import { tools } from "../../../src/mcp/tools";

const declared = contributes.languageModelTools;
const schemaOf = (name: string) => declared.find((each) => each.name === name)?.inputSchema as InputSchema;

describe("tools for language models", () => {
  it("are those of the server for agents, with the same words and inputs", () => {
    assert.deepEqual(
      declared.map(({ name }) => name),
      [...toolNames],
    );
    for (const [index, { name, description, input }] of tools.entries()) {
      const { $schema: _, ...schema } = z.toJSONSchema(input, { io: "input" });
      assert.equal(declared[index]?.name, `losslens_${name}`);
      assert.equal(declared[index]?.modelDescription, description);
      assert.deepEqual(declared[index]?.inputSchema, JSON.parse(JSON.stringify(schema)));
    }
  });

  const fits: readonly (readonly [name: string, input: unknown])[] = [
    ["losslens_check_losses", {}],
    ["losslens_check_losses", { code: "x", files: [{ path: "a.py", text: "" }] }],
    ["losslens_explain_loss", { text: "", line: 1, column: undefined }],
    [
      "losslens_evaluate_arrays",
      { input: [[1, 2]], target: "1", loss: "MSELoss", options: { weight: [1], full: true } },
    ],
  ];
  const misfits: readonly (readonly [name: string, input: unknown, problem: RegExp])[] = [
    ["losslens_check_losses", null, /^input: expected object$/],
    ["losslens_check_losses", [], /^input: expected object$/],
    ["losslens_check_losses", { code: 1 }, /^input\.code: expected string$/],
    ["losslens_check_losses", { files: [{ path: "a.py" }] }, /^input\.files\[0\]\.text: missing$/],
    ["losslens_check_losses", { files: { length: 2 } }, /^input\.files: expected array$/],
    ["losslens_check_losses", { toString: "x" }, /^input: has no toString$/],
    ["losslens_explain_loss", {}, /^input\.text: missing$/],
    ["losslens_explain_loss", { text: "", line: 0 }, /^input\.line: expected 1 or more$/],
    ["losslens_explain_loss", { text: "", line: 1.5 }, /^input\.line: expected integer$/],
    ["losslens_evaluate_arrays", { input: [1], target: { a: 1 } }, /^input\.target: not of a type/],
    [
      "losslens_evaluate_arrays",
      { input: 1, target: 1, loss: "CTCLoss" },
      /^input\.loss: expected one of CrossEntropyLoss, /,
    ],
    ["losslens_evaluate_arrays", { input: 1, target: 1, temperature: 0 }, /^input\.temperature: expected above 0$/],
    ["losslens_evaluate_arrays", { input: 1, target: 1, options: { gamma: 2 } }, /^input\.options: has no gamma$/],
    [
      "losslens_evaluate_arrays",
      { input: 1, target: 1, options: { full: "yes" } },
      /^input\.options\.full: expected boolean$/,
    ],
  ];
  for (const [name, input] of fits) {
    it(`${name} takes ${JSON.stringify(input)}`, () => assert.equal(inputProblem(schemaOf(name), input), undefined));
  }
  for (const [name, input, problem] of misfits) {
    it(`${name} does not take ${JSON.stringify(input)}`, () => {
      assert.match(inputProblem(schemaOf(name), input) ?? "", problem);
      const tool = tools.find((each) => name.endsWith(each.name));
      assert.equal(tool?.call(input).kind, "problem");
    });
  }
});
