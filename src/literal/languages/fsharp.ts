import { dialect, operators } from "../expression/dialect";
import { numbers } from "../expression/functions/collections";
import { language } from "../expression/language";
import { semicolonLists } from "./semicolonLists";

export const fsharp = language({
  ids: { fsharp: "fs fsx fsi" },
  lineComments: ["//"],
  blockComments: [["(*", "*)"]],
  quotes: '"',
  applied:
    /(?:^|[^\w'.])(?!(?:in|of|then|else|do|return|where|with|when|yield|begin|fun|let|not)\b)[A-Za-z_][\w'.]{0,60}[ \t]{1,20}$/,
  tripleQuotes: true,
  brackets: "[(",
  semicolons: true,
  blanks: false,
  dialect: dialect({ ...operators.c, "**": 14 }, { unary: 15, division: "truncated", wideFloats: true }),
  functions: new Map(numbers),
  rewritten: (text) => semicolonLists(text, fsharp, true),
});
