import { Reader } from "../pairing/reader";
import type { Sheet } from "../pairing/sheet";
import { interpretInParts } from "../python/interpret/interpret";
import { type CleanText, cleanText } from "./clean";
import { type PasteUnits, pasteUnits } from "./units";

/** A pasted text, taken apart and read. */
export interface Paste {
  readonly clean: CleanText;
  readonly units: PasteUnits;
  readonly sheet: Sheet;
}

/** A person waits for the answer, and what is asked about is short: a tenth of what a file may cost. */
const STEPS = 10_000;

export function readPaste(text: string): Paste {
  const clean = cleanText(text);
  const units = pasteUnits(clean.text);
  return { clean, units, sheet: new Reader((read) => interpretInParts(read, STEPS)).read(units.units) };
}
