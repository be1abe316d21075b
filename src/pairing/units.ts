import type { TextUnit } from "../textUnit";
import { hasBlocks, takenApart } from "./codeBlocks";
import { isTranscript, readTranscript, shownName } from "./transcript";

/** A part of a unit that was printed, or written to be read as text: a log, what a session answered, a cell's output. */
export interface PrintedPart {
  readonly unit: number;
  /** Where the part begins in its unit. */
  readonly start: number;
  readonly text: string;
  /** The name whose value it shows. */
  readonly shows: string | undefined;
}

/** Units taken apart into code and what was printed. */
export interface ReadUnits {
  readonly units: readonly TextUnit[];
  /**
   * For the interpreter: one for each unit, empty where it holds no Python, and behind them the sessions in docstrings. Offsets are those
   * of the units.
   */
  readonly python: readonly TextUnit[];
  /** The unit that each of `python` stands in. */
  readonly homes: readonly number[];
  readonly printed: readonly PrintedPart[];
}

/** Texts with blocks of code in them. */
const written: ReadonlySet<string> = new Set(["markdown", "quarto", "rmd", "mdx", "restructuredtext"]);
const textual: ReadonlySet<string> = new Set([...written, "plaintext", "log", "pycon"]);

export function readUnits(units: readonly TextUnit[]): ReadUnits {
  const printed: PrintedPart[] = [];
  const sessions: { readonly unit: TextUnit; readonly home: number }[] = [];
  const python = units.map((unit, index): TextUnit => {
    const { role, languageId, text } = unit;
    if (role === "output") {
      printed.push({ unit: index, start: 0, text, shows: shownBy(units, index) });
      return unit;
    }
    const isPython = languageId === "python";
    const isSession = (isPython || textual.has(languageId)) && isTranscript(text);
    if (isSession) {
      const quoted = isPython && !/^\s*(?:>>> |In \[)/.test(text);
      const transcript = readTranscript(text, quoted);
      for (const { offset, length, shows } of transcript.printed) {
        printed.push({ unit: index, start: offset, text: text.slice(offset, offset + length), shows });
      }
      const code: TextUnit = { ...unit, languageId: "python", text: transcript.code };
      if (!quoted) return code;
      sessions.push({ unit: { ...code, id: `${unit.id}>>>` }, home: index });
    } else if (written.has(languageId) && hasBlocks(text)) {
      const { code, rest } = takenApart(text);
      printed.push({ unit: index, start: 0, text: rest, shows: undefined });
      return { ...unit, languageId: "python", text: code };
    } else if (textual.has(languageId)) {
      printed.push({ unit: index, start: 0, text, shows: undefined });
    }
    return isPython ? unit : { ...unit, languageId: "python", text: "" };
  });
  return {
    units,
    python: [...python, ...sessions.map(({ unit }) => unit)],
    homes: [...units.keys(), ...sessions.map(({ home }) => home)],
    printed,
  };
}

/** What the code in front of an output shows at its end; of several outputs that is the last. */
function shownBy(units: readonly TextUnit[], output: number): string | undefined {
  if (units[output + 1]?.role === "output") return undefined;
  const code = units.slice(0, output).findLast(({ role }) => role === "code");
  return code === undefined ? undefined : shownName(code.text);
}
