import assert from "node:assert/strict";
import { checkUnits } from "../../../src/check";
import { literalsIn } from "../../../src/literal/literalsIn";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { Reader } from "../../../src/pairing/reader";
import { interpret, interpretInParts } from "../../../src/python/interpret/interpret";

/** Texts that once took quadratic or exponential time, and the language in which they did. */
const growing: readonly (readonly [name: string, languageId: string, make: (n: number) => string])[] = [
  ["blank lines in front of an array", "objective-c", (n) => `${"\n".repeat(n)}float a[] = {1, 2};`],
  ["blank lines in front of an array", "matlab", (n) => `${"\n".repeat(n)}a = [1 2; 3 4];`],
  ["names in one line", "python", (n) => `${"names ".repeat(n)}\nx = [0.1, 0.9]\n`],
  ["semicolons", "matlab", (n) => `[${";".repeat(n)}]`],
  ...["plaintext", "log", "markdown", "csv"].map(
    (id) => ["braces in braces", id, (n: number) => `${"{".repeat(n)}a${"}".repeat(n)}`] as const,
  ),
  ["spaces in numeric_limits", "cpp", (n) => `{std::numeric_limits<${" ".repeat(n)}`],
  ["carriage returns", "plaintext", (n) => "\r[torch.FloatTensor of size 2".repeat(n)],
  ["one long name", "python", (n) => `${"a".repeat(n)} = [1]`],
  ["small arrays", "python", (n) => "a = [1, 2]\n".repeat(n)],
];

/** Characters that are asked for one at a time, those that are searched, and those that expressions start from. */
function steps(work: () => void): number {
  let count = 0;
  const { charCodeAt, slice, indexOf } = String.prototype;
  const { exec } = RegExp.prototype;
  String.prototype.charCodeAt = function (index) {
    count++;
    return charCodeAt.call(this, index);
  };
  String.prototype.slice = function (start, end) {
    count++;
    return slice.call(this, start, end);
  };
  String.prototype.indexOf = function (text, from) {
    const found = indexOf.call(this, text, from);
    count += 1 + (found === -1 ? this.length : found) - Math.min(from ?? 0, this.length);
    return found;
  };
  RegExp.prototype.exec = function (text) {
    count++;
    return exec.call(this, text);
  };
  try {
    work();
  } finally {
    Object.assign(String.prototype, { charCodeAt, slice, indexOf });
    RegExp.prototype.exec = exec;
  }
  return count;
}

describe("hostile texts take time in proportion", () => {
  // What is compiled and remembered on the way is not counted for one text and not for the other.
  before(() => {
    for (const [, id, make] of growing) parseLiteral(make(10), id);
  });

  for (const [name, languageId, make] of growing) {
    it(`${name} (${languageId})`, () => {
      const read = (n: number) => {
        const text = make(n);
        return steps(() => {
          parseLiteral(text, languageId);
          literalsIn(text, languageId);
          const units = [{ id: "a", version: 1, languageId, text, role: "code" as const }];
          new Reader(interpretInParts).read(units).unitArrays(0);
          if (languageId === "python") checkUnits(units);
        });
      };
      const [few, many] = [read(1000), read(2000)];
      assert.ok(many < 2.3 * few + 20_000, `${few} and ${many} steps`);
    });
  }
});

describe("what is larger than it looks", () => {
  const bomb = (lines: number, rows = 1000, columns = 10_000) =>
    `import numpy as np\n${Array.from({ length: lines }, (_, i) => `a${i} = np.zeros((${rows}, ${columns}))\n`).join("")}x = [0.1, 0.9]\n`;
  const unit = (text: string) => [{ id: "bomb", version: 1, languageId: "python", text, role: "code" as const }];

  /** Elements that are held by what a document's reading knows. */
  function elements(text: string): number {
    const { definitions } = interpret(unit(text));
    const storages = new Set(definitions.flatMap(({ value }) => (value.kind === "tensor" ? [value.storage] : [])));
    return [...storages].reduce((sum, { data }) => sum + (data instanceof Float64Array ? data.length : 0), 0);
  }

  it("all arrays of a document share one budget of elements", () => {
    assert.ok(elements(bomb(20)) <= 10_000_000);
    assert.equal(elements(bomb(3, 100, 10)), 3000);
    const held = elements(bomb(2000, 1000, 10));
    assert.ok(held > 0 && held <= 10_000_000, `${held} elements`);
  });

  it("the small array beside them is read", () => {
    const { named } = new Reader(interpretInParts).read(unit(bomb(20)));
    assert.ok(named.some(({ name }) => name === "x"));
  });
});
