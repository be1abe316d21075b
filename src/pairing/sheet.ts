import { finished, type InParts } from "../inParts";
import type { Interpretation } from "../python/interpretation";
import type { Value } from "../python/value";
import type { ArraySource } from "../source";
import { sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import type { Place, TextUnit } from "../textUnit";
import { type CallPair, callPairs } from "./calls";
import { contains, type FoundArray, foundArray, inOrder, literalOf, samePlace } from "./foundArray";
import { type KnownArray, knownArray } from "./knownArray";
import type { LabelsFrom } from "./labels";
import { isOneHot } from "./rankTargets";
import { scopeOf } from "./scope";
import type { Table } from "./tables";
import type { UnitArrays } from "./unitArrays";
import type { PrintedPart, ReadUnits } from "./units";

const NESTED = 16;

/** So much Python is interpreted while a person types and hovers. */
const INTERPRETED_CHARACTERS = 2_000_000;

/** What a sheet is made with: each unit's arrays, and the interpretation, once a version. */
export interface SheetReading {
  readonly interpret: (units: readonly TextUnit[]) => InParts<Interpretation>;
  readonly arrays: (index: number) => UnitArrays;
  readonly labelsFrom: LabelsFrom;
}

/** The units that are read together (a document, a notebook's cells with their outputs), and what is in them; each read when it is first asked for. */
export class Sheet {
  readonly units: readonly TextUnit[];
  readonly labelsFrom: LabelsFrom;
  readonly #read: ReadUnits;
  readonly #reading: SheetReading;
  #interpretation: Interpretation | undefined;
  #arrays: readonly FoundArray[] | undefined;
  #candidates: readonly FoundArray[] | undefined;
  #calls: readonly CallPair[] | undefined;

  constructor(read: ReadUnits, reading: SheetReading) {
    this.units = read.units;
    this.labelsFrom = reading.labelsFrom;
    this.#read = read;
    this.#reading = reading;
  }

  /** What is known of the Python among the units; undefined where there is none, or too much. Its places are of `pythonUnits`. */
  get interpretation(): Interpretation | undefined {
    return finished(this.interpretedInParts());
  }

  /** Reads what the getters would read when they are first asked, in parts: each is short, whatever the text. */
  *readInParts(): InParts<void> {
    yield* this.interpretedInParts();
    for (const unit of this.units.keys()) {
      this.unitArrays(unit);
      yield;
    }
    yield* this.#namedInParts();
    void this.calls;
  }

  /** `interpretation`, in parts. */
  *interpretedInParts(): InParts<Interpretation | undefined> {
    const { python } = this.#read;
    if (this.#interpretation !== undefined) return this.#interpretation;
    const length = python.reduce((sum, { role, text }) => sum + (role === "code" ? text.length : 0), 0);
    if (length === 0 || length > INTERPRETED_CHARACTERS) return undefined;
    const read = yield* this.#reading.interpret(python);
    this.#interpretation ??= read;
    return this.#interpretation;
  }

  /** The units as they were interpreted: with sessions taken apart, those in docstrings at the end. */
  get pythonUnits(): readonly TextUnit[] {
    return this.#read.python;
  }

  get printed(): readonly PrintedPart[] {
    return this.#read.printed;
  }

  /** A place of the interpretation as one of the units. */
  home({ unit, ...range }: Place): Place {
    return { unit: this.#read.homes[unit], ...range };
  }

  /** A place of the units as one of the interpretation: in the session that stands there, or the unit itself. */
  pythonPlace(place: Place): Place {
    const { python, homes } = this.#read;
    const inSession = (unit: number) =>
      homes[unit] === place.unit && /\S/.test(python[unit].text.slice(Math.max(0, place.start - 1), place.start + 1));
    for (let unit = this.units.length; unit < python.length; unit++) if (inSession(unit)) return { ...place, unit };
    return place;
  }

  isPython(unit: number): boolean {
    const { role, text } = this.#read.python[unit];
    return role === "code" && text !== "";
  }

  /** The text of a place. */
  textOf({ unit, start, end }: Place): string {
    return this.units[unit].text.slice(start, end);
  }

  /** What names of a module hold behind its last line, whatever has changed them; undefined where that is not known. */
  valuesAtEnd(names: readonly string[]): readonly (Value | undefined)[] {
    const { python } = this.#read;
    const last = python.length;
    const end: TextUnit = { id: "", version: 0, languageId: "python", role: "code", text: names.join("\n") };
    const { valueAt } = finished(this.#reading.interpret([...python, end]));
    let offset = 0;
    return names.map((name) => {
      const at = offset;
      offset += name.length + 1;
      return valueAt(last, at)?.value;
    });
  }

  /** The arrays of one unit as its text alone tells. */
  unitArrays(unit: number): UnitArrays {
    return this.#reading.arrays(unit);
  }

  /** Lists of words of one unit. */
  words(unit: number): UnitArrays["words"] {
    return this.unitArrays(unit).words;
  }

  get tables(): readonly Table[] {
    return this.units.flatMap((_, unit) => this.unitArrays(unit).tables);
  }

  /** All arrays with a name, in the order of the text: what Python's names were assigned, else what the text tells. */
  get named(): readonly FoundArray[] {
    return finished(this.#namedInParts());
  }

  /** Those that may be targets: in what was printed an array needs no name, where less than two have one. */
  get candidates(): readonly FoundArray[] {
    if (this.#candidates !== undefined) return this.#candidates;
    const { named } = this;
    if (named.length >= 2) return named;
    const known = new Set(named.map(({ place }) => place && `${place.unit}:${place.start}`));
    const printed = this.units.flatMap((_, unit) => (this.isPython(unit) ? [] : this.unitArrays(unit).all));
    const rest = printed.filter(({ place }) => place && !known.has(`${place.unit}:${place.start}`));
    this.#candidates = [...named, ...rest].sort(byPlace);
    return this.#candidates;
  }

  /** The calls of losses whose arrays are known, in the order of the text. */
  get calls(): readonly CallPair[] {
    this.#calls ??= callPairs(this);
    return this.#calls;
  }

  /** What the outputs show under a name, in their order. */
  printedNamed(name: string): readonly FoundArray[] {
    return this.#read.printed.flatMap(({ unit, start, text }) =>
      this.unitArrays(unit).named.filter((array) => {
        const { place } = array;
        return array.name === name && place !== undefined && start <= place.start && place.end <= start + text.length;
      }),
    );
  }

  *#namedInParts(): InParts<readonly FoundArray[]> {
    if (this.#arrays !== undefined) return this.#arrays;
    const written = this.units.flatMap((_, unit) => this.unitArrays(unit).named);
    const assigned: FoundArray[] = [];
    for (const { name, value, place, scope } of this.interpretation?.definitions ?? []) {
      const known = knownArray(value);
      if (known === undefined || known.tensor.shape.length === 0 || known.tensor.data.length === 0) continue;
      if (known.cells === undefined && !isOneHot(known.tensor)) continue;
      assigned.push({ ...this.arrayOf(known, name, place, scope), scope, named: this.home(place) });
      yield;
    }
    const distinct = yield* withoutRepeats(assigned);
    const places = new Set(distinct.map(({ place }) => place && `${place.unit}:${place.start}`));
    yield;
    const rest: FoundArray[] = [];
    for (const array of written) {
      if (array.place === undefined || places.has(`${array.place.unit}:${array.place.start}`)) continue;
      rest.push({ ...array, scope: this.scopeAt(array.place) });
      yield;
    }
    this.#arrays ??= [...distinct, ...rest].sort(byPlace);
    return this.#arrays;
  }

  /** The function or class that a place stands in: that of the names which are assigned around it. */
  scopeAt(place: Place | undefined): string {
    if (place === undefined || !this.isPython(place.unit)) return "";
    return scopeOf(this.units[place.unit].text, place.start);
  }

  /**
   * A known value as an array: the literal that it is, where it is one; else its values, with the text that they stand in, or the
   * expression that gives them. `place` is of the interpretation.
   */
  arrayOf(known: KnownArray, name: string | undefined, place: Place, scope = ""): FoundArray {
    const { tensor, made, library } = known;
    const own = made && this.literalAround(this.home(made));
    if (own !== undefined && made !== undefined && samePlace(own.place, this.home(made)) && isSameTensor(own, tensor)) {
      return { ...own, name: name ?? own.name, scope };
    }
    const cells = known.cells === undefined || repeats(known.cells.offsets) ? undefined : known.cells;
    const around = cells && this.home(spanOf(cells));
    const literal = around && this.literalAround(around);
    if (literal !== undefined && cells !== undefined && isLiteral(literal, known)) {
      return { ...literal, name: name ?? literal.name, scope };
    }
    const at = literal?.place ?? around ?? this.home(made ?? place);
    const { languageId } = this.units[at.unit];
    const source: ArraySource = {
      ...{ kind: "array", text: this.textOf(at), languageId, name, tensor, columnNames: undefined },
      cells: cells && { offsets: cells.offsets.map((offset) => offset - at.start), lengths: cells.lengths },
      ...(library !== undefined && { library }),
    };
    return foundArray(source, at, scope);
  }

  /** The outermost literal of the text that a place lies in. */
  literalAround(place: Place): FoundArray | undefined {
    const { all } = this.unitArrays(place.unit);
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle].place?.start ?? 0) <= place.start) low = middle + 1;
      else high = middle;
    }
    // Outermost literals stand in each other only where one is the value under a key of the other.
    const near = all.slice(Math.max(0, low - NESTED), low);
    return near.find((array) => array.place !== undefined && contains(array.place, place));
  }

  /** The known array of a value, as `arrayOf` has it. */
  arrayOfValue(value: Value, name: string | undefined, place: Place): FoundArray | undefined {
    const known = knownArray(value);
    if (known === undefined || known.tensor.shape.length === 0) return undefined;
    return this.arrayOf(known, name, place);
  }
}

function byPlace(a: FoundArray, b: FoundArray): number {
  const [first, second] = [a.named ?? a.place, b.named ?? b.place];
  return first && second ? inOrder(first, second) : 0;
}

function spanOf({ unit, offsets, lengths }: { unit: number; offsets: Uint32Array; lengths: Uint32Array }): Place {
  let [start, end] = [Number.POSITIVE_INFINITY, 0];
  for (let index = 0; index < offsets.length; index++) {
    start = Math.min(start, offsets[index]);
    end = Math.max(end, offsets[index] + lengths[index]);
  }
  return { unit, start: Math.min(start, end), end };
}

function repeats(offsets: Uint32Array): boolean {
  return new Set(offsets).size < offsets.length;
}

/** Whether a literal, read from its text, is this very array. */
function isLiteral(literal: FoundArray, { tensor, cells }: KnownArray): boolean {
  const read = literalOf(literal);
  if (read === undefined || literal.place === undefined || cells === undefined) return false;
  const { start } = literal.place;
  const sameCells = read.elementOffsets.every((offset, element) => offset + start === cells.offsets[element]);
  return sameCells && isSameTensor(literal, tensor);
}

function isSameTensor(literal: FoundArray, tensor: Tensor): boolean {
  const own = literalOf(literal)?.tensor;
  return (
    own !== undefined &&
    sameShape(own.shape, tensor.shape) &&
    own.dtype === tensor.dtype &&
    own.data.every((value, element) => Object.is(value, tensor.data[element]))
  );
}

/** A name that is assigned the same array again, by another name of it, is one candidate. */
function* withoutRepeats(arrays: readonly FoundArray[]): InParts<readonly FoundArray[]> {
  const known = new Map<string, FoundArray[]>();
  const distinct: FoundArray[] = [];
  for (const array of arrays) {
    yield;
    const { name, scope, place, source } = array;
    const key = `${source.kind} ${place?.unit} ${place?.start} ${place?.end} ${scope} ${name}`;
    const others = known.get(key) ?? [];
    if (others.some((other) => source.kind === "text" || isSameTensor(other, source.tensor))) continue;
    known.set(key, [...others, array]);
    distinct.push(array);
  }
  return distinct;
}
