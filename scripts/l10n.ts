/**
 * Brings l10n/ in step with the sources: `npm run l10n`. bundle.l10n.json gets every text of src; in the bundle of each language a text
 * without a translation is listed and kept as "", to be filled in, and translations no longer used are dropped and listed.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Bundle, readBundle, repository, sourceTexts } from "./l10nTexts";

const texts = sourceTexts();
write("l10n/bundle.l10n.json", Object.fromEntries(texts.map((text) => [text, text])));

let missing = 0;
for (const name of readdirSync(resolve(repository, "l10n")).filter((each) => /^bundle\.l10n\..+\.json$/.test(each))) {
  const path = `l10n/${name}`;
  const before = readBundle(path);
  const after = Object.fromEntries(texts.map((text) => [text, before[text] ?? ""]));
  for (const [text, translation] of Object.entries(before)) {
    if (!(text in after)) console.log(`${path}: dropped ${JSON.stringify(text)}: ${JSON.stringify(translation)}`);
  }
  for (const text of texts.filter((each) => after[each] === "")) {
    console.log(`${path}: to translate ${JSON.stringify(text)}`);
    missing++;
  }
  write(path, after);
}
console.log(`${texts.length} texts, ${missing} to translate`);

function write(path: string, bundle: Bundle): void {
  writeFileSync(resolve(repository, path), `${JSON.stringify(bundle, null, 2)}\n`);
}
