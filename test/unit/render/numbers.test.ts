import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { formatCount } from "../../../src/render/numbers";

describe("numbers", () => {
  it("groups counts by three, the same in every language", () => {
    assert.deepEqual([0, 999, 1000, 100000, 1234567].map(formatCount), [
      "0",
      "999",
      "1\u202f000",
      "100\u202f000",
      "1\u202f234\u202f567",
    ]);
  });

  const code = [
    ...[".squeeze(-1)", "argmax(-1)", ".movedim(-1, 1)", "dim=-1", ".mean(-1)", ".shape[-2:]"],
    ...["x.view(x.size(0), -1)", "[::-1]"],
  ];

  for (const language of ["", ".ru", ".zh-cn"]) {
    it(`in sentences have one minus, and in code that of Python: bundle${language}`, () => {
      const bundle = new URL(`../../../l10n/bundle.l10n${language}.json`, import.meta.url);
      const texts = Object.entries(JSON.parse(readFileSync(bundle, "utf8")) as Record<string, string>).flat();
      const prose = texts.map((text) => code.reduce((rest, part) => rest.replaceAll(part, ""), text));
      assert.ok(texts.length > 2000);
      assert.deepEqual(
        prose.filter((text) => /(?:^|[ (（，、：])-(?:\d|inf)/u.test(text)),
        [],
      );
    });
  }
});
