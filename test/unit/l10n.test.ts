import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import manifest from "../../package.json";
import { readBundle, repository, sourceFiles, sourceTexts } from "../../scripts/l10nTexts";

const TODO =
  "run `npm run l10n`, then fill in the empty translations in l10n/bundle.l10n.*.json (words: l10n/README.md)";

/** Fields of the manifest that are shown to people. */
const humanFields =
  /^(?:title|displayName|description|markdownDescription|label|(?:markdownE|e)numDescriptions|(?:markdownD|d)eprecationMessage|enumItemLabels|userDescription|altText|shortTitle|contents)$/;

/** The name and the text of each button that has both: who speaks to it says what is seen. */
function labelledButtons(): readonly (readonly [label: string, seen: string])[] {
  const button = /aria-label=\{l10n\.t\("([^"]+)"[^}]*\}[^<]{0,300}?>\s*\{l10n\.t\("([^"]+)"\)\}/g;
  const found = sourceFiles().flatMap((file) =>
    Array.from(
      readFileSync(resolve(repository, file), "utf8").matchAll(button),
      ([, label, seen]) => [label, seen] as const,
    ),
  );
  assert.ok(found.length > 0);
  return found;
}

describe("texts for people", () => {
  const used = sourceTexts();

  it("are all in the English bundle, and nothing else is", () => {
    const bundle = readBundle("l10n/bundle.l10n.json");
    assert.deepEqual(Object.keys(bundle).sort(), used, `l10n/bundle.l10n.json is not in step with src: ${TODO}`);
    assert.deepEqual(Object.values(bundle), Object.keys(bundle));
  });

  it("have their numbers in one notation, whatever the language of the machine", () => {
    const guilty = sourceFiles().filter((file) =>
      /toLocale|\bIntl\b/.test(readFileSync(resolve(repository, file), "utf8")),
    );
    assert.deepEqual(guilty, [], "use render/numbers.ts: people compare these numbers with what they printed");
  });

  for (const name of readdirSync(resolve(repository, "l10n")).filter((each) => /^bundle\.l10n\..+\.json$/.test(each))) {
    it(`are all translated in ${name}, with the same placeholders, icons and links`, () => {
      const bundle = readBundle(`l10n/${name}`);
      assert.deepEqual(Object.keys(bundle).sort(), used, `l10n/${name} is not in step with src: ${TODO}`);
      const empty = used.filter((text) => bundle[text].trim() === "");
      assert.deepEqual(empty, [], `texts without a translation: ${TODO}`);
      for (const text of used) assertSameMarks(text, bundle[text]);
    });

    it(`have what is seen of a button in its name for assistive technology in ${name}`, () => {
      const bundle = readBundle(`l10n/${name}`);
      for (const [label, seen] of labelledButtons()) assert.ok(bundle[label].includes(bundle[seen]), bundle[label]);
    });
  }
});

describe("texts of the manifest", () => {
  const english = readBundle("package.nls.json");
  const used = humanTexts(manifest).map(({ value }) => value);

  it("all come from package.nls.json", () => {
    const written = humanTexts(manifest).filter(
      ({ value }) => !/^%[\w.]+%$/.test(value) && value !== manifest.displayName,
    );
    assert.deepEqual(written, [], "move these into package.nls.json and its translations, and write %key% here");
    const keys = used.filter((value) => value.startsWith("%")).map((value) => value.slice(1, -1));
    assert.deepEqual(Object.keys(english).sort(), [...new Set(keys)].sort(), "keys of package.nls.json");
  });

  for (const name of readdirSync(repository).filter((each) => /^package\.nls\..+\.json$/.test(each))) {
    it(`are all translated in ${name}`, () => {
      const translated = readBundle(name);
      assert.deepEqual(Object.keys(translated).sort(), Object.keys(english).sort(), `keys of ${name}`);
      for (const [key, text] of Object.entries(english)) {
        assert.notEqual(translated[key].trim(), "", `${name}: ${key}`);
        assertSameMarks(text, translated[key]);
      }
    });
  }
});

/** What a translation must keep: placeholders, codicons, targets of links, code. */
function assertSameMarks(text: string, translation: string): void {
  for (const mark of [/\{\d+\}/g, /\$\([\w-]+\)/g, /\]\([^)]*\)/g, /`[^`]*`/g]) {
    const marks = (of: string) => [...new Set(of.match(mark) ?? [])].sort();
    assert.deepEqual(marks(translation), marks(text), `marks of “${translation}”, for “${text}”`);
  }
}

/** Every text of the manifest that VS Code or a marketplace shows to people, with where it stands. */
function humanTexts(node: unknown, path = ""): readonly { readonly path: string; readonly value: string }[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    // What a language model reads is no text for people.
    if (key === "inputSchema") return [];
    const place = `${path}.${key}`;
    if (!humanFields.test(key)) return humanTexts(value, place);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((each) => typeof each === "string").map((each) => ({ path: place, value: each }));
  });
}
