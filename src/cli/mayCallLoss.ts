import { frameworkLosses } from "../frameworks/frameworkLosses";
import { borrowed } from "../python/library/nn/losses/borrowed";
import { lossTable } from "../python/library/nn/losses/table";

/** Which files hold no loss call whatever their code does, and need not be read: eight of ten of a project. */

let names: RegExp | undefined;

/** The last names of all losses that are known: code has them in its call, or where it imports them. */
function lossNames(): RegExp {
  if (names !== undefined) return names;
  const torch = Object.entries(lossTable).map(
    ([name, { functionNames, otherModules = "" }]) => `${name} ${functionNames} ${otherModules}`,
  );
  const elsewhere = borrowed.map((row) => `${row.function?.names ?? ""} ${row.module?.names ?? ""}`);
  const others = frameworkLosses.map(({ functions, form }) => `${functions} ${form?.names ?? ""}`);
  const last = [...torch, ...elsewhere, ...others].flatMap((paths) =>
    paths.split(/\s+/).map((path) => path.slice(path.lastIndexOf(".") + 1)),
  );
  names = new RegExp(`\\b(?:${[...new Set(last)].filter((name) => name !== "").join("|")})\\b`);
  return names;
}

/** A logarithm that is neither Python's own nor a logger's, and something that is taken together: a cross-entropy may be written out. */
const logarithm = /(?<!\bmath\.)\b(?:log(?:2|10|1p|_?softmax|_?sigmoid)?|xlogy|rel_entr)\((?!\s*\\?["'f])/;
const together = /\b(?:sum|mean|average)\b/;

/** What is divided, taken together or cut off under the name of a loss or an overlap, and what is taken from 1: other losses written out. */
function computes(text: string): boolean {
  if (/\breturn 1(?:\.0?)? ?- /i.test(text)) return true;
  return [...text.matchAll(/\w ?=(?!=)/g)].some(({ 0: { length }, index }) => {
    const [name] = text
      .slice(Math.max(0, index - 60), index + 1)
      .split(/\W/)
      .slice(-1);
    if (!/loss|dice|tversky|jaccard|iou/i.test(name)) return false;
    const [line] = text.slice(index + length, index + length + 300).split("\n", 1);
    return /[)\]] ?\//.test(line) || gathered.test(line);
  });
}

const gathered = /\b(?:sum|mean|average|maximum|max|min|clamp|clip|relu)\(/i;

/** A model that is told its loss by a word or that computes it of its labels, and a booster that is told what to lower. */
const compiled = /\bcompile\(/;
const keras = /\b(?:keras|tensorflow)\b/;
const labelled = /\blabels["']?\s*[=:]/;
const headed = /For[A-Z]\w|\bproblem_type\b/;
const boosted = /\b(?:xgboost|lightgbm)\b/;

export function mayCallLoss(text: string): boolean {
  return (
    lossNames().test(text) ||
    (logarithm.test(text) && together.test(text)) ||
    (gathered.test(text) && computes(text)) ||
    (compiled.test(text) && keras.test(text)) ||
    (labelled.test(text) && headed.test(text)) ||
    boosted.test(text)
  );
}
