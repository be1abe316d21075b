import type { Answer } from "./diagnosis/answer";
import { answersInParts, answersOf } from "./diagnosis/answersOf";
import { finished, type InParts } from "./inParts";
import { printedValue } from "./pairing/calls";
import { tensorOf } from "./pairing/foundArray";
import { provenance } from "./pairing/provenance";
import { Reader } from "./pairing/reader";
import type { Sheet } from "./pairing/sheet";
import { readUnits } from "./pairing/units";
import { interpret, interpretInParts } from "./python/interpret/interpret";
import type { Interpretation } from "./python/interpretation";
import type { LossArgument, LossCall } from "./python/lossCall";
import { type CallJson, type CheckJson, checkJson, type Locate, locator } from "./render/answerJson";
import type { Place, TextUnit } from "./textUnit";

/** What is said about the loss calls of units that belong together: a file, the cells of a notebook with their outputs. */
export interface CheckedUnits {
  readonly units: readonly TextUnit[];
  /** Places are of the units. */
  readonly answers: readonly Answer[];
  readonly interpretation: Interpretation;
  /** The unit that a unit of the interpretation stands in. */
  readonly home: (place: Place) => Place;
}

/** Reads the units and judges every loss call in them, of many the first `mostCalls`. Total, pure and synchronous. */
export function checkUnits(units: readonly TextUnit[], mostCalls?: number): CheckedUnits {
  const { python, homes, printed } = readUnits(units);
  const sheet = printed.length === 0 ? undefined : checkSheet(new Reader(interpretInParts).read(units), mostCalls);
  if (sheet !== undefined) return sheet;
  // A session in a docstring is a unit of its own to the interpreter, and a part of its file to everybody else.
  const home = ({ unit, start, end }: Place): Place => ({ unit: homes[unit] ?? unit, start, end });
  const interpretation = interpret(python);
  const limit = mostCalls !== undefined && { mostCalls };
  return { units, answers: answersOf(interpretation, { interpret, home, printed, ...limit }), interpretation, home };
}

/** The same of units that are read already; undefined where there is no Python among them. Of many calls the first `mostCalls`. */
export function checkSheet(sheet: Sheet, mostCalls?: number): CheckedUnits | undefined {
  return finished(checkInParts(sheet, mostCalls));
}

/** The same in parts: the first is the interpretation, and then each call is one. */
export function* checkInParts(sheet: Sheet, mostCalls?: number): InParts<CheckedUnits | undefined> {
  const { units, printed } = sheet;
  const interpretation = yield* sheet.interpretedInParts();
  if (interpretation === undefined) return undefined;
  const home = (place: Place) => sheet.home(place);
  const printedOf = (argument: LossArgument | undefined) => {
    const found = argument?.place && printedValue(sheet, argument.place, argument.value);
    return found && tensorOf(found);
  };
  const printedArrays = ({ arguments: [input, target] }: LossCall) => {
    return printed.length === 0 ? undefined : { input: printedOf(input), target: printedOf(target) };
  };
  return {
    units,
    answers: yield* answersInParts(interpretation, {
      interpret,
      home,
      printed,
      printedArrays,
      ...(mostCalls !== undefined && { mostCalls }),
    }),
    interpretation,
    home,
  };
}

/** The answers about a place: the calls around it, the innermost first, or else those that its array or name goes into. */
export function answersAt({ answers, interpretation, home }: CheckedUnits, place: Place): readonly Answer[] {
  const around = answers.filter((answer) => covers(answer.place, place));
  if (around.length > 0) return around.sort((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start));
  const calls = interpretation.calls.filter(({ arguments: given }) =>
    given.some(({ value }) => {
      const { literals, operations } = provenance(value);
      return [...literals, ...operations].some((each) => covers(home(each), place));
    }),
  );
  const named = answers.filter(({ input, target }) =>
    [input, target].some(({ written }) => written && covers(written, place)),
  );
  const fed = answers.filter((answer) => calls.some((call) => samePlace(home(call.place), answer.place)));
  return named.length > 0 ? named : fed;
}

function covers(outer: Place, inner: Place): boolean {
  return outer.unit === inner.unit && outer.start <= inner.start && outer.end >= inner.end;
}

function samePlace(a: Place, b: Place): boolean {
  return a.unit === b.unit && a.start === b.start && a.end === b.end;
}

/** Answers of one text, and what else its report as JSON has. */
export function checkText(
  text: string,
  languageId: string,
  file = "text",
): { readonly checked: CheckedUnits; readonly json: CheckJson } {
  const checked = checkUnits([{ id: file, version: 1, languageId, text, role: "code" }]);
  return { checked, json: checkedJson(file, checked, locator(checked.units, [undefined])) };
}

/** Everything that is said about a file, as JSON. */
export function checkedJson(file: string, { answers, interpretation, home }: CheckedUnits, locate: Locate): CheckJson {
  const definitions = interpretation.definitions.map((each) => ({ ...each, place: home(each.place) }));
  return checkJson(file, answers, definitions, locate);
}

/** What is said about every loss call of a text: docs/library.md. */
export function check(text: string, languageId: string): CheckJson {
  return checkText(text, languageId).json;
}

/** What is said at an offset into a text: of the call there, or of the calls that the array or name there goes into. */
export function explainAt(text: string, languageId: string, offset: number): readonly CallJson[] {
  const { checked, json } = checkText(text, languageId);
  const answers = answersAt(checked, { unit: 0, start: offset, end: offset });
  return answers.map((answer) => json.calls[checked.answers.indexOf(answer)]);
}
