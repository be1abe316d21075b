import * as l10n from "@vscode/l10n";
import type { DType } from "../../engine/tensor";
import { typeInfo } from "../expression/types";
import type { Literal, Unreadable } from "../literal";
import { Refused } from "../refused";
import { lexisOfFamily } from "../text/lexis";
import { readExpression } from "./expressionForm";
import { assemble, type PageRules, type Pages, readPages } from "./printedPages";
import { tableLiteral } from "./result";

/** A tool's way to print arrays: what gives it away, and how it is read. */
export interface PrintedForm {
  readonly matches: (text: string) => boolean;
  readonly read: (text: string) => Literal | Unreadable;
}

function literal(
  text: string,
  pages: Pages,
  options: {
    pagesFirst?: boolean;
    vectors?: boolean;
    dtype?: DType | undefined;
    name?: string | undefined;
    wideFloats?: boolean;
  },
): Literal {
  const { shape, order } = assemble(pages, options.pagesFirst ?? false);
  if (order.length === 0) throw new Refused("not-an-array", 0, text.length, l10n.t("There are no values here."));
  const { cells, start, end, scale } = pages;
  return tableLiteral({
    elements: cells.elements,
    shape: options.vectors && shape.length === 2 && shape[1] === 1 ? [shape[0]] : shape,
    order,
    span: { offset: start, length: end - start },
    scale,
    name: options.name,
    dtype: options.dtype,
    wideFloats: options.wideFloats ?? true,
    diagnostics: cells.warnings,
  });
}

/** `[1] 0.1 0.2` and matrices with `[1,]` in front of their rows, columns in blocks, `, , 1` above each page. */
const r: PrintedForm = {
  matches: (text) => {
    const [first = "", second = ""] = text.trimStart().slice(0, 4000).split(/\r?\n/, 2);
    return /^(?:\[1\][ \t]|\[\d+,\][ \t]|, , 1|\[,1\]|\[\[1\]\]$)/.test(first) || /^\s*\[1,\][ \t]/.test(second);
  },
  read: (text) => {
    if (/^\s*(?:\[1\]\s)/.test(text)) return rVector(text);
    if (/^\s*\[\[1\]\]/.test(text)) return rList(text);
    const rules: PageRules = {
      page: /^, , ([\d, ]+)$/,
      columns: /^\s*(?:\[,\d+\]\s*)+$|^(?!\s*\[\d+,\])\s+[A-Za-z.][^\d[]*(?:\s+[A-Za-z.]\S*)*\s*$/,
      label: /^\s*(?:\[\d+,\]|[A-Za-z.]\S*)/,
      elided: rElided,
      tool: "r",
    };
    return literal(text, readPages(text, "r", rules), {});
  },
};

const rElided = /reached (?:'max'|getOption|max)|omitted \d+/;

function rVector(text: string): Literal {
  const pages = readPages(text, "r", { label: /^\s*\[\d+\]/, elided: rElided, tool: "r" });
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
  const pages = readPages(text, "r", { page: /^\[\[(\d+)\]\]$/, label: /^\s*\[\d+\]/, elided: rElided, tool: "r" });
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

const factor = /^\s*([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)\s*\*\s*$/;
const matlabColumns = /^\s*Columns?\s+\d+(?:\s+(?:through|to|and)\s+\d+)?:?\s*$/;

const matlabHead =
  /^\s*(?:>> ?[^\n]*\n\s*)?(?:[A-Za-z]\w*(?:\(:,:,[\d,]+\))?[ \t]*=[ \t]*\r?\n\s*(?:ans\(:,:,[\d,]+\)\s*=\s*\n\s*)?[-+.\dNICDP]|Columns?\s+1\s+(?:through|to|and)\b|[\d.]+e[+-]\d+\s*\*\s*\n)/;

/** `x =`, a blank line, rows; `Columns 1 through 8`, a common factor, `(:,:,1) =` above each page. */
const matlab: PrintedForm = {
  matches: (text) => matlabHead.test(text.slice(0, 4000)),
  read: (text) => {
    const head = /^\s*(?:>> ?[^\n]*\n\s*)?([A-Za-z]\w*)(?:\(:,:,[\d,]+\))?\s*=/.exec(text);
    const kind = /^\s*\d+(?:[×x]\d+)+ (\w+) /m.exec(text.slice(0, 400))?.[1];
    const rules: PageRules = {
      page: /^\s*\w*\(:,:,([\d,]+)\)\s*=\s*$/,
      columns: matlabColumns,
      ignored: /^\s*(?:>>.*|\w+\s*=|Diagonal Matrix|Permutation Matrix|\d+(?:[×x]\d+)+\s.*)\s*$/,
      scale: factor,
    };
    const pages = readPages(text, "matlab", rules);
    return literal(text, pages, { name: head?.[1], dtype: kind ? typeInfo(kind, "matlab").dtype : undefined });
  },
};

const juliaHead = /^\s*(?:julia>[^\n]*\n\s*)?(?:(\d+)-element|((?:\d+×)+\d+)) ([^\n]*):[ \t]*\n/;

/** `2×3 Matrix{Float64}:` and the rows, which are the only ones that say how large they are. */
const julia: PrintedForm = {
  matches: (text) => juliaHead.test(text),
  read: (text) => {
    const head = juliaHead.exec(text);
    const body = head?.[0].length ?? 0;
    // A vector of vectors, one to a line.
    if (/^\s*\[(?!:)/.test(text.slice(body, body + 100)))
      return readExpression(" ".repeat(body) + text.slice(body), lexisOfFamily("julia"));
    const rules: PageRules = { page: /^\s*\[:, :, ([\d, ]+)\]\s*=\s*$/, elided: /[⋮⋱…⋯]/, tool: "julia" };
    const pages = readPages(text, "julia", rules, head?.[0].length ?? 0);
    const type = /\{([A-Z]\w*)/.exec(head?.[3] ?? "")?.[1] ?? /eltype (\w+)/.exec(head?.[3] ?? "")?.[1];
    const result = literal(text, pages, {
      vectors: head?.[1] !== undefined,
      dtype: type ? typeInfo(type, "julia").dtype : undefined,
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

const libtorchFoot =
  /\[\s*(?:\w*?(Float|Double|Half|BFloat16|Long|Int|Short|Char|Byte|Bool)Type\s*\{[\d, ]*\}|torch\.\w*?(Float|Double|Half|Long|Int|Short|Char|Byte|Bool)?Tensor of size [\dx]+[^\]]*)\s*\]\s*$/;

/** libtorch, and torch before 0.4: rows without brackets, a type below them, `(1,.,.) =` above each page. */
const libtorch: PrintedForm = {
  matches: (text) => libtorchFoot.test(text.slice(-200)),
  read: (text) => {
    const tail = Math.max(0, text.length - 200);
    const foot = libtorchFoot.exec(text.slice(tail));
    const body = text.slice(0, tail + (foot?.index ?? 200));
    const rules: PageRules = {
      page: /^\s*\(\s*([\d ,]+?)\s*,\s*\.\s*,\s*\.\s*\)\s*=\s*$/,
      columns: matlabColumns,
      scale: factor,
    };
    const pages = readPages(body, "python", rules);
    const zeroBased = pages.pages[0]?.indices.includes(0);
    const fixed = zeroBased
      ? { ...pages, pages: pages.pages.map((page) => ({ ...page, indices: page.indices.map((i) => i + 1) })) }
      : pages;
    const type = foot?.[1] ?? foot?.[2] ?? "Float";
    const dtype = (
      {
        Float: "float32",
        Double: "float64",
        Half: "float16",
        BFloat16: "bfloat16",
        Long: "int64",
        Int: "int32",
        Short: "int16",
        Char: "int8",
        Byte: "uint8",
        Bool: "bool",
      } as const
    )[type];
    const sizes = (
      /\{([\d, ]*)\}|of size ([\dx]+)/
        .exec(foot?.[0] ?? "")
        ?.slice(1)
        .find(Boolean) ?? ""
    )
      .split(/\D+/)
      .filter(Boolean);
    return {
      ...literal(text, fixed, { pagesFirst: true, vectors: sizes.length === 1, dtype: dtype ?? "float32" }),
      library: "torch",
    };
  },
};

export const printedForms: readonly PrintedForm[] = [libtorch, julia, r, matlab];
