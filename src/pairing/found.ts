import type { Diagnostic } from "../literal/literal";
import { literalAt } from "../literal/literalAt";
import { literalInSelection } from "../literal/literalInSelection";
import { nameAt } from "../literal/nameAt";
import { resolveName } from "../literal/resolveName";
import type { Value } from "../python/value";
import type { Place } from "../textUnit";
import { contains, type FoundArray, foundArray, inOrder, literalOf, overlap, samePlace } from "./foundArray";
import { knownArray } from "./knownArray";
import { provenance } from "./provenance";
import { selectedExpression } from "./selectedExpression";
import type { Sheet } from "./sheet";
import { sourceAt } from "./sourceAt";
import { type Table, tablePair } from "./tables";

/** What stands at a place: an array, a name whose array cannot be told, or nothing. */
export type FoundAtPlace = ArrayFinding | ChangedName | { readonly kind: "nothing" };

export interface ArrayFinding {
  readonly kind: "array";
  readonly array: FoundArray;
  /** Where it stands, or the name that it was found by: looking there again finds it again. */
  readonly at: Place;
  /** The literals that it comes from. */
  readonly literals: readonly Place[];
}

/** A name whose values are not known without running the code. */
export interface ChangedName {
  readonly kind: "changed";
  readonly name: string;
  /** Where it was changed last. */
  readonly place: Place;
  /** Whether it ever was an array literal: if not, any name of a program is "changed". */
  readonly wasArray: boolean;
}

const nothing: FoundAtPlace = { kind: "nothing" };

/** So large an array is not read to see whether it is one. */
const READ_CHARACTERS = 200_000;

/** The selected array, the literal around a cursor, or what the name under it holds there. */
export function findAt(sheet: Sheet, selection: Place): FoundAtPlace {
  const { text, languageId } = sheet.units[selection.unit];
  const isCursor = selection.start === selection.end;
  const language = sheet.isPython(selection.unit) ? "python" : languageId;
  const inPrint = tableAt(sheet, selection);
  if (inPrint !== undefined) return inPrint;
  const span = isCursor
    ? literalAt(text, selection.start, language)
    : literalInSelection(text, { offset: selection.start, length: selection.end - selection.start }, language);
  if (span !== undefined) {
    const place = { unit: selection.unit, start: span.offset, end: span.offset + span.length };
    const array =
      arrayAt(sheet, place) ??
      written(sheet, place, sheet.named.find((each) => each.place && contains(each.place, place))?.name);
    return { kind: "array", array, at: array.place ?? place, literals: [place] };
  }
  const named = nameFinding(sheet, selection);
  if (named !== undefined) return named;
  return isCursor ? nothing : attempted(sheet, selection);
}

/** The array of the sheet that stands at a place. */
function arrayAt(sheet: Sheet, place: Place): FoundArray | undefined {
  const own = sheet.named.find((array) => array.source.kind === "text" && samePlace(array.place, place));
  if (own !== undefined) return own;
  const around = sheet.literalAround(place);
  return samePlace(around?.place, place) ? around : undefined;
}

function written(sheet: Sheet, place: Place, name: string | undefined): FoundArray {
  const { languageId, text } = sheet.units[place.unit];
  const language = sheet.isPython(place.unit) ? "python" : languageId;
  const span = { offset: place.start, length: place.end - place.start };
  return foundArray(sourceAt(text, span, language, name), place, sheet.scopeAt(place));
}

/** The table that a cursor stands in, or that all that is selected is, but for the space around it. */
export function tableOf(sheet: Sheet, selection: Place): Table | undefined {
  const { tables } = sheet.unitArrays(selection.unit);
  if (selection.start === selection.end) return tables.find(({ place }) => contains(place, selection));
  const isWhole = ({ place }: Table) =>
    overlap(place, selection) && sheet.textOf(place).trim() === sheet.textOf(selection).trim();
  return tables.find(isWhole);
}

/** The columns of scores of the table that a cursor stands in, or a selection has all of; of one that has labels, too. */
function tableAt(sheet: Sheet, selection: Place): FoundAtPlace | undefined {
  const table = tableOf(sheet, selection);
  const pair = table && tablePair(table);
  return pair && { kind: "array", array: pair.input, at: table.place, literals: [table.place] };
}

function nameFinding(sheet: Sheet, selection: Place): FoundAtPlace | undefined {
  return sheet.isPython(selection.unit) ? pythonName(sheet, selection) : otherName(sheet, selection);
}

/** What a name of Python, or a chain of attributes, holds at its place. */
function pythonName(sheet: Sheet, selection: Place): FoundAtPlace | undefined {
  const at = sheet.pythonPlace(selection);
  const found = sheet.interpretation?.valueAt(at.unit, at.start);
  if (found === undefined || selection.end > found.place.end) return undefined;
  const place = sheet.home(found.place);
  // A line that is no Python is one place for all the names in it.
  if (sheet.textOf(place).replaceAll(/\s/g, "") !== found.name) return undefined;
  const known = knownArray(found.value);
  if (known !== undefined && known.tensor.shape.length > 0) {
    const array = sheet.arrayOf(known, found.name, found.place);
    const literals = provenance(found.value).literals.map((each) => sheet.home(each));
    return { kind: "array", array, at: array.place ?? place, literals };
  }
  const printed = found.value.kind === "unknown" ? lastPrinted(sheet, found.name, place) : undefined;
  if (printed !== undefined) return { kind: "array", array: printed, at: place, literals: [] };
  return changed(sheet, found.name, place, found.value);
}

function lastPrinted(sheet: Sheet, name: string, place: Place): FoundArray | undefined {
  const shown = sheet.printedNamed(name).filter((array) => literalOf(array)?.tensor.shape.length);
  return shown.findLast((array) => array.place && inOrder(array.place, place) < 0) ?? shown[0];
}

function changed(sheet: Sheet, name: string, place: Place, value: Value): FoundAtPlace | undefined {
  if (value.kind !== "unknown" && value.kind !== "tensor" && value.kind !== "list") return undefined;
  const wasArray = sheet.units.some((_, unit) => sheet.unitArrays(unit).named.some((array) => array.name === name));
  const { origin } = value;
  if (origin.kind === "unread" && origin.reason === "undefined") return undefined;
  const cause = origin.kind === "join" || origin.place === undefined ? undefined : sheet.home(origin.place);
  const unreadable = wasArray && cause !== undefined ? unreadableLiteral(sheet, cause, name) : undefined;
  if (unreadable !== undefined) return unreadable;
  return { kind: "changed", name, place: cause === undefined || origin.kind === "literal" ? place : cause, wasArray };
}

/** The literal that a name holds, where it is written out but cannot be read, as its rows are of unequal length. */
function unreadableLiteral(sheet: Sheet, place: Place, name: string): ArrayFinding | undefined {
  if (place.end - place.start > READ_CHARACTERS || !/^(?:[\w.]{1,80}\(\s*)?\[/.test(sheet.textOf(place)))
    return undefined;
  const array = written(sheet, place, name);
  const read = array.read();
  if (read.kind === "literal" || !misshapen.has(read.diagnostics[0].code)) return undefined;
  return { kind: "array", array, at: place, literals: [place] };
}

/** In other languages: the literal last assigned to the name, above it. */
function otherName(sheet: Sheet, selection: Place): FoundAtPlace | undefined {
  const { unit, start, end } = selection;
  const { text, languageId } = sheet.units[unit];
  const name = nameAt(text, start, languageId);
  if (name === undefined || end > name.offset + name.length) return undefined;
  const above = sheet.units
    .slice(0, unit + 1)
    .map((each, index) => (index === unit ? text.slice(0, name.offset) : each.text));
  const resolution = resolveName(above, name.name, languageId);
  if (resolution.kind === "notFound") return undefined;
  const place = {
    unit: resolution.textIndex,
    start: resolution.span.offset,
    end: resolution.span.offset + resolution.span.length,
  };
  if (resolution.kind === "resolved") {
    return {
      kind: "array",
      array: arrayAt(sheet, place) ?? written(sheet, place, name.name),
      at: place,
      literals: [place],
    };
  }
  const wasArray = sheet.named.some((array) => array.name === name.name);
  return { kind: "changed", name: name.name, place, wasArray };
}

/** A selection that is meant for an array but cannot be read as one: its errors say what is wrong, and where. */
function attempted(sheet: Sheet, selection: Place): FoundAtPlace {
  const array = written(sheet, selection, undefined);
  const found: FoundAtPlace = { kind: "array", array, at: selection, literals: [selection] };
  if (array.source.text.length > READ_CHARACTERS) return found;
  const read = array.read();
  return read.kind === "literal" || !isNotMeant(read.diagnostics[0], array.source.text) ? found : nothing;
}

/** Neither words nor code that would have to run: a call of what is no array's constructor. */
function isNotMeant({ code, offset }: Diagnostic, text: string): boolean {
  if (notMeant.has(code)) return true;
  const isWhole = text.slice(0, offset).trim() === "";
  return code === "unsupported-expression" && isWhole && selectedExpression(text)?.callee !== undefined;
}

const misshapen: ReadonlySet<Diagnostic["code"]> = new Set<Diagnostic["code"]>(["ragged", "elided", "unbalanced"]);

const notMeant: ReadonlySet<Diagnostic["code"]> = new Set<Diagnostic["code"]>(["not-an-array", "empty-selection"]);
