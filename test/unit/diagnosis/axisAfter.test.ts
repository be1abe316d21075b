import assert from "node:assert/strict";
import { type AxisAfter, axisAfter, axisBefore } from "../../../src/diagnosis/axisAfter";
import { interpret } from "../../../src/python/interpret/interpret";
import type { OperationOrigin, Value } from "../../../src/python/value";

/** What an array of the sizes (2, 3, 4) goes through, the latest operation first, and what comes of it. */
function since(
  expression: string,
  sizes = "2, 3, 4",
): { readonly steps: readonly OperationOrigin[]; readonly y: Value } {
  const text = `import torch\nx = torch.randn(${sizes})\ny = ${expression}\n`;
  const { definitions } = interpret([{ id: "a", version: 1, languageId: "python", text, role: "code" }]);
  const y = definitions.findLast(({ name }) => name === "y")?.value;
  assert.ok(y !== undefined);
  const steps: OperationOrigin[] = [];
  for (let { origin } = y; origin.kind === "operation" && origin.operation !== "randn"; ) {
    steps.push(origin);
    const operand = origin.operands.at(0);
    if (operand === undefined) break;
    ({ origin } = operand.value);
  }
  return { steps, y };
}

/** Where torch has each of the three axes afterwards, as indexing shows it. */
const rows: readonly (readonly [expression: string, after: readonly AxisAfter[], sizes?: string])[] = [
  ["x.transpose(1, 2)", [0, 2, 1]],
  ["x.transpose(0, 1)", [1, 0, 2]],
  ["x.permute(2, 0, 1)", [1, 2, 0]],
  ["x.permute(0, 2, 1)", [0, 2, 1]],
  ["x.permute(0, 2, 1).contiguous()", [0, 2, 1]],
  ["x.permute(2, 0, 1).transpose(0, 1)", [0, 2, 1]],
  ["x.detach().float()", [0, 1, 2]],
  ["x.unsqueeze(0)", [1, 2, 3]],
  ["x.unsqueeze(1)", [0, 2, 3]],
  ["x.view(2, 3, 2, 2)", [0, 1, undefined]],
  ["x.reshape(-1, 4)", ["merged", "merged", 1]],
  ["x.view(6, 4)", ["merged", "merged", 1]],
  ["x.flatten(0, 1).contiguous()", ["merged", "merged", 1]],
  ["x.reshape(2, -1)", [0, "merged", undefined]],
  ["x.flatten(1)", [0, "merged", undefined]],
  ["x.squeeze(1)", [0, undefined, 1], "2, 1, 4"],
  ["x.transpose(1, 2).reshape(-1, 3)", ["merged", 1, "merged"]],
  // An array of no known operation, and one that mixes the axes.
  ["x.roll(1)", [undefined, undefined, undefined]],
  ["x @ torch.randn(4, 4)", [undefined, undefined, undefined]],
];

describe("where an axis is after operations", () => {
  for (const [expression, after, sizes] of rows) {
    it(expression, () => {
      const { steps, y } = since(expression, sizes);
      assert.deepEqual(
        [0, 1, 2].map((axis) => axisAfter(axis, steps, y)),
        after,
      );
    });
  }

  it("none, where there were none", () => {
    const { y } = since("x");
    assert.equal(axisAfter(1, [], y), 1);
  });

  it("the axis that ends up as another", () => {
    const { steps, y } = since("x.permute(2, 0, 1)");
    assert.deepEqual(
      [0, 1, 2].map((axis) => axisBefore(axis, 3, steps, y)),
      [2, 0, 1],
    );
    const flat = since("x.reshape(-1, 4)");
    assert.deepEqual(
      [0, 1].map((axis) => axisBefore(axis, 3, flat.steps, flat.y)),
      [undefined, 2],
    );
  });
});
