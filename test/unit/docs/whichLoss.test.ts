import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { repository } from "../../../scripts/l10nTexts";
import { check } from "../../../src/check";

describe("docs/which-loss.md", () => {
  const page = readFileSync(resolve(repository, "docs/which-loss.md"), "utf8");
  const programs = Array.from(page.matchAll(/```python\n(.*?)```/gs), ([, program]) => program);

  it("recommends programs", () => {
    assert.ok(programs.length >= 13, `${programs.length} programs`);
  });

  for (const [i, program] of programs.entries()) {
    it(`program ${i + 1} is right to the product, too`, () => {
      const { calls } = check(`import torch\nfrom torch import nn\n${program}`, "python");
      assert.deepEqual(
        calls.map(({ verdict }) => verdict),
        ["right"],
      );
    });
  }
});
