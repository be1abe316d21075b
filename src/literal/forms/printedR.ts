import * as l10n from "@vscode/l10n";
import { r } from "../languages/r";
import type { Literal } from "../literal";
import { Refused } from "../refused";
import { type PrintedForm, pagesLiteral } from "./printedForm";
import { type PageRules, readPages } from "./printedPages";
import { tableLiteral } from "./result";

/** `[1] 0.1 0.2` and matrices with `[1,]` in front of their rows, columns in blocks, `, , 1` above each page. */
export const rPrinted: PrintedForm = {
  matches: (text) => {
    const [first = "", second = ""] = text.slice(promptEnd(text), 4000).trimStart().split(/\r?\n/, 2);
    return (
      /^(?:\[1\][ \t](?!\s*[-+*/@%&|]+[ \t])|\[\d+,\][ \t]|, , 1|\[,1\]|\[\[1\]\]$|\$[\w.]+$)/.test(first) ||
      /^\s*\[1,\][ \t]/.test(second)
    );
  },
  read: (all) => {
    const text = " ".repeat(promptEnd(all)) + all.slice(promptEnd(all));
    if (/^\s*(?:\[1\]\s)/.test(text)) return rVector(text);
    if (/^\s*(?:\[\[1\]\]|\$)/.test(text)) return rList(text);
    const rules: PageRules = {
      page: /^, , ([\d, ]+)$/,
      columns: /^\s*(?:\[,\d+\]\s*)+$|^(?!\s*\[\d+,\])\s+[A-Za-z.][^\d[]*(?:\s+[A-Za-z.]\S*)*\s*$/,
      label: /^\s*(?:\[\d+,\]|[A-Za-z.]\S*)/,
      elided: rElided,
      tool: "r",
    };
    return pagesLiteral(text, readPages(text, r, rules), {});
  },
};

/** End of the line at the console that was answered so: `> x`. */
function promptEnd(text: string): number {
  return /^\s*>[ \t][^\n]*\n(?=\s*\[\d+,?\])/.exec(text.slice(0, 400))?.[0].length ?? 0;
}

const rElided = /reached (?:'max'|getOption|max)|omitted \d+/;

function rVector(text: string): Literal {
  const pages = readPages(text, r, { label: /^\s*\[\d+\]/, elided: rElided, tool: "r" });
  const { cells, start, end } = pages;
  const n = cells.elements.count;
  return tableLiteral({
    elements: cells.elements,
    shape: [n],
    span: { offset: start, length: end - start },
    wideFloats: true,
    diagnostics: cells.warnings,
  });
}

function rList(text: string): Literal {
  const pages = readPages(text, r, {
    page: /^(?:\[\[(\d+)\]\]|\$[\w.]+)$/,
    label: /^\s*\[\d+\]/,
    elided: rElided,
    tool: "r",
  });
  const widths = pages.pages.map(({ blocks }) =>
    blocks.flatMap(({ rows }) => rows).reduce((sum, { from, to }) => sum + to - from, 0),
  );
  const ragged = widths.findIndex((width) => width !== widths[0]);
  if (ragged >= 0)
    throw new Refused(
      "ragged",
      pages.start,
      pages.end,
      l10n.t(
        "The list at {0} has {1} elements where those before it have {2}; all must be equally long.",
        `[[${ragged + 1}]]`,
        widths[ragged],
        widths[0],
      ),
    );
  const { cells, start, end } = pages;
  return tableLiteral({
    elements: cells.elements,
    shape: [widths.length, widths[0]],
    span: { offset: start, length: end - start },
    wideFloats: true,
    diagnostics: cells.warnings,
  });
}
