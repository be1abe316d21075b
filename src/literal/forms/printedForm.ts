import * as l10n from "@vscode/l10n";
import type { DType } from "../../tensor/tensor";
import type { Literal, Unreadable } from "../literal";
import { Refused } from "../refused";
import { assemble, type Pages } from "./printedPages";
import { tableLiteral } from "./result";

/** A tool's way to print arrays: what gives it away, and how it is read. */
export interface PrintedForm {
  readonly matches: (text: string) => boolean;
  readonly read: (text: string) => Literal | Unreadable;
}

export function pagesLiteral(
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
