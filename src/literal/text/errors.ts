import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import type { Lexis } from "./lexis";

/** The refusals that every reader of arrays shares. */

/** How each tool is told to print everything. */
const printAll = {
  python: () =>
    l10n.t(
      "Values are left out here. Print all of them and copy again: torch.set_printoptions(threshold=float('inf')), or np.set_printoptions(threshold=sys.maxsize).",
    ),
  torch: () =>
    l10n.t(
      "Values are left out here. Print all of them and copy again: torch.set_printoptions(threshold=float('inf')).",
    ),
  numpy: () =>
    l10n.t("Values are left out here. Print all of them and copy again: np.set_printoptions(threshold=sys.maxsize)."),
  pandas: () =>
    l10n.t(
      "Values are left out here. Print all of them and copy again: pd.set_option('display.max_rows', None, 'display.max_columns', None).",
    ),
  r: () => l10n.t("Values are left out here. Print all of them and copy again: options(max.print = 1e9)."),
  julia: () =>
    l10n.t(
      'Values are left out here. Print all of them and copy again: show(stdout, MIME("text/plain"), x), or println(x).',
    ),
  javascript: () =>
    l10n.t("Values are left out here. Print all of them and copy again: console.log(JSON.stringify(x))."),
  any: () => l10n.t("Values are left out here; write out all of them."),
} as const;

export type PrintingTool = keyof typeof printAll;

/** Who printed the array whose brackets open at `open`, with blanks between its elements or not. */
export function toolOf(text: string, open: number, { printedBy }: Lexis, hasBlanks: boolean): PrintingTool {
  if (printedBy !== "pythonic") return printedBy;
  const head = text.slice(Math.max(0, open - 20), open);
  if (/tensor\(\s*$/.test(head)) return "torch";
  return hasBlanks || /array\(\s*$/i.test(head) ? "numpy" : "python";
}

/** Values left out: says which print option of the tool shows them. */
export function elided(start: number, end: number, tool: PrintingTool = "python"): Refused {
  return new Refused("elided", start, end, printAll[tool]());
}

export function tooDeep(offset: number): Refused {
  return new Refused("too-large", offset, offset + 1, l10n.t("The brackets are nested too deep."));
}

export function unbalanced(text: string, open: number): Refused {
  return new Refused("unbalanced", open, open + 1, l10n.t("This “{0}” is never closed.", text[open]));
}

export function raggedAt(start: number, end: number, path: string, count: number, size: number): Refused {
  return new Refused(
    "ragged",
    start,
    end,
    count === 1
      ? l10n.t("The list at {0} has one element where those before it have {1}; all must be equally long.", path, size)
      : l10n.t(
          "The list at {0} has {1} elements where those before it have {2}; all must be equally long.",
          path,
          count,
          size,
        ),
  );
}

/** Of elements that a shape has no place for, or too many places. */
export function unfit(count: number, shape: readonly number[]): string {
  const written = shape.join(", ");
  return count === 1
    ? l10n.t("One element does not fit the shape [{0}].", written)
    : l10n.t("{0} elements do not fit the shape [{1}].", count, written);
}

/** Of a block of a print that is higher or lower than those before it. */
export function raggedBlock(count: number, height: number): string {
  return count === 1
    ? l10n.t("This block has one row where those before it have {0}.", height)
    : l10n.t("This block has {0} rows where those before it have {1}.", count, height);
}
