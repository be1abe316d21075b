import assert from "node:assert/strict";
import { causeExamples } from "../../../scripts/causesPage";
import { check } from "../../../src/check";
import { casesIn, files } from "../../python/answersCases";

/** The scripts of test/python/answers, whose values and fixes are run under torch there. */
const all = files.flatMap(casesIn);

describe("verdict and cause of scripts around one loss call", () => {
  for (const { name, verdict, cause, text } of all) {
    it(name, () => {
      const call = check(text, "python").calls.at(-1);
      assert.equal(`${call?.verdict} ${call?.cause}`, `${verdict} ${cause}`, call?.message);
      for (const fix of call?.fixes ?? []) assert.notEqual(fix.verdict, "wrong");
    });
  }
});

describe("every cause", () => {
  const causes = [
    ...new Set([...causeExamples().map(({ cause }) => cause), ...all.flatMap(({ cause }) => cause ?? [])]),
  ];

  it("is the page's", () => assert.ok(causes.length > 50));
  for (const cause of causes) {
    it(`${cause} has five scripts that show it, and five that look like it and are right`, () => {
      const showing = all.filter((each) => each.cause === cause);
      const alike = all.filter(({ unlike, verdict }) => unlike === cause && verdict === "right");
      assert.ok(showing.length >= 5, `${showing.length} scripts`);
      assert.ok(alike.length >= 5, `${alike.length} controls`);
    });
  }
});
