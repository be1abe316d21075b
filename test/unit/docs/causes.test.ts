import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { callOf, causeExamples, causesPage, mended } from "../../../scripts/causesPage";
import { repository } from "../../../scripts/l10nTexts";
import { check } from "../../../src/check";
import { culprits } from "../../../src/diagnosis/culprit";

describe("docs/causes.md", () => {
  const examples = causeExamples();

  it("has an example for every cause, once", () => {
    assert.deepEqual(examples.map(({ cause }) => cause).sort(), Object.keys(culprits).sort());
  });

  for (const example of examples) {
    it(`${example.cause} is what its example is answered with`, () => {
      assert.ok(callOf(example), JSON.stringify(check(example.program, "python").calls, null, 1));
    });

    it(`${example.cause}: the fix leaves nothing to find`, () => {
      const [fix] = callOf(example)?.fixes ?? [];
      if (fix === undefined) return;
      const after = check(mended(example.program, fix), "python").calls;
      assert.deepEqual(
        after.filter(({ verdict }) => verdict === "wrong" || verdict === "raises"),
        [],
      );
    });
  }

  it("is what the product says today: npm run docs", () => {
    assert.equal(readFileSync(resolve(repository, "docs/causes.md"), "utf8"), causesPage());
  });
});
