import assert from "node:assert/strict";
import { beforeActivations, provenance } from "../../../src/pairing/provenance";
import { interpret } from "../../../src/python/interpret/interpret";
import { unit } from "./sheets";

const head = "import torch\nimport numpy as np\na = torch.tensor([1., 2.])\nb = torch.tensor([3., 4.])\n";

/** The value of `z`, and the text of places. */
function read(code: string) {
  const text = head + code;
  const { definitions } = interpret([unit(text)]);
  const z = definitions.findLast(({ name }) => name === "z")?.value;
  assert.ok(z !== undefined);
  return { z, textOf: ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end) };
}

describe("what a value comes from", () => {
  const rows: readonly (readonly [code: string, literals: readonly string[], operations: readonly string[]])[] = [
    ["z = a", ["[1., 2.]"], ["torch.tensor([1., 2.])"]],
    ["z = a.exp()", ["[1., 2.]"], ["a.exp()", "torch.tensor([1., 2.])"]],
    ["z = a + b", ["[1., 2.]", "[3., 4.]"], ["a + b", "torch.tensor([1., 2.])", "torch.tensor([3., 4.])"]],
    [
      "z = torch.stack([a, b])",
      ["[1., 2.]", "[3., 4.]"],
      ["torch.stack([a, b])", "torch.tensor([1., 2.])", "torch.tensor([3., 4.])"],
    ],
    [
      "z = torch.cat((a, b))",
      ["[1., 2.]", "[3., 4.]"],
      ["torch.cat((a, b))", "torch.tensor([1., 2.])", "torch.tensor([3., 4.])"],
    ],
    [
      "import sys\nif len(sys.argv) > 1:\n    z = a\nelse:\n    z = b\nz = z",
      ["[1., 2.]", "[3., 4.]"],
      ["torch.tensor([1., 2.])", "torch.tensor([3., 4.])"],
    ],
    ["z = load()", [], []],
  ];
  for (const [code, literals, operations] of rows) {
    it(code, () => {
      const { z, textOf } = read(`${code}\n`);
      const found = provenance(z);
      assert.deepEqual(
        [found.literals.map(textOf).sort(), found.operations.map(textOf).sort()],
        [literals, operations.toSorted()],
      );
    });
  }
});

describe("a value in front of its activations", () => {
  const rows: readonly (readonly [code: string, base: string])[] = [
    ["z = a.softmax(0)", "a"],
    ["z = torch.log(torch.softmax(a, 0))", "a"],
    ["z = torch.log_softmax(a, 0)", "a"],
    ["z = torch.sigmoid(a)", "a"],
    ["z = torch.nn.functional.logsigmoid(a)", "a"],
    ["z = torch.sigmoid(a * 2)", "a * 2"],
    ["z = torch.exp(torch.log(a))", "a"],
    ["z = a.relu()", "z"],
    ["z = torch.sigmoid(a).view(2, 1)", "z"],
  ];
  for (const [code, base] of rows) {
    it(`${code}: ${base}`, () => {
      const { z, textOf } = read(`${code}\n`);
      const found = beforeActivations(z, undefined);
      if (base === "z") assert.equal(found.value, z);
      else {
        assert.notEqual(found.value, z);
        // What a method is called on has no place of its own.
        assert.equal(found.place && textOf(found.place), code.includes("a.softmax") ? undefined : base);
      }
    });
  }
});
