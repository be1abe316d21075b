import assert from "node:assert/strict";
import { fileProblemText } from "../../../src/render/fileText";
import { bytesInMemory } from "../../../src/sources/byteSource";
import { namesArrays, openArrays } from "../../../src/sources/openArrays";

describe("Files of tables that are left out", () => {
  for (const [name, magic, format] of [
    ["scores.parquet", "PAR1", "Parquet"],
    ["scores.arrow", "ARROW1\0\0", "Arrow"],
    ["scores.feather", "FEA1", "Arrow"],
  ] as const)
    it(`${name} is opened to say so`, () => {
      assert.ok(namesArrays(name));
      const opened = openArrays(bytesInMemory(new TextEncoder().encode(`${magic}${"x".repeat(40)}`)));
      assert.deepEqual(opened, { kind: "notOpened", problem: { kind: "table", format } });
      assert.equal(
        opened.kind === "notOpened" && fileProblemText(opened.problem),
        `${format} files are not read; save the columns as .npy, .npz or .csv`,
      );
    });
});
