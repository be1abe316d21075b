import type { Span } from "../literal";
import type { Lexis } from "./lexis";

export interface NameBefore extends Span {
  readonly name: string;
  /** Start of the statement that assigns: declarations with a type begin before the name. */
  readonly start: number;
  /** `=` (also `:=` and `<-`) or `:` (the key of an object). */
  readonly sign: "=" | ":";
}

const reach = 160;
const word = "[\\p{ID_Start}_$][\\p{ID_Continue}$]*";
/** `name`, `self.name`, `batch["name"]`, C's `name[2][3]`, an annotation behind it. */
const assigned = new RegExp(
  `(?:(${word}(?:\\s*\\.\\s*${word})*)(?:\\s*\\[\\s*["']([^"'\\n]{1,80})["']\\s*\\])?)((?:\\s*\\[[^\\[\\]\\n]*\\])*)\\s*(\\??\\s*:[^:=\\n]{1,120})?$`,
  "u",
);
const key = new RegExp(`(?:"((?:[^"\\\\\\n]|\\\\.){1,200})"|'([^'\\n]{1,200})'|(${word}(?:[.-]${word})*))\\s*$`, "u");

/** The name that what starts at `offset` is assigned to, read backwards from there. */
export function nameBefore(text: string, offset: number, lexis: Lexis): NameBefore | undefined {
  let p = offset;
  while (p > 0 && /\s/.test(text[p - 1])) p--;
  const last = text[p - 1];
  const two = text.slice(Math.max(0, p - 2), p);
  if (two === "<-" || two === ":=") return assignment(text, p - 2);
  if (last === "=" && !/^[=<>!+\-*/%@&|^~]/.test(two)) return assignment(text, p - 1);
  if (last === ":" && lexis.colonKeys && two !== "::") return keyed(text, p - 1);
  return undefined;
}

/** The part of the statement in front of `offset`: what stands behind the last line end, semicolon, brace or open parenthesis. */
function lineHead(text: string, offset: number): { readonly head: string; readonly from: number } {
  let depth = 0;
  let from = offset;
  for (; from > 0 && offset - from < reach; from--) {
    const c = text[from - 1];
    if (c === "\n" || c === "\r") break;
    if (c === "]" || c === ")") depth++;
    else if (c === "[" || c === "(") {
      if (depth === 0) break;
      depth--;
    } else if (depth === 0 && (c === ";" || c === "{" || c === "}")) break;
  }
  return { head: text.slice(from, offset), from };
}

function assignment(text: string, offset: number): NameBefore | undefined {
  const { head, from } = lineHead(text, offset);
  const match = assigned.exec(head);
  if (!match) return undefined;
  const name = match[2] ?? match[1].replace(/\s/g, "");
  const at = from + match.index + (match[2] === undefined ? 0 : match[0].indexOf(match[2], match[1].length));
  const indent = head.length - head.trimStart().length;
  return { name, offset: at, length: (match[2] ?? match[1]).length, start: from + indent, sign: "=" };
}

function keyed(text: string, offset: number): NameBefore | undefined {
  const { head, from } = lineHead(text, offset);
  const match = key.exec(head);
  if (!match) return undefined;
  const name = match[1] ?? match[2] ?? match[3];
  const quoted = match[3] === undefined ? 1 : 0;
  return { name, offset: from + match.index + quoted, length: name.length, start: from + match.index, sign: ":" };
}
