import { proseDialect } from "../expression/dialect";
import { language } from "../expression/language";
import { missing } from "../text/words";

/** Text of no known language: logs, what was printed, anything else. */
export const text = language({
  ids: {},
  lineComments: ["#", "//"],
  blockComments: [["/*", "*/"]],
  brackets: "[({",
  isData: true,
  isProse: true,
  wordySigns: true,
  dottedWords: true,
  constants: new Map(missing),
  printedBy: "pythonic",
  tables: "numbers",
  dialect: proseDialect,
});
