import { dialect, operators, plainTypes } from "../expression/dialect";
import { juliaFunctions } from "../expression/functions/matrixLanguages";
import { language } from "../expression/language";
import { transposition } from "../expression/methods";
import { words } from "../text/words";

export const julia = language({
  ids: { julia: "jl" },
  lineComments: ["#"],
  blockComments: [["#=", "=#"]],
  quotes: '"',
  tripleQuotes: true,
  semicolons: true,
  vectors: "columns",
  typedBrackets: true,
  constants: new Map([
    ["pi", words.pi],
    ["π", words.pi],
  ]),
  printedBy: "julia",
  labelsFrom: 1,
  dialect: dialect(
    { ...operators.matlab, "=>": 1, "//": 13, "÷": 11, "%": 11, ".+": 10, ".-": 10, "|": 10, "&": 11 },
    {
      meanings: { "^": "**", "~=": "!=", "//": "/" },
      matrix: true,
      transpose: true,
      wideFloats: true,
      columnMajor: true,
      symbols: true,
      typeRules: { ...plainTypes, wideInts: true, wholesForFloats: true },
    },
  ),
  functions: juliaFunctions,
  methods: transposition,
});
