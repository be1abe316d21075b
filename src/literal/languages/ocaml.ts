import { dialect, operators } from "../expression/dialect";
import { numbers } from "../expression/functions/collections";
import { language } from "../expression/language";
import { words } from "../text/words";
import { semicolonLists } from "./semicolonLists";

export const ocaml = language({
  ids: { ocaml: "ml mli", "ocaml.interface": "" },
  blockComments: [["(*", "*)"]],
  quotes: '"',
  applied:
    /(?:^|[^\w'.])(?!(?:in|of|then|else|do|return|where|with|when|yield|begin|fun|let|not)\b)[A-Za-z_][\w'.]{0,60}[ \t]{1,20}$/,
  brackets: "[(",
  semicolons: true,
  blanks: false,
  constants: new Map([
    ["neg_infinity", words.negativeInfinity],
    ["Float.neg_infinity", words.negativeInfinity],
  ]),
  dialect: dialect(
    { ...operators.c, "+.": 10, "-.": 10, "*.": 11, "/.": 11, "**": 14 },
    {
      meanings: { "+.": "+", "-.": "-", "*.": "*", "/.": "/" },
      // -2. ** 2. is 4.
      unary: 15,
      division: "truncated",
      wideFloats: true,
    },
  ),
  functions: new Map(numbers),
  rewritten: (text) => semicolonLists(text, ocaml),
});
