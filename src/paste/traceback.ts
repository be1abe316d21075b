import type { Range } from "../python/syntax";

/** A line of a program that a traceback goes through. */
export interface TracebackFrame {
  readonly file: string;
  readonly line: number | undefined;
  /** The function, as the traceback names it. */
  readonly name: string | undefined;
  /** The line's text, where it is printed. */
  readonly code: string | undefined;
  /** What Python has underlined in it, where it has. */
  readonly marked?: string | undefined;
  /** Where the traceback names it. */
  readonly place: Range;
}

/** An exception or warning that was printed, with the frames that led to it. */
export interface PrintedException {
  readonly form: "exception" | "warning";
  /** `RuntimeError`; empty where only the message stands there. */
  readonly type: string;
  readonly message: string;
  /** The next lines, which may go on with it where a long line was broken; empty where there are none. */
  readonly beyond: string;
  /** The outermost first. */
  readonly frames: readonly TracebackFrame[];
  /** The type and message. */
  readonly place: Range;
}

const MOST = 50;
const LONGEST_MESSAGE = 4000;
const raised = /^\s{0,40}((?:[A-Za-z_][\w.]*\.)?[A-Z]\w*(?:Error|Exception|Interrupt|Warning))(?::\s?(.*)|\s*)$/;
const warned = /^(\S.{0,300}?):(\d+): (\w*Warning): (.*)$/;
const file = /^\s*File "(.{1,300})", line (\d+)(?:, in (.{1,200}))?$/;
const cell =
  /^(?:File )?((?:Cell |Input )?In ?\[\d*\]|<ipython-input-[^>]{1,60}>|\S.{0,200}?\.py)(?:, line |:| in )(\d+|[\w<>.]+)(?:.*?\bin ([\w.<>]+)\b)?/;
const arrow = /^-+> ?(\d+)\s?(.*)$/;
const assertion = /Assertion [`'](.{1,200}?)['`] failed/;

/** The exceptions and warnings of a text, in order. Linear in the text; never throws. */
export function printedExceptions(text: string): readonly PrintedException[] {
  const found: PrintedException[] = [];
  let frames: TracebackFrame[] = [];
  // An exception stands no deeper than the head of its traceback, or than a quotation is indented.
  let deepest = 4;
  let at = 0;
  const lines = text.split("\n");
  const starts = lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
  for (let i = 0; i < lines.length && found.length < MOST; i++) {
    const line = lines[i].slice(0, 2000);
    const place = { start: starts[i], end: starts[i] + lines[i].length };
    const add = (form: PrintedException["form"], type: string, message: string, end = place.end, beyond = "") => {
      found.push({ form, type, message, beyond, frames, place: { start: place.start, end } });
      frames = [];
    };
    if (/^\s*Traceback \(most recent call last\)/.test(line)) {
      deepest = Math.max(4, indentOf(line));
      frames = [];
      continue;
    }
    const own = file.exec(line);
    if (own !== null) {
      const next = lines[i + 1] ?? "";
      const code = file.test(next) || raised.test(next) || !/^\s+\S/.test(next) ? undefined : next.trim();
      const marked = code === undefined ? undefined : underlined(next, lines[i + 2] ?? "");
      frames.push({ file: own[1], line: Number(own[2]), name: own[3], code, marked, place });
      continue;
    }
    const marked = arrow.exec(line);
    if (marked !== null) {
      const last = frames.at(-1);
      const here: TracebackFrame = {
        file: last?.code === undefined ? (last?.file ?? "") : "",
        line: Number(marked[1]),
        name: last?.name,
        code: marked[2].trim(),
        place,
      };
      if (last !== undefined && last.code === undefined) frames.pop();
      frames.push(here);
      continue;
    }
    const warning = warned.exec(line);
    if (warning !== null) {
      const next = lines[i + 1] ?? "";
      frames = [
        {
          file: warning[1],
          line: Number(warning[2]),
          name: undefined,
          code: /^\s+\S/.test(next) ? next.trim() : undefined,
          place,
        },
      ];
      add("warning", warning[3], warning[4]);
      continue;
    }
    const failed = assertion.exec(line);
    if (failed !== null) {
      // Every thread of a GPU says the same.
      if (!found.some(({ message }) => message.includes(failed[1]))) add("exception", "Assertion", line.trim());
      continue;
    }
    const error = indentOf(line) <= deepest ? raised.exec(line) : null;
    if (error !== null && !/Traceback \(most recent/.test(line)) {
      if (frames.length === 0) frames = frameAbove(lines, starts, i);
      const [message, last] = wholeMessage(lines, i, error[2] ?? "");
      const form = /Warning$/.test(error[1]) ? "warning" : "exception";
      const end = starts[last] + lines[last].length;
      add(form, error[1].split(".").at(-1) ?? error[1], message, end, beyond(lines, last));
      continue;
    }
    const inCell = cell.exec(line);
    if (inCell !== null && /^(?:Cell |Input |In ?\[|<ipython|File )|:\d+,? in |\.py in [\w<]/.test(line)) {
      const number = /^\d+$/.test(inCell[2]) ? Number(inCell[2]) : undefined;
      frames.push({
        file: inCell[1],
        line: number,
        name: inCell[3] ?? (number === undefined ? inCell[2] : undefined),
        code: undefined,
        place,
      });
    }
  }
  return found;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The part of a line that carets below it stand under. */
function underlined(code: string, carets: string): string | undefined {
  if (!/^ *[~^][~^ ]*$/.test(carets) || !carets.includes("^")) return undefined;
  return code.slice(carets.search(/[~^]/), carets.trimEnd().length).trim();
}

/** A line of code right above an exception, where the traceback was cut off or a test runner printed it. */
function frameAbove(lines: readonly string[], starts: readonly number[], index: number): TracebackFrame[] {
  const above = lines[index - 1] ?? "";
  if (!/^(?:>\s*|\s{2,})\S.*\(/.test(above) || raised.test(above)) return [];
  const place = { start: starts[index - 1], end: starts[index - 1] + above.length };
  return [{ file: "", line: undefined, name: undefined, code: above.replace(/^>\s*/, "").trim(), place }];
}

/** What follows on the next lines belongs to the message, up to an empty line or another traceback. */
function wholeMessage(lines: readonly string[], first: number, head: string): readonly [message: string, last: number] {
  let message = head;
  let last = first;
  for (let i = first + 1; i < lines.length && i < first + 12 && message.length < LONGEST_MESSAGE; i++) {
    const line = lines[i];
    if (line.trim() === "" || raised.test(line) || /^\s*(?:Traceback|>>>|In \[|File ")/.test(line)) break;
    if (
      !/^\s|^(?:CUDA|For debugging|Compile with|Many models|In this case|or torch|safe to|Expected|Please)/.test(line)
    )
      break;
    message += `\n${line}`;
    last = i;
  }
  return [message.slice(0, LONGEST_MESSAGE), last];
}

/** Up to two lines below a message. */
function beyond(lines: readonly string[], last: number): string {
  const next: string[] = [];
  for (const line of lines.slice(last + 1, last + 3)) {
    if (line.trim() === "" || raised.test(line) || /^\s*(?:Traceback|>>>|In \[|File "|```)/.test(line)) break;
    next.push(line.trim().slice(0, 500));
  }
  return next.join("\n");
}

/** A line of the person's own, the innermost: what stands in installed packages is nobody's to change. */
export function ownFrame(frames: readonly TracebackFrame[]): TracebackFrame | undefined {
  const own = frames.filter(
    ({ file: path, code }) =>
      (path !== "" || code !== undefined) &&
      !/(?:site|dist)-packages|[\\/]torch[\\/]|[\\/]lib[\\/]python|^<frozen|anaconda/.test(path),
  );
  return own.findLast(({ code }) => code !== undefined && /\(/.test(code)) ?? own.at(-1);
}
