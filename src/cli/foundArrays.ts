import type { Literal } from "../literal/literal";
import { type FoundLiteral, literalsIn } from "../literal/literalsIn";
import { namedLiterals } from "../literal/namedLiterals";
import { parseLiteral } from "../literal/parseLiteral";
import { columnArrays } from "./columns";
import type { TextFile, TextUnit } from "./textFile";

/** An array of a file. */
export interface FoundArray {
  readonly name: string | undefined;
  /** What to type to mean this one: `logits`, `logits:12` where there are several of that name, `:12` where it has none. */
  readonly selector: string;
  /** `line 12`, `cell 3, line 2`, `column 4`. */
  readonly place: string;
  readonly line: number;
  readonly cell: number | undefined;
  readonly literal: Literal;
}

/** What looks like an array but cannot be read. */
export interface UnreadArray {
  readonly name: string | undefined;
  readonly place: string;
  readonly message: string;
}

export interface ArraysOfFile {
  readonly arrays: readonly FoundArray[];
  /** The columns of a table that is all there is, as arrays of their own. */
  readonly columns: readonly FoundArray[];
  readonly unread: readonly UnreadArray[];
}

/** All arrays of a file: the named ones, and where those are less than two also those without a name. */
export function findArrays({ units }: TextFile): ArraysOfFile {
  const named = read(units, namedOf);
  const all = named.arrays.length >= 2 ? named : read(units, ({ text, languageId }) => literalsIn(text, languageId));
  const found = all.arrays.length >= named.arrays.length ? all : named;
  const [only] = found.arrays;
  return { ...found, columns: found.arrays.length === 1 ? columnArrays(only) : [] };
}

/** In logs a label in front of a printed array is as good as a name. */
function namedOf({ text, languageId }: TextUnit): readonly FoundLiteral[] {
  if (languageId === "plaintext") return literalsIn(text, languageId).filter(({ name }) => name !== undefined);
  return namedLiterals(text, languageId);
}

type Unselected = Omit<FoundArray, "selector">;

function read(
  units: readonly TextUnit[],
  search: (unit: TextUnit) => readonly FoundLiteral[],
): Omit<ArraysOfFile, "columns"> {
  const arrays: Unselected[] = [];
  const unread: UnreadArray[] = [];
  for (const unit of units) {
    const lines = new LineCounter(unit.text);
    for (const { span, name } of search(unit)) {
      const line = lines.at(span.offset);
      const place = unit.cell === undefined ? `line ${line}` : `cell ${unit.cell}, line ${line}`;
      const literal = parseLiteral(unit.text.slice(span.offset, span.offset + span.length), unit.languageId);
      if (literal.kind === "literal")
        arrays.push({ name: name ?? literal.name, place, line, cell: unit.cell, literal });
      else unread.push({ name, place, message: literal.diagnostics[0].message });
    }
  }
  return { arrays: withSelectors(arrays), unread };
}

function withSelectors(arrays: readonly Unselected[]): readonly FoundArray[] {
  const names = new Map<string | undefined, number>();
  for (const { name } of arrays) names.set(name, (names.get(name) ?? 0) + 1);
  return arrays.map((array) => {
    const { name, cell, line } = array;
    const unique = name !== undefined && names.get(name) === 1;
    const at = cell === undefined ? `:${line}` : `:${cell}:${line}`;
    return { ...array, selector: unique ? name : `${name ?? ""}${at}` };
  });
}

/** Counts lines once for offsets that only grow. */
class LineCounter {
  readonly #text: string;
  #line = 1;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): number {
    for (;;) {
      const next = this.#text.indexOf("\n", this.#offset);
      if (next === -1 || next >= offset) return this.#line;
      this.#line++;
      this.#offset = next + 1;
    }
  }
}
