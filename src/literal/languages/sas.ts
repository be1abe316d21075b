import { language } from "../expression/language";
import { braceLanguage, braceMatrices } from "./braceMatrices";

/** The matrices of SAS/IML: `{1 2, 3 4}`. */
export const sas = language({
  ids: { sas: "sas" },
  ...braceLanguage,
  sign: /\{\s{0,40}[-+.\d][-+.\de]{0,30}\s{1,40}[-+.\d][^{},;()=]{0,2000},[^{},;()=]{0,2000}[,}]/,
  rewritten: (text) => braceMatrices(text, sas, ","),
});
