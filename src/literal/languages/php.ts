import { dialect, operators } from "../expression/dialect";
import { itemsOf, numbers } from "../expression/functions/collections";
import { language } from "../expression/language";

export const php = language({
  ids: { php: "php" },
  lineComments: ["//", "#"],
  blockComments: [["/*", "*/"]],
  brackets: "[",
  octal: true,
  dialect: dialect(
    { ...operators.c, "**": 14 },
    {
      division: "rational",
      wholeRemainders: true,
      wideFloats: true,
      designator: /(\d{1,9})\s*=>/y,
      countingKeys: true,
    },
  ),
  functions: new Map([["array", itemsOf(undefined)], ...numbers]),
});
