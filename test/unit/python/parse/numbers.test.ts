import assert from "node:assert/strict";
import { parseModule } from "../../../../src/python/parse/parseModule";
import { sketch } from "./sketch";

const table: readonly (readonly [text: string, tree: string])[] = [
  ["x = [1, -2.5, +3e-4, .5, 6.]", "x = <5: 1 -2.5 0.0003 0.5 6>"],
  ["x = [[1, 2],  # a ] comment\n [3, 4],\n]", "x = <2×2: 1 2 3 4>"],
  ["x = [[[1], [2]]]", "x = <1×2×1: 1 2>"],
  ["f([1, 2])[0]([3])", "f(<2: 1 2>)[0](<1: 3>)"],
  ["x = [1, 2][0]", "x = <2: 1 2>[0]"],
  ["x[1, 2]", "x[(1, 2,)]"],
  ["x[[1, 2]]", "x[<2: 1 2>]"],
  ["x = [1] * 3", "x = (<1: 1> * 3)"],
  ["for i in [1, 2]: pass", "for i in <2: 1 2> {pass}"],
  ["x = (1, 2)", "x = (1, 2,)"],
  ["x = [(1, 2), (3, 4)]", "x = [(1, 2,), (3, 4,)]"],
  ["x = []", "x = []"],
  ["x = [[], []]", "x = [[], []]"],
  ["x = [[1, 2], [3]]", "x = [<2: 1 2>, <1: 3>]"],
  ["x = [[1], 2]", "x = [<1: 1>, 2]"],
  ["x = [1, [2]]", "x = [1, <1: 2>]"],
  ["x = [1, 2, ...]", "x = [1, 2, ...]"],
  ["x = [1, True, nan]", "x = [1, True, nan]"],
  ["x = [1_0, 0x10, 1j]", "x = [10, 16, 1j]"],
  ["x = [1 + 1, - 2]", "x = [(1 + 1), (- 2)]"],
  ["x = [1 for i in y]", "x = list<1 for i in y>"],
  ["x = [1 2]", "?[x]"],
  ["x = [1, , 2]", "?[x]"],
  ["x = [1.5f, 2]", "?[x]"],
  ["x = [1'000]", "?[x]"],
  ["x = [007]", "?[x]"],
  ["x = [1, 2)", "?[x]"],
  ["x = [[1 2]\n [3 4]]", "?[x]"],
];

describe("Lists of plain numbers", () => {
  for (const [text, tree] of table) it(text, () => assert.equal(sketch(text), tree));

  it("know where their elements stand, and comments within them are comments of the text", () => {
    const text = "x = [[1,  # one\n  -2.5]]  # two";
    const { body, comments } = parseModule(text);
    assert.deepEqual(
      comments.map(({ start, end }) => text.slice(start, end)),
      ["# one", "# two"],
    );
    const [statement] = body;
    assert.ok(statement.kind === "assign" && statement.value.kind === "numbers");
    const { elements } = statement.value.nested;
    assert.equal(text.substring(elements.offsets[1], elements.offsets[1] + elements.lengths[1]), "-2.5");
  });

  it("have no more dimensions than an array may have", () => {
    assert.match(sketch(`x = ${"[".repeat(64)}1${"]".repeat(64)}`), /^x = <1×/);
    assert.match(sketch(`x = ${"[".repeat(66)}1${"]".repeat(66)}`), /^x = \[+<1×1: 1>\]+$/);
  });
});
