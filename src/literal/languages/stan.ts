import { operators, plainTypes, typedDialect } from "../expression/dialect";
import { numbers } from "../expression/functions/collections";
import { language } from "../expression/language";
import { transposition } from "../expression/methods";

/** Arrays in braces, row vectors and matrices in square brackets. */
export const stan = language({
  ids: { stan: "stan" },
  lineComments: ["//", "#"],
  blockComments: [["/*", "*/"]],
  quotes: '"',
  brackets: "{[",
  labelsFrom: 1,
  dialect: typedDialect({
    operators: new Map(Object.entries({ ...operators.comparisons, "+": 10, "-": 10, "*": 11, "/": 11, "^": 14 })),
    meanings: { "^": "**" },
    braces: "list",
    transpose: true,
    typeRules: {
      ...plainTypes,
      own: [[/\b(?:real|row_vector|vector|matrix|simplex|(?:positive_)?ordered)\b/, "float64"]],
    },
  }),
  functions: new Map(numbers),
  methods: transposition,
  // `int<lower=0>`: what a value is held to says nothing of it.
  rewritten: (text) =>
    text.replace(/(?<=\b(?:int|real|vector|matrix))<[^<>\n]{0,200}>/g, (bounds) => " ".repeat(bounds.length)),
});
