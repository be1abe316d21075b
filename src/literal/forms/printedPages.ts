import * as l10n from "@vscode/l10n";
import { numel } from "../../tensor/tensor";
import { Refused } from "../refused";
import { CellReader } from "../text/cells";
import { elided, type PrintingTool, raggedBlock } from "../text/errors";
import type { Lexis } from "../text/lexis";
import { isBlank, lines, type TextLine, tokens } from "../text/lines";

/**
 * How a tool prints matrices that do not fit: columns in blocks one below the other, and more than two dimensions as pages. Each pattern is
 * tried on whole lines.
 */
export interface PageRules {
  /** Begins a page; its groups are the indices of the page. */
  readonly page?: RegExp;
  /** Begins a block of further columns. */
  readonly columns?: RegExp;
  /** Lines that say nothing about values. */
  readonly ignored?: RegExp;
  /** A factor on a line of its own, or in front of it. */
  readonly scale?: RegExp;
  /** What stands in front of the values of a row. */
  readonly label?: RegExp;
  /** Says that values are left out. */
  readonly elided?: RegExp;
  /** Whose printing it is, for the advice how to print everything. */
  readonly tool?: PrintingTool;
}

export interface Pages {
  readonly cells: CellReader;
  readonly pages: readonly RawPage[];
  readonly scale: number | undefined;
  /** Offsets of the first and behind the last value. */
  readonly start: number;
  readonly end: number;
}

interface RawPage {
  readonly indices: readonly number[];
  readonly blocks: readonly Block[];
}

interface Page {
  readonly indices: readonly number[];
  readonly shape: readonly [number, number];
  /** Index of each value among the elements, row by row. */
  readonly order: readonly number[];
}

interface Block {
  readonly rows: { from: number; to: number; line: TextLine }[];
}

/** Reads everything from `from` on. Refuses text between the values that no rule explains. */
export function readPages(text: string, lexis: Lexis, rules: PageRules, from = 0): Pages {
  const cells = new CellReader(text, lexis);
  const pages: { indices: number[]; blocks: Block[] }[] = [];
  let scale: number | undefined;
  let page: { indices: number[]; blocks: Block[] } | undefined;
  let block: Block | undefined;
  const begin = (indices: number[]): void => {
    page = { indices, blocks: [] };
    pages.push(page);
    block = undefined;
  };
  for (const line of lines(text, from)) {
    if (isBlank(text, line)) continue;
    const content = line.end - line.start > 100_000 ? "" : text.slice(line.start, line.end);
    if (rules.elided?.test(content)) throw elided(line.start, line.end, rules.tool ?? "any");
    const pageMatch = rules.page?.exec(content);
    if (pageMatch) begin(pageMatch.slice(1).flatMap((group) => (group ?? "").split(/\D+/).filter(Boolean).map(Number)));
    else if (rules.columns?.test(content)) block = undefined;
    else if (rules.ignored?.test(content)) continue;
    else {
      const factor = rules.scale?.exec(content);
      if (factor) {
        scale ??= Number(factor[1]);
        if (factor[0].trimEnd().length === content.trimEnd().length) continue;
      }
      const skipped = factor ? factor[0].length : (rules.label?.exec(content)?.[0].length ?? 0);
      const first = cells.elements.count;
      for (const token of tokens(text, { start: line.start + skipped, end: line.end })) cells.cell(token);
      if (!page) begin([]);
      if (!block) {
        block = { rows: [] };
        page?.blocks.push(block);
      }
      block.rows.push({ from: first, to: cells.elements.count, line });
    }
  }
  const { elements } = cells;
  const last = elements.count - 1;
  return {
    cells,
    pages: pages.filter(({ blocks }) => blocks.length > 0),
    scale,
    start: last < 0 ? from : elements.offsets[0],
    end: last < 0 ? from : elements.offsets[last] + elements.lengths[last],
  };
}

function joined(indices: readonly number[], blocks: readonly Block[]): Page {
  const height = blocks[0].rows.length;
  const order: number[] = [];
  let width = 0;
  for (const { rows } of blocks) {
    const size = rows[0].to - rows[0].from;
    for (const { from, to, line } of rows) {
      if (to - from !== size) throw raggedLine(line, to - from, size);
    }
    if (rows.length !== height) {
      const { line } = rows[rows.length - 1];
      throw new Refused("ragged", line.start, line.end, raggedBlock(rows.length, height));
    }
    width += size;
  }
  for (let row = 0; row < height; row++) {
    for (const { rows } of blocks) for (let i = rows[row].from; i < rows[row].to; i++) order.push(i);
  }
  return { indices, shape: [height, width], order };
}

export function raggedLine({ start, end }: TextLine, count: number, size: number): Refused {
  return new Refused(
    "ragged",
    start,
    end,
    count === 1
      ? l10n.t("This row has one value where those before it have {0}.", size)
      : l10n.t("This row has {0} values where those before it have {1}.", count, size),
  );
}

/** The pages as one array: the page's indices are its last dimensions (R, Julia, MATLAB) or its first (torch). */
export function assemble(
  { pages }: Pages,
  pagesFirst: boolean,
): { readonly shape: readonly number[]; readonly order: Uint32Array } {
  const joinedPages = pages.map(({ indices, blocks }) => joined(indices, blocks));
  const [first] = joinedPages;
  if (!first) return { shape: [0], order: new Uint32Array(0) };
  const [height, width] = first.shape;
  const different = joinedPages.find(({ shape }) => shape[0] !== height || shape[1] !== width);
  const rank = first.indices.length;
  const sizes = Array.from({ length: rank }, (_, d) => Math.max(...pages.map(({ indices }) => indices[d] ?? 0)));
  const total = numel(sizes);
  if (different || pages.length !== total) {
    const message = l10n.t("The printed pages do not make up one array; {0} of {1} are here.", pages.length, total);
    throw new Refused("ragged", 0, 0, message);
  }
  const order = new Uint32Array(total * height * width);
  const shape = pagesFirst ? [...sizes, height, width] : [height, width, ...sizes];
  for (const { indices, order: own } of joinedPages) {
    let at = 0;
    indices.forEach((index, d) => {
      at = at * sizes[d] + index - 1;
    });
    for (let i = 0; i < own.length; i++) order[pagesFirst ? at * own.length + i : i * total + at] = own[i];
  }
  return { shape, order };
}
