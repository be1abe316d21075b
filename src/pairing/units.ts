import type { TextUnit } from "../textUnit";
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

const textual: ReadonlySet<string> = new Set(["plaintext", "log", "markdown", "restructuredtext", "pycon"]);

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
    } else if (languageId === "markdown" && fence.test(text)) {
      const { code, rest } = fenced(text);
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

const fence = /^[ \t]*```[ \t]*(?:python|py|python3)\b[^\n]*\n/im;

/** The blocks of Python in Markdown, and what stands around them; each with the other blanked. */
function fenced(text: string): { readonly code: string; readonly rest: string } {
  const blank = (part: string) => part.replace(/[^\r\n]/g, " ");
  let [code, rest, from] = ["", "", 0];
  const take = (to: number, isCode: boolean) => {
    const part = text.slice(from, to);
    code += isCode ? part : blank(part);
    rest += isCode ? blank(part) : part;
    from = to;
  };
  for (;;) {
    const open = fence.exec(text.slice(from));
    if (open === null) break;
    take(from + open.index + open[0].length, false);
    const close = /^[ \t]*```[ \t]*$/m.exec(text.slice(from));
    take(close === null ? text.length : from + close.index, true);
  }
  take(text.length, false);
  return { code, rest };
}

/** What the code in front of an output shows at its end; of several outputs that is the last. */
function shownBy(units: readonly TextUnit[], output: number): string | undefined {
  if (units[output + 1]?.role === "output") return undefined;
  const code = units.slice(0, output).findLast(({ role }) => role === "code");
  return code === undefined ? undefined : shownName(code.text);
}
