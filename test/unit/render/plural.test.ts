import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readBundle, repository, sourceFiles, sourceTexts } from "../../../scripts/l10nTexts";
import { inNumber } from "../../../src/render/plural";
import { pseudoBundle } from "../../pseudo";

const forms = /\{(\d)\|([^{}]*)\}/g;
const isCounted = (text: string) => /\{\d\|/.test(text);

describe("plurals", () => {
  const samples = "mean over {0|# sample|# samples}";

  it("English has one and others", () => {
    const counted = [0, 1, 2, 21].map((count) => inNumber(samples, count));
    assert.deepEqual(counted, [
      "mean over 0 samples",
      "mean over 1 sample",
      "mean over 2 samples",
      "mean over 21 samples",
    ]);
  });

  it("Russian has three forms, by the last digits", () => {
    const text = "{0|# значение|# значения|# значений}";
    // As Unicode's plural rules have it for ru: one, few, many.
    const expected = { one: "значение", few: "значения", many: "значений" } as const;
    const rules = new Intl.PluralRules("ru");
    for (const count of [0, 1, 2, 3, 4, 5, 10, 11, 12, 14, 15, 20, 21, 22, 25, 100, 101, 111, 112, 121, 1002, 1011]) {
      const form = expected[rules.select(count) as keyof typeof expected];
      assert.equal(inNumber(text, count), `${count} ${form}`);
    }
  });

  it("a language without plurals has one form", () => {
    assert.equal(inNumber("{0|# 个样本}的平均值", 1), "1 个样本的平均值");
    assert.equal(inNumber("{0|# 个样本}的平均值", 5), "5 个样本的平均值");
  });

  it("a count is written as it is given, several are told apart, and other braces stay", () => {
    assert.equal(
      inNumber("{1|# value|# values} {0} {x}", 1, { count: 1200, written: "1 200" }),
      "1 200 values {0} {x}",
    );
    assert.equal(inNumber("{3|a|b}", 1), "{3|a|b}");
  });

  it("the pseudo-language counts, too, and is seen in every form", () => {
    const pseudo = pseudoBundle();
    const counted = sourceTexts().filter(isCounted);
    assert.ok(counted.length >= 10);
    for (const text of counted) {
      for (const count of [1, 2]) {
        const shown = inNumber(pseudo[text]!, count, count, count);
        assert.doesNotMatch(shown, /\{\d\||[A-Za-z]/, text);
      }
    }
  });

  it("every text with plurals has them in English in two forms, and in each language in as many as it needs", () => {
    const wanted: Readonly<Record<string, number>> = { ru: 3, "zh-cn": 1 };
    const counted = sourceTexts().filter(isCounted);
    for (const text of counted) {
      for (const [, , all] of text.matchAll(forms)) assert.equal(all!.split("|").length, 2, text);
    }
    for (const name of readdirSync(resolve(repository, "l10n")).filter((each) =>
      /^bundle\.l10n\..+\.json$/.test(each),
    )) {
      const language = /^bundle\.l10n\.(.+)\.json$/.exec(name)![1]!;
      const bundle = readBundle(`l10n/${name}`);
      for (const text of counted) {
        for (const [group, index, all] of bundle[text]!.matchAll(forms)) {
          assert.equal(all!.split("|").length, wanted[language], `${name}: ${group}`);
          assert.ok(text.includes(`{${index}|`), `${name}: ${text} does not count by ${index}`);
        }
        const shown = [text, bundle[text]!].map((each) => inNumber(each, 5, 5, 5));
        for (const each of shown) assert.doesNotMatch(each, /\{\d\|/);
      }
    }
  });

  it("every text with plurals is put into its number", () => {
    for (const file of sourceFiles()) {
      const source = readFileSync(resolve(repository, file), "utf8");
      if (/l10n\.t\(\s*"[^"]*\{\d\|/.test(source)) assert.match(source, /\binNumber\(/, file);
    }
  });
});
