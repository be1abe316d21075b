import type { Range } from "../python/syntax";

/** A pasted text as it was before it was copied around: without colours, quote signs, line numbers and bullets. */
export interface CleanText {
  readonly text: string;
  /** How many characters at the end of what was pasted were not read. */
  readonly leftOut: number;
  /** Where a range of it stands in what was pasted. */
  readonly original: (range: Range) => Range;
}

/** So much of a paste is read, while an editor waits; nobody pastes more into a forum. */
const MOST_CHARACTERS = 200_000;
const MOST_LINES = 10_000;

const ESC = "\u001b";
const colours = new RegExp(`${ESC}\\[[0-9;?]*[A-Za-z]|\\[(?:[0-9]{1,2};)*[0-9]{1,2}m|[\\u200b-\\u200f\\ufeff]`, "y");
const debuggers = /(?:ipdb>|\(Pdb\+{0,2}\)) (?:pp? (?=[\w(]))?/y;
const entity = /&(?:gt|lt|amp|quot|apos|nbsp|#39|#x27|#34|#160);/y;
const entities: Readonly<Record<string, string>> = {
  ...{ "&gt;": ">", "&lt;": "<", "&amp;": "&", "&quot;": '"', "&apos;": "'", "&nbsp;": " " },
  ...{ "&#39;": "'", "&#x27;": "'", "&#34;": '"', "&#160;": " " },
};
const letters: Readonly<Record<string, string>> = {
  ...{ "\u00a0": " ", "\u2212": "-", "\u2013": "-", "\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'" },
};

/** Line by line; never throws. */
export function cleanText(pasted: string): CleanText {
  const end = endOfRead(pasted);
  const plain = letterByLetter(pasted.slice(0, end));
  let { text, offsets } = plain;
  for (const strip of [quoteSigns, prefixes, lineNumbers, bullets]) {
    const lines = text.split("\n");
    const widths = strip(lines);
    if (widths.every((width) => width === 0)) continue;
    const kept: number[] = [];
    let at = 0;
    for (const [i, line] of lines.entries()) {
      for (let p = widths[i]; p <= line.length; p++) kept.push(offsets[at + p]);
      at += line.length + 1;
    }
    text = lines.map((line, i) => line.slice(widths[i])).join("\n");
    offsets = kept;
  }
  return {
    text,
    leftOut: pasted.length - end,
    original: ({ start, end: to }) => ({
      start: offsets[start] ?? end,
      end: to > 0 ? (offsets[to - 1] ?? end - 1) + 1 : 0,
    }),
  };
}

/** Whole lines, unless one alone is too long: half a number is another number. */
function endOfRead(pasted: string): number {
  let end = 0;
  for (let lines = 0; lines < MOST_LINES; lines++) {
    const newline = pasted.indexOf("\n", end);
    const next = newline === -1 ? pasted.length : newline + 1;
    if (next > MOST_CHARACTERS) return end === 0 ? MOST_CHARACTERS : end;
    end = next;
    if (newline === -1) break;
  }
  return end;
}

/** Each character of the result with the offset that it came from, and one more at the end. */
function letterByLetter(pasted: string): { readonly text: string; readonly offsets: readonly number[] } {
  const parts: string[] = [];
  const offsets: number[] = [];
  for (let p = 0; p < pasted.length; ) {
    const letter = pasted[p];
    if (letter === ESC || letter === "[" || (letter >= "\u200b" && letter <= "\ufeff")) {
      colours.lastIndex = p;
      const colour = colours.exec(pasted);
      if (colour !== null) {
        p += colour[0].length;
        continue;
      }
    }
    if (letter === "&") {
      entity.lastIndex = p;
      const found = entity.exec(pasted)?.[0];
      if (found !== undefined) {
        parts.push(entities[found]);
        offsets.push(p);
        p += found.length;
        continue;
      }
    }
    // A debugger's prompt is Python's in other letters.
    if ((letter === "(" || letter === "i") && (p === 0 || pasted[p - 1] === "\n")) {
      debuggers.lastIndex = p;
      const prompt = debuggers.exec(pasted)?.[0];
      if (prompt !== undefined) {
        parts.push(">>> ");
        offsets.push(p, p, p, p);
        p += prompt.length;
        continue;
      }
    }
    // A progress bar is drawn over itself: each drawing is a line.
    if (letter === "\r") {
      if (pasted[p + 1] !== "\n") {
        parts.push("\n");
        offsets.push(p);
      }
    } else {
      parts.push(letters[letter] ?? letter);
      offsets.push(p);
    }
    p++;
  }
  offsets.push(pasted.length);
  return { text: parts.join(""), offsets };
}

type Strip = (lines: readonly string[]) => readonly number[];

/** `> ` in front of what mails and Markdown quote; Python's prompt is none. */
const quoteSigns: Strip = (lines) => {
  const widths = lines.map((line) => /^ {0,3}(?:>(?!>>) ?)+/.exec(line)?.[0].length ?? 0);
  const filled = lines.filter((line) => line.trim() !== "").length;
  const quoted = widths.filter((width) => width > 0).length;
  return quoted > 0 && (quoted >= 2 || filled <= 2) ? widths : lines.map(() => 0);
};

/** What test runners and launchers put in front of each line. */
const prefixes: Strip = (lines) =>
  lines.map((line) => /^(?:E {2,}(?=\S)|\[(?:rank|default)\d+\]:\s?|\(\w+ pid=\d+\)\s)/.exec(line)?.[0].length ?? 0);

/** `12 | ` and `12: ` in front of code, counting up by one. */
const lineNumbers: Strip = (lines) => {
  const numbered = lines.map((line) => /^\s{0,6}(\d{1,5})(?:\s?[|:.)]\s?|\t|\s{1,2})(.*)$/.exec(line));
  const widths = lines.map(() => 0);
  for (let i = 0; i < lines.length; ) {
    let end = i;
    let code = 0;
    while (end < lines.length) {
      const own = numbered[end];
      if (own === null || Number(own[1]) !== Number(numbered[i]?.[1]) + end - i) break;
      if (/[=(]|^\s*(?:import|from|def|class|for|if|return)\b/.test(own[2])) code++;
      end++;
    }
    if (end - i >= 3 && code * 2 >= end - i) {
      for (let k = i; k < end; k++) widths[k] = lines[k].length - (numbered[k]?.[2].length ?? 0);
    }
    i = Math.max(end, i + 1);
  }
  return widths;
};

/** Points of a list, where a paragraph begins with one. */
const bullets: Strip = (lines) => {
  const widths = lines.map(() => 0);
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1]?.trim() ?? "";
    const width = /^\s{0,4}(?:[\u2022*]\s+(?=[^\s\d])|-\s+(?=[A-Za-z`>"']))/.exec(line)?.[0].length ?? 0;
    if (width > 0 && (before === "" || before.endsWith(":") || widths[i - 1] > 0)) widths[i] = width;
  }
  return widths;
};
