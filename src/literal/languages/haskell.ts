import { dialect, operators } from "../expression/dialect";
import { language } from "../expression/language";

export const haskell = language({
  ids: { haskell: "hs" },
  lineComments: ["--"],
  blockComments: [["{-", "-}"]],
  quotes: '"',
  applied:
    /(?:^|[^\w'.])(?!(?:in|of|then|else|do|return|where|with|when|yield|begin|fun|let|not)\b)[A-Za-z_][\w'.]{0,60}[ \t]{1,20}$/,
  brackets: "[(",
  blanks: false,
  dialect: dialect(
    { ...operators.comparisons, "/=": 5, "+": 10, "-": 10, "*": 11, "/": 11, "^": 14, "**": 14 },
    { meanings: { "^": "**", "/=": "!=" }, wideFloats: true },
  ),
  functions: new Map(),
});
