import { proseDialect } from "../expression/dialect";
import { language } from "../expression/language";

export const markdown = language({
  ids: { markdown: "md", quarto: "qmd", juliamarkdown: "jmd" },
  quotes: "",
  brackets: "[({",
  isData: true,
  isProse: true,
  tables: "bars",
  dialect: proseDialect,
});
