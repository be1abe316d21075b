import { dialect, operators } from "../expression/dialect";
import { language } from "../expression/language";
import { braceMatrices } from "./braceMatrices";

/** The matrices of SAS/IML: `{1 2, 3 4}`. */
export const sas = language({
  ids: { sas: "sas" },
  blockComments: [["/*", "*/"]],
  brackets: "{[",
  semicolons: true,
  vectors: "rows",
  labelsFrom: 1,
  sign: /\{\s{0,40}[-+.\d][-+.\de]{0,30}\s{1,40}[-+.\d][^{},;()=]{0,2000},[^{},;()=]{0,2000}[,}]/,
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
  rewritten: (text) => braceMatrices(text, sas, ","),
});
