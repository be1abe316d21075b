import { proseDialect } from "../expression/dialect";
import { language } from "../expression/language";

export const latex = language({
  ids: { latex: "tex", tex: "" },
  lineComments: ["%"],
  quotes: "",
  brackets: "[({",
  isData: true,
  isProse: true,
  tables: "environments",
  dialect: proseDialect,
});
