import type { Span } from "../literal/literal";

/** What a session printed after one of its inputs. */
export interface PrintedSpan extends Span {
  /** The name whose value was printed, where the input is nothing but that name. */
  readonly shows: string | undefined;
}

/** A session with Python as terminals, notebooks and docstrings keep it: what was typed, and what was printed. */
export interface Transcript {
  /** The text with everything but the inputs blanked, so that all offsets hold. */
  readonly code: string;
  readonly printed: readonly PrintedSpan[];
}

const prompt = /^[ \t]*(?:>>> ?|In \[\d*\]: ?)/;
const continued = /^[ \t]*(?:\.{3,}: ?|\.\.\. ?)/;
const answer = /^[ \t]*Out\[\d*\]: ?/;

/** Whether a text has a prompt of Python's or IPython's at the start of a line. */
export function isTranscript(text: string): boolean {
  return /^[ \t]*(?:>>> |In \[\d*\]: )/m.test(text);
}

/**
 * Reads a session. `quoted`: it stands in the docstrings of a program, where an empty line or the end of the string ends what was
 * printed, and what stands in front of the first prompt is prose.
 */
export function readTranscript(text: string, quoted: boolean): Transcript {
  const code: string[] = [];
  const printed: PrintedSpan[] = [];
  let input: string[] | undefined;
  let output: { readonly start: number; end: number } | undefined;
  const close = () => {
    if (output !== undefined && text.slice(output.start, output.end).trim() !== "") {
      const shows = input && shownName(input.join("\n"));
      printed.push({ offset: output.start, length: output.end - output.start, shows });
    }
    output = undefined;
  };
  let typing = false;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    const begun = prompt.exec(line);
    const more = typing && begun === null ? continued.exec(line) : null;
    if (begun !== null || more !== null) {
      if (begun !== null) {
        close();
        input = [];
      }
      const [{ length }] = (begun ?? more) as RegExpExecArray;
      input?.push(line.slice(length));
      code.push(blankedPrompt(length) + line.slice(length));
      typing = true;
    } else {
      typing = false;
      code.push(line.replace(/[^\r]/g, " "));
      const ends = quoted && (line.trim() === "" || /"""|'''/.test(line));
      if (ends) {
        close();
        input = undefined;
      } else if (!quoted || input !== undefined) {
        // `Out[3]: ` is no part of what was printed.
        const skipped = output === undefined ? (answer.exec(line)?.[0].length ?? 0) : 0;
        output ??= { start: start + skipped, end };
        output.end = end;
      }
    }
    if (newline === -1) break;
    start = newline + 1;
  }
  close();
  return { code: code.join("\n"), printed };
}

/** A form feed takes the column back to 0, so that prompts of any width indent nothing. */
function blankedPrompt(length: number): string {
  return `${" ".repeat(length - 1)}\f`;
}

/** The name of what a cell or an input shows at its end: a bare name, or one that is printed. */
export function shownName(code: string): string | undefined {
  const lines = code.split("\n").filter((line) => /^[^\s#%!]/.test(line));
  const last =
    lines
      .at(-1)
      ?.replace(/\s*#.*$/, "")
      .split(";")
      .at(-1)
      ?.trim() ?? "";
  const name = "[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*";
  return new RegExp(`^(?:(${name})|print\\((${name})\\))$`)
    .exec(last)
    ?.slice(1)
    .find((each) => each !== undefined);
}
