import { dialect, operators } from "../expression/dialect";
import { rFunctions } from "../expression/functions/r";
import { language } from "../expression/language";
import { comments } from "../text/lexis";
import { missing, words } from "../text/words";

export const r = language({
  ids: { r: "r", rmd: "rmd" },
  ...comments.hash,
  brackets: "(",
  tuples: false,
  constants: new Map([...missing, ["T", words.true], ["F", words.false], ["pi", words.pi]]),
  printedBy: "r",
  labelsFrom: 1,
  sign: /(?:^|[\s=(,-])(?:c|matrix(?!\s*\(\s*\[)|structure|rbind|cbind)\s*\(|<-\s/,
  dialect: dialect(
    {
      ...operators.comparisons,
      ...{
        "|": 2,
        "&": 3,
        "+": 9,
        "-": 9,
        "*": 10,
        "/": 10,
        "%%": 11,
        "%/%": 11,
        "%*%": 11,
        ":": 12,
        "^": 14,
        "**": 14,
      },
    },
    {
      meanings: { "^": "**", "%/%": "//" },
      unary: 13,
      wideFloats: true,
      columnMajor: true,
      arrowAssigns: true,
      countsDown: true,
    },
  ),
  functions: rFunctions,
});
