/** Writes the pages that are made from the product itself: `npm run docs`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { causesPage } from "./causesPage";
import { repository } from "./l10nTexts";
import { libraryPage } from "./libraryPage";
import { schemaFiles } from "./schemas";

const pages = new Map([
  ["docs/causes.md", causesPage()],
  ["docs/library-reference.md", libraryPage()],
  ...schemaFiles(),
]);
for (const [path, text] of pages) {
  const file = resolve(repository, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
