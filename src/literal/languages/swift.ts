import { plainTypes, typedDialect } from "../expression/dialect";
import { numbers, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { comments } from "../text/lexis";

export const swift = language({
  ids: { swift: "swift" },
  ...comments.slashes,
  quotes: '"',
  tripleQuotes: true,
  dottedWords: true,
  dialect: typedDialect({
    // `1 / 3` is a Double where one is asked for, else 0.
    division: "unknown",
    typeRules: { ...plainTypes, wideInts: true, wholesForFloats: true, tellsRank: false },
  }),
  functions: new Map([...numbers, ...within("Foundation", numbers)]),
});
