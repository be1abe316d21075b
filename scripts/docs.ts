/** Writes the pages that are made from the product itself: `npm run docs`. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { causesPage } from "./causesPage";
import { repository } from "./l10nTexts";

writeFileSync(resolve(repository, "docs/causes.md"), causesPage());
