import { dialect, operators } from "../expression/dialect";
import { matlabFunctions } from "../expression/functions/matrixLanguages";
import { language } from "../expression/language";
import { transposition } from "../expression/methods";
import { words } from "../text/words";

export const matlab = language({
  ids: { matlab: "m", octave: "" },
  lineComments: ["#", "%"],
  continuation: "...",
  quotes: '"',
  brackets: "[({",
  tuples: false,
  semicolons: true,
  vectors: "rows",
  constants: new Map([
    ["pi", words.pi],
    ["π", words.pi],
  ]),
  labelsFrom: 1,
  sign: /\[[^\][]*;[^\][]*\]/,
  dialect: dialect(operators.matlab, {
    meanings: { "^": "**", "~=": "!=" },
    leftPowers: true,
    braces: "list",
    matrix: true,
    transpose: true,
    wideFloats: true,
    columnMajor: true,
  }),
  functions: matlabFunctions,
  methods: transposition,
});
