import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve(__dirname, "../../.github/workflows");

describe("workflows", () => {
  for (const name of readdirSync(folder)) {
    it(`${name} names its actions by hash, with the version beside it`, () => {
      const uses = readFileSync(join(folder, name), "utf8").match(/^.*\buses:.*$/gm) ?? [];
      assert.ok(uses.length > 0);
      for (const line of uses) assert.match(line, /^\s+(?:- )?uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });
  }

  it("run on the oldest Node that the package promises", () => {
    const { engines } = JSON.parse(readFileSync(resolve(folder, "../../package.json"), "utf8")) as {
      readonly engines: { readonly node: string };
    };
    const [, oldest] = /^>=(\d+)/.exec(engines.node) ?? [];
    assert.ok(oldest !== undefined);
    const used: readonly string[] = readFileSync(join(folder, "ci.yml"), "utf8").match(/node-version: (\d+)/g) ?? [];
    assert.ok(used.includes(`node-version: ${oldest}`));
  });
});
