import { dialect, operators } from "../expression/dialect";
import { language } from "../expression/language";

export const haskell = language({
  ids: { haskell: "hs" },
  lineComments: ["--"],
  blockComments: [["{-", "-}"]],
  quotes: '"',
  brackets: "[(",
  blanks: false,
  dialect: dialect(
    { ...operators.comparisons, "/=": 5, "+": 10, "-": 10, "*": 11, "/": 11, "^": 14, "**": 14 },
    { meanings: { "^": "**", "/=": "!=" }, wideFloats: true },
  ),
  functions: new Map(),
});
