import type { Expression, Module, Statement } from "../syntax";
import { whole } from "./atoms";
import { isLineEnd, lineEnd, wordEnd } from "./chars";
import { Parser } from "./parser";
import { assignedNames } from "./recovery";
import { statements } from "./statements";
import { Tokenizer } from "./tokenizer";

/** Reads the text of a module or a cell as a tree. Never throws; takes time in proportion to the text. */
export function parseModule(text: string): Module {
  const tokenizer = new Tokenizer(text);
  const magic = cellMagic(text);
  tokenizer.lines(magic?.end ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0));
  const p = new Parser(tokenizer);
  const { comments } = tokenizer.tokens;
  if (magic === undefined) return { body: body(p), comments };
  const { start, end } = magic;
  if (magic.isPython) return { body: [{ kind: "unparsed", start, end, names: [] }, ...body(p)], comments };
  const names = assignedNames(p, 0, p.count);
  return { body: [{ kind: "unparsed", start, end: text.length, names }], comments: [] };
}

/** Reads the one expression that a part of a text is; undefined where it is none. */
export function parseExpression(text: string, start = 0, end = text.length): Expression | undefined {
  const tokenizer = new Tokenizer(text);
  tokenizer.expression(start, end);
  const found = whole(new Parser(tokenizer), start, end);
  return found.kind === "unparsed" ? undefined : found;
}

function body(p: Parser): Statement[] {
  return statements(p);
}

/** Magics whose cells hold Python. */
const pythonMagics = new Set(["time", "timeit", "capture", "prun", "debug", "memit", "mprun"]);

interface CellMagic {
  readonly start: number;
  readonly end: number;
  readonly isPython: boolean;
}

/** `%%time` as the first line of a cell: what the rest of it is. */
function cellMagic(text: string): CellMagic | undefined {
  let start = 0;
  while (start < text.length && (isLineEnd(text.charCodeAt(start)) || text.charCodeAt(start) === 32)) start++;
  if (!text.startsWith("%%", start)) return undefined;
  const name = text.slice(start + 2, wordEnd(text, start + 2));
  return { start, end: lineEnd(text, start, text.length), isPython: pythonMagics.has(name) };
}
