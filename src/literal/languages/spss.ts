import { language } from "../expression/language";
import { braceLanguage, braceMatrices } from "./braceMatrices";

/** The matrices of SPSS: `{1, 2; 3, 4}`. */
export const spss = language({
  ids: { spss: "sps spss" },
  ...braceLanguage,
  rewritten: (text) => braceMatrices(text, spss, ";"),
});
