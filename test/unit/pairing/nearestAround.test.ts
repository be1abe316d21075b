import assert from "node:assert/strict";
import { nearestAround } from "../../../src/pairing/candidates";
import { sheetOf, unit } from "./sheets";

describe("The arrays nearest to one", () => {
  const text = [
    "a = [1, 2]",
    "b = [3, 4]",
    "def f():",
    "    hidden = [0, 1]",
    "c = [5, 6]",
    "x = [[0.1, 0.9], [0.3, 0.7]]",
    "d = [7, 8]",
    "def g():",
    "    own = [0, 1]",
    "    y = [1, 0]",
    "e = [9, 9]",
  ].join("\n");
  const sheet = sheetOf(unit(text));
  const named = (name: string) => sheet.named.find((array) => array.name === name) ?? assert.fail(name);
  const around = (name: string, most: number) =>
    nearestAround(sheet, named(name), undefined, most).map((array) => array.name);

  it("are taken from both sides, without itself and what another function holds", () => {
    assert.deepEqual(around("x", 2), ["b", "c", "d", "e"]);
    assert.deepEqual(around("x", 1), ["c", "d"]);
  });

  it("are those that its own function sees", () => {
    assert.deepEqual(around("y", 2), ["d", "own", "e"]);
  });

  it("are all there are at the ends of a text", () => {
    assert.deepEqual(around("a", 3), ["b", "c", "x"]);
    assert.deepEqual(around("e", 2), ["x", "d"]);
  });
});
