import { plainTypes, typedDialect } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { infinite, notANumber, sizesFirst, upper, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { comments } from "../text/lexis";

export const go = language({
  ids: { go: "go" },
  ...comments.slashes,
  quotes: '"',
  backQuotes: true,
  brackets: "{[",
  zeroFill: true,
  octal: true,
  sign: /\[\d*\](?:\[\d*\])*(?:float|int)\d*\{/,
  dialect: typedDialect({
    braces: "list",
    types: true,
    designator: /(\d{1,9})\s*:(?!=)/y,
    typeRules: { ...plainTypes, wideInts: true, wholesForFloats: true, nameFirst: true },
  }),
  functions: new Map([
    ["math.Inf", infinite],
    ["math.NaN", notANumber],
    ...named("mat.NewDense mat.NewVecDense", sizesFirst),
    ...within("math", upper),
  ]),
});
