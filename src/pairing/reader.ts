import type { TextUnit } from "../textUnit";
import type { LabelsFrom } from "./labels";
import { Sheet, type SheetReading } from "./sheet";
import { type UnitArrays, unitArrays } from "./unitArrays";
import { type PrintedPart, readUnits } from "./units";

const KEPT_SHEETS = 4;
/** Besides those that are read together now. */
const KEPT_UNITS = 500;

interface KeptUnit {
  readonly unit: TextUnit;
  readonly index: number;
  /** What its printed parts show, which the code in front of them decides. */
  readonly shows: string;
  readonly arrays: UnitArrays;
}

/** Reads units that belong together, each version once: an unchanged one is never parsed again. */
export class Reader {
  readonly #interpret: SheetReading["interpret"];
  readonly #labelsFrom: LabelsFrom;
  /** The latest at the end. */
  #sheets: readonly Sheet[] = [];
  readonly #units = new Map<string, KeptUnit>();

  constructor(interpret: SheetReading["interpret"], labelsFrom: LabelsFrom = "language") {
    this.#interpret = interpret;
    this.#labelsFrom = labelsFrom;
  }

  read(units: readonly TextUnit[]): Sheet {
    const known = this.#sheets.find((sheet) => sameUnits(sheet.units, units));
    const sheet = known ?? this.#make(units);
    this.#sheets = [...this.#sheets.filter((each) => each !== sheet), sheet].slice(-KEPT_SHEETS);
    return sheet;
  }

  #make(units: readonly TextUnit[]): Sheet {
    const read = readUnits(units);
    const printedIn = new Map<number, PrintedPart[]>();
    for (const part of read.printed) {
      const own = printedIn.get(part.unit);
      if (own === undefined) printedIn.set(part.unit, [part]);
      else own.push(part);
    }
    const most = units.length + KEPT_UNITS;
    const arrays = (index: number): UnitArrays => {
      const unit = units[index];
      const printed = printedIn.get(index) ?? [];
      const shows = printed.map((part) => part.shows).join();
      const kept = this.#units.get(unit.id);
      if (kept?.index === index && kept.shows === shows && sameUnit(kept.unit, unit)) return kept.arrays;
      const { role, text } = read.python[index];
      const own = unitArrays(unit, index, role === "code" && text !== "" ? text : undefined, printed);
      this.#units.delete(unit.id);
      this.#units.set(unit.id, { unit, index, shows, arrays: own });
      for (const [oldest] of this.#units) {
        if (this.#units.size <= most) break;
        this.#units.delete(oldest);
      }
      return own;
    };
    return new Sheet(read, { interpret: this.#interpret, arrays, labelsFrom: this.#labelsFrom });
  }
}

function sameUnits(a: readonly TextUnit[], b: readonly TextUnit[]): boolean {
  return a.length === b.length && a.every((unit, index) => sameUnit(unit, b[index]));
}

/** A document that was closed hands its id on to the next, whose versions begin anew: the text decides. */
function sameUnit(a: TextUnit, b: TextUnit): boolean {
  return (
    a.id === b.id && a.version === b.version && a.languageId === b.languageId && a.role === b.role && a.text === b.text
  );
}
