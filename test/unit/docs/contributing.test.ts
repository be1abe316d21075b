import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { repository } from "../../../scripts/l10nTexts";

const pages = [
  "README.md",
  "README.ru.md",
  "CONTRIBUTING.md",
  "SUPPORT.md",
  "SECURITY.md",
  "FEATURES.md",
  ...readdirSync(resolve(repository, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** What stands for something to be chosen. */
const placeholder = /your[A-Z]|LANGUAGE|PATH/;

describe("the pages for people", () => {
  for (const page of pages) {
    const text = readFileSync(resolve(repository, page), "utf8");

    it(`${page} links to what is there`, () => {
      const links = Array.from(
        text.matchAll(/\]\((?!https?:|#|command:)([^)#\s]+)(?:#[^)\s]*)?\)/g),
        ([, link]) => link!,
      );
      assert.deepEqual(
        links.filter((link) => !existsSync(resolve(repository, dirname(page), link))),
        [],
      );
    });
  }

  const contributing = readFileSync(resolve(repository, "CONTRIBUTING.md"), "utf8");

  it("CONTRIBUTING.md names files and folders that are there", () => {
    const names = Array.from(
      contributing.matchAll(/`((?:src|test|docs|scripts|media|l10n)\/[\w./-]*)`/g),
      ([, name]) => name!,
    );
    assert.ok(names.length > 40, `${names.length} names`);
    assert.deepEqual(
      names.filter((name) => !placeholder.test(name) && !existsSync(resolve(repository, name))),
      [],
    );
  });

  it("CONTRIBUTING.md names scripts that npm has", () => {
    const { scripts } = JSON.parse(readFileSync(resolve(repository, "package.json"), "utf8"));
    const names = Array.from(
      contributing.matchAll(/npm (?:run )?((?:test|lint|docs|l10n|bench|start)(?::\w+)?)\b/g),
      ([, name]) => name!,
    );
    assert.ok(names.length > 8);
    assert.deepEqual(
      names.filter((name) => !(name in scripts)),
      [],
    );
  });
});
