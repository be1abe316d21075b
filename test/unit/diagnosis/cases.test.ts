import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../src/check";

/** The scripts of test/python/answers, whose values and fixes are run under torch there. */
const PRELUDE = "import torch, torch.nn as nn, torch.nn.functional as F, numpy as np\n";

describe("verdict and cause of scripts around one loss call", () => {
  const text = ["cases.txt", "more.txt", "variants.txt"]
    .map((file) => readFileSync(join(__dirname, "..", "..", "python", "answers", file), "utf8"))
    .join("\n");
  const blocks = text.split(/^== /m).filter((block) => /^.*: (?:right|wrong|raises|unsure)/.test(block));
  for (const block of blocks) {
    const [head, ...lines] = block.split("\n");
    const [, name, verdict, cause] = /^(.*): (right|wrong|raises|unsure)(?: ([\w-]+))?$/.exec(head) ?? [];
    it(name, () => {
      const call = check(PRELUDE + lines.join("\n"), "python").calls.at(-1);
      assert.equal(`${call?.verdict} ${call?.cause}`, `${verdict} ${cause ?? null}`, call?.message);
      for (const fix of call?.fixes ?? []) assert.notEqual(fix.verdict, "wrong");
    });
  }
});
