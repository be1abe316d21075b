import assert from "node:assert/strict";
import { nearestArray } from "../../../src/pairing/nearestArray";
import { arrayText, selectionsOf, sheetOf, unit } from "./sheets";

function nearest(marked: string, languageId = "python"): string | undefined {
  const { text, places } = selectionsOf(marked);
  const array = nearestArray(sheetOf(unit(text, languageId)), places[0]!);
  return array && arrayText(array);
}

describe("the nearest array", () => {
  it("is the one below an empty line, where that is nearer", () => {
    assert.equal(nearest("a = [0.1, 0.9]\n\n\n|\nb = [[1, 2], [3, 4]]\n"), "b 2×2");
  });

  it("is the one above, where that is nearer", () => {
    assert.equal(nearest("a = [0.1, 0.9]\n|\n\n\nb = [[1, 2], [3, 4]]\n"), "a 2");
  });

  it("is one that can be read", () => {
    assert.equal(nearest("a = [0.1, 0.9]\n\n\n\n|\nb = [[1, 2], [3]]\n"), "a 2");
  });

  it("is found in other languages", () => {
    assert.equal(nearest("|\n\nconst a = [0.1, 0.9];\n", "javascript"), "a 2");
  });

  it("is none where there is none", () => {
    assert.equal(nearest("x = 1\n|\n"), undefined);
    assert.equal(nearest("|"), undefined);
  });
});
