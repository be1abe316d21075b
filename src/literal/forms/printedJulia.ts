import * as l10n from "@vscode/l10n";
import { typeInfo } from "../expression/types";
import { julia } from "../languages/julia";
import { Refused } from "../refused";
import { readExpression } from "./expressionForm";
import { readFrame } from "./frame";
import { type PrintedForm, pagesLiteral } from "./printedForm";
import { type PageRules, readPages } from "./printedPages";

const juliaHead = /^\s*(?:julia>[^\n]*\n\s*)?(?:(\d+)-element|((?:\d+×)+\d+)) ([^\n]*):[ \t]*\n/;

/** `2×3 Matrix{Float64}:` and the rows, which are the only ones that say how large they are. */
export const juliaPrinted: PrintedForm = {
  matches: (text) => juliaHead.test(text),
  read: (text) => {
    const head = juliaHead.exec(text);
    const body = head?.[0].length ?? 0;
    // A vector of vectors, one to a line.
    if (/^\s*\[(?!:)/.test(text.slice(body, body + 100)))
      return readExpression(" ".repeat(body) + text.slice(body), julia);
    const kind = head?.[3] ?? "";
    const rules: PageRules = { page: /^\s*\[:, :, ([\d, ]+)\]\s*=\s*$/, elided: /[⋮⋱…⋯]/, tool: "julia" };
    // Diagonal and triangular matrices print a dot where nothing is stored.
    const isSparse = /Diagonal|Triangular|Symmetric|Hermitian|Sparse/.test(kind);
    const pages = readPages(isSparse ? text.replaceAll("⋅", "0") : text, julia, rules, body);
    const type =
      /eltype (\w+)/.exec(kind)?.[1] ??
      /^Bit/.exec(kind)?.[0].replace("Bit", "Bool") ??
      /\{(?:\d+, )?([A-Z]\w*)/.exec(kind)?.[1];
    const result = pagesLiteral(text, pages, {
      vectors: head?.[1] !== undefined,
      dtype: type ? typeInfo(type, julia).dtype : undefined,
    });
    const declared = head?.[1] ? [Number(head[1])] : (head?.[2] ?? "").split("×").map(Number);
    const { shape } = result.tensor;
    if (shape.length !== declared.length || shape.some((size, d) => size !== declared[d])) {
      throw new Refused(
        "ragged",
        pages.start,
        pages.end,
        l10n.t("The values have the shape [{0}], which is not the declared one.", shape.join(", ")),
      );
    }
    return result;
  },
};

const frameHead = /^\s*(?:julia>[^\n]*\n\s*)?\d+×\d+ DataFrame[ \t]*\n/;

/** `2×2 DataFrame` and a table below it, whose first column counts the rows. */
export const juliaFrame: PrintedForm = {
  matches: (text) => frameHead.test(text),
  read: (text) => {
    const head = frameHead.exec(text)?.[0].length ?? 0;
    const body = text
      .slice(head)
      .replace(/^(\s*)Row(?=\s*│)/, "$1   ")
      .replace(/^\s*│[^\n]*(?=\n─)/m, blank)
      .replace(/^[─┼]+$/m, blank)
      .replace(/│/g, " ");
    return readFrame(blank(text.slice(0, head)) + body, julia);
  },
};

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
