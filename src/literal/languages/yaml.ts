import { javascriptDialect } from "../expression/dialect";
import { language } from "../expression/language";
import { comments } from "../text/lexis";

export const yaml = language({
  ids: { yaml: "yaml yml", dockercompose: "" },
  ...comments.hash,
  brackets: "[",
  isData: true,
  dottedWords: true,
  tables: "items",
  dialect: javascriptDialect,
});
