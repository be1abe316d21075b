import type { Answer } from "./diagnosis/answer";
import { answersOf } from "./diagnosis/answersOf";
import type { Sheet } from "./pairing/sheet";
import { readUnits } from "./pairing/units";
import { interpret } from "./python/interpret/interpret";
import type { Interpretation } from "./python/interpretation";
import type { Place, TextUnit } from "./textUnit";

/** What is said about the loss calls of units that belong together: a file, the cells of a notebook with their outputs. */
export interface Checked {
  readonly units: readonly TextUnit[];
  /** Places are of the units. */
  readonly answers: readonly Answer[];
  readonly interpretation: Interpretation;
  /** The unit that a unit of the interpretation stands in. */
  readonly home: (place: Place) => Place;
}

/** Reads the units and judges every loss call in them. Total, pure and synchronous. */
export function checkUnits(units: readonly TextUnit[]): Checked {
  const { python, homes } = readUnits(units);
  // A session in a docstring is a unit of its own to the interpreter, and a part of its file to everybody else.
  const home = ({ unit, start, end }: Place): Place => ({ unit: homes[unit] ?? unit, start, end });
  return judged(units, interpret(python), home);
}

/** The same for a sheet, whose interpretation is shared; undefined where it holds no Python. */
export function checkSheet(sheet: Sheet): Checked | undefined {
  const { interpretation } = sheet;
  return interpretation && judged(sheet.units, interpretation, (place) => sheet.home(place));
}

function judged(units: readonly TextUnit[], interpretation: Interpretation, home: Checked["home"]): Checked {
  return { units, answers: answersOf(interpretation, interpret, home), interpretation, home };
}
