import { resolveName } from "../literal/resolveName";
import { type FoundArray, samePlace, tensorOf } from "../pairing/foundArray";
import { knownArray } from "../pairing/knownArray";
import type { Sheet } from "../pairing/sheet";
import type { Definition } from "../python/interpretation";
import { sameShape } from "../tensor/shape";
import type { Place } from "../textUnit";
import type { ArraysOfFile } from "./foundArrays";
import type { FileUnit } from "./textFile";

export type LastValue =
  | { readonly kind: "array"; readonly array: FoundArray }
  | { readonly kind: "changed"; readonly place: string };

/** What a name holds at the end of the file, as far as the text tells. */
export function lastValue(
  units: readonly FileUnit[],
  { sheet, label }: Pick<ArraysOfFile, "sheet" | "label">,
  name: string,
): LastValue | undefined {
  const definition = sheet.interpretation?.definitions.findLast((each) => each.name === name);
  if (definition !== undefined) {
    const { place } = definition;
    const value = isMentioned(sheet, definition) ? sheet.valuesAtEnd([name])[0] : definition.value;
    const known = value && knownArray(value);
    if (known !== undefined)
      return { kind: "array", array: { ...sheet.arrayOf(known, name, place), named: sheet.home(place) } };
    const printed = sheet.printedNamed(name).at(-1);
    if (printed !== undefined) return { kind: "array", array: printed };
    return value === undefined || value.kind === "unknown"
      ? { kind: "changed", place: label(sheet.home(place)).place }
      : undefined;
  }
  const [first] = units;
  if (first === undefined || first.languageId === "python") return undefined;
  const texts = units.map(({ text }) => text);
  const resolution = resolveName(texts, name, first.languageId);
  if (resolution.kind !== "changed") return undefined;
  const { textIndex: unit, span } = resolution;
  return { kind: "changed", place: label({ unit, start: span.offset, end: span.offset + span.length }).place };
}

/**
 * What an array that was guessed by its name holds at the end of the file: what changed it in place is no assignment. Undefined where it
 * is what it was.
 */
export function changedSince(found: Pick<ArraysOfFile, "sheet" | "label">, array: FoundArray): LastValue | undefined {
  const { sheet, label } = found;
  const { name, place } = array;
  const own = sheet.interpretation?.definitions.findLast((each) => each.name === name);
  if (name === undefined || place === undefined || own === undefined) return undefined;
  const named = sheet.home(own.place);
  // An earlier array of that name is meant as it stands there.
  const isIt = array.named === undefined ? isInFront(named, place) : samePlace(array.named, named);
  const isAugmented = augments(sheet, own);
  if (!isIt && !isAugmented) return undefined;
  if (!isAugmented && !isMentioned(sheet, own)) return undefined;
  const [value] = sheet.valuesAtEnd([name]);
  const known = value && knownArray(value);
  if (known === undefined) return { kind: "changed", place: label(named).place };
  const before = tensorOf(array);
  const isSame =
    before !== undefined &&
    sameShape(before.shape, known.tensor.shape) &&
    before.data.every((each, index) => Object.is(each, known.tensor.data[index]));
  return isSame ? undefined : { kind: "array", array: { ...sheet.arrayOf(known, name, own.place), named } };
}

/** `logits *= 2` changes the array that the name had. */
function augments({ pythonUnits }: Sheet, { place, scope }: Definition): boolean {
  return (
    scope === "" &&
    /^\s*(?:[-+*/%@&|^]|\/\/|\*\*|<<|>>)=/.test(pythonUnits[place.unit].text.slice(place.end, place.end + 20))
  );
}

/** Whether the last assignment of a name stands in front of an array. */
function isInFront(name: Place, array: Place): boolean {
  return name.unit === array.unit && name.end <= array.start;
}

/** Whether a name of the module stands anywhere behind its assignment: nothing else can change what it holds. */
function isMentioned({ pythonUnits }: Sheet, { name, place, scope }: Definition): boolean {
  if (scope !== "" || !/^[\p{L}\p{N}_]+$/u.test(name)) return false;
  const word = new RegExp(`(?<![\\w.])${name}(?!\\w)`, "u");
  return pythonUnits.some(
    ({ text }, unit) => unit >= place.unit && word.test(unit > place.unit ? text : text.slice(place.end)),
  );
}
