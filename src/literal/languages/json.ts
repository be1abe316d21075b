import { javascriptDialect } from "../expression/dialect";
import { language } from "../expression/language";
import { comments } from "../text/lexis";

export const json = language({
  ids: { json: "json", jsonc: "jsonc", json5: "json5", jsonl: "jsonl ndjson", snippets: "" },
  ...comments.slashes,
  brackets: "[",
  isData: true,
  dialect: javascriptDialect,
});
