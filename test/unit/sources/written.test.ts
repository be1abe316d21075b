import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differences, type Written } from "../../sources/compare";

const written = readFileSync(join(import.meta.dirname, "../../sources/written.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line): Written => JSON.parse(line));

describe("files as numpy, torch and safetensors write them", () => {
  it("has files of all formats", () => {
    for (const name of ["<f4 (2, 3)", "savez_compressed", "safetensors", "archive: views", "legacy: types"]) {
      assert.ok(
        written.some((each) => each.name === name),
        name,
      );
    }
  });

  for (const each of written) {
    it(`reads what their library reads: ${each.name}`, () => assert.deepEqual(differences(each), []));
  }

  it("reads them in a Buffer of Node's, too, which shares its memory with others", () => {
    for (const each of written)
      assert.deepEqual(
        differences(each, (data) => Buffer.concat([Buffer.from("before"), data]).subarray(6)),
        [],
      );
  });
});
