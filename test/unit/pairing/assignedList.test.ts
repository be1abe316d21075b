import assert from "node:assert/strict";
import { assignedList } from "../../../src/pairing/assignedList";

/** `|` is the cursor, `^` the place inside the list. */
const lines: readonly string[] = [
  "sco|res = [^0.1, 0.2",
  "|scores=[^",
  "scores| = [^[0.1], [0.2, 0.3]]",
  "    self.lo|gits  =  [^1, 2",
  "x = 1; y|1 = [^3",
  "scores = [0.|1, 0.2",
  "sco|res == [0.1",
  "sco|res = f([0.1",
  "sco|res",
  "scores |  = [0.1",
  "|1abc = [0.1",
  "1|abc = [^0.1",
  "|",
];

describe("the list that the name at a cursor is given", () => {
  for (const marked of lines) {
    it(marked, () => {
      const plain = marked.replace("^", "");
      const inside = marked.replace("|", "").indexOf("^");
      const found = assignedList(plain.replace("|", ""), plain.indexOf("|"));
      assert.equal(found, inside === -1 ? undefined : inside);
    });
  }
});
