import * as l10n from "@vscode/l10n";
import type { DType } from "../../tensor/tensor";
import { dtypeNamed } from "../dtypes";
import type { Language } from "../expression/language";
import type { Literal } from "../literal";
import { Refused } from "../refused";
import { CellReader, errorValue } from "../text/cells";
import * as chars from "../text/chars";
import { elided, raggedBlock } from "../text/errors";
import { isBlank, lines, type TextLine, tokens } from "../text/lines";
import { counts, headerNames, headerWords, namesOf, nextLine } from "./frameHeader";
import { rowsIndex, seriesIndex } from "./frameIndex";
import { raggedLine } from "./printedPages";
import { tableLiteral } from "./result";

// As in `number.ts`: not looked up in another module for each cell.
const { codeAt } = chars;

/**
 * Numbers between blanks and line ends: with a row of column names above them and an index in front, as pandas and R print frames, or
 * without either. The index is not data.
 */
export function readFrame(text: string, language: Language): Literal {
  return new FrameReader(text, language).read();
}

/** Columns printed together; a wide frame is printed in several blocks, one below the other. */
interface Block {
  readonly header: TextLine | undefined;
  /** How many words at the end of a row are data. */
  readonly width: number;
  readonly rows: { readonly from: number; readonly to: number }[];
}

/** pandas' last line, and SPSS's below a list of cases. */
const frameFoot = /^\s*(?:\[\d+ rows x \d+ columns\]|Number of cases read:\s+\d+\s+Number of cases listed:\s+\d+)\s*$/;
export const seriesFoot = /^(?:[A-Z]\w*: [^\n]*, )?(?:Length: \d+, )?dtype: (\w+)[^\n]*$/;
const ellipsis = /^(?:\.\.\.?|…|⋮)$/;
/** Lines drawn below a header, as reStructuredText and others do. */
const rule = /^(?:-{2,}|={2,}|[─━═]+)$/;

class FrameReader {
  private readonly cells: CellReader;
  private readonly blocks: Block[] = [];
  private block: Block | undefined;
  private header: TextLine | undefined;
  private dtype: DType | undefined;
  private isSeries = false;
  private isIndexed = false;
  private first = -1;
  private last = 0;

  constructor(
    private readonly text: string,
    private readonly language: Language,
  ) {
    this.cells = new CellReader(text, language);
  }

  read(): Literal {
    const { text } = this;
    const foot = seriesFoot.exec(text.slice(text.trimEnd().lastIndexOf("\n") + 1).trim());
    if (foot) {
      this.isSeries = true;
      this.dtype = dtypeNamed(foot[1].toLowerCase(), "numpy");
      this.start({ header: undefined, width: 1, rows: [] });
    }
    const series = foot ? undefined : seriesIndex(text);
    const rows = foot || series ? undefined : rowsIndex(text);
    const index = series ?? rows;
    if (index) {
      this.isSeries = series !== undefined;
      this.isIndexed = true;
      this.cells.warn(
        index.start,
        index.end,
        l10n.t("The first column has no name: it is taken for an index and left out."),
      );
      this.start({ header: undefined, width: rows?.width ?? 1, rows: [] });
    }
    let p = 0;
    while (p < text.length) {
      const fast = this.block && !this.isSeries && !this.isIndexed ? this.fastRow(this.block, p) : -1;
      if (fast >= 0) {
        p = fast;
        continue;
      }
      const { value: line } = lines(text, p).next();
      if (!line) break;
      this.line(line);
      p = line.end + 1;
    }
    if (this.first < 0) throw new Refused("not-an-array", 0, text.length, l10n.t("There are no rows of numbers here."));
    return this.assemble();
  }

  private start(block: Block): Block {
    this.blocks.push(block);
    this.block = block;
    return block;
  }

  private line(line: TextLine): void {
    const { text } = this;
    if (isBlank(text, line)) {
      // The columns of a wide frame go on in a block of their own.
      if (this.header && /\\\s*$/.test(text.slice(this.header.start, this.header.end)))
        this.block = this.header = undefined;
      return;
    }
    const words = tokens(text, line);
    const every = (pattern: RegExp): boolean => words.every(({ start, end }) => pattern.test(text.slice(start, end)));
    const isComment = text[words[0].start] === "#" && !errorValue.test(text.slice(words[0].start, words[0].end));
    if ((isComment && !this.block) || every(/^<\w+>$/) || every(rule) || this.isFoot(line)) return;
    if (words.some(({ start, end }) => ellipsis.test(text.slice(start, end))))
      throw elided(words[0].start, words[words.length - 1].end, "pandas");
    if (this.block?.header && this.begins(this.block, words, line)) {
      this.block = undefined;
      this.header = line;
    } else if (this.block) this.row(this.block, words, line);
    else if (!this.header && !this.isData(words, line)) this.header = line;
    else {
      const width = this.header ? this.widthBelow(this.header, words) : words.length;
      // The name of the index may stand on a line of its own.
      if (width > 0) this.row(this.start({ header: this.header, width, rows: [] }), words, line);
    }
  }

  /** Further columns, which R prints below the first ones with a header of their own. */
  private begins(block: Block, words: readonly TextLine[], line: TextLine): boolean {
    const isIndented = words[0].start > line.start;
    return block.rows.length > 0 && isIndented && !words.some((word) => this.isNumeric(word));
  }

  private isFoot({ start, end }: TextLine): boolean {
    if (end - start > 400) return false;
    const content = this.text.slice(start, end);
    return frameFoot.test(content) || (this.isSeries && seriesFoot.test(content));
  }

  /** A first line of numbers is data, unless it names the columns of rows that have an index in front, or counts those of decimals. */
  private isData(words: readonly TextLine[], line: TextLine): boolean {
    const { text, blocks } = this;
    if (blocks.length > 0 || !words.every((word) => this.isNumeric(word))) return false;
    const below = nextLine(text, line.end + 1);
    const rowWords = below ? tokens(text, below) : [];
    if (words[0].start > line.start && rowWords.length === words.length + 1) return false;
    const isCount = counts(words.map(({ start, end }) => text.slice(start, end)));
    return !isCount || !rowWords.some(({ start, end }) => text.slice(start, end).includes("."));
  }

  /** How many words of a row below a header are data: the last ones; 0 where the line only names the index. */
  private widthBelow(header: TextLine, words: readonly TextLine[]): number {
    const { text } = this;
    const numeric = words.length - 1 - words.findLastIndex((word) => !this.isNumeric(word));
    if (this.hasNamedColumns(header, words) || this.isCounted(header, words)) return words.length - 1;
    const names = [headerWords(text, header).length, headerNames(text, header).length];
    if (numeric === 0 && words.length < names[0]) return 0;
    const exact = names.find((count) => words.length === count || words.length === count + 1);
    const width = exact ?? names.find((count) => numeric >= count);
    if (width !== undefined && width > 0) return width;
    if (numeric === 0) throw new Refused("not-an-array", 0, text.length, l10n.t("There are no rows of numbers here."));
    throw raggedLine(words[0], words.length, names[0]);
  }

  /** pandas puts a name of the columns above an index that counts: both stand at the left, where columns stand at the right. */
  private hasNamedColumns(header: TextLine, words: readonly TextLine[]): boolean {
    const { text } = this;
    const names = tokens(text, header);
    const [first, ...others] = words;
    if (names.length !== words.length || others.length === 0 || text.slice(first.start, first.end) !== "0")
      return false;
    const start = text.lastIndexOf("\n", first.start) + 1;
    const shift = header.start - start;
    const isLeft = names[0].start - shift === first.start && names[0].end - names[0].start > 1;
    return isLeft && others.every((word, i) => names[i + 1].end - shift === word.end);
  }

  /** SAS counts its observations in a first column of this name. */
  private isCounted(header: TextLine, words: readonly TextLine[]): boolean {
    const { text } = this;
    const names = headerWords(text, header);
    const [first] = words;
    return names[0] === "Obs" && names.length === words.length && text.slice(first.start, first.end) === "1";
  }

  private row(block: Block, words: readonly TextLine[], line: TextLine): void {
    const { cells } = this;
    const kept = words.slice(Math.max(0, words.length - block.width));
    const isLabelled = block.header !== undefined || this.isSeries || this.isIndexed;
    if (kept.length < block.width || (!isLabelled && words.length !== block.width)) {
      throw raggedLine(line, words.length, block.width);
    }
    if (this.first < 0) this.first = kept[0].start;
    const from = cells.elements.count;
    for (const word of kept) cells.cell(word);
    block.rows.push({ from, to: cells.elements.count });
    this.last = kept[kept.length - 1].end;
  }

  /** A row of plain numbers without an index: where the next line begins, or −1 where it is anything else. */
  private fastRow(block: Block, start: number): number {
    if (block.header) return -1;
    const { text, cells } = this;
    const { count } = cells.elements;
    let p = start;
    for (let column = 0; ; ) {
      while (codeAt(text, p) === 32 || codeAt(text, p) === 9) p++;
      const c = codeAt(text, p);
      if (c === 10 || p >= text.length) {
        if (column !== block.width) break;
        block.rows.push({ from: count, to: cells.elements.count });
        this.last = p;
        return p + 1;
      }
      if (++column > block.width) break;
      const end = cells.number(p);
      if (end < 0) break;
      p = end;
    }
    cells.elements.count = count;
    return -1;
  }

  private isNumeric(word: TextLine): boolean {
    const { elements } = this.cells;
    const { count, kind } = elements;
    const numeric = this.cells.tryCell(word);
    elements.count = count;
    elements.kind = kind;
    return numeric;
  }

  private assemble(): Literal {
    const { text, cells, blocks, first, last, dtype, isSeries } = this;
    const { elements } = cells;
    const height = blocks[0].rows.length;
    const odd = blocks.find(({ rows }) => rows.length !== height);
    if (odd) {
      const message = raggedBlock(odd.rows.length, height);
      throw new Refused("ragged", first, last, message);
    }
    const width = blocks.reduce((sum, block) => sum + block.width, 0);
    const names = blocks.flatMap(({ header, width: size }) => (header ? namesOf(text, header, size) : []));
    const isVector = isSeries || width === 1 || (height === 1 && names.length === 0);
    return tableLiteral({
      elements,
      shape: isVector ? [height * width] : [height, width],
      ...(blocks.length > 1 && { order: sideBySide(blocks, height, width) }),
      span: { offset: first, length: last - first },
      dtype,
      wideFloats: this.language.dialect.wideFloats,
      columnNames: names.length === width ? names : undefined,
      diagnostics: cells.warnings,
    });
  }
}

function sideBySide(blocks: readonly Block[], height: number, width: number): Uint32Array {
  const order = new Uint32Array(height * width);
  let at = 0;
  for (let row = 0; row < height; row++) {
    for (const { rows } of blocks) for (let i = rows[row].from; i < rows[row].to; i++) order[at++] = i;
  }
  return order;
}
