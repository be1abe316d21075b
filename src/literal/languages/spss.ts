import { dialect, operators } from "../expression/dialect";
import { language } from "../expression/language";
import { braceMatrices } from "./braceMatrices";

/** The matrices of SPSS: `{1, 2; 3, 4}`. */
export const spss = language({
  ids: { spss: "sps spss" },
  blockComments: [["/*", "*/"]],
  brackets: "{[",
  semicolons: true,
  vectors: "rows",
  labelsFrom: 1,
  dialect: dialect(
    { ...operators.comparisons, ...operators.arithmetic },
    {
      braces: "list",
      matrix: true,
      wideFloats: true,
      columnMajor: true,
    },
  ),
  functions: new Map(),
  rewritten: (text) => braceMatrices(text, spss, ";"),
});
