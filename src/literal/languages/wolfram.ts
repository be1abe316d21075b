import { dialect, operators } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { around } from "../expression/functions/collections";
import { elementwise } from "../expression/functions/math";
import { language } from "../expression/language";
import { words } from "../text/words";

/** The language of Mathematica: lists in braces, arguments in square brackets. */
export const wolfram = language({
  ids: { wolfram: "wl wls", mathematica: "" },
  blockComments: [["(*", "*)"]],
  quotes: '"',
  brackets: "{",
  blanks: false,
  constants: new Map([
    ["Indeterminate", words.nan],
    ["Pi", words.pi],
    ["E", words.e],
  ]),
  labelsFrom: 1,
  dialect: dialect(
    { ...operators.comparisons, "+": 10, "-": 10, "*": 11, "/": 11, "^": 14 },
    { meanings: { "^": "**" }, division: "rational", braces: "list", wideFloats: true },
  ),
  functions: new Map([
    ...named("N[] Normal[]", around(undefined)),
    ["Log[]", elementwise("numpy.log")],
    ["Sqrt[]", elementwise("numpy.sqrt")],
    ["Exp[]", elementwise("numpy.exp")],
  ]),
});
