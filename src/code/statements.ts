import type { Span } from "../literal/literal";
import { codeEnd } from "../literal/text/code";
import type { Lexis } from "../literal/text/lexis";

/** A logical line of Python: continued over brackets and backslashes, comments and the line end left out. */
export interface Statement extends Span {
  /** Columns of white space in front of it. */
  readonly indent: number;
}

const LINE_FEED = 10;
const SEMICOLON = 59;

/** The statements of a text in order. Compound statements give their header only; their bodies follow with a deeper indent. */
export function statements(text: string, lexis: Lexis): readonly Statement[] {
  const found: Statement[] = [];
  let start = 0;
  let depth = 0;
  const close = (end: number): void => {
    const line = text.slice(start, end);
    const code = line.trimEnd();
    const indent = code.length - code.trimStart().length;
    if (code.trim() !== "" && !code.trimStart().startsWith("#")) {
      found.push({ offset: start + indent, length: code.length - indent, indent: indentOf(text, start + indent) });
    }
    start = end + 1;
  };
  codeEnd(text, lexis, 0, text.length, (offset, c) => {
    const character = text[offset];
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && ((c === LINE_FEED && text[offset - 1] !== "\\") || c === SEMICOLON)) close(offset);
    return false;
  });
  close(text.length);
  return found;
}

function indentOf(text: string, offset: number): number {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(lineStart, offset).match(/^\s*/)?.[0].length ?? 0;
}
