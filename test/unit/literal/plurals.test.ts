import assert from "node:assert/strict";
import { raggedLine } from "../../../src/literal/forms/printedPages";
import { raggedAt, raggedBlock, unfit } from "../../../src/literal/text/errors";

describe("one of something in what is said of an array", () => {
  const line = { start: 0, end: 3 } as Parameters<typeof raggedLine>[0];

  it("is one, not 1 of many", () => {
    assert.equal(unfit(1, [2, 3]), "One element does not fit the shape [2, 3].");
    assert.equal(raggedBlock(1, 3), "This block has one row where those before it have 3.");
    assert.equal(raggedLine(line, 1, 3).diagnostic.message, "This row has one value where those before it have 3.");
    assert.equal(
      raggedAt(0, 3, "[1]", 1, 2).diagnostic.message,
      "The list at [1] has one element where those before it have 2; all must be equally long.",
    );
  });

  it("is counted where there are several", () => {
    assert.equal(unfit(5, [2, 3]), "5 elements do not fit the shape [2, 3].");
    assert.equal(raggedBlock(2, 3), "This block has 2 rows where those before it have 3.");
    assert.equal(raggedLine(line, 0, 3).diagnostic.message, "This row has 0 values where those before it have 3.");
    assert.equal(
      raggedAt(0, 3, "[1]", 3, 2).diagnostic.message,
      "The list at [1] has 3 elements where those before it have 2; all must be equally long.",
    );
  });
});
