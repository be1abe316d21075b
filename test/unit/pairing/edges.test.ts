import assert from "node:assert/strict";
import { literalOf } from "../../../src/pairing/foundArray";
import { targetsFor } from "../../../src/pairing/pairAt";
import { recordsOf } from "../../../src/pairing/records";
import { readTranscript } from "../../../src/pairing/transcript";
import { pairIn, sheetOf, unit } from "./sheets";

describe("arrays that a person may choose as targets", () => {
  const text = "a = [0, 1]\nx = [[0.1, 0.9], [0.3, 0.7]]\nb = [1, 1]\ndef f():\n    own = [1, 0]\nc = [0, 0]\n";
  const sheet = sheetOf(unit(text));
  const x = sheet.named.find(({ name }) => name === "x") ?? assert.fail();
  const names = (read: boolean) => targetsFor(sheet, x, undefined, read).map(({ name }) => name);

  it("unread in the order of the text, without itself and what another function holds", () => {
    assert.deepEqual(names(false), ["a", "b", "c"]);
  });
  it("read by how likely they are", () => assert.deepEqual(names(true).toSorted(), ["a", "b", "c"]));
});

describe("a pair that no call has", () => {
  it("has no calls, no options, and what it is found again by", () => {
    const pair = pairIn("a = «[0.5, 2.0]»\nb = «[1.0, 0.0]»\n");
    assert.ok(pair.kind === "pair");
    assert.deepEqual([pair.calls, pair.options, pair.choice], [[], undefined, {}]);
    assert.deepEqual(pair.at, { unit: 0, start: 4, end: 14 });
  });
});

describe("lines of a session that look like prompts", () => {
  const printed = (text: string) =>
    readTranscript(text, false).printed.map(({ offset, length }) => text.slice(offset, offset + length));
  it("belong to what was printed where they do not begin so", () => {
    assert.deepEqual(printed(">>> x\na >>> b\nsee In [2]: y\n"), ["a >>> b\nsee In [2]: y\n"]);
    assert.deepEqual(printed(">>> x\nis ... more\n"), ["is ... more\n"]);
  });
  it("Out stands in front of what was printed, with its value in the next line or in its own", () => {
    assert.deepEqual(printed("In [1]: x\nOut[1]:\n[3]"), ["\n[3]"]);
    assert.deepEqual(printed("In [1]: x\nOut[1]: [3]"), ["[3]"]);
    assert.deepEqual(printed("In [1]: x\n  Out[1]: [3]"), ["[3]"]);
    assert.deepEqual(printed("In [1]: x\nso Out[1]: [3]"), ["so Out[1]: [3]"]);
  });
});

describe("dictionaries one after the other", () => {
  /** `p/y: 1/2, 3/4`: header and rows of each table. */
  const tables = (text: string) =>
    recordsOf(text).map(({ header, rows }) => {
      const lines = rows.map((row) => row.map((cell) => cell.text).join("/"));
      return `${header.join("/")}: ${lines.join(", ")}`;
    });
  const rows: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ["{'p': 1, 'y': 0}\n{'p': 2, 'y': 1}", ["p/y: 1/0, 2/1"]],
    ['[{"p": 1, "y": 0}, {"p": 2, "y": 1}]', ["p/y: 1/0, 2/1"]],
    ["{'p': 1, 'y': 0}", ["p/y: 1/0"]],
    ["{'p': 1}", []],
    ["{'p': 1}\n{'p': 2}", ["p: 1, 2"]],
    ["{'p': 1, 'y': 'a'}\n{'y': 'b', 'p': 2}", ["p/y: 1/a, 2/b"]],
    ["{'p': 1, 'y': 0}\n{'p': 2}", ["p/y: 1/0, 2/"]],
    ["{'p': tensor(0.5), 'y': np.float64(1.5)}", ["p/y: 0.5/1.5"]],
    ["{'p': -1.5e-3, 'y': nan}", ["p/y: -1.5e-3/nan"]],
    ["{'p': [0.1, 0.9], 'y': 1}\n{'p': [0.3, 0.7], 'y': 0}", ["p[0]/p[1]/y: 0.1/0.9/1, 0.3/0.7/0"]],
    ["{'p': f(x), 'y': 1}", []],
    ["{}", []],
    ["{'p': 1, 'y': 0", []],
    ["{'p': 1, 'y': 0}\nthen\n{'a': 2, 'b': 1}", ["p/y: 1/0", "a/b: 2/1"]],
    ["{'p': 1, 'y': 0},\n{'p': 2, 'z': 1}", []],
  ];
  for (const [text, expected] of rows) it(JSON.stringify(text), () => assert.deepEqual(tables(text), expected));
});

describe("columns of scores by their sums and numbers", () => {
  const columns = (text: string) => {
    const pair = pairIn(`|${text}`, "csv");
    return pair.kind === "pair"
      ? `${pair.input.name} | ${pair.target?.name} | ${literalOf(pair.input)?.tensor.data.join() ?? ""}`
      : pair.kind;
  };
  it("those that are numbered in a row", () => {
    assert.equal(columns("p0,p1,label\n0.2,0.8,1\n0.7,0.3,0\n").split(" | ").slice(0, 2).join(" | "), "p0,p1 | label");
    assert.equal(
      columns("score_0,score_1,age,label\n0.2,0.9,31,1\n0.7,0.1,45,0\n").split(" | ").slice(0, 2).join(" | "),
      "score_0,score_1 | label",
    );
  });
});
