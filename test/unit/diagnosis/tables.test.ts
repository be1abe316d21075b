import assert from "node:assert/strict";
import { rowsOf, saidOf, tableFiles } from "./said";

/** tables/: small scripts on both sides of every limit, and what is said of each; test/python/answers.ts has torch show the values. */
describe("what is said on both sides of a limit", () => {
  for (const file of tableFiles) {
    for (const { about, script, said } of rowsOf(file)) {
      it(`${about}: ${script}`, () => assert.equal(saidOf(script), said));
    }
  }
});
