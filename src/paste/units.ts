import type { Place, TextUnit } from "../textUnit";
import { type LineKind, type PastedLine, pastedLines } from "./lines";

/** A paste as units that pairing and diagnosis read: code, sessions, and what was printed around them, in the order of the text. */
export interface PasteUnits {
  readonly units: readonly TextUnit[];
  /** Where each unit begins in the text. */
  readonly starts: readonly number[];
  readonly lines: readonly PastedLine[];
}

type Part = "code" | "session" | "printed";

const parts: Readonly<Record<LineKind, Part | "none" | "same">> = {
  ...{ blank: "same", code: "code", session: "session", traceback: "none" },
  ...{ log: "printed", printed: "printed", prose: "printed", fence: "none" },
};

const MOST_UNITS = 400;

export function pasteUnits(text: string): PasteUnits {
  const lines = pastedLines(text);
  const found: { part: Part; start: number; end: number }[] = [];
  let open = false;
  for (const { kind, start, text: line } of lines) {
    const part = parts[kind];
    const last = found.at(-1);
    if (part === "same") continue;
    if (part === "none") open = false;
    else if (open && last?.part === part) last.end = start + line.length;
    else if (found.length === MOST_UNITS) break;
    else {
      found.push({ part, start, end: start + line.length });
      open = true;
    }
  }
  const units = found.map(({ part, start, end }, index): TextUnit => {
    const own = { id: `paste:${index}`, version: 1, text: text.slice(start, end) };
    if (part === "printed") return { ...own, languageId: "plaintext", role: "output" };
    return { ...own, languageId: part === "session" ? "pycon" : "python", role: "code" };
  });
  return { units, starts: found.map(({ start }) => start), lines };
}

/** A place of the units in the text as a whole. */
export function inText({ starts }: PasteUnits, { unit, start, end }: Place): Place {
  const from = starts[unit] ?? 0;
  return { unit: 0, start: from + start, end: from + end };
}
