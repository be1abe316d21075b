import type { Span } from "../literal/literal";
import { literalsIn, MOST_LITERALS } from "../literal/literalsIn";
import { MOST_NAMED, namedLiterals } from "../literal/namedLiterals";
import type { TextUnit } from "../textUnit";
import { type FoundArray, foundArray, inOrder } from "./foundArray";
import { indicesOf, sortedClasses } from "./labels";
import { printedArrays } from "./printed";
import { sourceAt } from "./sourceAt";
import { readTables, type Table } from "./tables";
import { tableBlocks } from "./tableText";
import type { PrintedPart } from "./units";
import { wordLists } from "./wordLists";

/** The arrays of one unit as its text alone tells, in order. */
export interface UnitArrays {
  /** Those with a name or a label. */
  readonly named: readonly FoundArray[];
  /** Those and the others. */
  readonly all: readonly FoundArray[];
  readonly tables: readonly Table[];
  /** There may be more arrays than were looked for. */
  readonly isCut: boolean;
  /** Lists of words as class indices; how many classes they name. */
  readonly words: readonly { readonly array: FoundArray; readonly classes: number }[];
}

/** Texts that are read for tables as a whole. */
const whole: ReadonlySet<string> = new Set(["csv", "tsv", "json", "jsonl", "jsonc"]);
/** So much of a unit is searched for lists of words and tables, which are the texts of people and not of machines. */
const SEARCHED_CHARACTERS = 2_000_000;

/** `code`: the Python of the unit, with what is no code blanked; undefined where it is in another language. */
export function unitArrays(
  unit: TextUnit,
  index: number,
  code: string | undefined,
  printed: readonly PrintedPart[],
): UnitArrays {
  const { text, languageId } = unit;
  const tables = text.length > SEARCHED_CHARACTERS ? [] : tablesOf(unit, index, printed);
  const own = code === undefined ? unit : { ...unit, text: code, languageId: "python" };
  const isRead = (code === undefined && printed.length > 0) || languageId === "csv" || languageId === "tsv";
  const inCode = isRead ? { named: [], unnamed: [], isCut: false } : writtenIn(own, index);
  const inPrint = printedIn(printed, index, tables);
  return {
    named: [...inCode.named, ...inPrint.named].sort(inTextOrder),
    all: [...inCode.named, ...inPrint.named, ...inCode.unnamed, ...inPrint.unnamed].sort(inTextOrder),
    tables,
    isCut: inCode.isCut || inPrint.isCut,
    words: wordsOf(unit, index),
  };
}

interface Parted {
  readonly named: readonly FoundArray[];
  readonly unnamed: readonly FoundArray[];
  readonly isCut: boolean;
}

function writtenIn(unit: TextUnit, index: number): Parted {
  const { text, languageId } = unit;
  const named = namedLiterals(text, languageId).map(({ name, span }) => written(unit, index, span, name));
  const places = new Set(named.map(({ place }) => place?.start));
  const all = literalsIn(text, languageId);
  const unnamed = all
    .filter(({ span }) => !places.has(span.offset) && !goesOn(text, span))
    .map(({ span }) => written(unit, index, span, undefined));
  return { named, unnamed, isCut: named.length >= MOST_NAMED || all.length >= MOST_LITERALS };
}

/** Part of an expression, `zeros(3, 5).scatter(…)`: the array is another than the literal. */
function goesOn(text: string, { offset, length }: Span): boolean {
  const after = text.slice(offset + length, offset + length + 40).trimStart();
  return /^(?:\.[A-Za-z_]|[([]|[-+*/%@&|^](?!\d))/.test(after) && !/^[ \t]*\r?\n/.test(text.slice(offset + length));
}

function written({ text, languageId }: TextUnit, unit: number, { offset, length }: Span, name: string | undefined) {
  return foundArray(sourceAt(text, { offset, length }, languageId, name), {
    unit,
    start: offset,
    end: offset + length,
  });
}

const PLAIN = "plaintext";

/** What was printed under a prompt that is a bare name has that name; in logs a label in front of an array is as good as a name. */
function printedIn(printed: readonly PrintedPart[], unit: number, tables: readonly Table[]): Parted {
  const inTable = (start: number) => tables.some(({ place }) => place.start <= start && start < place.end);
  let isCut = false;
  const all = printed.flatMap(({ start, text, shows }) => {
    const found = printedArrays(text);
    isCut ||= found.length >= MOST_LITERALS;
    const arrays = found.filter(({ span }) => !inTable(start + span.offset));
    return arrays.map(({ span, name }) => {
      const own = name ?? (arrays.length === 1 ? shows : undefined);
      const source = {
        kind: "text",
        text: text.slice(span.offset, span.offset + span.length),
        languageId: PLAIN,
        name: own,
      } as const;
      return foundArray(source, { unit, start: start + span.offset, end: start + span.offset + span.length });
    });
  });
  return {
    named: all.filter(({ name }) => name !== undefined),
    unnamed: all.filter(({ name }) => name === undefined),
    isCut,
  };
}

/** The tables of a unit: all of a CSV file, those of Markdown, those that were printed. */
function tablesOf({ text, languageId }: TextUnit, index: number, printed: readonly PrintedPart[]): readonly Table[] {
  if (whole.has(languageId)) return readTables(text, languageId, index, 0);
  return printed.flatMap((part) =>
    tableBlocks(part.text).flatMap(({ span, text: block }) => {
      // Brackets and signs of assignment are those of arrays, unless they are those of dictionaries.
      const bare = block.replace(/\n\s*\[\d+ rows x \d+ columns\]\s*$/, "");
      if (/[[\](){}=]/.test(bare) && !/\{\s*["']/.test(bare)) return [];
      return readTables(block, languageId, index, part.start + span.offset);
    }),
  );
}

function wordsOf({ text, languageId }: TextUnit, unit: number): UnitArrays["words"] {
  if (text.length > SEARCHED_CHARACTERS) return [];
  return wordLists(text).map(({ name, span, words }) => {
    const labels = words.map(({ text: word }) => word);
    const classes = sortedClasses(labels);
    const array = foundArray(
      {
        ...{ kind: "array", text: text.slice(span.offset, span.offset + span.length), languageId, name },
        tensor: indicesOf(labels, classes),
        cells: {
          offsets: Uint32Array.from(words, ({ offset }) => offset - span.offset),
          lengths: Uint32Array.from(words, ({ length }) => length),
        },
        columnNames: undefined,
      },
      { unit, start: span.offset, end: span.offset + span.length },
    );
    return { array, classes: classes.length };
  });
}

function inTextOrder(a: FoundArray, b: FoundArray): number {
  return a.place && b.place ? inOrder(a.place, b.place) : 0;
}
