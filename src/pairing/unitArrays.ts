import type { Span } from "../literal/literal";
import { literalsIn } from "../literal/literalsIn";
import { namedLiterals } from "../literal/namedLiterals";
import type { TextUnit } from "../textUnit";
import { type FoundArray, foundArray, inOrder } from "./foundArray";
import { indicesOf, sortedClasses } from "./labels";
import { printedArrays } from "./printed";
import { readTable, type Table } from "./tables";
import { blocksOf } from "./tableText";
import type { PrintedPart } from "./units";
import { wordLists } from "./wordLists";

/** The arrays of one unit as its text alone tells, in order. */
export interface UnitArrays {
  /** Those with a name or a label. */
  readonly named: readonly FoundArray[];
  /** The others. */
  readonly unnamed: readonly FoundArray[];
  readonly tables: readonly Table[];
  /** Lists of words as class indices; how many classes they name. */
  readonly words: readonly { readonly array: FoundArray; readonly classes: number }[];
}

const tabular: ReadonlySet<string> = new Set(["csv", "tsv", "markdown"]);
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
  const inCode = isRead ? { named: [], unnamed: [] } : writtenIn(own, index);
  const inPrint = printedIn(printed, index, tables);
  return {
    named: [...inCode.named, ...inPrint.named].sort(inTextOrder),
    unnamed: [...inCode.unnamed, ...inPrint.unnamed].sort(inTextOrder),
    tables,
    words: wordsOf(unit, index),
  };
}

function writtenIn(unit: TextUnit, index: number): Pick<UnitArrays, "named" | "unnamed"> {
  const { text, languageId } = unit;
  const named = namedLiterals(text, languageId).map(({ name, span }) => written(unit, index, span, name));
  const places = new Set(named.map(({ place }) => place?.start));
  const unnamed = literalsIn(text, languageId)
    .filter(({ span }) => !places.has(span.offset) && !goesOn(text, span))
    .map(({ span }) => written(unit, index, span, undefined));
  return { named, unnamed };
}

/** Part of an expression, `zeros(3, 5).scatter(…)`: the array is another than the literal. */
function goesOn(text: string, { offset, length }: Span): boolean {
  const after = text.slice(offset + length, offset + length + 40).trimStart();
  return /^(?:\.[A-Za-z_]|[([]|[-+*/%@&|^](?!\d))/.test(after) && !/^[ \t]*\r?\n/.test(text.slice(offset + length));
}

function written({ text, languageId }: TextUnit, unit: number, { offset, length }: Span, name: string | undefined) {
  const source = { kind: "text", text: text.slice(offset, offset + length), languageId, name } as const;
  return foundArray(source, { unit, start: offset, end: offset + length });
}

const PLAIN = "plaintext";

/** What was printed under a prompt that is a bare name has that name; in logs a label in front of an array is as good as a name. */
function printedIn(printed: readonly PrintedPart[], unit: number, tables: readonly Table[]) {
  const inTable = (start: number) => tables.some(({ place }) => place.start <= start && start < place.end);
  const all = printed.flatMap(({ start, text, shows }) => {
    const arrays = printedArrays(text).filter(({ span }) => !inTable(start + span.offset));
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
  };
}

/** The tables of a unit: all of a CSV file, those of Markdown, those that were printed. */
function tablesOf({ text, languageId }: TextUnit, index: number, printed: readonly PrintedPart[]): readonly Table[] {
  if (languageId === "csv" || languageId === "tsv") {
    const table = readTable(text, languageId, index, 0);
    return table === undefined ? [] : [table];
  }
  const parts = printed.length > 0 ? printed : tabular.has(languageId) ? [{ start: 0, text }] : [];
  return parts.flatMap((part) =>
    blocksOf(part.text).flatMap(({ span, text: block }) => {
      // Brackets and signs of assignment are those of arrays, and not of tables.
      if (/[[\](){}=]/.test(block.replace(/\n\s*\[\d+ rows x \d+ columns\]\s*$/, ""))) return [];
      const table = readTable(block, languageId, index, part.start + span.offset);
      return table === undefined ? [] : [table];
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

/** All of them in the order of the text. */
export function allOf({ named, unnamed }: Pick<UnitArrays, "named" | "unnamed">): readonly FoundArray[] {
  return [...named, ...unnamed].sort(inTextOrder);
}

function inTextOrder(a: FoundArray, b: FoundArray): number {
  return a.place && b.place ? inOrder(a.place, b.place) : 0;
}
