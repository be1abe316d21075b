import assert from "node:assert/strict";
import { check } from "../../../src/check";
import { casesIn, files } from "../../python/answersCases";

/** The scripts of test/python/answers, whose values and fixes are run under torch there. */
describe("verdict and cause of scripts around one loss call", () => {
  for (const { name, verdict, cause, text } of files.flatMap(casesIn)) {
    it(name, () => {
      const call = check(text, "python").calls.at(-1);
      assert.equal(`${call?.verdict} ${call?.cause}`, `${verdict} ${cause}`, call?.message);
      for (const fix of call?.fixes ?? []) assert.notEqual(fix.verdict, "wrong");
    });
  }
});
