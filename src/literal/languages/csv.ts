import { proseDialect } from "../expression/dialect";
import { language } from "../expression/language";
import { comments } from "../text/lexis";
import { missing } from "../text/words";

/** Tables in files of their own. */
export const csv = language({
  ids: { csv: "csv", tsv: "tsv" },
  ...comments.hash,
  quotes: '"',
  brackets: "[({",
  isData: true,
  constants: new Map(missing),
  tables: "file",
  dialect: proseDialect,
});
