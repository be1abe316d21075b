import assert from "node:assert/strict";
import { knownArray } from "../../../src/pairing/knownArray";
import { interpret } from "../../../src/python/interpret/interpret";
import { unit } from "./sheets";

function knownIn(text: string) {
  const { definitions } = interpret([unit(`import torch\nimport numpy as np\n${text}\n`)]);
  const value = definitions.findLast(({ name }) => name === "x")?.value;
  assert.ok(value !== undefined);
  const known = knownArray(value);
  const shown = known && `${known.tensor.dtype} ${known.tensor.shape.join("×")}: ${[...known.tensor.data].join(" ")}`;
  return { shown, known };
}

/** As `torch.tensor(x)` has it, with the default float type. */
const rows: readonly (readonly [text: string, shown: string | undefined])[] = [
  ["x = [[1, 2], [3, 4]]", "int64 2×2: 1 2 3 4"],
  ["x = [[1, 2.5], [3, 4]]", "float32 2×2: 1 2.5 3 4"],
  ["x = (1, 2, 3)", "int64 3: 1 2 3"],
  ["x = (1, 0.5)", "float32 2: 1 0.5"],
  ["x = (True, False)", "bool 2: 1 0"],
  ["x = (True, 2)", "int64 2: 1 2"],
  ["x = (True, 0.5)", "float32 2: 1 0.5"],
  ["x = ((1, 2), (3, 4))", "int64 2×2: 1 2 3 4"],
  ["x = ([1, 2], [3, 4], [5, 6])", "int64 3×2: 1 2 3 4 5 6"],
  ["a = [1, 2]\nx = [a, [3, 4]]", "int64 2×2: 1 2 3 4"],
  ["a = [[1.5], [2]]\nx = (a, a)", "float32 2×2×1: 1.5 2 1.5 2"],
  ["a = [1, 2]\na.append(3)\nx = (a, a)", "int64 2×3: 1 2 3 1 2 3"],
  ["a = [[1, 2], [3, 4]]\na[0][1] = 9\nx = (a, a)", "int64 2×2×2: 1 9 3 4 1 9 3 4"],
  ["x = (1, 2 + 3)", "int64 2: 1 5"],
  ["x = ((1, 2), (3,))", undefined],
  ["x = ((1, 2), 3)", undefined],
  ["x = (1, (2, 3))", undefined],
  ["x = ((1, 2), ((3,), (4,)))", undefined],
  ["x = (1, 'a')", undefined],
  ["x = ([1, 2], 'a')", undefined],
  ["x = ({1, 2}, {3, 4})", undefined],
  ["x = {1, 2}", undefined],
  ["x = {'a': 1}", undefined],
  ["x = 3", undefined],
  ["x = (1, read())", undefined],
  ["x = torch.tensor([1.0, 2.0]) * 2", "float32 2: 2 4"],
  ["x = np.array([1, 2])", "int64 2: 1 2"],
  ["x = torch.randn(2)", undefined],
];

describe("a value of the code as an array", () => {
  for (const [text, shown] of rows) it(JSON.stringify(text), () => assert.equal(knownIn(text).shown, shown));

  it("whose tensor it is", () => {
    assert.equal(knownIn("x = torch.tensor([1.0])").known?.library, "torch");
    assert.equal(knownIn("x = np.array([1.0])").known?.library, "numpy");
    assert.equal(knownIn("x = [1.0]").known?.library, undefined);
    assert.equal(knownIn("x = (1.0, 2.0)").known?.library, undefined);
  });

  it("the texts of its elements, where all of them stand there", () => {
    const head = "import torch\nimport numpy as np\n";
    const texts = (text: string) => {
      const cells = knownIn(text).known?.cells;
      if (cells === undefined) return undefined;
      return [...cells.offsets].map((start, i) => `${head}${text}`.slice(start, start + cells.lengths[i]));
    };
    assert.deepEqual(texts("x = (1, 20, 3.5)"), ["1", "20", "3.5"]);
    assert.deepEqual(texts("x = [[1, 20], [3, 4]]"), ["1", "20", "3", "4"]);
    assert.deepEqual(texts("a = [10, 2]\nx = ([3, 4], a)"), ["3", "4", "10", "2"]);
    assert.deepEqual(texts("x = torch.tensor([10.5, 2])"), ["10.5", "2"]);
    assert.equal(texts("x = (1, 2 + 3)"), undefined);
    assert.equal(texts("x = torch.tensor([10.5, 2])\nx[0] = 1"), undefined);
  });

  it("the expression that made it", () => {
    const made = (text: string) => {
      const place = knownIn(text).known?.made;
      return place && `import torch\nimport numpy as np\n${text}`.slice(place.start, place.end);
    };
    assert.equal(made("x = torch.tensor([1.0]) * 2"), "torch.tensor([1.0]) * 2");
    assert.equal(made("x = [1, 2]"), "[1, 2]");
  });
});
