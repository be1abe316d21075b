import { finished, type InParts } from "../../inParts";
import type { Expression, Module } from "../syntax";
import { whole } from "./atoms";
import { cellMagic } from "./magics";
import { Parser } from "./parser";
import { assignedNames } from "./recovery";
import { statementsInParts } from "./statements";
import { Tokenizer } from "./tokenizer";

/** Reads the text of a module or a cell as a tree. Never throws; takes time in proportion to the text. */
export function parseModule(text: string): Module {
  return finished(moduleInParts(text));
}

/** The same in parts: a large text takes longer than an editor can be kept waiting. */
export function* moduleInParts(text: string): InParts<Module> {
  const tokenizer = new Tokenizer(text);
  const magic = cellMagic(text);
  yield* tokenizer.lines(magic?.end ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0));
  const p = new Parser(tokenizer);
  const { comments } = tokenizer.tokens;
  if (magic === undefined) return { body: yield* statementsInParts(p), comments };
  const { start, end } = magic;
  if (magic.isPython)
    return { body: [{ kind: "unparsed", start, end, names: [] }, ...(yield* statementsInParts(p))], comments };
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
