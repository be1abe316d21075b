import { typeInfo } from "../expression/types";
import { matlab } from "../languages/matlab";
import { python } from "../languages/python";
import { type PrintedForm, pagesLiteral } from "./printedForm";
import { type PageRules, readPages } from "./printedPages";

/** MATLAB and Octave, and libtorch, which print matrices alike. */

const factor = /^\s*([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)\s*\*\s*$/;
const matlabColumns = /^\s*Columns?\s+\d+(?:\s+(?:through|to|and)\s+\d+)?:?\s*$/;

const matlabHead =
  /^\s*(?:>> ?[^\n]*\n\s*)?(?:[A-Za-z]\w*(?:\(:,:,[\d,]+\))?[ \t]*=[ \t]*\r?\n\s*(?:ans\(:,:,[\d,]+\)\s*=\s*\n\s*)?[-+.\dNICDP]|Columns?\s+1\s+(?:through|to|and)\b|[\d.]+e[+-]\d+\s*\*\s*\n)/;

/** `x =`, a blank line, rows; `Columns 1 through 8`, a common factor, `(:,:,1) =` above each page. */
export const matlabPrinted: PrintedForm = {
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
    const pages = readPages(text, matlab, rules);
    return pagesLiteral(text, pages, { name: head?.[1], dtype: kind ? typeInfo(kind, matlab).dtype : undefined });
  },
};

const libtorchFoot =
  /\[\s*(?:\w*?(Float|Double|Half|BFloat16|Long|Int|Short|Char|Byte|Bool)Type\s*\{[\d, ]*\}|torch\.[\w.]*?(Float|Double|Half|Long|Int|Short|Char|Byte|Bool)?Tensor of size [\dx]+[^\]]*)\s*\]\s*$/;

/** libtorch, and torch before 0.4: rows without brackets, a type below them, `(1,.,.) =` above each page. */
export const libtorch: PrintedForm = {
  matches: (text) => libtorchFoot.test(text.slice(-200)),
  read: (text) => {
    const tail = Math.max(0, text.length - 200);
    const foot = libtorchFoot.exec(text.slice(tail));
    const body = text.slice(0, tail + (foot?.index ?? 200));
    const rules: PageRules = {
      page: /^\s*\(\s*([\d ,]+?)\s*,\s*\.\s*,\s*\.\s*\)\s*=\s*$/,
      columns: matlabColumns,
      ignored: /^\s*(?:Variable containing:|torch_tensor)\s*$/,
      scale: factor,
    };
    const pages = readPages(body, python, rules);
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
      ...pagesLiteral(text, fixed, { pagesFirst: true, vectors: sizes.length === 1, dtype: dtype ?? "float32" }),
      library: "torch",
    };
  },
};
