import assert from "node:assert/strict";
import { linkedPlace, linkQuery } from "../../../src/host/placeLink";

describe("a link to a place", () => {
  for (const place of [
    { file: "train.py", cell: undefined, line: 6, column: 8 },
    { file: "src/мой файл & co=1#?.py", cell: undefined, line: 1, column: 1 },
    { file: "lesson.ipynb", cell: 3, line: 2, column: 5 },
  ]) {
    it(`leads back to it: ${place.file}`, () => assert.deepEqual(linkedPlace("/open", linkQuery(place)), place));
  }

  for (const file of [
    "../secret.py",
    "/etc/passwd",
    "a/../../b.py",
    "a//b",
    "C:\\x.py",
    "c:/x.py",
    "..",
    "",
    "a\0b",
    "./a",
  ]) {
    it(`leads nowhere outside of the workspace: ${JSON.stringify(file)}`, () =>
      assert.equal(linkedPlace("/open", `file=${encodeURIComponent(file)}&line=1`), undefined));
  }

  it("is none of ours by another path, and none that is endless", () => {
    assert.equal(linkedPlace("/run", "file=a.py&line=1"), undefined);
    assert.equal(linkedPlace("/open", `file=${"a".repeat(5000)}`), undefined);
  });

  it("goes to the beginning where its line is no number", () => {
    for (const line of ["-1", "0", "1e9", "NaN", "99999999999", "%00"]) {
      assert.deepEqual(linkedPlace("/open", `file=a.py&line=${line}&column=x&cell=`), {
        ...{ file: "a.py", cell: undefined, line: 1, column: 1 },
      });
    }
  });
});
